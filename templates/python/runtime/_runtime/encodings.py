"""Texts in Base64 and in addresses of the web."""

from __future__ import annotations

import base64
import re
from typing import Final
from urllib.parse import quote

from .arguments import string_argument
from .units import units_of
from .values import UNDEFINED, JsonataError

_COMPONENT: Final = "-_.!~*'()"
_WHOLE: Final = _COMPONENT + ";/?:@&=+$,#"


def base64_encode(value: object) -> object:
    """Return the text in Base64; of every UTF-16 unit the low byte counts."""
    if value is UNDEFINED:
        return UNDEFINED
    units = units_of(string_argument(value, "base64encode"))
    return base64.b64encode(bytes(ord(unit) & 255 for unit in units)).decode("ascii")


def base64_decode(value: object) -> object:
    """Return the text of the bytes, one character each; what is no Base64 is passed over."""
    if value is UNDEFINED:
        return UNDEFINED
    text = string_argument(value, "base64decode").partition("=")[0]
    text = re.sub("[^A-Za-z0-9+/]", "", text.replace("-", "+").replace("_", "/"))
    # One character alone holds no byte.
    text = text[:-1] if len(text) % 4 == 1 else text
    return base64.b64decode(text + "=" * (-len(text) % 4)).decode("latin-1")


def encode_url_component(value: object) -> object:
    return _encoded(value, _COMPONENT, "encodeUrlComponent")


def encode_url(value: object) -> object:
    return _encoded(value, _WHOLE, "encodeUrl")


def _encoded(value: object, kept: str, token: str) -> object:
    if value is UNDEFINED:
        return UNDEFINED
    try:
        return quote(string_argument(value, token), safe=kept)
    except UnicodeEncodeError:
        raise _malformed(token) from None


def decode_url_component(value: object) -> object:
    return _decoded(value, "", "decodeUrlComponent")


def decode_url(value: object) -> object:
    """Decode all but what divides an address into its parts."""
    return _decoded(value, ";/?:@&=+$,#", "decodeUrl")


def _decoded(value: object, kept: str, token: str) -> object:
    if value is UNDEFINED:
        return UNDEFINED
    text = string_argument(value, token)
    if re.search("%(?![0-9A-Fa-f]{2})", text):
        raise _malformed(token)

    def decode(found: re.Match[str]) -> str:
        try:
            chars = bytes.fromhex(found[0].replace("%", "")).decode("utf-8")
        except UnicodeDecodeError:
            raise _malformed(token) from None
        # What is kept stays as it was written, in upper or lower case.
        written = re.findall("%..", found[0])
        out, at = "", 0
        for char in chars:
            out += written[at] if char in kept else char
            at += len(char.encode("utf-8"))
        return out

    return re.sub("(?:%[0-9A-Fa-f]{2})+", decode, text)


def _malformed(token: str) -> JsonataError:
    return JsonataError("D3140", "the text is no part of an address", token)
