"""A port that is taken is a sentence before anything starts."""

import socket
from collections.abc import Iterator

import pytest

from ops.building.system import SetupFailed
from ops.running.ports import Listener, check_ports, free_port


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_names_the_setting_that_moves_it(taken: int) -> None:
    with pytest.raises(SetupFailed) as refusal:
        check_ports([Listener("GATEWAY_PORT", "127.0.0.1", taken)])
    assert str(refusal.value) == (
        f"Port {taken} is taken by another program. Stop it or set GATEWAY_PORT."
    )


def test_all_taken_ports_are_named_at_once(taken: int) -> None:
    listeners = [
        Listener("GATEWAY_PORT", "127.0.0.1", taken),
        Listener("DESK_PORT", "127.0.0.1", taken),
    ]
    with pytest.raises(
        SetupFailed, match=f"GATEWAY_PORT and DESK_PORT are both {taken}"
    ) as refusal:
        check_ports(listeners)
    assert len(str(refusal.value).splitlines()) == 2


def test_free_ports_pass() -> None:
    check_ports([Listener("GATEWAY_PORT", "127.0.0.1", free_port())])


def test_a_preferred_port_that_is_taken_gives_another(taken: int) -> None:
    assert free_port(taken) not in (0, taken)
