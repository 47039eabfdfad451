"""Gather what the parser read: chains of `.` become paths, predicates join their steps.

In: raw nodes. Out: the frozen tree. The rules (and their S02xx errors) are the reference's,
oddities included: a group keeps applying to the whole path when steps follow it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from cfc.invariants.lexer import JsonataSyntaxError
from cfc.invariants.raw import Raw
from cfc.invariants.tree import (
    Apply,
    ArrayOf,
    Binary,
    Bind,
    Block,
    Call,
    Condition,
    Default,
    Descendant,
    Filtered,
    Group,
    IndexBinding,
    Lambda,
    Literal,
    Name,
    Negate,
    ObjectOf,
    Parent,
    Path,
    Placeholder,
    Regex,
    Scalar,
    Sort,
    SortTerm,
    Step,
    Transform,
    Tree,
    Variable,
    Wildcard,
)


def gather(raw: Raw) -> Tree:
    """Return the tree of a raw node."""
    tree = _gather(raw)
    if raw.keep_array:
        if isinstance(tree, Filtered | Path):
            return replace(tree, keep_array=True)
        return Filtered(tree, (), True, raw.start, raw.end)
    return tree


def _gather(raw: Raw) -> Tree:
    start, end, parts = raw.start, raw.end, raw.parts
    match raw.kind:
        case "literal":
            return Literal(cast(Scalar, raw.value), start, end)
        case "name":
            return _name_path(raw)
        case "operator":
            return _name_path(raw)
        case "variable":
            return Variable(str(raw.value), start, end)
        case "regex":
            return Regex(str(raw.value), raw.flags, start, end)
        case "wildcard":
            return Wildcard(start, end)
        case "descendant":
            return Descendant(start, end)
        case "parent":
            return Parent(start, end)
        case "placeholder":
            return Placeholder(start, end)
        case "negate":
            operand = gather(parts[0])
            if isinstance(operand, Literal) and _is_number(operand.value):
                return Literal(-cast(float, operand.value), start, end)
            return Negate(operand, start, end)
        case "array":
            return ArrayOf(tuple(gather(part) for part in parts), False, start, end)
        case "object":
            return ObjectOf(_pairs(parts), start, end)
        case "block":
            return Block(tuple(gather(part) for part in parts), start, end)
        case "condition":
            otherwise = gather(parts[2]) if len(parts) > 2 else None
            return Condition(gather(parts[0]), gather(parts[1]), otherwise, start, end)
        case "default":
            return Default(str(raw.value), gather(parts[0]), gather(parts[1]), start, end)
        case "transform":
            delete = gather(parts[2]) if len(parts) > 2 else None
            return Transform(gather(parts[0]), gather(parts[1]), delete, start, end)
        case "call":
            arguments = tuple(gather(part) for part in parts[1:])
            return Call(gather(parts[0]), arguments, start, end)
        case "lambda":
            names = tuple(str(part.value) for part in parts[1:])
            signature = None if raw.value is None else str(raw.value)
            return Lambda(names, signature, gather(parts[0]), start, end)
        case ":=":
            return Bind(str(parts[0].value), gather(parts[1]), start, end)
        case "group":
            return _group(raw)
        case "predicate":
            return _predicate(raw)
        case "sort":
            return _sort(raw)
        case "@" | "#":
            return _binding(raw)
        case "binary":
            return _binary(raw)
    raise JsonataSyntaxError("S0207", start, "(end)", "the expression ends too early")


def _is_number(value: Scalar) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _name_path(raw: Raw) -> Path:
    step = Step(Name(str(raw.value), raw.start, raw.end))
    return Path((step,), raw.keep_array, raw.start, raw.end)


def _pairs(parts: list[Raw]) -> tuple[tuple[Tree, Tree], ...]:
    trees = [gather(part) for part in parts]
    return tuple(zip(trees[::2], trees[1::2], strict=True))


def _binary(raw: Raw) -> Tree:
    operator = str(raw.value)
    left, right = gather(raw.parts[0]), gather(raw.parts[1])
    if operator == ".":
        return _joined(left, right, raw)
    if operator == "~>":
        return Apply(left, right, raw.start, raw.end)
    return Binary(operator, left, right, raw.position, raw.start, raw.end)


def _joined(left: Tree, right: Tree, raw: Raw) -> Tree:
    """Return `left.right` as one path."""
    if isinstance(left, Group):
        return replace(left, base=_joined(left.base, right, raw), end=raw.end)
    keep = False
    steps: list[Step] = []
    for tree, first in ((left, True), (right, False)):
        if isinstance(tree, Path):
            steps.extend(tree.steps)
            keep = keep or tree.keep_array
        elif isinstance(tree, Filtered):
            keep = keep or tree.keep_array
            if first and not isinstance(tree.base, Literal):
                steps.append(
                    Step(replace(tree, keep_array=False) if tree.predicates else tree.base)
                )
            else:
                steps.append(Step(tree.base, tree.predicates))
        else:
            steps.append(Step(tree))
    steps = [_named(step) for step in steps]
    for index in {0, len(steps) - 1}:
        node = steps[index].node
        if isinstance(node, ArrayOf):
            steps[index] = replace(steps[index], node=replace(node, constructed=True))
    return Path(tuple(steps), keep, raw.start, raw.end)


def _named(step: Step) -> Step:
    """Return the step with a string read as a name; other literals are no steps."""
    node = step.node
    if not isinstance(node, Literal):
        return step
    if isinstance(node.value, str):
        return replace(step, node=Name(node.value, node.start, node.end))
    text = {True: "true", False: "false", None: "null"}.get(
        node.value if isinstance(node.value, bool) else None, "null"
    )
    token = text if not _is_number(node.value) else str(node.value)
    raise JsonataSyntaxError("S0213", node.start, token, f"`{token}` cannot be a step of a path")


def _predicate(raw: Raw) -> Tree:
    base, condition = gather(raw.parts[0]), gather(raw.parts[1])
    if isinstance(base, Group):
        if not isinstance(base.base, Path):
            raise JsonataSyntaxError(
                "S0209", raw.position, "[", "a predicate cannot follow a grouping in a step"
            )
        return replace(base, base=_with_stage(base.base, condition, raw.end), end=raw.end)
    if isinstance(base, Path):
        return _with_stage(base, condition, raw.end)
    if isinstance(base, Filtered):
        return replace(base, predicates=(*base.predicates, condition), end=raw.end)
    return Filtered(base, (condition,), False, raw.start, raw.end)


def _with_stage(path: Path, stage: Tree | IndexBinding, end: int) -> Path:
    last = path.steps[-1]
    return replace(
        path, steps=(*path.steps[:-1], replace(last, stages=(*last.stages, stage))), end=end
    )


def _group(raw: Raw) -> Tree:
    base = gather(raw.parts[0])
    if isinstance(base, Group):
        raise JsonataSyntaxError("S0210", raw.position, "{", "a step has only one grouping")
    return Group(base, _pairs(raw.parts[1:]), raw.start, raw.end)


def _sort(raw: Raw) -> Tree:
    base = gather(raw.parts[0])
    terms = tuple(SortTerm(gather(term.parts[0]), bool(term.value)) for term in raw.parts[1:])
    step = Step(Sort(terms, raw.position, raw.end))
    if isinstance(base, Path):
        return replace(base, steps=(*base.steps, step), end=raw.end)
    return Path((Step(base), step), False, raw.start, raw.end)


def _binding(raw: Raw) -> Tree:
    base, name = gather(raw.parts[0]), str(raw.parts[1].value)
    focus = raw.value == "@"
    if isinstance(base, Path):
        path = base
    elif isinstance(base, Filtered) and not focus:
        path = Path((Step(base.base, base.predicates),), base.keep_array, raw.start, raw.end)
    elif isinstance(base, Filtered):
        raise _late("S0215", raw, "any predicate")
    else:
        path = Path((Step(base),), raw.parts[0].keep_array, raw.start, raw.end)
    last = path.steps[-1]
    if not focus:
        if last.stages:
            return _with_stage(path, IndexBinding(name), raw.end)
        changed = replace(last, index=name)
    else:
        if last.stages:
            raise _late("S0215", raw, "any predicate")
        if isinstance(last.node, Sort):
            raise _late("S0216", raw, "the order-by")
        changed = replace(last, focus=name)
    return replace(path, steps=(*path.steps[:-1], changed), end=raw.end)


def _late(code: str, raw: Raw, what: str) -> JsonataSyntaxError:
    return JsonataSyntaxError(code, raw.position, "@", f"`@$name` stands before {what} of its step")
