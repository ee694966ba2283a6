"""
Which names a request may call this server by, and where a browser may send it from. Pure.

A page in somebody's browser can be made to send requests here: by a name of its own that resolves
to this machine (DNS rebinding), or from its own origin. Both are told by these two headers.
"""

from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@lru_cache(maxsize=256)
def is_allowed_host(header: str, listening_on: str, names: frozenset[str]) -> bool:
    """Whether a `Host` header names this server."""
    name = _name(header)
    if name is None:
        return False
    if name in LOOPBACK or name in names or name == listening_on.lower():
        return True
    if is_loopback(listening_on):
        return is_loopback(name)
    # An address is no name that somebody else could point here.
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_allowed_origin(origin: str, host: str) -> bool:
    """Whether a browser sends this from a page of this very server."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()


def _name(header: str) -> str | None:
    try:
        parts = urlsplit(f"//{header}")
        _ = parts.port  # raises when it is no number
    except ValueError:
        return None
    if parts.username is not None or parts.path or parts.query or parts.fragment:
        return None
    return parts.hostname
