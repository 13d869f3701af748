from __future__ import annotations

from ipaddress import ip_address

import pytest

from bot.errors import ConfigurationError, ForbiddenAddressError
from bot.web_access.address_guard import AddressGuard, is_public

PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"]
INSIDE = [
    "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "168.63.129.16", "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254",
    "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1", "2002:7f00:1::", "2001::1", "2001:db8::1", "100::1", "3fff::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_or_that_hide_one_are_not(address):
    assert not is_public(ip_address(address))


def test_one_inside_address_among_public_ones_condemns_the_name():
    with pytest.raises(ForbiddenAddressError, match=r"rebind\.example leads to an address inside"):
        AddressGuard().check_addresses("rebind.example", 443, ["93.184.216.34", "10.0.0.1"])


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST.", "metadata.google.internal", "printer.local", "a.lan"]
)
def test_names_inside_the_network_are_refused_unasked(host):
    with pytest.raises(ForbiddenAddressError, match="inside the network"):
        AddressGuard().check_host(host, 443)


def test_ports_that_are_not_the_webs_are_refused():
    with pytest.raises(ForbiddenAddressError, match="port 6379"):
        AddressGuard().check_host("example.org", 6379)


@pytest.mark.parametrize(
    ("place", "host", "port", "address"),
    [
        ("10.0.0.5", "10.0.0.5", 80, "10.0.0.5"),
        ("10.0.0.0/8", "feeds.example", 443, "10.9.9.9"),
        ("127.0.0.1:8080", "127.0.0.1", 8080, "127.0.0.1"),
        ("[fd00::1]:8080", "fd00::1", 8080, "fd00::1"),
        ("fd00::/16", "x.example", 443, "fd00::7"),
        ("feeds.lan", "feeds.lan", 443, "192.168.0.9"),
        ("feeds.lan:8080", "Feeds.LAN", 8080, "192.168.0.9"),
    ],
)
def test_what_the_settings_allow_is_let_through(place, host, port, address):
    guard = AddressGuard.allowing([place])
    guard.check_host(host, port)
    assert guard.check_addresses(host, port, [address]) == [address]


@pytest.mark.parametrize(
    ("place", "port", "address"),
    [
        ("10.0.0.5", 443, "10.0.0.6"),
        ("10.0.0.5:8080", 443, "10.0.0.5"),
        ("127.0.0.1:8080", 8080, "93.184.216.34"),
        ("feeds.lan", 443, "192.168.0.9"),
    ],
)
def test_an_allowance_covers_nothing_else(place, port, address):
    with pytest.raises(ForbiddenAddressError):
        AddressGuard.allowing([place]).check_addresses("other.example", port, [address])


def test_a_place_that_is_none_is_a_clear_error():
    with pytest.raises(ConfigurationError, match="ATTACHE_ALLOW_PRIVATE_ADDRESSES"):
        AddressGuard.allowing(["http://10.0.0.5/"])
