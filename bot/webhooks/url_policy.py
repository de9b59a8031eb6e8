"""URL policy of webhooks (SSRF): public addresses only, unless the operator allows a host."""

import ipaddress
import re
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, urlsplit

from bot.base.settings import settings
from bot.records.accounts.webhooks import MAX_URL_LENGTH

_MAX_HOST_LENGTH = 253
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # NAT64: an address of IPv4 in its last bits
# All that was given to anybody of the Internet so far: https://www.iana.org/assignments/ipv6-address-space
_UNICAST = ipaddress.ip_network("2000::/3")
# What `is_global` lets through, by Python 3.11 or by its meaning, and where no receiver of anybody listens.
_RESERVED = tuple(
    map(
        ipaddress.ip_network,
        (
            "168.63.129.16/32",  # what serves the machines of Azure: learn.microsoft.com, "What is IP address 168.63.129.16?"
            "192.31.196.0/24", "192.175.48.0/24", "2620:4f:8000::/48",  # AS112: RFC 7534, RFC 7535
            "192.52.193.0/24",  # AMT: RFC 7450
            "192.88.99.0/24", "2002::/16",  # 6to4, withdrawn: RFC 7526
            "192.0.0.0/24", "2001::/23",  # assignments to protocols, Teredo among them: RFC 6890
            "3fff::/20",  # documentation: RFC 9637
        ),
    )
)  # fmt: skip
# Names of no public site: RFC 6761, 6762, 7686, 8375, 9476; `internal`: ICANN, resolution 2024.07.29.06.
_PRIVATE_SUFFIXES = ("localhost", "local", "internal", "test", "invalid", "example", "onion", "alt", "arpa")
Address = IPv4Address | IPv6Address


class DestinationRefusedError(Exception):
    """The URL is not allowed; the message says why, in French."""


def validate_url(url: str) -> str:
    """The URL that a recruiter typed, stripped.

    Raises:
        DestinationRefusedError: it is malformed or not allowed.
    """
    url = url.strip()
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url or len(url) > MAX_URL_LENGTH:
        raise DestinationRefusedError(
            f"Écrivez l'adresse sans espace ni accent (un nom accentué : sous sa forme « xn-- »), {MAX_URL_LENGTH} signes au plus."
        )
    try:
        parts = urlsplit(url)
        host, _ = host_of(parts), parts.port
    except ValueError as error:
        raise DestinationRefusedError("Cette adresse n'a pas pu être lue : https://nom-du-site/chemin.") from error
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise DestinationRefusedError("L'adresse ne contient ni identifiant, ni mot de passe, ni « # ».")
    is_named = host in settings().webhook_hosts
    if parts.scheme != "https" and not (parts.scheme == "http" and is_named):
        raise DestinationRefusedError(
            "L'adresse commence par https:// : ce qui est envoyé n'est lu par personne en chemin."
        )
    address = _literal(host)
    is_private = _is_private_name(host) if address is None else not is_public(address)
    if is_private and not is_named:
        raise DestinationRefusedError("Cette adresse mène à un réseau privé : rien n'y est envoyé.")
    return url


def host_of(parts: SplitResult) -> str:
    """The host of a URL, in lower case.

    Raises:
        ValueError: it is missing or malformed.
    """
    host = (parts.hostname or "").rstrip(".")
    if not host or len(host) > _MAX_HOST_LENGTH or "%" in host:
        raise ValueError("no host")
    address = _literal(host)
    if "[" in parts.netloc and not isinstance(address, IPv6Address):
        raise ValueError("brackets hold an address of a version that is none yet")  # RFC 3986, IPvFuture
    if address is None:
        if host.rpartition(".")[2][:1].isdecimal():
            raise ValueError("a number that some take for an address")  # 2130706433, 0x7f.1, 127.1
        if not all(map(_LABEL.fullmatch, host.split("."))):
            raise ValueError("no name of a host")  # RFC 1123, 2.1
    return host


def _is_private_name(host: str) -> bool:
    """Whether a name is not one of the public DNS."""
    return "." not in host or host.rpartition(".")[2] in _PRIVATE_SUFFIXES


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_public(address: Address) -> bool:
    """Whether an address is public, also inside an IPv6 mapping."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped or address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in _UNICAST:
            return False
    elif address.is_multicast or address.is_reserved:
        return False
    return address.is_global and not any(address in network for network in _RESERVED)


def pick_public_address(host: str, addresses: list[str]) -> str:
    """The address to connect to, from those that a host resolves to.

    All must be public, and the connection is made to the checked address, so that DNS rebinding gains nothing.

    Raises:
        DestinationRefusedError: one is private, or there is none.
    """
    if not addresses:
        raise DestinationRefusedError("Ce nom n'a pas d'adresse.")
    host = host.lower().rstrip(".")
    if host not in settings().webhook_hosts:
        if _literal(host) is None and _is_private_name(host):
            raise DestinationRefusedError("Ce nom n'est pas celui d'un site public.")
        for address in addresses:
            if not is_public(ipaddress.ip_address(address.partition("%")[0])):
                raise DestinationRefusedError("Ce nom mène à un réseau privé.")
    return addresses[0]
