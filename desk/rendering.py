"""Renders the desk's pages: jinja2 with everything escaped and every missing name an error."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
from aiohttp import web

from desk.day import words as day_words
from desk.parts import SESSION, parts_of
from desk.security.permissions import Permission, granted
from desk.wording import times, values, words, work_words
from desk.wording.understanding import understood
from housing.domain.casework.hazard_steps import running_clock
from housing.domain.casework.money import pounds

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"


def static_urls(folder: Path, prefix: str) -> dict[str, str]:
    """Each file's address with its content's digest, so that browsers keep it until it changes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        file.relative_to(folder).as_posix(): _static_url(file, folder, prefix) for file in files
    }


def _static_url(file: Path, folder: Path, prefix: str) -> str:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
    return f"{prefix}/{file.relative_to(folder).as_posix()}?v={digest}"


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    urls = static_urls(STATIC, "/static")
    environment.globals.update(
        static=urls.__getitem__,
        words=words,
        work_words=work_words,
        understood=understood,
        site_alerts=day_words,
    )
    environment.filters.update(
        clock_time=times.clock_time,
        hour=times.hour,
        short_day=times.short_day,
        span=times.span,
        due=times.due,
        arrival=times.arrival,
        iso_day=times.iso_day,
        london_day=times.london_day,
        working_days_left=times.working_days_left,
        pounds=pounds,
        in_words=words.in_words,
        told=values.told,
    )
    environment.globals["urgency"] = times.urgency
    environment.globals["running_clock"] = running_clock
    return environment


_pages = _environment()


def rendered(template: str, context: Mapping[str, Any]) -> str:
    """The template's text; the context is all that it has."""
    return _pages.get_template(template).render(context)


def page(
    request: web.Request, template: str, context: Mapping[str, Any], status: int = 200
) -> web.Response:
    """The template as a response, with what every page needs beside its own context."""
    parts, session = parts_of(request), request.get(SESSION)
    text = rendered(
        template,
        {
            "deal": parts.deal,
            "landlord": parts.deal.landlord.name,
            "now": parts.clock.now(),
            "officer": session.officer if session else None,
            "csrf": session.csrf_token if session else "",
            "may": lambda name: session and granted(session.officer.role, Permission(name)),
            "deal_faults": len(parts.deals.in_use.findings),
            **context,
        },
    )
    return web.Response(text=text, status=status, content_type="text/html")
