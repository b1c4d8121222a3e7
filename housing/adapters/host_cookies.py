"""Over https every cookie of a door is a `__Host-` cookie: no other site of the domain can set it.

One place for all of a door's handlers, which name their cookies plainly, as browsers keep them over
plain http on this machine. Over https a plain cookie is not read at all.
"""

from collections.abc import Callable
from http.cookies import SimpleCookie

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from multidict import CIMultiDict

PREFIX = "__Host-"


def host_cookies(is_https: Callable[[web.Request], bool]) -> Middleware:
    """The first of a door's middlewares, so that all the others know only plain names."""

    @web.middleware
    async def keep_to_host(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not is_https(request):
            return await handler(request)
        try:
            response = await handler(_with_plain_names(request))
        except web.HTTPException as raised:
            _name_for_host(raised.cookies)
            raise
        _name_for_host(response.cookies)
        return response

    return keep_to_host


def _with_plain_names(request: web.Request) -> web.Request:
    if not request.cookies:
        return request
    headers = CIMultiDict(request.headers)
    headers["Cookie"] = "; ".join(
        f"{name.removeprefix(PREFIX)}={value}"
        for name, value in request.cookies.items()
        if name.startswith(PREFIX)
    )
    return request.clone(headers=headers)


def _name_for_host(cookies: SimpleCookie) -> None:
    """A browser takes it only when it is secure, for the whole host and no other."""
    for name in list(cookies):
        given = cookies.pop(name)
        cookies[PREFIX + name] = given.value
        for attribute, value in given.items():
            cookies[PREFIX + name][attribute] = value
        cookies[PREFIX + name]["secure"] = True
        cookies[PREFIX + name]["path"] = "/"
        cookies[PREFIX + name]["domain"] = ""
