"""Keywords that nobody defines: ignored by every validator, so usually a slip."""

from __future__ import annotations

import difflib

from cfc.contract.checks.scene import Scene
from cfc.contract.keywords import KEYWORDS, OPERATION_KEYWORDS
from cfc.contract.model import Contract, Place
from cfc.diagnostics.model import Severity

# Words of earlier drafts, which are no slips of this draft's assertions.
_EARLIER = frozenset({"id", "additionalItems", "$recursiveRef", "$recursiveAnchor", "divisibleBy"})
_JUDGING = tuple(row.name for row in KEYWORDS.values() if row.role in ("assertion", "applicator"))
_JUDGING_OF_OPERATIONS = ("input", "output", "errors", "invariants")
_SHORTEST = 4


def check_keywords(scene: Scene, contract: Contract) -> None:
    """Report unknown keywords; one edit from one that judges is an error."""
    if contract.kind == "operation" and isinstance(contract.value, dict):
        for name in contract.value:
            if name not in OPERATION_KEYWORDS and not name.startswith("x-"):
                slip = any(is_one_edit(name, word) for word in _JUDGING_OF_OPERATIONS)
                _report(scene, Place(contract.uri, (name,)), name, tuple(OPERATION_KEYWORDS), slip)
    for place, schema in scene.schemas(contract):
        for name in schema:
            if name not in KEYWORDS and not name.startswith("x-"):
                slip = name not in _EARLIER and any(
                    len(word) >= _SHORTEST and is_one_edit(name, word) for word in _JUDGING
                )
                _report(scene, place.child(name), name, tuple(KEYWORDS), slip)


def _report(scene: Scene, place: Place, name: str, known: tuple[str, ...], slip: bool) -> None:
    near = [word for word in known if is_one_edit(name, word)] or difflib.get_close_matches(
        name, known, 1, 0.75
    )
    what = "an operation contract" if "input" in known else "JSON Schema 2020-12"
    scene.report(
        "unknown-keyword",
        f"`{name}` is not a keyword of {what}",
        place,
        key=True,
        help=f"did you mean `{near[0]}`?" if near else None,
        why="unknown keywords are ignored, so this limit would silently not hold" if slip else None,
        severity=Severity.ERROR if slip else Severity.WARNING,
    )


def is_one_edit(left: str, right: str) -> bool:
    """Tell whether one insertion, deletion, change or swap of neighbours makes them equal."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    rest, other = left[start:], right[start:]
    if len(left) == len(right):
        swapped = len(rest) > 1 and rest[1] + rest[0] + rest[2:] == other
        return rest[1:] == other[1:] or swapped
    longer, shorter = (rest, other) if len(rest) > len(other) else (other, rest)
    return longer[1:] == shorter
