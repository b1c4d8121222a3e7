"""Renders the desk's pages: jinja2 with everything escaped and every missing name an error."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
from aiohttp import web

from desk import times, words
from desk.parts import SESSION, parts_of
from desk.understanding import understood
from housing.domain.money import pounds

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"


def static_url(name: str) -> str:
    """The file's address with its content's digest, so that browsers keep it until it changes."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    urls = {name: static_url(name) for name in _static_names()}
    environment.globals.update(static=urls.__getitem__, words=words, understood=understood)
    environment.filters.update(
        clock_time=times.clock_time,
        short_day=times.short_day,
        span=times.span,
        due=times.due,
        arrival=times.arrival,
        iso_day=times.iso_day,
        working_days_left=times.working_days_left,
        pounds=pounds,
        in_words=words.in_words,
    )
    environment.globals["urgency"] = times.urgency
    return environment


def _static_names() -> list[str]:
    files = (path for path in STATIC.rglob("*") if path.is_file())
    return [path.relative_to(STATIC).as_posix() for path in files]


_pages = _environment()


def page(
    request: web.Request, template: str, context: Mapping[str, Any], status: int = 200
) -> web.Response:
    """The template as a response, with what every page needs beside its own context."""
    parts, session = parts_of(request), request.get(SESSION)
    text = _pages.get_template(template).render(
        deal=parts.deal,
        landlord=parts.deal.landlord.name,
        now=parts.clock.now(),
        officer=session.officer if session else None,
        csrf=session.csrf_token if session else "",
        **context,
    )
    return web.Response(text=text, status=status, content_type="text/html")
