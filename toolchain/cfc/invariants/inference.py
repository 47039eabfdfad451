"""Type an invariant against the schema of the value it judges, and report what is wrong.

In: an invariant, the place of its schema, a reader. Out: problems. An error is reported only
when it is so whatever the instance; what is not understood is of unknown shape.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal as OneOf

from cfc.contract.model import Place, SchemaReader
from cfc.invariants.builtins import ALL_NAMES, BUILTINS
from cfc.invariants.checks.equality import check_equality
from cfc.invariants.checks.functions import check_function
from cfc.invariants.checks.paths import check_member
from cfc.invariants.checks.result import check_result
from cfc.invariants.known import Known, bound_by, predicates_of
from cfc.invariants.problem import InvariantProblem
from cfc.invariants.program import CompiledInvariant
from cfc.invariants.schema_facts import Facts, facts_of
from cfc.invariants.shape import (
    ARRAY,
    BOOLEAN,
    FUNCTION,
    NUMBER,
    OBJECT,
    STRING,
    UNKNOWN,
    Shape,
    joined,
    literal_shape,
)
from cfc.invariants.tree import (
    Apply,
    ArrayOf,
    Binary,
    Bind,
    Block,
    Call,
    Condition,
    Default,
    Filtered,
    Group,
    Lambda,
    Literal,
    Name,
    Negate,
    ObjectOf,
    Path,
    Sort,
    Step,
    Tree,
    Variable,
)

_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">=", "in", "and", "or"})
_RESULTS: dict[str, Shape] = {
    **dict.fromkeys(("count",), NUMBER),
    **dict.fromkeys(
        ("sum", "max", "min", "average", "length", "number", "floor", "ceil", "round", "abs"),
        replace(NUMBER, unsure=True),
    ),
    **dict.fromkeys(("sqrt", "power", "toMillis"), replace(NUMBER, unsure=True)),
    **dict.fromkeys(
        ("string", "substring", "substringBefore", "substringAfter", "lowercase", "uppercase"),
        replace(STRING, unsure=True),
    ),
    **dict.fromkeys(("trim", "pad", "join", "replace", "type"), replace(STRING, unsure=True)),
    **dict.fromkeys(("boolean", "not", "contains"), replace(BOOLEAN, unsure=True)),
    "exists": BOOLEAN,
    "merge": replace(OBJECT, unsure=True),
    "zip": ARRAY,
    "split": replace(ARRAY, unsure=True),
}
_ITEM_FUNCTIONS = frozenset({"map", "filter", "single"})


def check_invariant(
    invariant: CompiledInvariant, root: Place, schemas: SchemaReader, *, operation: bool = False
) -> list[InvariantProblem]:
    """Return what is wrong with the invariant, in the order of its text.

    `operation`: the place is an operation, whose `input` and `output` are the value's members.
    """
    checker = _Inference(schemas, root, operation)
    present: frozenset[str] = frozenset()
    if invariant.when is not None and invariant.when_expression is not None:
        checker.start(invariant.when_expression, "when")
        shape = checker.shape(invariant.when, Known(checker.root))
        checker.problems += check_result(invariant.when, shape, "when")
        present = checker.existing(invariant.when)
    checker.start(invariant.expression, "expr")
    shape = checker.shape(invariant.body, Known(checker.root, present=present))
    checker.problems += check_result(invariant.body, shape, "expr")
    unique = dict.fromkeys(checker.problems)
    return sorted(unique, key=lambda one: (one.part == "expr", one.start, one.end, one.rule))


class _Inference:
    def __init__(self, schemas: SchemaReader, root: Place, operation: bool) -> None:
        self.schemas = schemas
        self.place = root
        self.operation = operation
        self.root = Shape(kinds=OBJECT.kinds) if operation else self.of_places((root,))
        self.problems: list[InvariantProblem] = []
        self.text = ""
        self.part: OneOf["expr", "when"] = "expr"

    def start(self, text: str, part: OneOf["expr", "when"]) -> None:
        self.text, self.part = text, part

    def report(self, problem: InvariantProblem | None) -> None:
        if problem is not None:
            self.problems.append(replace(problem, part=self.part))

    # --- schema ---------------------------------------------------------------------------

    def of_places(self, places: tuple[Place, ...]) -> Shape:
        facts = facts_of(places, self.schemas)
        values = None if facts.values is None else tuple(facts.values)
        return Shape(kinds=facts.kinds, places=places, values=values)

    def member(self, shape: Shape, node: Name) -> Shape:
        """Return the shape of a member of one value."""
        if self.operation and shape is self.root:
            return self.operation_member(node)
        if not shape.places:
            known = shape.kinds <= frozenset({"null", "boolean", "number", "string"})
            self.report(check_member(node, Facts(kinds=shape.kinds)) if known else None)
            return replace(UNKNOWN, kinds=UNKNOWN.kinds - {"function"})
        facts = facts_of(shape.places, self.schemas)
        if "array" in facts.kinds and (facts.items or facts.kinds == frozenset({"array"})):
            if facts.tuples or not facts.items or facts.kinds != frozenset({"array"}):
                return UNKNOWN
            item = self.member(self.of_places(tuple(facts.items)), node)
            return replace(item, many=True, absent=True, unsure=item.unsure)
        self.report(check_member(node, facts))
        name = node.key
        if name in facts.members:
            found = self.of_places(tuple(facts.members[name]))
            return replace(found, absent=name not in facts.required or shape.absent)
        if name in facts.maybe:
            return Shape(kinds=UNKNOWN.kinds, absent=True)
        if facts.is_closed(name):
            return Shape(kinds=frozenset(), absent=True)
        if facts.others and not facts.unknown_members:
            return replace(self.of_places(tuple(facts.others)), absent=True)
        unsure = facts.unknown_members or not facts.declares
        return Shape(kinds=UNKNOWN.kinds, absent=not unsure, unsure=unsure)

    def operation_member(self, node: Name) -> Shape:
        operation = self.schemas.value(self.place)
        parts = [
            part
            for part in ("input", "output")
            if isinstance(operation, dict) and part in operation
        ]
        if node.key in parts:
            return self.of_places((self.place.child(node.key),))
        if node.key in ("input", "output"):
            return UNKNOWN
        facts = Facts(kinds=OBJECT.kinds, members={part: [] for part in ("input", "output")})
        facts.closed_to.append(frozenset({"input", "output"}))
        self.report(check_member(node, facts))
        return Shape(kinds=frozenset(), absent=True)

    # --- expressions ----------------------------------------------------------------------

    def shape(self, tree: Tree, scope: Known) -> Shape:
        match tree:
            case Literal():
                return literal_shape(tree.value)
            case Variable():
                return self.variable(tree, scope)
            case Path():
                return self.path(tree, scope)
            case Filtered():
                base = self.shape(tree.base, scope)
                return self.filtered(base, tree.predicates, scope)
            case Binary():
                return self.binary(tree, scope)
            case Negate():
                self.shape(tree.operand, scope)
                return replace(NUMBER, unsure=True)
            case ArrayOf():
                for item in tree.items:
                    self.shape(item, scope)
                return ARRAY
            case ObjectOf() | Group():
                return self.object(tree, scope)
            case Call():
                return self.call(tree, scope)
            case Apply():
                return self.apply(tree, scope)
            case Lambda():
                self.shape(
                    tree.body, scope.with_variables(**dict.fromkeys(tree.parameters, UNKNOWN))
                )
                return FUNCTION
            case Condition():
                return self.condition(tree, scope)
            case Default():
                left = self.shape(tree.left, scope)
                right = self.shape(tree.right, scope)
                return replace(joined(left, right), absent=right.absent, unsure=right.unsure)
            case Block():
                return self.block(tree, scope)
            case Bind():
                return self.shape(tree.value, scope)
        return UNKNOWN

    def variable(self, tree: Variable, scope: Known) -> Shape:
        if tree.name == "":
            return scope.context
        if tree.name == "$":
            return self.root
        if tree.name in scope.variables:
            return scope.variables[tree.name]
        if tree.name in ALL_NAMES:
            return FUNCTION
        return UNKNOWN

    def path(self, tree: Path, scope: Known) -> Shape:
        first, rest = tree.steps[0], list(tree.steps[1:])
        if isinstance(first.node, Name):
            shape, rest = scope.context, list(tree.steps)
        else:
            shape = self.filtered(self.shape(first.node, scope), predicates_of(first), scope)
            scope = bound_by(scope, first)
        for step in rest:
            scope = bound_by(scope, step)
            if step.focus is None:
                shape = self.step(step, shape, scope)
            else:
                # What is selected is bound to a name; the path goes on from where it was.
                self.step(replace(step, stages=()), shape, scope)
                shape = self.filtered(self.item_of(shape), predicates_of(step), scope)
                shape = replace(shape, many=True, absent=False, unsure=True)
        text = self.text[tree.start : tree.end]
        if text in scope.present:
            return replace(shape, absent=False, unsure=False)
        return replace(shape, path=text)

    def step(self, step: Step, shape: Shape, scope: Known) -> Shape:
        node = step.node
        if isinstance(node, Sort):
            item = self.item_of(shape)
            for term in node.terms:
                self.shape(term.key, scope.inside(item))
            return shape
        if isinstance(node, Name):
            found = self.member(shape, node)
            found = replace(
                found,
                many=found.many or shape.many,
                absent=found.absent or shape.absent,
                unsure=found.unsure or shape.unsure,
            )
        else:
            inner = self.shape(node, scope.inside(self.item_of(shape)))
            found = replace(inner, many=True, absent=False, unsure=True)
        return self.filtered(found, predicates_of(step), scope)

    def filtered(self, shape: Shape, predicates: tuple[Tree, ...], scope: Known) -> Shape:
        for predicate in predicates:
            item = self.item_of(shape)
            self.shape(predicate, scope.inside(replace(item, absent=False)))
            indexed = isinstance(predicate, Literal)
            shape = replace(item, many=shape.many or not indexed, absent=False, unsure=True)
        return shape

    def item_of(self, shape: Shape) -> Shape:
        """Return the shape of what a predicate or a step sees one by one."""
        if not shape.places:
            return replace(UNKNOWN, kinds=UNKNOWN.kinds) if shape is not self.root else shape
        facts = facts_of(shape.places, self.schemas)
        if "array" not in facts.kinds:
            return replace(shape, many=False)
        if facts.kinds == frozenset({"array"}) and facts.items and not facts.tuples:
            return self.of_places(tuple(facts.items))
        return UNKNOWN

    def binary(self, tree: Binary, scope: Known) -> Shape:
        left = self.shape(tree.left, scope)
        if tree.operator == "and":
            scope = scope.with_present(self.existing(tree.left))
        right = self.shape(tree.right, scope)
        if tree.operator == "=":
            for problem in check_equality(tree, left, right):
                self.report(problem)
        if tree.operator in ("=", "!=", "in", "and", "or"):
            return BOOLEAN
        if tree.operator in _COMPARISONS:
            return replace(BOOLEAN, absent=left.absent or right.absent, unsure=True)
        if tree.operator == "&":
            return STRING
        return ARRAY if tree.operator == ".." else replace(NUMBER, unsure=True)

    def object(self, tree: ObjectOf | Group, scope: Known) -> Shape:
        inner = scope
        if isinstance(tree, Group):
            inner = scope.inside(self.item_of(self.shape(tree.base, scope)))
        for key, value in tree.pairs:
            self.shape(key, inner)
            self.shape(value, inner)
        return OBJECT

    def condition(self, tree: Condition, scope: Known) -> Shape:
        self.shape(tree.test, scope)
        then = self.shape(tree.then, scope.with_present(self.existing(tree.test)))
        if tree.otherwise is None:
            return then.without_value()
        return joined(then, self.shape(tree.otherwise, scope))

    def block(self, tree: Block, scope: Known) -> Shape:
        shape = UNKNOWN
        for part in tree.expressions:
            shape = self.shape(part, scope)
            if isinstance(part, Bind):
                scope = scope.with_variables(**{part.name: shape})
        return shape

    def call(self, tree: Call, scope: Known, first: Shape | None = None) -> Shape:
        function = tree.function
        shapes: list[Shape] = [] if first is None else [first]
        for argument in tree.arguments:
            items = isinstance(function, Variable) and function.name in _ITEM_FUNCTIONS
            if isinstance(argument, Lambda) and shapes and items:
                self.item_function(argument, shapes[0], scope)
                shapes.append(FUNCTION)
            else:
                shapes.append(self.shape(argument, scope))
        if not isinstance(function, Variable):
            self.report(check_function(function, frozenset()))
            return UNKNOWN
        if function.name in scope.variables:
            return UNKNOWN
        self.report(check_function(function, frozenset(scope.variables)))
        if function.name == "filter" and shapes:
            return replace(shapes[0], many=True, absent=False, unsure=True)
        return _RESULTS.get(function.name, UNKNOWN) if function.name in BUILTINS else UNKNOWN

    def item_function(self, function: Lambda, items: Shape, scope: Known) -> None:
        shapes = dict.fromkeys(function.parameters, UNKNOWN)
        if function.parameters:
            shapes[function.parameters[0]] = replace(self.item_of(items), absent=False)
        self.shape(function.body, scope.with_variables(**shapes))

    def apply(self, tree: Apply, scope: Known) -> Shape:
        left = self.shape(tree.left, scope)
        if isinstance(tree.right, Call) and not tree.right.partial:
            return self.call(tree.right, scope, left)
        if isinstance(tree.right, Variable) and tree.right.name not in scope.variables:
            self.report(check_function(tree.right, frozenset(scope.variables)))
            return _RESULTS.get(tree.right.name, UNKNOWN)
        self.shape(tree.right, scope)
        return UNKNOWN

    def existing(self, tree: Tree) -> frozenset[str]:
        """Return the texts of paths that exist when the condition is true."""
        if isinstance(tree, Block) and len(tree.expressions) == 1:
            return self.existing(tree.expressions[0])
        if isinstance(tree, Binary) and tree.operator == "and":
            return self.existing(tree.left) | self.existing(tree.right)
        if isinstance(tree, Call) and tree.arguments and _is_exists(tree.function):
            argument = tree.arguments[0]
            return frozenset({self.text[argument.start : argument.end]})
        return frozenset()


def _is_exists(function: Tree) -> bool:
    return isinstance(function, Variable) and function.name == "exists"
