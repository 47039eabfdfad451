"""The one place that knows where data files lie: in a checkout, and in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """Return a data folder: `templates`, `rules`, `schemas` or `starter`.

    The wheel carries all of them inside the package; in a checkout `templates` and `schemas`
    lie at its top.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parents[1] / name
