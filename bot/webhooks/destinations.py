"""Where a webhook may lead: never into the network that the assistant runs in, unless whoever runs it named the host."""

import ipaddress
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, urlsplit

from bot import settings
from bot.records.webhooks import LONGEST_URL

_LONGEST_HOST = 253
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # NAT64: an address of IPv4 in its last bits
_COMPATIBLE = ipaddress.ip_network("::/96")
Address = IPv4Address | IPv6Address


class DestinationRefusedError(Exception):
    """Nothing is sent there; says why, in French."""


def read_url(url: str) -> str:
    """Returns an address that somebody typed, as it is kept.

    Raises:
        DestinationRefusedError: it is no address to send to.
    """
    url = url.strip()
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url or len(url) > LONGEST_URL:
        raise DestinationRefusedError(
            f"Écrivez l'adresse sans espace ni accent (un nom accentué : sous sa forme « xn-- »), {LONGEST_URL} signes au plus."
        )
    try:
        parts = urlsplit(url)
        host, _ = host_of(parts), parts.port
    except ValueError as error:
        raise DestinationRefusedError("Cette adresse n'a pas pu être lue : https://nom-du-site/chemin.") from error
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise DestinationRefusedError("L'adresse ne contient ni identifiant, ni mot de passe, ni « # ».")
    is_named = host in settings.webhook_hosts()
    if parts.scheme != "https" and not (parts.scheme == "http" and is_named):
        raise DestinationRefusedError(
            "L'adresse commence par https:// : ce qui est envoyé n'est lu par personne en chemin."
        )
    address = _literal(host)
    is_private = "." not in host or host.endswith(".localhost") if address is None else not is_public(address)
    if is_private and not is_named:
        raise DestinationRefusedError("Cette adresse mène à un réseau privé : rien n'y est envoyé.")
    return url


def host_of(parts: SplitResult) -> str:
    """Returns the host that a URL names, in small letters.

    Raises:
        ValueError: it names none that can be one.
    """
    host = (parts.hostname or "").rstrip(".")
    if not host or len(host) > _LONGEST_HOST or "%" in host:
        raise ValueError("no host")
    if _literal(host) is None and host.rpartition(".")[2][:1].isdecimal():
        raise ValueError("a number that some take for an address")  # 2130706433, 0x7f.1, 127.1
    return host


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_public(address: Address) -> bool:
    """Returns whether an address is one of the Internet at large, whatever it is wrapped in."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and (address in _TRANSLATED or address in _COMPATIBLE):
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None or address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def check_addresses(host: str, found: list[str]) -> str:
    """Returns the address to connect to, of those that a host has now.

    Every one must be public, so that a name that answers otherwise the next time gains nothing: the connection is made to
    the address that was looked at.

    Raises:
        DestinationRefusedError: one is not, or there is none.
    """
    if not found:
        raise DestinationRefusedError("Ce nom n'a pas d'adresse.")
    if host.lower().rstrip(".") not in settings.webhook_hosts():
        for address in found:
            if not is_public(ipaddress.ip_address(address.partition("%")[0])):
                raise DestinationRefusedError("Ce nom mène à un réseau privé.")
    return found[0]
