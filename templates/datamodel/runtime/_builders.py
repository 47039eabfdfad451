"""Typed values from JSON documents, by builders that are put together as types are.

A builder takes a value and returns it typed, or raises Unfit. Whether the value keeps its
contract has been judged before; a builder only finds out which of several types it has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar

from ._runtime import Check, ContractViolation, violations_of

T = TypeVar("T")
Build: TypeAlias = Callable[[object], T]


class Unfit(ValueError):
    """The value is not of the type that a builder makes."""


def text(value: object) -> str:
    """Return a string."""
    if isinstance(value, str):
        return value
    raise Unfit("no string")


def whole(value: object) -> int:
    """Return an integer; JSON Schema calls 1.0 one."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise Unfit("no integer")


def number(value: object) -> float:
    """Return a number as it is: an integer stays one."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise Unfit("no number")


def flag(value: object) -> bool:
    """Return a boolean."""
    if isinstance(value, bool):
        return value
    raise Unfit("no boolean")


def null(value: object) -> None:
    """Return null."""
    if value is not None:
        raise Unfit("not null")


def anything(value: object) -> object:
    """Return any value as it is."""
    return value


def one_of(*values: T) -> Build[T]:
    """Return the builder of one of these; true is not 1."""

    def build(value: object) -> T:
        for option in values:
            if option == value and isinstance(option, bool) is isinstance(value, bool):
                return option
        raise Unfit("none of the literals")

    return build


def each(item: Build[T]) -> Build[list[T]]:
    """Return the builder of a list."""

    def build(value: object) -> list[T]:
        if not isinstance(value, list):
            raise Unfit("no array")
        return [item(part) for part in value]

    return build


def members(member: Build[T]) -> Build[dict[str, T]]:
    """Return the builder of an object whose keys are data."""

    def build(value: object) -> dict[str, T]:
        if not isinstance(value, dict):
            raise Unfit("no object")
        return {name: member(part) for name, part in value.items()}

    return build


def choice(*builds: Build[T]) -> Build[T]:
    """Return the builder of the first type that fits."""

    def build(value: object) -> T:
        for option in builds:
            try:
                return option(value)
            except Unfit:
                continue
        raise Unfit("none of the types")

    return build


def made(
    kind: type[T],
    value: object,
    builds: Mapping[str, Build[object]],
    attributes: Mapping[str, tuple[str, bool]],
    closed: bool,
) -> T:
    """Return an object of a class; `attributes`: by member, what it is called, and whether it must be."""
    if not isinstance(value, dict):
        raise Unfit("no object")
    if closed and not builds.keys() >= value.keys():
        raise Unfit("a member that is not declared")
    found: dict[str, object] = {}
    for key, build in builds.items():
        attribute, is_required = attributes[key]
        if key in value:
            found[attribute] = build(value[key])
        elif is_required:
            raise Unfit("a member is missing")
    make: Callable[..., T] = kind
    return make(**found)


def built(build: Build[T], check: Check, subject: str, value: object) -> T:
    """Judge a value, then build it typed; raises ContractViolation with every violation."""
    found = violations_of(check, value)
    if found:
        raise ContractViolation(subject, found)
    return build(value)
