"""Values as short texts, and as texts that are equal when the values are."""

from __future__ import annotations

import json

_LONGEST = 100


def canonical_text(value: object) -> str:
    """Return a text that does not depend on the order of members, nor on 1 against 1.0."""
    return json.dumps(_plain(value), sort_keys=True)


def _plain(value: object) -> object:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def shown(value: object) -> str:
    """Return a value in backquotes, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    return f"`{text}`"
