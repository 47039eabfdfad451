"""An invariant that is ready to print: its tree and what the contract says beside it."""

from __future__ import annotations

from dataclasses import dataclass

from cfc.invariants.lowered import Lowered
from cfc.invariants.tree import Tree
from cfc.invariants.walks import is_certain


@dataclass(frozen=True)
class CompiledInvariant:
    """`name` is in lower snake case and unique in the module; `pointer` and `schema_path` say where it stands.

    `reads`: first names of the paths that start at the root (`input`, `output`), and `$` when
    the whole value is read. `severity` is `error` or `warning`. `lowered` and `when_lowered`: what is printed of both;
    `message_lowered`: of a message that quotes values; `compared`: of the sides of its comparison,
    whose operator is at `position`. `path`: a JSON pointer to what is to blame.
    """

    id: str
    name: str
    expression: str
    body: Tree
    when: Tree | None
    when_expression: str | None
    message: str | None
    severity: str
    pointer: str
    schema_path: str
    reads: frozenset[str]
    lowered: Lowered
    when_lowered: Lowered | None = None
    message_lowered: Lowered | None = None
    compared: Lowered | None = None
    position: int | None = None
    path: str = ""
    message_tree: Tree | None = None

    @property
    def is_certain(self) -> bool:
        """Tell whether it has no other answer than true and false, and cannot fail."""
        parts = [part for part in (self.lowered, self.when_lowered) if part is not None]
        return all(map(is_certain, parts))
