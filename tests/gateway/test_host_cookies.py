"""The web chat's cookie behind https."""

import aiohttp

from gateway.app import create_app
from gateway.services import services_for
from housing.settings import Settings
from tests.gateway.browser import connected
from tests.support.serving import serving


async def test_over_https_the_session_is_the_hosts_own(settings: Settings) -> None:
    """Also for the socket, which finds its session by the same cookie."""
    public = settings.model_copy(update={"public_url": "https://help.example.org"})
    async with (
        services_for(public) as services,
        serving(create_app(services), public.gateway_port) as base,
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
    ):
        async with session.post(f"{base}/chat/session", json={}) as answer:
            ((name, cookie),) = answer.cookies.items()
            opened = await answer.json()
        assert name == "__Host-hearthline_chat"
        assert (cookie["path"], cookie["secure"], cookie["httponly"]) == ("/", True, True)
        for sent, known in ((name, True), (name.removeprefix("__Host-"), False)):
            headers = {"Cookie": f"{sent}={cookie.value}"}
            async with session.post(f"{base}/chat/session", json={}, headers=headers) as again:
                assert ((await again.json())["session_id"] == opened["session_id"]) is known
        async with connected(base, {"Cookie": f"{name}={cookie.value}"}) as socket:
            assert (await socket.request())["session_id"] == opened["session_id"]
