"""Which network addresses the bot may connect to: those that belong to the public internet.

`ipaddress.is_global` alone lets through addresses that carry another one inside (NAT64, 6to4,
Teredo, IPv4-mapped), multicast and a few special ranges (PLATFORM_FACTS E2), so those are
refused or unwrapped by name.  What people run inside their house can be allowed one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Self

from bot.errors import ConfigurationError, ForbiddenAddressError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: The ports of the web.
WEB_PORTS = frozenset({80, 443})

#: Ranges that `is_global` calls global and that are no place to read news from, with their source.
_REFUSED: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        "192.0.0.0/24",  # IETF protocol assignments, RFC 6890
        "192.88.99.0/24",  # 6to4 relays, RFC 7526
        "168.63.129.16/32",  # Azure's platform address: metadata and DNS inside every network
        "64:ff9b::/96",  # NAT64, RFC 6052
        "64:ff9b:1::/48",  # local NAT64, RFC 8215
        "100::/64",  # discard, RFC 6666
        "2001::/23",  # IETF protocol assignments with Teredo, RFC 2928
        "2002::/16",  # 6to4, RFC 3056
        "3fff::/20",  # documentation, RFC 9637
        "5f00::/16",  # segment routing, RFC 9602
        "fec0::/10",  # site local, RFC 3879
        "::/96",  # IPv4-compatible, RFC 4291
    )
)
#: Names under which clouds give their secrets to anyone inside.
_METADATA_NAMES = frozenset({"metadata.google.internal", "metadata.goog", "instance-data"})
_INSIDE_SUFFIXES = (
    ".internal",
    ".local",
    ".localhost",
    ".localdomain",
    ".lan",
    ".home.arpa",
    ".onion",
)


@dataclass(frozen=True, slots=True)
class _Allowed:
    """One allowed place: a network or a host name, on one port or on the web's."""

    network: Network | None
    host: str | None
    port: int | None


@dataclass(frozen=True, slots=True)
class AddressGuard:
    """Decides on hosts, ports and addresses.

    `allowed` are the places inside the house that the settings name
    (``ATTACHE_ALLOW_PRIVATE_ADDRESSES``).
    """

    allowed: tuple[_Allowed, ...] = ()

    @classmethod
    def allowing(cls, places: Iterable[str]) -> Self:
        """A guard that lets through some private places.

        A place is an address (``10.0.0.5``), a network (``10.0.0.0/8``) or a host name, and may
        end in a port (``10.0.0.5:8080``, ``[fd00::1]:8080``, ``feeds.lan:8080``).

        Raises:
            ConfigurationError: a place is written in another way.
        """
        return cls(tuple(_place(text.strip()) for text in places if text.strip()))

    def check_host(self, host: str, port: int) -> None:
        """Refuse a host or port before its name is looked up.

        Raises:
            ForbiddenAddressError: it is a name inside the network, or not a port of the web.
        """
        name = host.rstrip(".").lower()
        if self._names(name, port):
            return
        if _is_disguised(name):
            raise ForbiddenAddressError(
                f"{host} writes a network address in figures of its own; give me the site's name."
            )
        inside = name == "localhost" or name in _METADATA_NAMES or name.endswith(_INSIDE_SUFFIXES)
        if inside:
            raise ForbiddenAddressError(
                f"{host} is a name inside the network, and I read public addresses only; "
                "an administrator can allow it with ATTACHE_ALLOW_PRIVATE_ADDRESSES."
            )
        if port not in WEB_PORTS and not self._allows_port(port):
            raise ForbiddenAddressError(
                f"{host} is asked on port {port}, and I read the web's ports 80 and 443 only."
            )

    def check_addresses(self, host: str, port: int, addresses: Sequence[str]) -> list[str]:
        """The addresses of a host, every one of them checked; any may be connected to.

        Raises:
            ForbiddenAddressError: one of them is inside the network: a name that leads to both
                sides is a trick.
        """
        by_name = self._names(host.rstrip(".").lower(), port)
        for text in addresses:
            if not by_name and not self._is_open(ip_address(text.partition("%")[0]), port):
                raise ForbiddenAddressError(
                    f"{host} leads to an address inside the network, and I read public addresses "
                    "only; an administrator can allow it with ATTACHE_ALLOW_PRIVATE_ADDRESSES."
                )
        return list(addresses)

    def _is_open(self, address: Address, port: int) -> bool:
        if any(_covers(place, address, port) for place in self.allowed):
            return True
        return port in WEB_PORTS and is_public(address)

    def _names(self, host: str, port: int) -> bool:
        return any(place.host == host and _fits(place.port, port) for place in self.allowed)

    def _allows_port(self, port: int) -> bool:
        """Whether some allowed network takes this port; the address decides later."""
        return any(place.network is not None and place.port == port for place in self.allowed)


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet and carries no other one inside.

    >>> is_public(ip_address("93.184.216.34")), is_public(ip_address("64:ff9b::7f00:1"))
    (True, False)
    """
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return is_public(address.ipv4_mapped)
    refused = any(address in network for network in _REFUSED if network.version == address.version)
    special = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not (refused or special)


def _is_disguised(host: str) -> bool:
    """Whether a host is an IPv4 address in another spelling: ``2130706433``, ``0x7f.1``.

    https://url.spec.whatwg.org/#ends-in-a-number-checker
    """
    try:
        ip_address(host)
    except ValueError:
        return re.fullmatch(r"\d+|0x[0-9a-f]*", host.rpartition(".")[2]) is not None
    return False


def _fits(allowed: int | None, port: int) -> bool:
    return port in WEB_PORTS if allowed is None else allowed == port


def _covers(place: _Allowed, address: Address, port: int) -> bool:
    network = place.network
    if network is None or not _fits(place.port, port):
        return False
    return network.version == address.version and address in network


def _place(text: str) -> _Allowed:
    host, port = _split_port(text)
    if port and not port.isdigit():
        raise _not_a_place(text)
    number = int(port) if port else None
    try:
        return _Allowed(ip_network(host, strict=False), None, number)
    except ValueError:
        if not host or any(c in "/:@ " for c in host):
            raise _not_a_place(text) from None
        return _Allowed(None, host.rstrip(".").lower(), number)


def _not_a_place(text: str) -> ConfigurationError:
    return ConfigurationError(
        f"ATTACHE_ALLOW_PRIVATE_ADDRESSES: {text!r} is not an address, network or host; "
        "write 10.0.0.5, 10.0.0.0/8, feeds.lan or one of them with :PORT."
    )


def _split_port(text: str) -> tuple[str, str]:
    """A place and its port: ``[fd00::1]:8080``, ``10.0.0.5:8080``, ``fd00::1``."""
    if text.startswith("["):
        host, _, rest = text[1:].partition("]")
        return host, rest.removeprefix(":")
    if text.count(":") == 1:
        host, _, port = text.partition(":")
        return host, port
    return text, ""
