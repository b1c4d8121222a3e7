"""The line between one page and the gateway, which a test can cut, make deaf and mend."""

import re

from playwright.sync_api import Page, Route, WebSocketRoute

HTTP = re.compile(r"/(chat|socket\.io)/")
SOCKET = re.compile(r"/socket\.io/")


class Line:
    """Put on a page before it is loaded."""

    def __init__(self, page: Page, *, websockets: bool = True) -> None:
        self._page = page
        self._sockets: list[tuple[WebSocketRoute, WebSocketRoute]] = []
        self._is_cut = False
        self._is_deaf = False
        self._websockets = websockets
        page.route(HTTP, self._http)
        page.route_web_socket(SOCKET, self._socket)

    def wait_for_socket(self) -> None:
        """Until a socket is up and the session's words have had the time to go through it."""
        for _ in range(80):
            if self._sockets:
                break
            self._page.wait_for_timeout(100)
        self._page.wait_for_timeout(500)

    def cut(self) -> None:
        """Nothing goes through any more, and the open sockets end."""
        self._is_cut = True
        for ours, theirs in self._sockets:
            ours.close()
            theirs.close()
        self._sockets.clear()

    def mend(self) -> None:
        self._is_cut = False
        self._is_deaf = False

    def deafen(self) -> None:
        """The sockets stay open, but what the server says by them never arrives."""
        self._is_deaf = True

    def _http(self, route: Route) -> None:
        if self._is_cut:
            route.abort("connectionrefused")
        else:
            route.continue_()

    def _socket(self, page_side: WebSocketRoute) -> None:
        if self._is_cut or not self._websockets:
            page_side.close()
            return
        server_side = page_side.connect_to_server()
        page_side.on_message(server_side.send)

        def pass_on(message: str | bytes) -> None:
            if not self._is_deaf:
                page_side.send(message)

        server_side.on_message(pass_on)
        self._sockets.append((page_side, server_side))
