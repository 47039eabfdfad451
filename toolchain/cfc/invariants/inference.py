"""Type an invariant against the schema of the value it judges, and report what is wrong.

In: an invariant, the place of its schema, a reader. Out: problems. An error is reported only
when it is so whatever the instance; what is not understood is of unknown shape.
"""

from __future__ import annotations

from dataclasses import replace

from cfc.contract.model import Place, SchemaReader
from cfc.invariants.builtins import ALL_NAMES
from cfc.invariants.checks.functions import check_variable
from cfc.invariants.checks.result import NEVER_TRUE, check_result
from cfc.invariants.inferred_calls import InferredCalls
from cfc.invariants.known import Known
from cfc.invariants.narrowing import learned
from cfc.invariants.problem import InvariantProblem
from cfc.invariants.program import CompiledInvariant
from cfc.invariants.shape import FUNCTION, UNKNOWN, Shape, literal_shape
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
    Negate,
    ObjectOf,
    Path,
    Regex,
    Tree,
    Variable,
)

_REASONS = {
    "invariant-constant": {"invariant-constant", "invariant-never-equal"},
    "invariant-may-be-undefined": {
        "invariant-aggregate-empty",
        "invariant-path-undeclared",
        "invariant-sequence-compared",
    },
}
"""Rules of which a problem is no news where a problem of these is found in the same part."""


def check_invariant(
    invariant: CompiledInvariant, root: Place, schemas: SchemaReader, *, operation: bool = False
) -> list[InvariantProblem]:
    """Return what is wrong with the invariant, in the order of its text.

    `operation`: the place is an operation, whose `input` and `output` are the value's members.
    """
    checker = _Inference(schemas, root, operation)
    known = Known(checker.root)
    if invariant.when is not None and invariant.when_expression is not None:
        checker.judge(invariant.when, invariant.when_expression, "when", known)
        known = known.told(learned(invariant.when, known))
    checker.judge(invariant.body, invariant.expression, "expr", known)
    unique = dict.fromkeys(checker.problems)
    kept = [one for one in unique if not _is_told(one, [*unique])]
    return sorted(kept, key=lambda one: (one.part == "expr", one.start, one.end, one.rule))


def shape_of(
    tree: Tree, text: str, root: Place, schemas: SchemaReader, *, operation: bool = False
) -> Shape:
    """Return what an expression comes to, by the schema of its input."""
    checker = _Inference(schemas, root, operation)
    checker.start(tree, text, "expr")
    return checker.shape(tree, Known(checker.root))


def _is_told(problem: InvariantProblem, others: list[InvariantProblem]) -> bool:
    """Tell whether a problem of a part of it says why, already."""
    reasons = _REASONS.get(problem.rule)
    if reasons is None:
        return False
    for other in others:
        if other == problem or other.part != problem.part:
            continue
        if not (problem.start <= other.start and other.end <= problem.end):
            continue
        if other.certain and (other.rule != problem.rule or problem.message == NEVER_TRUE):
            return True
        if other.rule in reasons and not problem.certain:
            return True
    return False


def _made_certain(one: InvariantProblem, whole: InvariantProblem) -> InvariantProblem:
    """Return a comparison that is all of the invariant, and never true, as what breaks it."""
    is_whole = (one.start, one.end, one.part) == (whole.start, whole.end, whole.part)
    return replace(one, certain=True) if is_whole and one.claim == "never" else one


class _Inference(InferredCalls):
    def judge(self, tree: Tree, text: str, part: str, known: Known) -> None:
        """Type one of the two expressions, and report what it comes to."""
        self.start(tree, text, "when" if part == "when" else "expr")
        shape = self.shape(tree, known)
        for problem in check_result(tree, shape, self.part, text, self.absences):
            self.report(problem)
            if problem.claim == "never":
                self.problems = [_made_certain(one, problem) for one in self.problems]

    def shape(self, tree: Tree, scope: Known) -> Shape:
        match tree:
            case Literal():
                return literal_shape(tree.value)
            case Variable():
                return self.variable(tree, scope)
            case Path():
                return self.path(tree, scope)
            case Filtered():
                return self.filtered_value(tree, scope)
            case Binary():
                return self.binary(tree, scope)
            case Negate():
                return self.negated(tree, scope)
            case ArrayOf():
                return self.array(tree, scope)
            case ObjectOf() | Group():
                return self.object(tree, scope)
            case Call():
                return self.call(tree, scope)
            case Apply():
                return self.apply(tree, scope)
            case Lambda():
                names = dict.fromkeys(tree.parameters, UNKNOWN)
                self.shape(tree.body, scope.with_variables(**names))
                return FUNCTION
            case Condition():
                return self.condition(tree, scope)
            case Default():
                return self.default(tree, scope)
            case Block():
                return self.block(tree, scope)
            case Bind():
                return self.shape(tree.value, scope)
            case Regex():
                return FUNCTION
        return UNKNOWN

    def variable(self, tree: Variable, scope: Known) -> Shape:
        key = scope.start_of(tree)
        if tree.name == "":
            return self.refined(scope.context, key, scope)
        if tree.name == "$":
            return self.refined(self.root, key, scope)
        if tree.name in scope.variables:
            return self.refined(scope.variables[tree.name], key, scope)
        if tree.name not in self.bound:
            self.report(check_variable(tree, self.bound))
            return FUNCTION if tree.name in ALL_NAMES else replace(UNKNOWN, path=None)
        return UNKNOWN
