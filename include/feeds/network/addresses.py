"""Which machines may be asked: those that all the world can ask, and no others."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

IPAddress = IPv4Address | IPv6Address

_CLOUD_METADATA = frozenset(map(ip_address, ("168.63.129.16", "192.0.0.192", "fd00:ec2::254")))
"""Hosts of clouds tell their secrets here; the usual 169.254.169.254 is no public address anyway."""

_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""The last four bytes of these are an address of IPv4, which a gateway asks."""


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the public network, and so are those that stand within it."""
    return all(
        inner.is_global
        and not (inner.is_multicast or inner.is_reserved or inner.is_loopback or inner.is_link_local)
        and inner not in _CLOUD_METADATA
        for inner in _with_inner(address)
    )


def _with_inner(address: IPAddress) -> Iterator[IPAddress]:
    """The address, or the one of IPv4 that it stands for."""
    if isinstance(address, IPv4Address):
        yield address
        return
    inner: list[IPAddress] = [
        embedded for embedded in (address.ipv4_mapped, address.sixtofour) if embedded is not None
    ]
    inner += address.teredo or ()
    if any(address in network for network in _TRANSLATED):
        inner.append(IPv4Address(int(address) & 0xFFFFFFFF))
    yield from inner or [address]
