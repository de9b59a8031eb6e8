"""Whose request it is, by network address."""

import ipaddress

from starlette.types import Scope

_NETWORK_OF_ONE = 64  # bits: a household has so many addresses of IPv6 to itself


def address_of(scope: Scope) -> str:
    """Returns whose request it is: the address, or its network where somebody has more than one.

    It is that of the connection, or what a proxy that uvicorn trusts (FORWARDED_ALLOW_IPS) says of it: headers are not
    read here.
    """
    host = (scope.get("client") or ("",))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((int(address), _NETWORK_OF_ONE), strict=False))
    return str(address)
