"""Client IP address of a request."""

import ipaddress

from starlette.types import Scope

_IPV6_PREFIX = 64  # bits: the network of one household


def client_ip(scope: Scope) -> str:
    """The client's IP address, or its /64 network for IPv6, where one household has many addresses.

    It is the address of the connection or, behind a proxy that uvicorn trusts (FORWARDED_ALLOW_IPS), the one that the
    proxy forwards. Headers are not read here.
    """
    host = (scope.get("client") or ("",))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((int(address), _IPV6_PREFIX), strict=False))
    return str(address)
