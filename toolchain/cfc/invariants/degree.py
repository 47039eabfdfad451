"""How the cost of an expression grows with the value: by the loops in what is printed of it.

In: a lowered body. Out: the degree. A loop over a part of an outer loop's item goes through each
part of the value once; one over anything else does so for every item.
"""

from __future__ import annotations

from cfc.invariants.lowered import (
    Body,
    Each,
    Every,
    Expression,
    Function,
    Gathered,
    Run,
    Runtime,
    Some,
)
from cfc.invariants.walks import free_locals, iter_parts

_NONE: frozenset[str] = frozenset()


def degree_of(body: Body) -> int:
    """Return 0 for a time that is the same for every value, 1 for one like its size, and so on."""
    return _degree(Run(body), _NONE)


def _degree(expression: Expression, items: frozenset[str]) -> int:
    """Return the degree of a part. `items`: the locals of the loops around it."""
    match expression:
        case Some() | Every() | Gathered():
            return _of_clauses(expression, items)
        case Runtime() if any(isinstance(one, Function) for one in expression.arguments):
            return _of_call(expression, items)
    return max((_degree(part, items) for part in iter_parts(expression)), default=0)


def _of_clauses(loop: Some | Every | Gathered, items: frozenset[str]) -> int:
    own = deepest = 0
    for clause in loop.clauses:
        if isinstance(clause, Each):
            deepest = max(deepest, own + _degree(clause.array, items))
            own += not free_locals(clause.array) & items
            items |= {clause.local}
        else:
            deepest = max(deepest, own + _degree(clause.test, items))
    last = loop.item if isinstance(loop, Gathered) else loop.test
    return max(deepest, own + _degree(last, items))


def _of_call(call: Runtime, items: frozenset[str]) -> int:
    """Return the degree of a call that hands each item of its first argument to a function."""
    first = call.arguments[0]
    own = int(isinstance(first, Function) or not free_locals(first) & items)
    deepest = 0
    for argument in call.arguments:
        if isinstance(argument, Function):
            inner = items | frozenset(argument.parameters)
            deepest = max(deepest, own + _degree(Run(argument.body), inner))
        else:
            deepest = max(deepest, _degree(argument, items))
    return deepest
