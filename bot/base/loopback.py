"""Loopback addresses."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_loopback_host(host: str) -> bool:
    """Whether a host is the own machine: `localhost`, or an address such as 127.0.0.1."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_loopback(url: str) -> bool:
    """Whether a URL leads to the own machine, also under a name such as `bot.localhost`; False if it cannot be parsed."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return False
    return host.endswith(".localhost") or is_loopback_host(host)
