"""A person at the desk over plain HTTP: reads pages, fills in forms with the token they carry."""

import re
from dataclasses import dataclass

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from housing.domain.people.desk import Officer
from tests.desk.scene import PASSWORD, WREN

_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
_READ = re.compile(r'name="read" value="([^"]+)"')
_SEEN = re.compile(r'name="seen"[^>]*value="(\d+)"')


@dataclass(slots=True)
class Page:
    status: int
    text: str
    path: str
    headers: dict[str, str]

    @property
    def token(self) -> str:
        found = _TOKEN.search(self.text)
        return found[1] if found else ""

    @property
    def read(self) -> str:
        """What the box names that says "I have read what is still open"; empty without one."""
        found = _READ.search(self.text)
        return found[1] if found else ""

    @property
    def seen(self) -> str:
        found = _SEEN.search(self.text)
        return found[1] if found else ""


class Browser:
    def __init__(self, client: TestClient) -> None:
        self.client = client

    async def get(self, path: str, **headers: str) -> Page:
        return await _page(await self.client.get(path, headers=headers))

    async def post(self, path: str, *, token: str | None = None, **fields: str) -> Page:
        """Sends a form as the page at `/` would; `token` is for those who have another."""
        csrf = token if token is not None else (await self.get("/")).token
        return await _page(await self.client.post(path, data={"csrf": csrf, **fields}))

    async def sign_in(self, officer: Officer = WREN, password: str = PASSWORD) -> Page:
        form = await self.get("/signin")
        fields = {"email": officer.email, "password": password}
        return await self.post("/signin", token=form.token, **fields)

    def plant(self, name: str, value: str) -> None:
        """Puts a cookie into the browser, in place of the one it has."""
        jar = self.client.session.cookie_jar
        jar.update_cookies({name: value}, response_url=self.client.make_url("/"))

    def cookie(self, name: str) -> str | None:
        found = [c.value for c in self.client.session.cookie_jar if c.key == name]
        return found[0] if found else None


async def _page(response: ClientResponse) -> Page:
    return Page(
        response.status,
        await response.text(),
        response.url.path,
        {name.lower(): value for name, value in response.headers.items()},
    )
