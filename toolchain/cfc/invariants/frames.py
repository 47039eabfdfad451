"""Which variables of a block can be plain locals, and which are set or read from elsewhere.

In: the expressions of a block or of a function's body. Out: how each variable that they bind
is best kept. Functions see what is bound after them; a plain local will do as long as nothing
asks before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cfc.invariants.tree import (
    Bind,
    Block,
    Lambda,
    Transform,
    Tree,
    Variable,
    iter_children,
    iter_nodes,
)


@dataclass(frozen=True)
class Kept:
    """How a variable is kept. `recursion`: where a function asks for what is bound no sooner.

    `early`: its name is known before it is bound, to the functions that call each other.
    """

    times: int
    cell: bool
    early: bool
    recursion: Variable | None


def variables_of(parts: Sequence[Tree]) -> dict[str, Kept]:
    """Return the variables that the parts bind, in the order in which they are first bound."""
    binds = [(index, bind, bind is part) for index, part in enumerate(parts) for bind in _in(part)]
    return {name: _kept(name, binds, parts) for name in dict.fromkeys(b.name for _, b, _ in binds)}


def _in(tree: Tree) -> Iterator[Bind]:
    """Yield what is bound in the same frame, however deep."""
    if isinstance(tree, Bind):
        yield tree
    if not isinstance(tree, Block | Lambda):
        for child in iter_children(tree):
            yield from _in(child)


def _kept(name: str, binds: Sequence[tuple[int, Bind, bool]], parts: Sequence[Tree]) -> Kept:
    own = [(index, bind, is_part) for index, bind, is_part in binds if bind.name == name]
    last = max(index for index, _, _ in own)
    asked = [_captured(part, name) for part in parts[: last + 1]]
    recursion = next((found for found in asked if found is not None), None)
    nested = not all(is_part for _, _, is_part in own)
    early = recursion is not None and not nested and len(own) == 1
    if early:
        first = next(index for index, found in enumerate(asked) if found is not None)
        between = parts[first : last + 1]
        early = all(isinstance(part, Bind) and isinstance(part.value, Lambda) for part in between)
        early = early and not any(_named(part, name) for part in parts[:first])
    cell = nested or (recursion is not None and not early)
    return Kept(len(own), cell, early, recursion)


def _named(tree: Tree, name: str) -> bool:
    return any(isinstance(node, Variable) and node.name == name for node in iter_nodes(tree))


def _captured(tree: Tree, name: str) -> Variable | None:
    """Return the variable where a function in the tree asks for it."""
    for node in iter_nodes(tree):
        if isinstance(node, Lambda) and name in node.parameters:
            continue
        if isinstance(node, Lambda | Transform):
            for inner in iter_nodes(node):
                if isinstance(inner, Variable) and inner.name == name:
                    return inner
    return None


def has_function(tree: Tree) -> bool:
    """Tell whether a function is written anywhere in the tree."""
    return any(isinstance(node, Lambda | Transform) for node in iter_nodes(tree))
