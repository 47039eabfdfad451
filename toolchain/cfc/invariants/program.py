"""An invariant that is ready to print: its tree and what the contract says beside it."""

from __future__ import annotations

from dataclasses import dataclass

from cfc.invariants.lowered import Lowered
from cfc.invariants.tree import Tree


@dataclass(frozen=True)
class CompiledInvariant:
    """`name` is in lower snake case and unique in the module; `pointer` and `schema_path` say where it stands.

    `reads`: first names of the paths that start at the root (`input`, `output`), and `$` when
    the whole value is read. `severity` is `error` or `warning`. `lowered` and `when_lowered`: what is printed of both.
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
