"""A condition as text of TypeScript, with what the compiler knows after it.

In: parts. Out: the chain of them, with as few parentheses as precedence allows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cfc.emit.code import Code, code, join

# Variable to `string`, `number`, `boolean`, `null`, `object` or `array`; with a `!` behind it
# when the compiler knows even which values, and would refuse to compare with another.
Known = Mapping[str, str]
NOTHING_KNOWN: Known = {}
ATOM, COMPARISON, AND, OR = range(4)
# What stands between the parts of a condition of each level (sums are compared in the end).
OPERATORS = (Code(""), Code(" +"), Code(" &&"), Code(" ||"))


@dataclass(frozen=True)
class Condition:
    """A condition: its text, how tightly it binds, and what is known after yes and after no.

    `parts`: the operands when it is a chain of `&&` or `||`. `constant`: its value when that is
    certain.
    """

    text: Code
    level: int = ATOM
    yes: Known = field(default_factory=dict)
    no: Known = field(default_factory=dict)
    parts: tuple[Condition, ...] = ()
    constant: bool | None = None

    @property
    def operand(self) -> Code:
        """The text as it stands in a longer chain."""
        return self.text if self.level <= COMPARISON else code("({})", self.text)


TRUE = Condition(Code("true"), constant=True)
FALSE = Condition(Code("false"), constant=False)


def member_fact(var: str, key: str) -> str:
    """Return under which name it is known that an object has a member."""
    return f"{var}[{key}"


def both(first: Condition, second: Condition) -> Condition:
    """Return the condition that both hold."""
    return joined([first, second], True)


def joined(parts: list[Condition], conjunction: bool) -> Condition:
    """Return the condition that all of them hold, or one of them."""
    if len(parts) == 1:
        return parts[0]
    level = AND if conjunction else OR
    flat: list[Condition] = []
    for part in parts:
        flat.extend(part.parts if part.level == level and part.parts else (part,))
    text = join(" && " if conjunction else " || ", [part.operand for part in flat])
    yes: dict[str, str] = {}
    no: dict[str, str] = {}
    for part in parts:
        if conjunction:
            yes.update(part.yes)
        else:
            no.update(part.no)
    return Condition(text, level, yes, no, tuple(flat))
