"""From which network address somebody really calls, when reverse proxies stand before us.

X-Forwarded-For is read from its right end, and only as far as the hops are proxies that the
settings trust: whatever a caller writes into it stands further left and is never reached.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Network = IPv4Network | IPv6Network
UNKNOWN = "unknown"
# One household or office is given a whole /64 and can call from any address of it.
IPV6_CALLER = 64


def client_address(peer: str | None, forwarded: Iterable[str], trusted: Iterable[Network]) -> str:
    """The caller's address, for counting what they do; of IPv6 the network that is theirs.

    `peer` is who is connected to us, `forwarded` the request's X-Forwarded-For headers in order.
    A hop that is no address ends the reading: the caller then is the last proxy that we trust.
    """
    networks = tuple(trusted)
    caller = _address(peer or "")
    hops = [hop for header in forwarded for hop in header.split(",")]
    while caller is not None and hops and any(caller in network for network in networks):
        before = _address(hops.pop())
        if before is None:
            break
        caller = before
    return _counted(caller) if caller is not None else UNKNOWN


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """The address in a hop, which some proxies write with a port; None for anything else."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _counted(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, IPV6_CALLER), strict=False))
    return str(address)
