"""Addresses of this machine alone."""

import ipaddress
from urllib.parse import urlsplit


def is_loopback(url: str) -> bool:
    """Returns whether an address leads to the browser's own machine only; one that cannot be read does not."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
