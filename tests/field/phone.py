"""An operative's phone over plain HTTP: as a form without script, or as the page's script sends."""

import secrets
from io import BytesIO
from typing import Any

from aiohttp import FormData
from aiohttp.test_utils import TestClient

from housing.domain.repairs.diary_windows import Operative
from tests.desk.browsing import Browser, Page
from tests.field.scene import PASSWORD, email
from tests.support.pictures import picture

JPEG = picture()


class Phone(Browser):
    def __init__(self, client: TestClient) -> None:
        super().__init__(client)
        self.token = ""

    async def sign_in(self, operative: Operative, password: str = PASSWORD) -> Page:  # type: ignore[override]
        form = await self.get("/day/signin")
        fields = {"email": email(operative), "password": password}
        page = await self.post("/day/signin", token=form.token, **fields)
        self.token = page.token
        return page

    async def press(self, path: str, **fields: str) -> Page:
        """A form of the page, sent without script."""
        return await self.post(path, token=self.token, key=secrets.token_urlsafe(16), **fields)

    async def send(self, path: str, key: str = "", **fields: str) -> tuple[int, dict[str, Any]]:
        """A saved tap, as the page's script sends it."""
        data = {"key": key or secrets.token_urlsafe(16), **fields}
        return await self._json(path, FormData(data))

    async def add_photo(
        self, appointment_id: int, content: bytes = JPEG, key: str = ""
    ) -> tuple[int, dict[str, Any]]:
        data = FormData({"key": key or secrets.token_urlsafe(16)})
        data.add_field("photo", BytesIO(content), filename="x.jpg", content_type="image/jpeg")
        return await self._json(f"/day/jobs/{appointment_id}/photo", data)

    async def _json(self, path: str, data: FormData) -> tuple[int, dict[str, Any]]:
        headers = {"Accept": "application/json", "X-CSRF-Token": self.token}
        async with self.client.post(path, data=data, headers=headers) as response:
            answer: dict[str, Any] = await response.json()
            return response.status, answer
