"""What the parts of the inference share: the schemas, the problems found, what is known of a path."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal as OneOf

from cfc.contract.model import Place, SchemaReader
from cfc.invariants.known import Known, Narrowing
from cfc.invariants.problem import InvariantProblem
from cfc.invariants.schema_shapes import UNKNOWN_ITEM, SchemaShapes
from cfc.invariants.shape import Case, Shape
from cfc.invariants.tree import Bind, IndexBinding, Lambda, Path, Tree, iter_nodes

ARRAY_ONLY = frozenset({"array"})


class InferenceBase(ABC):
    """State of one invariant's inference."""

    def __init__(self, schemas: SchemaReader, root: Place, operation: bool) -> None:
        self.schemas = SchemaShapes(schemas)
        if operation:
            self.root = self.schemas.of_cases((Case((root,), operation=True),))
        else:
            self.root = self.schemas.of_places(root)
        self.problems: list[InvariantProblem] = []
        self.text = ""
        self.part: OneOf["expr", "when"] = "expr"
        self.absences: list[tuple[int, int]] = []
        """Where paths stand that may have no value."""
        self.bound: frozenset[str] = frozenset()
        self.rebound: frozenset[str] = frozenset()

    def start(self, tree: Tree, text: str, part: OneOf["expr", "when"]) -> None:
        """Begin with one of the two expressions."""
        self.text, self.part, self.absences = text, part, []
        binds: Counter[str] = Counter()
        names: set[str] = set()
        for node in iter_nodes(tree):
            if isinstance(node, Bind):
                binds[node.name] += 1
            elif isinstance(node, Lambda):
                names.update(node.parameters)
            elif isinstance(node, Path):
                for step in node.steps:
                    stages = [one.name for one in step.stages if isinstance(one, IndexBinding)]
                    names.update(one for one in (step.focus, step.index, *stages) if one)
        self.bound = frozenset(names | binds.keys())
        twice = {name for name, count in binds.items() if count > 1}
        self.rebound = frozenset(twice | (names & binds.keys()))

    def report(self, *problems: InvariantProblem | None) -> None:
        self.problems += [
            replace(problem, part=self.part) for problem in problems if problem is not None
        ]

    def report_all(self, problems: Iterable[InvariantProblem]) -> None:
        self.report(*problems)

    def text_of(self, tree: Tree) -> str:
        return self.text[tree.start : tree.end]

    @abstractmethod
    def shape(self, tree: Tree, scope: Known) -> Shape:
        """Return what an expression comes to."""

    # --- what conditions told ---------------------------------------------------------------

    def refined(self, shape: Shape, key: str | None, scope: Known) -> Shape:
        """Return the shape of a path's value, by what conditions have told of it."""
        if key is None or not scope.narrowed:
            return shape
        prefix = f"{key}."
        for spelling, narrowings in scope.narrowed.items():
            rest = spelling.removeprefix(prefix)
            if spelling.startswith(prefix) and "." not in rest:
                shape = self._ruled_out(shape, rest, narrowings)
        for narrowing in scope.narrowed.get(key, ()):
            shape = narrowing.apply(shape)
        return shape

    def _ruled_out(self, shape: Shape, name: str, narrowings: tuple[Narrowing, ...]) -> Shape:
        """Return the shape without the cases in which a member is not as it was told to be."""
        if shape.many or "array" in shape.kinds or len(shape.cases) < 2:
            return shape
        kept = []
        for case in shape.cases:
            member = self.schemas.member(replace(shape, cases=(case,)), name)
            told = member
            for narrowing in narrowings:
                told = narrowing.apply(told)
            is_there = any(narrowing.present for narrowing in narrowings)
            if told.kinds or (member.absent and not is_there) or not (member.kinds or is_there):
                kept.append(case)
        if len(kept) == len(shape.cases):
            return shape
        left = self.schemas.of_cases(tuple(kept))
        return replace(
            left,
            kinds=left.kinds & shape.kinds,
            absent=shape.absent,
            unsure=shape.unsure,
            path=shape.path,
        )

    # --- items ------------------------------------------------------------------------------

    def item_of(self, shape: Shape) -> Shape:
        """Return the shape of what a predicate or a step sees one by one."""
        if shape.many or "array" not in shape.kinds:
            return one_of(shape)
        if shape.kinds == ARRAY_ONLY:
            return one_of(self.schemas.item(shape))
        return UNKNOWN_ITEM

    def is_several(self, shape: Shape) -> bool:
        """Tell whether there may be more than one item."""
        return (shape.many or "array" in shape.kinds) and shape.most != 1


def one_of(shape: Shape) -> Shape:
    """Return the shape of one value of a sequence."""
    if not shape.many:
        return replace(shape, absent=False, unsure=False, path=None)
    return replace(shape, many=False, absent=False, unsure=False, path=None, fewest=0, most=None)


def may_be_none(shape: Shape) -> bool:
    """Tell whether the schema lets it have no item."""
    return shape.absent or (not shape.many and "array" in shape.kinds and shape.fewest == 0)
