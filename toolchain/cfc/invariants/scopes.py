"""What is in scope at a place of an expression, while it is lowered."""

from __future__ import annotations

from dataclasses import dataclass, field

from cfc.invariants.tree import Bind


@dataclass(frozen=True)
class Context:
    """What `$` is here. At the root an array counts as one value."""

    local: str
    root: bool


@dataclass(frozen=True)
class Bound:
    """A variable in scope. `arity`: it is bound to a function of just so many parameters."""

    local: str
    arity: int | None = None


@dataclass
class Scope:
    """Variables of one block or function, and those that the block binds later on."""

    outer: Scope | None
    function: bool = False
    locals: dict[str, Bound] = field(default_factory=dict)
    pending: dict[str, Bind] = field(default_factory=dict)

    def find(self, name: str) -> Bound | Bind | None:
        """Return the variable, or the later binding that a function would see at run time."""
        scope: Scope | None = self
        inside_function = False
        while scope is not None:
            if name in scope.locals:
                return scope.locals[name]
            if inside_function and name in scope.pending:
                return scope.pending[name]
            inside_function = inside_function or scope.function
            scope = scope.outer
        return None
