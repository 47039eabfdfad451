"""Literals of TypeScript: the only way from a contract's text to program text.

In: strings, numbers, JSON values, patterns, comments, all of them untrusted. Out: `Code` that
means exactly that and cannot end early: quotes, line ends, `*/`, lone surrogates, marks that
turn the direction of writing, and `__proto__` as a key are all taken care of here.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from cfc.emit.code import Code, code, join
from cfc.emit.typescript.identifiers import is_plain

# Control characters, line and paragraph separators, what is invisible or turns the direction of
# writing, and lone surrogates (which UTF-8 cannot hold).
_HIDDEN = (
    "\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f"
)
_IN_STRING = re.compile(f'["\\\\{_HIDDEN}]')
_IN_TEMPLATE = re.compile(f"[`\\\\{_HIDDEN}]|\\$(?=\\{{)")
_IN_REGEX = re.compile(f"[{_HIDDEN}]")
_IN_COMMENT = re.compile(f"[{_HIDDEN}]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\", "`": "\\`", "$": "\\$"}
_LARGEST = 2.0**53


def _escaped(match: re.Match[str]) -> str:
    char = match.group()
    short = _SHORT.get(char)
    if short is not None:
        return short
    point = ord(char)
    return f"\\u{point:04x}" if point < 0x10000 else f"\\u{{{point:x}}}"


@lru_cache(maxsize=4096)
def string(text: str) -> Code:
    """Return a double-quoted string literal."""
    return Code('"' + _IN_STRING.sub(_escaped, text) + '"')


def template_text(text: str) -> Code:
    """Return the text as it stands between backticks."""
    return Code(_IN_TEMPLATE.sub(_escaped, text))


def number(value: int | float) -> Code:
    """Return the literal of the nearest double, in its shortest form."""
    try:
        double = float(value)
    except OverflowError:
        double = math.inf if value > 0 else -math.inf
    if math.isnan(double):
        raise ValueError("not a JSON number")
    if math.isinf(double):
        return Code("Infinity" if double > 0 else "-Infinity")
    if double.is_integer() and abs(double) <= _LARGEST:
        return Code(str(int(double)))
    return Code(repr(double).removesuffix(".0").replace("e-0", "e-").replace("e+", "e"))


def scalar(value: object) -> Code:
    """Return the literal of a string, number, boolean or null."""
    if isinstance(value, str):
        return string(value)
    if isinstance(value, bool):
        return Code("true" if value else "false")
    if isinstance(value, (int, float)):
        return number(value)
    if value is None:
        return Code("null")
    raise TypeError(f"not a JSON scalar: {type(value).__name__}")


def member_name(key: str) -> Code:
    """Return the name of a property as a type has it: quoted when it needs to be."""
    return Code(key) if is_plain(key) else string(key)


def value_key(key: str) -> Code:
    """Return the name of a property as an object literal has it.

    `__proto__` is computed: written plainly it would set the prototype.
    """
    return Code('["__proto__"]') if key == "__proto__" else member_name(key)


def literal(value: object) -> Code:
    """Return the literal of a JSON value, on one line."""
    if isinstance(value, dict):
        if not value:
            return Code("{}")
        members = (code("{}: {}", value_key(k), literal(v)) for k, v in value.items())
        return code("{{ {} }}", join(", ", members))
    if isinstance(value, (list, tuple)):
        return code("[{}]", join(", ", map(literal, value)))
    return scalar(value)


def regex(pattern: str) -> Code:
    """Return the literal of an ECMA-262 pattern with the flag `u`."""
    out: list[str] = []
    in_class = False
    position = 0
    while position < len(pattern):
        char = pattern[position]
        if char == "\\" and position + 1 < len(pattern):
            position += 1
            following = pattern[position]
            # A backslash before a line end escapes nothing under `u`: the escape itself is enough.
            out.append("\\" + following if not _IN_REGEX.match(following) else _in_regex(following))
        elif char == "/" and not in_class:
            out.append("\\/")
        else:
            in_class = char == "[" or (in_class and char != "]")
            out.append(_in_regex(char))
        position += 1
    return Code(f"/{''.join(out) or '(?:)'}/u")


def _in_regex(char: str) -> str:
    """Return a character of a pattern so that no line ends and nothing is hidden."""
    return _IN_REGEX.sub(_escaped, char)


def comment(text: str) -> Code:
    """Return one line of text that ends no comment and hides nothing."""
    shown = _IN_COMMENT.sub(_escaped, text)
    return Code(shown.replace("*/", "*\\/"))
