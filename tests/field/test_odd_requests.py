"""Odd bodies, charsets, numbers and headers are refused at every door of the desk and of the day:
never an error of ours, whoever is signed in."""

from urllib.parse import quote_plus

import pytest
from yarl import URL

from desk.routes import ROUTES
from desk.security.permissions import Route
from housing.domain.messaging.conversation import Channel
from tests.desk.browsing import Browser
from tests.desk.scene import MABEL, officers
from tests.field.conftest import OpenPhone
from tests.field.scene import NOW, TAPPER, Scene, mobile
from tests.support.odd_bodies import BODIES, FORM, HEADERS, NUMBERS, VALUES, Body

SIGN_OUT = ("/signout", "/day/signout")
# Last, for it ends the session that the others need.
POSTS = sorted(
    (route for route in ROUTES if route.method == "POST"), key=lambda r: r.path in SIGN_OUT
)
WORDS = {"kind": "note", "code": "dog"}
FIELDS = {
    "text": "x",
    "note": "x",
    "why": "x",
    "comment": "x",
    "alert": "person:ring_first",
    "decision": "accept",
    "outcome": "answered",
    "issue": "tap_dripping",
    "label": "affirm",
    "step": "acknowledge",
    "on_day": "2026-11-23",
    "day": "2026-11-24",
    "operative": "1",
    "minutes": "30",
    "seen": "1",
    "tapped_at": "2026-11-23T09:00:00+00:00",
    "renew": "1",
    "email": "x@landlord.example",
    "password": "x",
    "next": "/",
    "from": "queue",
}


class Doors:
    """Somebody signed in at each door, who sends what no page of ours would."""

    def __init__(self, desk: Browser, day: Browser, tokens: tuple[str, str]) -> None:
        self._desk, self._day = (desk, tokens[0]), (day, tokens[1])

    async def send(
        self, method: str, path: str, body: Body | None = None, **more: str
    ) -> tuple[int, str]:
        browser, token = self._day if path.startswith("/day") else self._desk
        content, headers = body or Body(b"", {})
        url = URL(str(browser.client.make_url("/"))[:-1] + path, encoded=True)
        async with browser.client.session.request(
            method,
            url,
            data=content,
            headers={"X-CSRF-Token": token, **headers, **more},
            skip_auto_headers=("Content-Type",),
            allow_redirects=False,
        ) as response:
            return response.status, await response.text()


@pytest.fixture
async def doors(scene: Scene, open_phone: OpenPhone) -> Doors:
    await scene.window(TAPPER)
    await scene.book(TAPPER, await scene.order())
    async with scene.units() as uow:
        talk = await uow.talk.conversation_for(Channel.SMS, mobile(1), NOW)
        await uow.talk.identify(talk.id, 1, NOW)
    await officers(scene.engine)
    phone, desk = await open_phone(TAPPER), await open_phone(None)
    await Browser.sign_in(desk, MABEL)
    return Doors(desk, phone, ((await desk.get("/")).token, phone.token))


def path_of(route: Route, number: str = "1", word: str | None = None) -> str:
    """The route's address with a number in every place of one."""
    path = route.path
    for name in ("kind", "code"):
        path = path.replace(f"{{{name}}}", WORDS[name] if word is None else word)
    while "{" in path:
        path = path[: path.index("{")] + number + path[path.index("}") + 1 :]
    return path


async def test_no_body_is_an_error_of_ours(doors: Doors) -> None:
    failed = [
        (route.path, name, status)
        for place, route in enumerate(POSTS)
        # A third of them at each door, so that each is sent to a dozen.
        for name, body in list(BODIES.items())[place % 3 :: 3]
        if (status := (await doors.send("POST", path_of(route), body))[0]) >= 500
    ]
    assert failed == []


@pytest.mark.parametrize("route", POSTS, ids=lambda route: route.path)
async def test_no_field_is_an_error_of_ours(doors: Doors, route: Route) -> None:
    """One odd value in every field, and in those of free text beside what the rest should be."""
    free = dict.fromkeys(("text", "note", "why", "comment", "email", "next"))
    failed = []
    for value in VALUES:
        for fields in (dict.fromkeys(FIELDS, value), FIELDS | dict.fromkeys(free, value)):
            odd = {**fields, "key": f"{len(failed):032}"}
            content = "&".join(f"{name}={escaped(text)}" for name, text in odd.items()).encode()
            body = Body(content[:60_000], {"Content-Type": FORM})
            status, _ = await doors.send("POST", path_of(route), body)
            if status >= 500:
                failed.append((value[:40], status))
    assert failed == []


async def test_no_number_in_an_address_is_an_error_of_ours(doors: Doors) -> None:
    failed = []
    for route in ROUTES:
        for number in NUMBERS if "{" in route.path else ():
            for path in (path_of(route, number), path_of(route, word=number)):
                status, _ = await doors.send(route.method, path, BODIES["nothing"])
                if status >= 500:
                    failed.append((route.path, number[:40], status))
    assert failed == []


@pytest.mark.parametrize(
    "path",
    [
        *("/deal/try?issue={}", "/deal/try?issue=tap_dripping&can_turn_off={}", "/day?on={}"),
        *(
            "/signin?next={}",
            "/day/signin?next={}",
            "/?done={}",
            "/repairs?done={}",
            "/search?x={}",
        ),
        *("/deal/try?issue=mould&{}=1", "/conversations/1?live&done={}", "/{}", "/day/{}"),
        *("/static/{}", "/day/static/{}", "/events?conversation=x{}"),
    ],
)
async def test_nothing_asked_for_is_an_error_of_ours(doors: Doors, path: str) -> None:
    for value in (*NUMBERS, "0001-01-01", "9999-12-31", "%0d%0aX:%20y", "//evil.example", "%5B"):
        status, _ = await doors.send("GET", path.format(value))
        assert status < 500, (path, value)


async def test_no_header_is_an_error_of_ours(doors: Doors) -> None:
    for headers in HEADERS:
        for method, path in (("GET", "/"), ("GET", "/day"), ("POST", "/stay"), ("POST", "/signin")):
            status, _ = await doors.send(method, path, BODIES["nothing"], **headers)
            assert status < 500, (headers, path)


async def test_what_cannot_be_read_is_refused_with_a_sentence(doors: Doors) -> None:
    for name, status in (("no boundary", 400), ("deflate that is not", 415), ("charset idna", 415)):
        answered, page = await doors.send("POST", "/search", BODIES[name])
        assert answered == status, name
        assert "read." in page


def escaped(text: str) -> str:
    """As a form writes it; a lone surrogate too, as no browser would."""
    return quote_plus(text.encode("utf-8", "surrogatepass"))
