"""Functions that may call themselves: so deep, so often, and without a stack where they can."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Final

from .functions import arity_of, call, padded
from .values import Function, JsonataError


class _Calls(threading.local):
    """What one evaluation has spent of its calls."""

    deepest = 1000
    most = 100_000
    depth = 0
    count = 0


_calls: Final = _Calls()


@dataclass(frozen=True)
class Again:
    """A call at the end of a function, left to its caller."""

    function: object
    arguments: tuple[object, ...]


def count_calls(deepest: int = 1000) -> None:
    """Begin an evaluation in this thread."""
    _calls.deepest, _calls.depth, _calls.count = deepest, 0, 0


def again(function: object, *arguments: object) -> object:
    return Again(function, arguments)


def recursive(function: Function) -> Function:
    """Return the function, with its calls counted and those at its end made in a loop."""

    count = arity_of(function)

    def run(*arguments: object) -> object:
        if _calls.depth == 0:
            _calls.count = 0
        _calls.depth += 1
        _spend()
        try:
            given = arguments if len(arguments) == count else padded(function, arguments)
            result = function(*given)
            while isinstance(result, Again):
                _spend()
                target = getattr(result.function, "inner", None)
                if target is None:
                    return call(result.function, *result.arguments)
                result = target(*padded(target, result.arguments))
            return result
        finally:
            _calls.depth -= 1

    run.__dict__.update(arity=count, inner=function)
    return run


def _spend() -> None:
    _calls.count += 1
    if _calls.depth > _calls.deepest or _calls.count > _calls.most:
        raise JsonataError("U1001", "functions call each other too often or too deep")
