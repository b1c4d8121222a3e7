"""An officer at the running desk, over the same forms that a browser sends."""

import re
from dataclasses import dataclass

import aiohttp

from housing.demo.people import DemoOfficer

_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
_SEEN = re.compile(r'name="seen"[^>]*value="(\d+)"')


@dataclass
class OfficerAtDesk:
    """`http` holds the officer's cookies."""

    desk: str
    http: aiohttp.ClientSession

    async def sign_in(self, officer: DemoOfficer) -> None:
        token = _found(_TOKEN, await self._read("/signin"))
        fields = {"csrf": token, "email": officer.email, "password": officer.password}
        async with self.http.post(f"{self.desk}/signin", data=fields) as answer:
            assert answer.status == 200, await answer.text()
            assert answer.url.path == "/"

    async def does(self, conversation_id: int, action: str, **fields: str) -> str:
        """Presses a button on the conversation's page as it is now; the page that follows."""
        page = f"/conversations/{conversation_id}"
        before = await self._read(page)
        sent = {"csrf": _found(_TOKEN, before), "seen": _found(_SEEN, before), **fields}
        async with self.http.post(f"{self.desk}{page}/{action}", data=sent) as answer:
            after = await answer.text()
            assert answer.status == 200, after
        return after

    async def _read(self, path: str) -> str:
        async with self.http.get(f"{self.desk}{path}") as answer:
            assert answer.status == 200
            return await answer.text()


def _found(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    assert found is not None, f"{pattern.pattern} is not on the page"
    return found[1]
