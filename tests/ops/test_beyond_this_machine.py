"""Tests reach this machine alone: what pytest-socket is told in pyproject.toml holds."""

import asyncio
import socket

import pytest
from pytest_socket import SocketConnectBlockedError

ELSEWHERE = ("192.0.2.1", "2001:db8::1", "169.254.169.254")


@pytest.mark.parametrize("host", ELSEWHERE)
def test_no_test_reaches_another_machine(host: str) -> None:
    with (
        pytest.warns(UserWarning, match=host),
        pytest.raises(SocketConnectBlockedError, match=host),
    ):
        socket.create_connection((host, 9), timeout=1)


@pytest.mark.parametrize("host", ELSEWHERE)
async def test_no_event_loop_reaches_another_machine(host: str) -> None:
    with (
        pytest.warns(UserWarning, match=host),
        pytest.raises(SocketConnectBlockedError, match=host),
    ):
        await asyncio.open_connection(host, 9)


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()
