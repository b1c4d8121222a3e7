"""Fresh tenants for every test, on both channels, and the rows behind what they were told."""

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import aiohttp
import pytest

from tests.dialogue.people import Chat, Person, Phone, Tenant, person_of, stranger
from tests.support.stack import Stack

# Owners repair most things themselves, so other answers are right for them.
RENTED = {"assured", "fixed_term", "starter"}

type MeetTenant = Callable[..., Tenant]
type Rows = Callable[..., list[dict[str, Any]]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here talks to the whole service, which may take its start first."""
    for item in items:
        if item.path.parent.name == "dialogue":
            item.add_marker(pytest.mark.stack)
            item.add_marker(pytest.mark.timeout(240))


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture(scope="session")
def people_taken() -> set[str]:
    return set()


@pytest.fixture
async def people(
    stack: Stack, http: aiohttp.ClientSession, people_taken: set[str], rows: Rows
) -> Callable[..., Person]:
    """Hands out demo tenants whom no other test has met, by whether they are vulnerable.

    Tests of other kinds talk to the same service: whoever has texted before is left to them.
    """
    people_taken |= {row["address"] for row in rows("select address from conversation")}
    async with http.get(f"{stack.gateway}/phone/api/tenants") as answer:
        everybody = [person_of(row) for row in (await answer.json())["tenants"]]

    def take(*, vulnerable: bool = False) -> Person:
        ordinary = (p for p in everybody if p.tenancy in RENTED)
        free = (p for p in ordinary if p.number not in people_taken)
        person = next(p for p in free if p.vulnerable is vulnerable)
        people_taken.add(person.number)
        return person

    return take


@pytest.fixture
async def meet(
    stack: Stack, http: aiohttp.ClientSession, people: Callable[..., Person]
) -> AsyncIterator[MeetTenant]:
    """Makes a tenant who talks over the channel of that name."""
    browsers: list[aiohttp.ClientSession] = []

    def make(channel: str = "sms", *, vulnerable: bool = False, known: bool = True) -> Tenant:
        person = people(vulnerable=vulnerable) if known else stranger()
        phone = Phone(http, stack.gateway, person.number)
        if channel == "sms":
            return Tenant(person, phone, phone)
        browser = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        browsers.append(browser)
        return Tenant(person, Chat(stack.gateway, browser), phone)

    yield make
    for browser in browsers:
        await browser.close()


@pytest.fixture(params=["sms", "webchat"])
async def tenant(request: pytest.FixtureRequest, meet: MeetTenant) -> Tenant:
    """An ordinary tenant, once on each channel."""
    return meet(request.param)


@pytest.fixture
def rows(stack: Stack) -> Iterator[Rows]:
    """Reads the service's own database: `rows("select ...", value, ...)`."""
    path = stack.database_url.removeprefix("sqlite:///")
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row

    def read(query: str, *values: Any) -> list[dict[str, Any]]:
        return [dict(row) for row in connection.execute(query, values)]

    yield read
    connection.close()
