"""Functions with a signature: their arguments are checked, completed and put into arrays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .functions import arity_of, call
from .values import UNDEFINED, Function, JsonataError

_PARAMETER = re.compile(r"([a-z]+)(?:<(.*)>)?([-?+]*)")


@dataclass(frozen=True)
class _Parameter:
    letters: str
    subtype: str | None
    flags: str

    @property
    def accepted(self) -> str:
        """What is accepted, as a class of letters; `m` is what has no value."""
        wide = {"a": "asnblfom", "x": "asnblfom", "j": "asnblom", "f": "f"}
        return f"[{wide.get(self.letters, self.letters + 'm')}]"

    @property
    def expression(self) -> str:
        optional = "-" in self.flags or "?" in self.flags
        return self.accepted + ("?" if optional else "+" if "+" in self.flags else "")


class Signed:
    """A function that checks what it is given."""

    def __init__(self, function: Function, parameters: tuple[_Parameter, ...]) -> None:
        self.function = function
        self.parameters = parameters
        self.arity = arity_of(function)

    def __call__(self, *arguments: object) -> object:
        return self.at(None, *arguments)

    def at(self, context: object, *arguments: object) -> object:
        """Call with a context, which stands in for an argument that lacks."""
        return call(self.function, *self.completed(context, arguments))

    def completed(self, context: object, given: tuple[object, ...]) -> list[object]:
        letters = "".join(map(_letter, given))
        whole = "".join(f"({parameter.expression})" for parameter in self.parameters)
        found = re.fullmatch(whole, letters)
        if found is None:
            raise JsonataError("T0410", "an argument is not of the type that the signature says")
        completed: list[object] = []
        at = 0
        for parameter, matched in zip(self.parameters, found.groups(), strict=True):
            if not matched and "-" in parameter.flags:
                if re.fullmatch(parameter.accepted, _letter(context)) is None:
                    raise JsonataError("T0411", "the context is not of the type that is lacking")
                completed.append(context)
                continue
            for letter in matched or " ":
                argument = given[at] if at < len(given) else UNDEFINED
                at += 1
                is_array = parameter.letters == "a" and letter not in "m "
                completed.append(_array(argument, matched, parameter) if is_array else argument)
        return completed


def _array(argument: object, matched: str, parameter: _Parameter) -> object:
    subtype = parameter.subtype
    if isinstance(argument, list):
        letters = set(map(_letter, argument))
        if subtype is not None and letters and letters != {subtype[0]}:
            raise JsonataError("T0412", "an item is not of the type that the signature says")
        return argument
    if subtype is not None and matched != subtype:
        raise JsonataError("T0412", "an item is not of the type that the signature says")
    return [argument]


def _letter(value: object) -> str:
    kinds: Sequence[tuple[type | tuple[type, ...], str]] = (
        (bool, "b"),
        ((int, float), "n"),
        (str, "s"),
        (list, "a"),
        (dict, "o"),
    )
    if value is UNDEFINED or value is None:
        return "m" if value is UNDEFINED else "l"
    return next((letter for kind, letter in kinds if isinstance(value, kind)), "f")


def signed(function: Function, *types: str) -> object:
    """Return the function with a signature, whose parameters are written like `a<s>?`."""
    found: list[_Parameter] = []
    for one in types:
        parts = _PARAMETER.fullmatch(one)
        if parts is not None:
            found.append(_Parameter(parts[1], parts[2], parts[3]))
    return Signed(function, tuple(found))


def call_at(context: object, function: object, *arguments: object) -> object:
    """Call a function value; the context is for signatures that ask for it."""
    if isinstance(function, Signed):
        return function.at(context, *arguments)
    return call(function, *arguments)
