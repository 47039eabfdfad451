"""Signatures of functions: `<s-n?:b>` as the types of parameters.

In: the text between the angle brackets, those included. Out: one record per parameter. It
knows the notation, not the values.
"""

from __future__ import annotations

from dataclasses import dataclass

from cfc.invariants.lexer import JsonataSyntaxError


@dataclass(frozen=True)
class Parameter:
    """One parameter: the letters it accepts, its item's letter for an array of one kind.

    `context`: the context stands in when it is missing. `optional` and `repeated` are `?`, `+`.
    """

    letters: str
    subtype: str | None = None
    context: bool = False
    optional: bool = False
    repeated: bool = False

    @property
    def text(self) -> str:
        """The parameter in short: `a<s>?`, as the runtime reads it."""
        subtype = "" if self.subtype is None else f"<{self.subtype}>"
        flags = "-" * self.context + "?" * self.optional + "+" * self.repeated
        return self.letters + subtype + flags


def parse_signature(text: str, offset: int = 0) -> tuple[Parameter, ...]:
    """Return the parameters; raises JsonataSyntaxError with a position from `offset` on."""
    out: list[Parameter] = []
    at = 1
    while at < len(text) and text[at] != ":":
        letter = text[at]
        if letter in "snbloafjx":
            out.append(Parameter(letter))
        elif letter == "-" and out:
            out[-1] = Parameter(out[-1].letters, out[-1].subtype, context=True)
        elif letter == "?" and out:
            out[-1] = Parameter(out[-1].letters, out[-1].subtype, optional=True)
        elif letter == "+" and out:
            out[-1] = Parameter(out[-1].letters, out[-1].subtype, repeated=True)
        elif letter == "(":
            close = _closing(text, at, "(", ")")
            choice = text[at + 1 : close]
            if "<" in choice:
                raise JsonataSyntaxError(
                    "S0402", offset + at, choice, "a choice of types cannot hold type parameters"
                )
            out.append(Parameter(choice))
            at = close
        elif letter == "<":
            if not out or out[-1].letters not in ("a", "f"):
                raise JsonataSyntaxError(
                    "S0401",
                    offset + at,
                    out[-1].letters if out else "<",
                    "only functions and arrays have type parameters",
                )
            close = _closing(text, at, "<", ">")
            out[-1] = Parameter(out[-1].letters, text[at + 1 : close])
            at = close
        at += 1
    return tuple(out)


def check_signature(text: str, offset: int) -> None:
    """Raise JsonataSyntaxError when the signature is none."""
    parse_signature(text, offset)


def _closing(text: str, at: int, opening: str, closing: str) -> int:
    depth = 1
    while at + 1 < len(text):
        at += 1
        depth += (text[at] == opening) - (text[at] == closing)
        if depth == 0:
            break
    return at
