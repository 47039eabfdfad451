"""A comparison in a line of text ("$length(name) <= 40") as the keyword that it stands for.

In: text. Out: a `Comparison`: a path, a keyword, a value; None for any other text. It refuses to
know contracts.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass

_NAME = r"(?:[A-Za-z_]\w*|`[^`]+`)"
_PATH = rf"(?:\$(?:\.{_NAME})*|{_NAME}(?:\.{_NAME})*)"
_TERM = rf"(?:\$(?P<function>length|count)\(\s*(?P<inner>{_PATH})\s*\)|(?P<path>{_PATH}))"
_VALUE = (
    r"(?P<value>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null"
    r'|"[^"\\]*"|\'[^\'\\"]*\')'
)
_SIGN = r"(?P<sign><=|>=|==|=|<|>)"
_FORMS = (
    (re.compile(rf"\s*{_TERM}\s*{_SIGN}\s*{_VALUE}\s*"), False),
    (re.compile(rf"\s*{_VALUE}\s*{_SIGN}\s*{_TERM}\s*"), True),
)
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "==": "=="}
_NUMBERS = {
    "<": "exclusiveMaximum", "<=": "maximum", ">": "exclusiveMinimum", ">=": "minimum",
    "=": "const", "==": "const",
}  # fmt: skip
_SIZES = {"length": ("minLength", "maxLength"), "count": ("minItems", "maxItems")}
# What else may say the same of a value: a new limit takes its place.
SIBLINGS = {
    "exclusiveMaximum": "maximum", "maximum": "exclusiveMaximum",
    "exclusiveMinimum": "minimum", "minimum": "exclusiveMinimum",
}  # fmt: skip
# The types that a keyword says something of.
TYPES = {
    **dict.fromkeys(SIBLINGS, ("number", "integer")),
    **dict.fromkeys(("minLength", "maxLength"), ("string",)),
    **dict.fromkeys(("minItems", "maxItems"), ("array",)),
}


@dataclass(frozen=True)
class Comparison:
    """A keyword of the schema at `path`; the empty path is the contract itself."""

    path: tuple[str, ...]
    keyword: str
    value: object


def read_comparison(text: str) -> Comparison | None:
    """Return what a text compares; None when it is anything else."""
    for form, is_turned in _FORMS:
        match = form.fullmatch(text)
        if match is not None:
            sign = _TURNED[match["sign"]] if is_turned else match["sign"]
            return _comparison(
                match["function"], match["inner"] or match["path"], sign, match["value"]
            )
    return None


def _comparison(function: str | None, path: str, sign: str, text: str) -> Comparison | None:
    value = json.loads(f'"{text[1:-1]}"' if text.startswith("'") else text)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if function is None:
        keyword = _NUMBERS[sign]
        return (
            None
            if keyword != "const" and not is_number
            else Comparison(_names(path), keyword, value)
        )
    if not is_number or sign in ("=", "==") or not math.isfinite(value):
        return None
    least, most = _SIZES[function]
    keyword = least if sign in (">", ">=") else most
    # A size is a whole number, so that a strict limit is the next one.
    whole: dict[str, Callable[[float], int]] = {
        "<": lambda limit: math.ceil(limit) - 1,
        "<=": math.floor,
        ">": lambda limit: math.floor(limit) + 1,
        ">=": math.ceil,
    }
    size = whole[sign](value)
    return Comparison(_names(path), keyword, size) if size >= 0 else None


def _names(path: str) -> tuple[str, ...]:
    # `$` is the value itself, and `$.a` its member, as `a` is.
    return tuple(part.strip("`") for part in re.findall(r"`[^`]+`|\w+", path.removeprefix("$")))
