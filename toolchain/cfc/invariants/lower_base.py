"""What the parts of the lowering pass share: names, patterns, and each other."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from cfc.invariants.ancestry import Ancestry
from cfc.invariants.builtins import BUILTINS
from cfc.invariants.local_names import LocalNames
from cfc.invariants.lowered import Body, Expression, Function, Pattern, PatternRef
from cfc.invariants.scopes import Context, Scope
from cfc.invariants.tree import Call, Regex, Tree, Variable


@dataclass
class LoweringBase(ABC):
    """One expression being lowered; `value` is the local that holds the root.

    `everything`: what no invariant may have is lowered too, with `now` for the time.
    `given`: names of parameters of functions. `signatures`: some function has one. `trees`: what was parsed on the way.
    """

    names: LocalNames
    value: str
    ancestry: Ancestry
    everything: bool = False
    now: str = ""
    signatures: bool = False
    given: frozenset[str] = frozenset()
    patterns: list[Pattern] = field(default_factory=list)
    trees: list[Tree] = field(default_factory=list)

    @abstractmethod
    def expression(self, tree: Tree, context: Context, scope: Scope) -> Expression:
        """Lower what gives a value."""

    @abstractmethod
    def body(self, tree: Tree, context: Context, scope: Scope, *, frame: bool = False) -> Body:
        """Lower what a function returns; `frame`: it has variables of its own."""

    @abstractmethod
    def regex(self, tree: Regex) -> PatternRef:
        """Lower a regular expression."""

    def inner(self, tree: Tree, wish: str, scope: Scope) -> Function:
        """Lower what is evaluated with another context: a function of that context."""
        local = self.names.claim(wish, "item")
        return Function((local,), self.body(tree, Context(local, False), scope))


def gives_sequence(tree: Tree) -> bool:
    """Tell a call whose result is a sequence: `[]` behind it keeps an array of one."""
    if not isinstance(tree, Call) or not isinstance(tree.function, Variable):
        return False
    builtin = BUILTINS.get(tree.function.name)
    return builtin is not None and builtin.sequence
