"""Who may do what. Every route of the desk names its permission; a route without one is refused.

Roles are few on purpose: an officer works cases, a manager may do all that an officer may, an
operative has their own visits and nothing else.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from aiohttp import web

from housing.domain.people.desk import Role

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Permission(StrEnum):
    PUBLIC = "public"
    READ_CASES = "read_cases"
    WORK_CASES = "work_cases"
    TAKE_OVER = "take_over"
    DECIDE_CHARGES = "decide_charges"
    PLAN_DIARY = "plan_diary"
    OWN_VISITS = "own_visits"
    WAIVE_CHARGES = "waive_charges"
    MANAGE_DEAL = "manage_deal"
    REVIEW_UNDERSTANDING = "review_understanding"
    READ_AUDIT = "read_audit"
    HEAR_OF_LATE = "hear_of_late"


_OFFICER = frozenset(
    {
        Permission.READ_CASES,
        Permission.WORK_CASES,
        Permission.TAKE_OVER,
        Permission.DECIDE_CHARGES,
        Permission.PLAN_DIARY,
    }
)
_ONLY_MANAGERS = frozenset(
    {
        Permission.MANAGE_DEAL,
        Permission.WAIVE_CHARGES,
        Permission.REVIEW_UNDERSTANDING,
        Permission.READ_AUDIT,
        Permission.HEAR_OF_LATE,
    }
)
GRANTED: Mapping[Role, frozenset[Permission]] = {
    Role.OFFICER: _OFFICER,
    Role.MANAGER: _OFFICER | _ONLY_MANAGERS,
    Role.OPERATIVE: frozenset({Permission.OWN_VISITS}),
}


# What a route shows that has no personal data.
NOTHING = ""


@dataclass(frozen=True, slots=True)
class Route:
    """`shows` is whose data its pages hold, as the audit trail names it: NOTHING, or a subject with
    the address's numbers, `conversation:{conversation_id}`. It has no default on purpose."""

    method: str
    path: str
    handler: Handler
    permission: Permission
    shows: str


class RouteTable:
    """The only way in which routes get into the desk's app."""

    def __init__(self, routes: tuple[Route, ...]) -> None:
        self._routes = routes
        self._permissions = {(route.method, route.path): route.permission for route in routes}
        self._shows = {(route.method, route.path): route.shows for route in routes}

    def with_files(self, *prefixes: str) -> "RouteTable":
        """The same table, and folders of files that everybody may read."""
        table = RouteTable(self._routes)
        table._permissions |= {("GET", prefix): Permission.PUBLIC for prefix in prefixes}
        table._shows |= {("GET", prefix): NOTHING for prefix in prefixes}
        return table

    def __iter__(self) -> Iterator[Route]:
        return iter(self._routes)

    def add_to(self, app: web.Application) -> None:
        for route in self._routes:
            app.router.add_route(route.method, route.path, route.handler)

    def permission_of(self, request: web.Request) -> Permission | None:
        """None for a route that has none, which nobody may use."""
        method, path = _route_of(request)
        return self.permission_for(method, path)

    def permission_for(self, method: str, path: str) -> Permission | None:
        return self._permissions.get(("GET" if method == "HEAD" else method, path))

    def shown_by(self, request: web.Request) -> str:
        """What this page shows, as the audit trail names it; NOTHING for no such route."""
        shows = self._shows.get(_route_of(request), NOTHING)
        return shows.format_map({name: _plain(part) for name, part in request.match_info.items()})

    def name_of(self, request: web.Request) -> str:
        """The route's method and address, without the numbers in it."""
        return " ".join(_route_of(request))


def _plain(part: str) -> str:
    """A number as the database has it: 007 is 7 and must be found under it."""
    return str(int(part)) if part.isascii() and part.isdigit() else part


def _route_of(request: web.Request) -> tuple[str, str]:
    resource = request.match_info.route.resource
    path = resource.canonical if resource is not None else ""
    return ("GET" if request.method == "HEAD" else request.method), path


def granted(role: Role, permission: Permission | None) -> bool:
    """Whether the role may use a route with this permission; never one without."""
    return permission is not None and permission in GRANTED[role]
