"""What is known at a place of an expression while it is typed: the context, variables, conditions.

In: what was known before, and a step or a condition. Out: what is known behind it. A condition
tells of paths, by their text in one spelling: `$$.a.b` from the root, `@.a` from the context within
a path, `$x.a` from a variable.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from cfc.invariants.interval import EVERY_NUMBER, Interval
from cfc.invariants.schema_facts import ALL_KINDS, Kinds, kind_of
from cfc.invariants.shape import UNKNOWN, Shape, key_of
from cfc.invariants.tree import IndexBinding, Name, Path, Step, Tree, Variable


@dataclass(frozen=True)
class Narrowing:
    """What a condition tells of a value: what it can be, and what not. `present`: there is one."""

    present: bool = False
    kinds: Kinds = ALL_KINDS
    values: tuple[object, ...] | None = None
    excluded: tuple[object, ...] = ()
    numbers: Interval = EVERY_NUMBER
    fewest: int = 0

    def apply(self, shape: Shape) -> Shape:
        """Return the shape of those values that agree."""
        if self.present:
            shape = replace(shape, absent=False, unsure=False)
        shape = replace(shape, fewest=max(shape.fewest, self.fewest))
        if shape.many:
            return shape
        zero = any(kind_of(one) == "number" and one == 0 for one in self.excluded)
        shape = replace(
            shape,
            kinds=shape.kinds & self.kinds,
            numbers=shape.numbers.within(self.numbers),
            nonzero=shape.nonzero or zero,
        )
        values = shape.values
        if self.values is not None:
            allowed = {key_of(one) for one in self.values}
            source = self.values if values is None else values
            values = tuple(one for one in source if key_of(one) in allowed)
        if self.excluded:
            out = {key_of(one) for one in self.excluded}
            values = None if values is None else tuple(v for v in values if key_of(v) not in out)
            if any(one is None for one in self.excluded):
                shape = replace(shape, kinds=shape.kinds - {"null"})
        if values is None:
            return shape
        values = tuple(
            one
            for one in values
            if kind_of(one) in shape.kinds
            and (kind_of(one) != "number" or self.numbers.has(float(str(one))))
        )
        return replace(shape, values=values, kinds=shape.kinds & {kind_of(one) for one in values})


@dataclass(frozen=True)
class Known:
    """What is known at a place of the expression.

    `narrowed`: by the spelling of a path. `at_root`: the context is the value itself. `loops`:
    variables that are another item each time; `looped`: the context is one.
    """

    context: Shape
    variables: dict[str, Shape] = field(default_factory=dict)
    narrowed: dict[str, tuple[Narrowing, ...]] = field(default_factory=dict)
    at_root: bool = True
    loops: frozenset[str] = frozenset()
    looped: bool = False

    def inside(self, context: Shape, *, loop: bool) -> Known:
        """Return what is known in a predicate or a step, whose context is another one."""
        kept = {key: told for key, told in self.narrowed.items() if not key.startswith("@")}
        return replace(
            self, context=context, narrowed=kept, at_root=False, looped=self.looped or loop
        )

    def with_variables(self, **more: Shape) -> Known:
        kept = {
            key: told
            for key, told in self.narrowed.items()
            if key.partition(".")[0][1:] not in more
        }
        return replace(
            self,
            variables={**self.variables, **more},
            narrowed=kept,
            loops=self.loops - more.keys(),
        )

    def looping(self, *names: str) -> Known:
        return replace(self, loops=self.loops | frozenset(names))

    def told(self, more: dict[str, tuple[Narrowing, ...]]) -> Known:
        if not more:
            return self
        merged = dict(self.narrowed)
        for key, narrowings in more.items():
            merged[key] = (*merged.get(key, ()), *narrowings)
        return replace(self, narrowed=merged)

    def start_of(self, tree: Tree) -> str | None:
        """Return the spelling of what a path starts from; None when it is no context or variable."""
        if isinstance(tree, Name):
            return "$$" if self.at_root else "@"
        if not isinstance(tree, Variable):
            return None
        if tree.name == "":
            return "$$" if self.at_root else "@"
        return "$$" if tree.name == "$" else f"${tree.name}"

    def spelling(self, tree: Tree) -> str | None:
        """Return the one spelling of a path that consists of names; None for any other."""
        if isinstance(tree, Variable):
            return self.start_of(tree)
        if not isinstance(tree, Path):
            return None
        first = tree.steps[0].node
        start = self.start_of(first)
        if start is None or any(step.stages or step.focus or step.index for step in tree.steps):
            return None
        rest = tree.steps if isinstance(first, Name) else tree.steps[1:]
        names = [step.node.key for step in rest if isinstance(step.node, Name)]
        return ".".join([start, *names]) if len(names) == len(rest) else None


def bound_by(scope: Known, step: Step, item: Shape = UNKNOWN) -> Known:
    """Return the scope behind a step, with what the step binds."""
    index = replace(UNKNOWN, kinds=frozenset({"number"}), unsure=False, numbers=Interval(0))
    more = {} if step.focus is None else {step.focus: item}
    more |= {} if step.index is None else {step.index: index}
    more |= {stage.name: index for stage in step.stages if isinstance(stage, IndexBinding)}
    return scope.with_variables(**more).looping(*more) if more else scope


def predicates_of(step: Step) -> tuple[Tree, ...]:
    """Return the predicates of a step, without what binds a position."""
    return tuple(stage for stage in step.stages if not isinstance(stage, IndexBinding))
