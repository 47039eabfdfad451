"""The tree of a JSONata expression: what was written, with paths already gathered.

Frozen records with code-point offsets (`start`, `end`) into the expression. `a.b[c].d` is one
`Path` of three steps; a predicate stands at the step it filters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Scalar = str | int | float | bool | None


@dataclass(frozen=True)
class Literal:
    """A string, a number, true, false or null."""

    value: Scalar
    start: int
    end: int


@dataclass(frozen=True)
class Variable:
    """`$name`; the empty name is the context `$`, the name `$` is the root `$$`."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Regex:
    """`/pattern/flags`."""

    pattern: str
    flags: str
    start: int
    end: int


@dataclass(frozen=True)
class Name:
    """A member's name; stands only as a step of a path."""

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Wildcard:
    """`*`: every member's value."""

    start: int
    end: int


@dataclass(frozen=True)
class Descendant:
    """`**`: the value and everything in it."""

    start: int
    end: int


@dataclass(frozen=True)
class Parent:
    """`%`: what the context was selected from."""

    start: int
    end: int


@dataclass(frozen=True)
class Placeholder:
    """`?` as an argument: left open by a partial application."""

    start: int
    end: int


@dataclass(frozen=True)
class SortTerm:
    """One term of `^(…)`."""

    key: Tree
    descending: bool


@dataclass(frozen=True)
class Sort:
    """`^(term, …)`; stands only as a step of a path."""

    terms: tuple[SortTerm, ...]
    start: int
    end: int


@dataclass(frozen=True)
class IndexBinding:
    """`#$name` behind a predicate."""

    name: str


@dataclass(frozen=True)
class Step:
    """One step of a path: what it selects, then its stages (predicates, `#$i`) in order.

    `focus` is the variable of `@$name`, `index` that of `#$name` before any predicate.
    """

    node: Tree
    stages: tuple[Tree | IndexBinding, ...] = ()
    focus: str | None = None
    index: str | None = None


@dataclass(frozen=True)
class Path:
    """`a.b.c`; `keep_array` is what `[]` asks for."""

    steps: tuple[Step, ...]
    keep_array: bool
    start: int
    end: int


@dataclass(frozen=True)
class Filtered:
    """A predicate on something that is no path: `(…)[0]`, `$x[a = 1]`."""

    base: Tree
    predicates: tuple[Tree, ...]
    keep_array: bool
    start: int
    end: int


@dataclass(frozen=True)
class Group:
    """`base{key: value, …}`."""

    base: Tree
    pairs: tuple[tuple[Tree, Tree], ...]
    start: int
    end: int


@dataclass(frozen=True)
class Binary:
    """`left operator right`; `position` is the operator's offset."""

    operator: str
    left: Tree
    right: Tree
    position: int
    start: int
    end: int


@dataclass(frozen=True)
class Negate:
    """`-operand`."""

    operand: Tree
    start: int
    end: int


@dataclass(frozen=True)
class ArrayOf:
    """`[a, b]`; `constructed`: first or last step of a path, where it is not flattened."""

    items: tuple[Tree, ...]
    constructed: bool
    start: int
    end: int


@dataclass(frozen=True)
class ObjectOf:
    """`{key: value, …}`."""

    pairs: tuple[tuple[Tree, Tree], ...]
    start: int
    end: int


@dataclass(frozen=True)
class Call:
    """`function(arguments)`; with a `Placeholder` among them it is a partial application."""

    function: Tree
    arguments: tuple[Tree, ...]
    start: int
    end: int

    @property
    def partial(self) -> bool:
        return any(isinstance(argument, Placeholder) for argument in self.arguments)


@dataclass(frozen=True)
class Lambda:
    """`function($a, $b)<signature>{ body }`."""

    parameters: tuple[str, ...]
    signature: str | None
    body: Tree
    start: int
    end: int


@dataclass(frozen=True)
class Condition:
    """`test ? then : otherwise`; without `otherwise` the rest is undefined."""

    test: Tree
    then: Tree
    otherwise: Tree | None
    start: int
    end: int


@dataclass(frozen=True)
class Default:
    """`left ?: right` (operator `?:`, tests truth) or `left ?? right` (tests existence)."""

    operator: str
    left: Tree
    right: Tree
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """`(a; b; c)`: its own scope, the value of the last."""

    expressions: tuple[Tree, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Bind:
    """`$name := value`."""

    name: str
    value: Tree
    start: int
    end: int


@dataclass(frozen=True)
class Apply:
    """`left ~> right`."""

    left: Tree
    right: Tree
    start: int
    end: int


@dataclass(frozen=True)
class Transform:
    """`|pattern|update, delete|`."""

    pattern: Tree
    update: Tree
    delete: Tree | None
    start: int
    end: int


Tree = (
    Literal
    | Variable
    | Regex
    | Name
    | Wildcard
    | Descendant
    | Parent
    | Placeholder
    | Sort
    | Path
    | Filtered
    | Group
    | Binary
    | Negate
    | ArrayOf
    | ObjectOf
    | Call
    | Lambda
    | Condition
    | Default
    | Block
    | Bind
    | Apply
    | Transform
)


def iter_children(tree: Tree) -> Iterator[Tree]:
    """Yield the nodes that stand directly in this one, in the order they were written."""
    match tree:
        case Path():
            for step in tree.steps:
                yield step.node
                for stage in step.stages:
                    if not isinstance(stage, IndexBinding):
                        yield stage
        case Sort():
            yield from (term.key for term in tree.terms)
        case Filtered():
            yield tree.base
            yield from tree.predicates
        case Group():
            yield tree.base
            for pair in tree.pairs:
                yield from pair
        case ObjectOf():
            for pair in tree.pairs:
                yield from pair
        case Binary() | Default() | Apply():
            yield tree.left
            yield tree.right
        case Negate():
            yield tree.operand
        case ArrayOf():
            yield from tree.items
        case Block():
            yield from tree.expressions
        case Call():
            yield tree.function
            yield from tree.arguments
        case Lambda():
            yield tree.body
        case Condition():
            yield tree.test
            yield tree.then
            if tree.otherwise is not None:
                yield tree.otherwise
        case Bind():
            yield tree.value
        case Transform():
            yield tree.pattern
            yield tree.update
            if tree.delete is not None:
                yield tree.delete
        case _:
            return


def iter_nodes(tree: Tree) -> Iterator[Tree]:
    """Yield this node and all below it, parents first."""
    yield tree
    for child in iter_children(tree):
        yield from iter_nodes(child)
