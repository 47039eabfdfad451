"""Arguments that a built-in function does not take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cfc.invariants.builtins import BUILTINS
from cfc.invariants.checks.sequences import check_sequence
from cfc.invariants.checks.words import kinds_of, quoted
from cfc.invariants.problem import InvariantProblem
from cfc.invariants.shape import Shape
from cfc.invariants.tree import Tree

_STRING = frozenset({"string"})
_NUMBER = frozenset({"number"})
_SEARCHED = frozenset({"string", "function"})
TAKEN: dict[str, tuple[frozenset[str], ...]] = {
    **dict.fromkeys(("lowercase", "uppercase", "length", "trim"), (_STRING,)),
    **dict.fromkeys(("toMillis", "parseInteger"), (_STRING, _STRING)),
    **dict.fromkeys(("base64encode", "base64decode"), (_STRING,)),
    **dict.fromkeys(("encodeUrl", "encodeUrlComponent"), (_STRING,)),
    **dict.fromkeys(("decodeUrl", "decodeUrlComponent"), (_STRING,)),
    **dict.fromkeys(("floor", "ceil", "abs", "sqrt"), (_NUMBER,)),
    **dict.fromkeys(("round", "power", "formatBase"), (_NUMBER, _NUMBER)),
    **dict.fromkeys(("formatNumber", "formatInteger"), (_NUMBER, _STRING)),
    "fromMillis": (_NUMBER, _STRING),
    "substring": (_STRING, _NUMBER, _NUMBER),
    "substringBefore": (_STRING, _STRING),
    "substringAfter": (_STRING, _STRING),
    "pad": (_STRING, _NUMBER, _STRING),
    "contains": (_STRING, _SEARCHED),
    "split": (_STRING, _SEARCHED, _NUMBER),
    "match": (_STRING, frozenset({"function"}), _NUMBER),
    "replace": (_STRING, _SEARCHED, frozenset({"string", "function"}), _NUMBER),
}
ITEMS_TAKEN = {
    **dict.fromkeys(("sum", "max", "min", "average"), _NUMBER),
    "join": _STRING,
}


def check_arguments(
    name: str, call: Tree, arguments: Sequence[tuple[Tree, Shape]], text: str
) -> Iterator[InvariantProblem]:
    """Report arguments of a built-in function that are, or may be, of no kind that it takes."""
    most = BUILTINS[name].most
    if len(arguments) > most:
        yield InvariantProblem(
            "invariant-type-mismatch",
            f"`${name}` takes {most or 'no'} argument{'s' * (most != 1)}, and here are "
            f"{len(arguments)}",
            call.start,
            call.end,
            claim="fails",
        )
        return
    if name in ITEMS_TAKEN and arguments:
        yield from _items(name, *arguments[0], ITEMS_TAKEN[name], text)
        return
    if len(arguments) < BUILTINS[name].least:
        # The context stands in for the first one.
        return
    for (tree, shape), taken in zip(arguments, TAKEN.get(name, ()), strict=False):
        if not shape.kinds or shape.is_unknown:
            continue
        others = shape.kinds - taken
        if not shape.forms & taken:
            yield _mismatch(name, tree, f"is {kinds_of(shape)}", taken, text, certain=True)
        elif others and not shape.kinds >= {"object", "array", "string"}:
            said = f"may be {' or '.join(sorted(others))}"
            yield _mismatch(name, tree, said, taken, text, certain=False)
        else:
            yield from check_sequence(tree, shape, text, f"`${name}`")


def _items(
    name: str, tree: Tree, shape: Shape, taken: frozenset[str], text: str
) -> Iterator[InvariantProblem]:
    item = shape
    if not shape.many and shape.kinds == {"array"}:
        if shape.item is None:
            return
        item = shape.item
    if not item.kinds or item.is_unknown or "array" in item.kinds:
        return
    others = item.kinds - taken
    if not item.kinds & taken:
        empty = not shape.many and shape.fewest == 0 and "array" in shape.kinds
        said = f"is {' or '.join(sorted(item.kinds))}"
        yield _mismatch(name, tree, said, taken, text, certain=not empty)
    elif others:
        said = f"may be {' or '.join(sorted(others))}"
        yield _mismatch(name, tree, said, taken, text, certain=False)


def _mismatch(
    name: str, tree: Tree, said: str, taken: frozenset[str], text: str, *, certain: bool
) -> InvariantProblem:
    wants = " or ".join(sorted(taken))
    several = "s" if name in ITEMS_TAKEN else ""
    return InvariantProblem(
        "invariant-type-mismatch",
        f"`${name}` takes {'' if several else 'a '}{wants}{several}; {quoted(tree, text)} {said}",
        tree.start,
        tree.end,
        certain=certain,
    )
