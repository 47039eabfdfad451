"""What the parts of the typed lowering share: types of locals, and attempts that can be undone.

An attempt to lower with types gives None where the types do not suffice; the runtime's form of
the same expression is printed then.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from cfc.invariants.lower_base import LoweringBase
from cfc.invariants.lowered import Defined, Expression, Let, Local
from cfc.invariants.scopes import Context, Scope
from cfc.invariants.terms import Guard, Stream, Term
from cfc.invariants.tree import Apply, Call, Tree
from cfc.invariants.types import Type, TypeReader

# So that no expression, however it is nested, is tried for ever.
_MOST_ATTEMPTS = 4000


@dataclass(frozen=True)
class Typing:
    """A local: its type, whether it may have no value, and the path it stands for."""

    type: Type
    optional: bool = False
    path: str = ""


Made = TypeVar("Made")


class TypedBase(LoweringBase):
    """See the module."""

    reader: TypeReader
    typings: dict[str, Typing]
    lets: list[Let]
    known: dict[tuple[int, str, int, frozenset[Expression]], Term | None]
    assumed: frozenset[Expression] = frozenset()
    attempts: int = 0

    @abstractmethod
    def term(self, tree: Tree, context: Context, scope: Scope) -> Term | None:
        """Lower to one value with its type."""

    @abstractmethod
    def stream(self, tree: Tree, context: Context, scope: Scope) -> Stream | None:
        """Lower to values one by one."""

    @abstractmethod
    def hoisted(self, wish: str, expression: Expression) -> Local | None:
        """Return a local that is set before all else; None when it reads what comes later."""

    @abstractmethod
    def note_read(self, owner: Type, key: str, type_: Type, required: bool) -> None:
        """Remember that a member is read."""

    @abstractmethod
    def note_items(self, array: Type) -> None:
        """Remember that items are read."""

    @abstractmethod
    def keep_scope(self, scope: Scope) -> None:
        """Keep a scope as long as what was lowered in it is remembered by its identity."""

    @abstractmethod
    def called_name(self, tree: Call | Apply, scope: Scope) -> str:
        """Return the name of the built-in function that is called; empty when it is another."""

    @abstractmethod
    def truth_of(self, term: Term) -> Expression:
        """Return what a condition makes of a value that is there."""

    @abstractmethod
    def truth(self, tree: Tree, context: Context, scope: Scope) -> Expression:
        """Lower to a boolean; no value is false."""

    def local(self, name: str) -> Term | None:
        """Return the local as a term, when its type is known."""
        typing = self.typings.get(name)
        if typing is None:
            return None
        guards = (Guard(Defined(name), typing.path),) if typing.optional else ()
        return Term(typing.type, Local(name), guards, typing.path)

    def typed(self, wish: str, type_: Type, fallback: str = "item") -> str:
        """Claim a local of this type."""
        name = self.names.claim(wish, fallback)
        self.typings[name] = Typing(type_)
        return name

    def attempt(self, lower: Callable[[], Made | None]) -> Made | None:
        """Return what is lowered; where that fails, as if nothing had been claimed."""
        self.attempts += 1
        if self.attempts > _MOST_ATTEMPTS:
            return None
        names, patterns, lets = self.names.mark(), len(self.patterns), len(self.lets)
        known, typings = len(self.known), dict(self.typings)
        made = lower()
        if made is None:
            self.names.reset(names)
            self.typings = typings
            del self.patterns[patterns:], self.lets[lets:]
            # What was lowered on the way has names that are free again.
            for key in list(self.known)[known:]:
                if self.known[key] is not None:
                    del self.known[key]
        return made
