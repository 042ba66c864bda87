"""Which machines may be asked."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.feeds.network.addresses import is_public

PRIVATE_NETWORKS = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/29", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
]  # fmt: skip
PRIVATE_NETWORKS_V6 = ["::/128", "::1/128", "fc00::/7", "fe80::/10", "ff00::/8", "2001:db8::/32"]


def addresses_in(network: str) -> st.SearchStrategy[int]:
    limits = ip_network(network)
    return st.integers(int(limits.network_address), int(limits.broadcast_address))


PRIVATE = st.one_of([addresses_in(network) for network in PRIVATE_NETWORKS])


@given(PRIVATE)
def test_no_address_of_a_private_network_is_public(number: int) -> None:
    assert not is_public(IPv4Address(number))


@given(PRIVATE, st.sampled_from(["::ffff:0:0", "64:ff9b::", "64:ff9b:1::"]))
def test_nor_is_one_that_hides_in_a_longer_one(number: int, prefix: str) -> None:
    assert not is_public(IPv6Address(int(ip_address(prefix)) | number))


@given(PRIVATE)
def test_nor_is_one_that_a_tunnel_leads_to(number: int) -> None:
    assert not is_public(IPv6Address((0x2002 << 112) | (number << 80)))


@given(st.one_of([addresses_in(network) for network in PRIVATE_NETWORKS_V6]))
def test_no_long_address_of_a_private_network_is_public(number: int) -> None:
    assert not is_public(IPv6Address(number))


@pytest.mark.parametrize("address", ["169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254"])
def test_where_clouds_tell_their_secrets_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_the_rest_of_the_world_is_public(address: str) -> None:
    assert is_public(ip_address(address))
