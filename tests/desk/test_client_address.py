"""Whose address counts when proxies stand before us: nobody can write their own."""

from ipaddress import ip_network

import pytest

from housing.domain.people.client_address import UNKNOWN, client_address
from housing.settings import SettingsRefused, load_settings

PROXIES = tuple(ip_network(net) for net in ("127.0.0.1/32", "10.0.0.0/24", "2001:db8:f::/48"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "caller"),
    [
        # No proxy that we trust: what is forwarded is only somebody's word.
        ("203.0.113.9", [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),
        ("10.0.1.0", ["198.51.100.1"], "10.0.1.0"),
        # One proxy, and what a caller wrote into the header before it.
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["1.1.1.1", "198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["10.0.0.7, 198.51.100.1"], "198.51.100.1"),
        # Two proxies in a row; the second network's edge.
        ("127.0.0.1", ["1.1.1.1, 198.51.100.1, 10.0.0.255"], "198.51.100.1"),
        ("127.0.0.1", ["198.51.100.1, 10.0.1.0"], "10.0.1.0"),
        ("127.0.0.1", ["10.0.0.7"], "10.0.0.7"),
        # What is no address ends the reading at the last proxy that we trust.
        ("127.0.0.1", ["198.51.100.1, unknown"], "127.0.0.1"),
        ("127.0.0.1", [""], "127.0.0.1"),
        ("127.0.0.1", ["198.51.100.1,"], "127.0.0.1"),
        ("127.0.0.1", ["x" * 4000], "127.0.0.1"),
        # With a port, in brackets, IPv4 in IPv6's clothes.
        ("127.0.0.1", ["198.51.100.1:4711"], "198.51.100.1"),
        ("::ffff:127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["[2001:db8::1]:4711"], "2001:db8::/64"),
        # Of IPv6 a caller has a whole network.
        ("2001:db8:f::1", ["2001:db8:1:2::3"], "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::3", [], "2001:db8:1:2::/64"),
        (None, ["198.51.100.1"], UNKNOWN),
    ],
)
def test_the_caller_is_who_the_last_trusted_proxy_saw(
    peer: str | None, forwarded: list[str], caller: str
) -> None:
    assert client_address(peer, forwarded, PROXIES) == caller


@pytest.mark.parametrize(
    ("given", "count"),
    [("", 0), ("127.0.0.1", 1), ("127.0.0.1, ::1", 2), ("10.0.0.0/8 2001:db8::/32", 2)],
)
def test_the_setting_is_a_list_of_networks(
    monkeypatch: pytest.MonkeyPatch, given: str, count: int
) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", given)
    assert len(load_settings().trusted_proxies) == count


@pytest.mark.parametrize("given", ["proxy.example.org", "10.0.0.1/8", "0.0.0.0/0", "::/0"])
def test_a_setting_that_trusts_nobody_or_everybody_is_refused(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", given)
    with pytest.raises(SettingsRefused, match="TRUSTED_PROXIES"):
        load_settings()
