"""Names of locals: taken from the expression where they can be, free in every language.

In: a variable's or a member's name. Out: a lower snake-case name that is unique in its
invariant, also when written in camel case, and is no reserved word and no runtime function.
"""

from __future__ import annotations

import keyword
import re

from cfc.invariants.builtins import BUILTINS

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_LONGEST = 24
_OPERATORS = """
    no_value finite total has_match moment compared telling judge_expression path root_path member field where item_at unwrap keep_array children descendants order_by ascending
    descending add subtract multiply divide remainder negate equal not_equal less less_or_equal
    greater greater_or_equal concat is_in number_range array whole constructed make_object group
    either coalesce truthy call fail pattern wrong_arguments context_of find split_text
    substring_at of_all cell hold held chain partial_of without_dollar signed call_at recursive again
    transformed random_number shuffle evaluated not_evaluated evaluated_text from_millis to_millis
    rows_of row_of stream bound each_row rows_where row_at number_rows order_rows picked group_rows
"""
_LANGUAGES = """
    arguments await break case catch class const continue debugger default delete do else enum
    eval export extends false finally for function if implements import in instanceof interface
    let new null package private protected public return static super switch this throw true try
    typeof var void while with yield undefined any bigint boolean never number object string
    symbol unknown match type nan infinity
"""
RESERVED = frozenset(
    name.replace("_", "").lower()
    for name in (
        *_OPERATORS.split(),
        *_LANGUAGES.split(),
        *keyword.kwlist,
        *(builtin.runtime for builtin in BUILTINS.values()),
        "l",
        "missing",
        "block",
        "condition",
        "otherwise",
        "invariant",
        "violation",
    )
)


class LocalNames:
    """Hands out the names of one invariant."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def mark(self) -> frozenset[str]:
        """Return what is taken now, to go back to."""
        return frozenset(self._taken)

    def reset(self, mark: frozenset[str]) -> None:
        """Give back what was claimed since."""
        self._taken = set(mark)

    def claim(self, wish: str, fallback: str) -> str:
        """Return a free name near the wish, or near the fallback when the wish cannot be one."""
        base = _snake(wish)
        # `each…` is what the printers call functions that they give a name.
        if base is None or _key(base) in RESERVED or base.startswith("each"):
            base = fallback
        name, number = base, 2
        while _key(name) in self._taken or _key(name) in RESERVED:
            name = f"{base}_{number}"
            number += 1
        self._taken.add(_key(name))
        return name


def singular(name: str) -> str:
    """Return what one of `items` is called: `item`; other words stay as they are."""
    if name.endswith("ies") and len(name) > 4:
        return name[:-3] + "y"
    if name.endswith("s") and not name.endswith(("ss", "us", "is")) and len(name) > 2:
        return name[:-1]
    return name


def _snake(name: str) -> str | None:
    if not name.isascii() or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", name):
        return None
    words = [word.lower() for word in _WORD.findall(name)]
    out = "_".join(words)
    if not out or not out[0].isalpha() or len(out) > _LONGEST:
        return None
    return out


def _key(name: str) -> str:
    return name.replace("_", "").lower()
