"""What is in scope at a place of an expression, while it is lowered."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Context:
    """What `$` is here. At the root an array counts as one value."""

    local: str
    root: bool


@dataclass(frozen=True)
class Bound:
    """A variable in scope. `arity`: it is bound to a function of just so many parameters.

    `held`: the local is a cell that holds the value, since it is set and read in several functions.
    """

    local: str
    arity: int | None = None
    held: bool = False


@dataclass
class Scope:
    """Variables of one block or function. `frame`: `:=` in it sets its own variables."""

    outer: Scope | None
    frame: bool = False
    locals: dict[str, Bound] = field(default_factory=dict)

    def find(self, name: str) -> Bound | None:
        """Return the innermost variable of this name."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.locals:
                return scope.locals[name]
            scope = scope.outer
        return None

    def cell_of(self, name: str) -> Bound | None:
        """Return the cell that a `:=` in the middle of an expression sets."""
        scope: Scope | None = self
        while scope is not None and not scope.frame:
            scope = scope.outer
        found = scope.locals.get(name) if scope is not None else None
        return found if found is not None and found.held else None
