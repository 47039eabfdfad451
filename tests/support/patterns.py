"""Random patterns without look-arounds and back-references, and texts to try them on."""

from __future__ import annotations

from random import Random

from cfc.patterns.shortcuts import Shortcut

_ATOMS = ("a", "b", "-", ".", "[ab]", "[^a]", r"\w", r"\s", "[^]", "[]", "^", "$", r"\b", r"\B")
_REPEATS = ("*", "+", "?", "{2}", "{1,3}", "{2,}", "*?", "{0}", "{0,2}")


def some_patterns(source: Random, count: int) -> list[str]:
    return [_pattern(source, 4) for _ in range(count)]


def some_texts(source: Random, count: int) -> list[str]:
    letters = "ab-\n\u00e9\U0001f600"
    return ["".join(source.choices(letters, k=source.randrange(7))) for _ in range(count)]


def _pattern(source: Random, depth: int) -> str:
    kind = source.randrange(9) if depth else 0
    if kind < 3:
        return source.choice(_ATOMS)
    if kind < 6:
        return _pattern(source, depth - 1) + _pattern(source, depth - 1)
    if kind == 6:
        return f"(?:{_pattern(source, depth - 1)}|{_pattern(source, depth - 1)})"
    return f"(?:{_pattern(source, depth - 1)}){source.choice(_REPEATS)}"


def plain(short: Shortcut, text: str) -> bool:
    """Return what a shortcut answers, in the plainest words."""
    match short.kind:
        case "always":
            return True
        case "empty":
            return text == ""
        case "not-empty":
            return text != ""
        case "equals":
            return text in short.texts
        case "starts":
            return text.startswith(short.texts)
        case "ends":
            return text.endswith(short.texts)
        case "contains":
            return short.texts[0] in text
