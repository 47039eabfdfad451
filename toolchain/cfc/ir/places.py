"""Where a value stands in an instance, as far as that is known before the code runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class At:
    """A place in the instance: the function's own `path`, then tokens.

    A plain string is a member's name known now; a `Var` is an index or a member's name that
    is known only when the code runs.
    """

    tokens: tuple[str | Var, ...] = ()


@dataclass(frozen=True)
class Var:
    """A variable that holds an index (`index`) or a member's name (`name`)."""

    name: str
    holds: Literal["index", "name"]
