"""What a condition tells of the paths in it, when it is true or when it is not.

In: a condition, and what is known before. Out: narrowings by the spelling of a path. It errs on
the side of less.
"""

from __future__ import annotations

import math

from cfc.invariants.interval import Interval
from cfc.invariants.known import Known, Narrowing
from cfc.invariants.schema_facts import ALL_KINDS, kind_of
from cfc.invariants.tree import ArrayOf, Binary, Block, Call, Literal, Negate, Tree, Variable

Told = dict[str, tuple[Narrowing, ...]]
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_TYPES = frozenset({"null", "boolean", "number", "string", "array", "object"})
_PRESENT = Narrowing(present=True)


def learned(tree: Tree, scope: Known, truth: bool = True) -> Told:
    """Return what is so wherever the condition is true, or (`truth` False) is not."""
    match tree:
        case Block(expressions=(only,)):
            return learned(only, scope, truth)
        case Binary(operator="and"):
            return _both(tree, scope, truth) if truth else {}
        case Binary(operator="or"):
            return {} if truth else _both(tree, scope, truth)
        case Binary(operator="in"):
            return _of_membership(tree, scope, truth)
        case Binary() if tree.operator in MIRRORED:
            return _of_comparison(tree, scope, truth)
        case Call(function=Variable(name=name), arguments=(argument,)):
            return _of_call(name, argument, scope, truth)
    if truth:
        falsy = Narrowing(present=True, excluded=(False, None, 0, ""))
        return _at(tree, scope, falsy)
    return {}


def _both(tree: Binary, scope: Known, truth: bool) -> Told:
    return merged(learned(tree.left, scope, truth), learned(tree.right, scope, truth))


def merged(one: Told, other: Told) -> Told:
    return {key: (*one.get(key, ()), *other.get(key, ())) for key in {**one, **other}}


def _at(tree: Tree, scope: Known, narrowing: Narrowing) -> Told:
    """Return a narrowing at a path; what a present value is in is present as well."""
    key = scope.spelling(tree)
    if key is None:
        return {}
    found: Told = {key: (narrowing,)}
    while narrowing.present and "." in key:
        key = key.rpartition(".")[0]
        if "." in key:
            found[key] = (_PRESENT,)
    return found


def _of_call(name: str, argument: Tree, scope: Known, truth: bool) -> Told:
    if name == "exists" and truth:
        return _at(argument, scope, _PRESENT)
    if name == "boolean":
        return learned(argument, scope, truth)
    if name == "not" and (truth or _is_defined(argument)):
        return learned(argument, scope, not truth)
    return {}


def _is_defined(tree: Tree) -> bool:
    """Tell what has a value whatever its operands are."""
    match tree:
        case Binary():
            return tree.operator in ("=", "!=", "in", "and", "or")
        case Call(function=Variable(name="exists")):
            return True
        case Block(expressions=(only,)):
            return _is_defined(only)
    return False


def _of_membership(tree: Binary, scope: Known, truth: bool) -> Told:
    if not isinstance(tree.right, ArrayOf):
        return {}
    items = [literal(item) for item in tree.right.items]
    if any(item is None for item in items):
        return {}
    values = tuple(item[0] for item in items if item is not None)
    if truth:
        return _at(tree.left, scope, Narrowing(present=True, values=values))
    return _at(tree.left, scope, Narrowing(excluded=values))


def literal(tree: Tree) -> tuple[object] | None:
    """Return the value of a literal, alone in a tuple; None for anything else."""
    if isinstance(tree, Literal):
        return (tree.value,)
    if isinstance(tree, Negate):
        inner = literal(tree.operand)
        if inner is not None and kind_of(inner[0]) == "number":
            return (-float(str(inner[0])),)
    return None


def _of_comparison(tree: Binary, scope: Known, truth: bool) -> Told:
    for left, right, operator in (
        (tree.left, tree.right, tree.operator),
        (tree.right, tree.left, MIRRORED[tree.operator]),
    ):
        value = literal(right)
        if value is not None:
            counted = _counted(left)
            if counted is not None:
                return _of_count(counted, operator, value[0], scope, truth)
            return _of_literal(left, operator, value[0], scope, truth)
    if truth:
        # Neither `=` nor an order is true where a side has no value.
        return merged(_at(tree.left, scope, _PRESENT), _at(tree.right, scope, _PRESENT))
    return {}


def _of_literal(tree: Tree, operator: str, value: object, scope: Known, truth: bool) -> Told:
    typed = _asked_type(tree)
    if typed is not None and value in _TYPES and operator in ("=", "!="):
        kinds = frozenset({str(value)})
        if (operator == "=") is truth:
            return _at(typed, scope, Narrowing(present=True, kinds=kinds))
        return _at(typed, scope, Narrowing(kinds=ALL_KINDS - kinds))
    if operator in ("=", "!="):
        if (operator == "=") is truth:
            present = operator == "="
            return _at(tree, scope, Narrowing(present=present, values=(value,)))
        return _at(tree, scope, Narrowing(present=operator == "!=", excluded=(value,)))
    if kind_of(value) == "number":
        sense = operator if truth else _OPPOSITE[operator]
        numbers = _half(sense, float(str(value)))
        kinds = frozenset({"number"}) if truth else ALL_KINDS
        return _at(tree, scope, Narrowing(present=truth, kinds=kinds, numbers=numbers))
    if truth:
        return _at(tree, scope, Narrowing(present=True, kinds=frozenset({kind_of(value)})))
    return {}


def _half(operator: str, number: float) -> Interval:
    if operator in ("<", "<="):
        return Interval(high=number, below=operator == "<")
    return Interval(number, above=operator == ">")


def _asked_type(tree: Tree) -> Tree | None:
    return _argument_of(tree, "type")


def _counted(tree: Tree) -> Tree | None:
    return _argument_of(tree, "count")


def _argument_of(tree: Tree, name: str) -> Tree | None:
    match tree:
        case Call(function=Variable(name=called), arguments=(argument,)) if called == name:
            return argument
    return None


def _of_count(tree: Tree, operator: str, value: object, scope: Known, truth: bool) -> Told:
    if kind_of(value) != "number":
        return {}
    number = float(str(value))
    least = {"=": number, ">=": number, ">": math.floor(number) + 1}
    opposite = {"<": number, "<=": math.floor(number) + 1}
    fewest = (least if truth else opposite).get(operator, 0)
    if (operator == "!=") is truth and operator in ("=", "!=") and number == 0:
        fewest = 1
    if not fewest > 0:
        return {}
    return _at(tree, scope, Narrowing(present=True, fewest=math.ceil(min(fewest, 2**31))))
