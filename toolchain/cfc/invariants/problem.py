"""What is wrong with an invariant, before it is a finding: offsets into its own text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Claim = Literal["never", "always", "fails"]
Part = Literal["expr", "when", "message"]


@dataclass(frozen=True)
class InvariantProblem:
    """One problem. `start` and `end` are code-point offsets into the part.

    `certain`: it is so whatever the instance; else it may be meant (a warning). `claim`: what is
    said of the part: never true, always true, or never a value; no instance contradicts it.
    """

    rule: str
    message: str
    start: int
    end: int
    help: str | None = None
    certain: bool = True
    part: Part = "expr"
    claim: Claim | None = None
