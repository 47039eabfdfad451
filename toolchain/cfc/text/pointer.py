"""JSON Pointer (RFC 6901) as a value: a tuple of unescaped tokens."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, unquote

Pointer = tuple[str, ...]
ROOT: Pointer = ()


def escape(token: str) -> str:
    """Return the token as it stands between two slashes (RFC 6901, section 3)."""
    return token.replace("~", "~0").replace("/", "~1")


def to_text(pointer: Iterable[str]) -> str:
    """Return the pointer as text: empty for the whole document."""
    return "".join("/" + escape(token) for token in pointer)


@lru_cache(maxsize=16384)
def _quoted(token: str) -> str:
    return "/" + quote(escape(token), safe="!$&'()*+,;=:@~?", errors="surrogatepass")


def to_fragment(pointer: Iterable[str]) -> str:
    """Return the pointer as a URI fragment, `#` included (RFC 6901, section 6)."""
    return "#" + "".join([_quoted(token) for token in pointer])


def from_text(text: str) -> Pointer:
    """Return the tokens of a pointer.

    Raises ValueError for a text that is neither empty nor starts with `/`, and for a `~` that
    escapes nothing.
    """
    if not text:
        return ROOT
    if not text.startswith("/"):
        raise ValueError("a JSON Pointer is empty or starts with `/`")
    tokens = text[1:].split("/")
    for token in tokens:
        rest = token.replace("~0", "").replace("~1", "")
        if "~" in rest:
            raise ValueError("`~` is written `~0` and `/` is written `~1`")
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in tokens)


def from_fragment(fragment: str) -> Pointer:
    """Return the tokens of a percent-encoded pointer (without `#`); raises ValueError."""
    return from_text(unquote(fragment, errors="surrogatepass"))


def find(value: object, pointer: Iterable[str]) -> object:
    """Return what the pointer points at; raises LookupError when there is no such place."""
    for token in pointer:
        if isinstance(value, dict):
            value = value[token]
        elif isinstance(value, list) and token.isdecimal() and (token == "0" or token[0] != "0"):
            value = value[int(token)]
        else:
            raise LookupError(token)
    return value
