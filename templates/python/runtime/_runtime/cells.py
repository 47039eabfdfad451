"""Variables that are set in one function and read in another."""

from __future__ import annotations

from .values import UNDEFINED


class Cell:
    """Holds the value of a variable."""

    def __init__(self, value: object) -> None:
        self.value = value


def cell(value: object = UNDEFINED) -> object:
    return Cell(value)


def hold(variable: object, value: object) -> object:
    """Set the variable, and return what it is set to."""
    if isinstance(variable, Cell):
        variable.value = value
    return value


def held(variable: object) -> object:
    return variable.value if isinstance(variable, Cell) else variable
