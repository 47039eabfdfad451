"""What is known at a place of an expression while it is typed: the context, variables, paths.

In: what was known before, and a step of a path. Out: what is known behind it. It refuses to
know schemas.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cfc.invariants.shape import UNKNOWN, Shape
from cfc.invariants.tree import IndexBinding, Step, Tree


@dataclass(frozen=True)
class Known:
    """What is known at a place of the expression: the context, variables, paths that exist."""

    context: Shape
    variables: dict[str, Shape] = field(default_factory=dict)
    present: frozenset[str] = frozenset()

    def inside(self, context: Shape) -> Known:
        return Known(context, self.variables, frozenset())

    def with_variables(self, **more: Shape) -> Known:
        return Known(self.context, {**self.variables, **more}, self.present)

    def with_present(self, more: frozenset[str]) -> Known:
        return Known(self.context, self.variables, self.present | more)


def bound_by(scope: Known, step: Step) -> Known:
    """Return the scope behind a step, with what the step binds."""
    names = [step.focus, step.index]
    names += [stage.name for stage in step.stages if isinstance(stage, IndexBinding)]
    return scope.with_variables(**{name: UNKNOWN for name in names if name is not None})


def predicates_of(step: Step) -> tuple[Tree, ...]:
    """Return the predicates of a step, without what binds a position."""
    return tuple(stage for stage in step.stages if not isinstance(stage, IndexBinding))
