"""Formats of addresses: RFC 3986, 3987 and 6570."""

from __future__ import annotations

from .formats import is_ipv6
from .matching import Regex

_PARTS = Regex(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?")
_SCHEME = Regex(r"[A-Za-z][A-Za-z0-9+.-]*")
_FUTURE = Regex(r"[vV][0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+")
_HOST_AND_PORT = Regex(r"(?:\[([^\]]*)\]|([^:\[\]]*))(?::[0-9]*)?")
_PLAIN = r"A-Za-z0-9\-._~!$&'()*+,;=:@/"
_WIDE = (
    r"\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    r"\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd\U00040000-\U0004fffd"
    r"\U00050000-\U0005fffd\U00060000-\U0006fffd\U00070000-\U0007fffd\U00080000-\U0008fffd"
    r"\U00090000-\U0009fffd\U000a0000-\U000afffd\U000b0000-\U000bfffd\U000c0000-\U000cfffd"
    r"\U000d0000-\U000dfffd\U000e1000-\U000efffd"
)
_PRIVATE = r"\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_URI_TEXT = Regex(rf"(?:[{_PLAIN}?]|%[0-9A-Fa-f]{{2}})*")
_IRI_TEXT = Regex(rf"(?:[{_PLAIN}?{_WIDE}]|%[0-9A-Fa-f]{{2}})*")
_IRI_QUERY = Regex(rf"(?:[{_PLAIN}?{_WIDE}{_PRIVATE}]|%[0-9A-Fa-f]{{2}})*")


def is_uri(value: str) -> bool:
    """An absolute address: it begins with its scheme."""
    return _is_reference(value, False, True)


def is_uri_reference(value: str) -> bool:
    """An address, absolute or relative."""
    return _is_reference(value, False, False)


def _is_reference(value: str, is_wide: bool, is_absolute: bool) -> bool:
    parts = _PARTS.fullmatch(value)
    if parts is None:
        return False
    scheme, authority, path, query, fragment = parts.groups()
    text = _IRI_TEXT if is_wide else _URI_TEXT
    if scheme is None:
        if is_absolute or (authority is None and ":" in path.partition("/")[0]):
            return False
    elif _SCHEME.fullmatch(scheme) is None:
        return False
    if authority is not None and not _is_authority(authority, text):
        return False
    query_text = _IRI_QUERY if is_wide else text
    return (
        text.fullmatch(path) is not None
        and (query is None or query_text.fullmatch(query) is not None)
        and (fragment is None or text.fullmatch(fragment) is not None)
    )


def _is_authority(authority: str, text: Regex) -> bool:
    user, _, host = authority.rpartition("@")
    parts = _HOST_AND_PORT.fullmatch(host)
    if parts is None or "@" in user or text.fullmatch(user) is None:
        return False
    if parts[1] is not None:
        return is_ipv6(parts[1]) or _FUTURE.fullmatch(parts[1]) is not None
    return text.fullmatch(parts[2]) is not None
