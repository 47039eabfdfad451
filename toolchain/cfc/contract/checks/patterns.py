"""Patterns that are not ECMA-262, that another language cannot have exactly, or that take long."""

from __future__ import annotations

from functools import lru_cache

from cfc.contract.checks.scene import Scene
from cfc.contract.model import Contract, Place
from cfc.patterns.matcher import longest
from cfc.patterns.parser import PatternError, parse_pattern
from cfc.patterns.python import NotTranslatable, to_python


@lru_cache(maxsize=4096)
def normalised(text: str) -> str | None:
    """Return the pattern as every language takes it; None when it is none."""
    try:
        pattern = parse_pattern(text)
        to_python(pattern)
    except (PatternError, NotTranslatable):
        return None
    return pattern.source


def check_patterns(scene: Scene, contract: Contract) -> None:
    """Report `pattern`s and names in `patternProperties`."""
    for place, schema in scene.schemas(contract):
        pattern = schema.get("pattern")
        if isinstance(pattern, str):
            _check(scene, place.child("pattern"), pattern, key=False)
        patterns = schema.get("patternProperties")
        for name in patterns if isinstance(patterns, dict) else ():
            _check(scene, place.child("patternProperties", name), name, key=True)


def _check(scene: Scene, place: Place, text: str, *, key: bool) -> None:
    try:
        pattern = parse_pattern(text)
    except PatternError as error:
        scene.report(
            "pattern-not-ecma",
            f"`{text}` is not a pattern of ECMA-262: {error.message} (at character {error.position + 1})",
            place,
            key=key,
        )
        return
    for note in pattern.notes:
        scene.report(
            "pattern-not-unicode",
            f"`{text}`: {note.what} (at character {note.position + 1})",
            place,
            key=key,
        )
    try:
        to_python(pattern)
    except NotTranslatable as error:
        scene.report(
            "pattern-not-translated",
            f"`{text}`: {error.message} (at character {error.position + 1})",
            place,
            key=key,
        )
        return
    limit = longest(pattern.source)
    if limit is not None:
        scene.report(
            "pattern-limit",
            f"`{text}` may take very long, so that texts of over {limit:,} characters are not tried",
            place,
            key=key,
        )
