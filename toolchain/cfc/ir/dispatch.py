"""What only booleans have, and only where a language asks for it: members looked at by name.

See `ir/dispatching.py`, `ir/guarding.py` and `ir/counting.py` for where it pays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cfc.ir.program import Step


@dataclass(frozen=True)
class MemberIs:
    """`var` is an object whose member `key` is one of these texts, or, if it may be, absent."""

    var: str
    key: str
    texts: tuple[str, ...]
    or_absent: bool


@dataclass(frozen=True)
class HasOthers:
    """The object `var` has another number of members than `certain` and those of `optional` that
    are there: it is not closed by the number alone (see `ir/counting.py`)."""

    var: str
    certain: int
    optional: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """What is done with a member of one of these names; nothing when there are no steps."""

    names: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Dispatch:
    """For each member of the object `var`: bind `name` and `member`, do `every`, then its case.

    A member whose name has no case is judged by `otherwise`. A case is for keywords that name the
    member, `every` and `otherwise` are for those that ask every member: where a language has
    members that only the former see (inherited ones), the loop goes through `members`.
    """

    var: str
    members: str
    name: str
    member: str
    every: tuple[Step, ...]
    cases: tuple[Case, ...]
    otherwise: tuple[Step, ...]
