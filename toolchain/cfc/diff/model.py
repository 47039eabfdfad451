"""What a comparison is made of: changes, verdicts, bumps. Values without behaviour.

A change says where two schemas differ; a verdict says what the difference does to the set of
accepted documents. Neither knows how it is printed.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cfc.contract.model import Place

Effect = Literal["narrows", "widens", "changes", "none"]
Answer = Literal["included", "not-included", "unknown"]


class Bump(enum.IntEnum):
    """The least version step that admits a change; ordered."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Change:
    """One difference between two schemas, at its place in both.

    `kind` is a rule's name. `effect` is what it does to the documents accepted by the whole
    part, as far as the keyword alone can tell: places under `not` have been turned round.
    `trail`: the schemas on the way to it, of both versions. `is_key`: the place is a member's name.
    `within`: the schema that has the keyword, in both. `users`: where the new version refers to
    the definition that it stands in.
    """

    kind: str
    effect: Effect
    old: Place
    new: Place
    message: str
    trail: frozenset[Place] = frozenset()
    is_key: bool = False
    within: tuple[Place, Place] | None = None
    users: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """Whether every document of one version is one of the other.

    `witness` (a one-element tuple, since null is a document) is accepted by the first and
    refused by the second; `refused_at` are the places of the schema that refuse it, `why` the
    words of the first of them. `reason`: why the answer is unknown.
    """

    answer: Answer
    witness: tuple[object, ...] = ()
    refused_at: tuple[str, ...] = ()
    why: str = ""
    reason: str = ""

    def value(self) -> dict[str, object]:
        """Return the verdict as the JSON answer has it."""
        found: dict[str, object] = {"verdict": self.answer}
        if self.witness:
            found["witness"] = self.witness[0]
        if self.reason:
            found["reason"] = self.reason
        return found


@dataclass(frozen=True)
class Refusal:
    """A document that one version accepts and the other refuses, confirmed by every judge."""

    value: object
    at: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class PartReport:
    """One part of a contract in both versions.

    `part`: `document`, `input`, `output`, `errors/NAME` or `exchange`. `must`: the directions
    that compatibility asks for. `own`: what a change is shown to break by itself, by its index.
    """

    part: str
    changes: tuple[Change, ...]
    old_in_new: Verdict
    new_in_old: Verdict
    must: tuple[Literal["old_in_new", "new_in_old"], ...]
    bump: Bump
    breaks: str
    old: Place
    new: Place
    own: Mapping[int, Refusal] = field(default_factory=dict)

    @property
    def demanded(self) -> tuple[Verdict, ...]:
        return tuple(getattr(self, name) for name in self.must)
