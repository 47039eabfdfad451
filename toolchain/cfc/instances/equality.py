"""Equality and identity of JSON values: numbers by value, `true` is no number."""

from __future__ import annotations

import json
import math


def same(left: object, right: object) -> bool:
    """Tell whether two JSON values are equal."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    alike = type(left) is type(right) or (type(left) in _NUMBERS and type(right) in _NUMBERS)
    return alike and left == right


_NUMBERS = (int, float)


def key_of(value: object) -> str:
    """Return a text that two values have in common only when they are written alike."""
    return json.dumps(value, sort_keys=True)


def text_of(value: object) -> str:
    """Return the value as compact JSON on one line that every reader takes."""
    if isinstance(value, float) and math.isinf(value):
        return "1e400" if value > 0 else "-1e400"
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return json.dumps(value, separators=(",", ":")) if _has_surrogates(text) else text


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)
