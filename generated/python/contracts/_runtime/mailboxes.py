"""Formats of mail addresses: RFC 5321 and 6531."""

from __future__ import annotations

from .formats import is_ipv4, is_ipv6
from .matching import Regex

_ATOMS = Regex(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"|\"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*\""
)
_DOMAIN = Regex(
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"
)


def is_email(value: str) -> bool:
    """A mail address of ASCII characters, without a name beside it."""
    local, at, domain = value.rpartition("@")
    if not at or len(local) > 64 or _ATOMS.fullmatch(local) is None:
        return False
    if _is_address_literal(domain):
        return True
    return len(domain) <= 255 and _DOMAIN.fullmatch(domain) is not None


def _is_address_literal(domain: str) -> bool:
    if domain[:1] != "[" or domain[-1:] != "]":
        return False
    if domain[1:6].lower() == "ipv6:":
        return is_ipv6(domain[6:-1])
    return is_ipv4(domain[1:-1])
