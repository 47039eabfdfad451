"""Steps of a program as lines of Python, for both forms of a function.

In: a function of the IR. Out: `Line`s: what stands on each, and how deep. How a line looks is
the template's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code, code, join
from cfc.emit.python.conditions import Conditions
from cfc.emit.python.identifiers import identifier
from cfc.emit.python.literals import exploded, fragment, literal, string
from cfc.ir.program import (
    At,
    Call,
    CheckInvariants,
    ForItems,
    ForMembers,
    If,
    Let,
    Report,
    Step,
    Test,
    Var,
    WithItem,
    WithMember,
)
from cfc.ir.tests import negate
from cfc.text.pointer import escape

WIDTH = 100


@dataclass(frozen=True)
class Line:
    """One statement, or the head of a block. The template has a form for each `kind`."""

    kind: str
    pad: Code
    first: Code = EMPTY
    second: Code = EMPTY
    third: Code = EMPTY
    parts: tuple[Code, ...] = ()


class StepPrinter:
    """Prints the steps of one module."""

    def __init__(self, conditions: Conditions, invariants: tuple[Code, ...]) -> None:
        self._conditions, self._invariants = conditions, invariants
        self._lines: list[Line] = []
        self._collecting = False

    def lines(self, steps: tuple[Step, ...], *, collecting: bool) -> tuple[Line, ...]:
        """Return the body: as a collector, or as a boolean that answers at the first violation."""
        self._lines, self._collecting = [], collecting
        if collecting and any(isinstance(step, CheckInvariants) for step in steps):
            self._add("before", 1)
        if collecting:
            self._steps(steps, 1)
        else:
            self._answer(steps)
        if collecting and not self._lines:
            self._add("nothing", 1)
        return tuple(self._lines)

    def _answer(self, steps: tuple[Step, ...]) -> None:
        """Print a boolean's body; its last test is the answer itself."""
        last = steps[-1] if steps else None
        match last:
            case Report():
                self._steps(steps, 1)
            case Call(function, var, _):
                self._steps(steps[:-1], 1)
                holds = self._conditions.function(function, "holds")
                self._add("answer", 1, code("{}({})", holds, identifier(var)))
            case If(test, (Report(), *_), otherwise):
                self._steps(steps[:-1], 1)
                if otherwise:
                    self._condition(test, 1)
                    self._add("no", 2)
                    self._answer(otherwise)
                    return
                answer = self._conditions.test(negate(test))
                if len(answer) + 11 <= WIDTH:
                    self._add("answer", 1, answer)
                else:
                    self._steps((last,), 1)
                    self._add("yes", 1)
            case _:
                self._steps(steps, 1)
                self._add("yes", 1)

    def _add(
        self,
        kind: str,
        depth: int,
        first: Code = EMPTY,
        second: Code = EMPTY,
        third: Code = EMPTY,
        parts: tuple[Code, ...] = (),
    ) -> None:
        self._lines.append(Line(kind, _pad(depth), first, second, third, parts))

    def _steps(self, steps: Iterable[Step], depth: int) -> None:
        for step in steps:
            self._step(step, depth)
            if isinstance(step, Report) and not self._collecting:
                return

    def _step(self, step: Step, depth: int) -> None:
        match step:
            case Report():
                if self._collecting:
                    self._report(step, depth)
                else:
                    self._add("no", depth)
            case Call(function, var, at):
                if self._collecting:
                    check = self._conditions.function(function, "check")
                    self._add("call", depth, check, identifier(var), _path(at))
                else:
                    holds = self._conditions.function(function, "holds")
                    self._add("call_holds", depth, holds, identifier(var))
            case If(test, then, otherwise):
                self._if(test, then, otherwise, depth)
            case WithMember(var, key, member, then):
                self._head("if", code("{} in {}", string(key), identifier(var)), depth)
                self._add("member", depth + 1, identifier(member), identifier(var), string(key))
                self._steps(then, depth + 1)
            case WithItem(var, position, item, then):
                self._head("if", code("len({}) > {}", identifier(var), literal(position)), depth)
                self._add("member", depth + 1, identifier(item), identifier(var), literal(position))
                self._steps(then, depth + 1)
            case ForItems():
                self._items(step, depth)
            case ForMembers(var, name, member, inner):
                if self._collecting:
                    helper = self._conditions.used.helper("sorted_names")
                    self._add("names", depth, identifier(name), helper, identifier(var))
                    if member is not None:
                        self._add(
                            "member",
                            depth + 1,
                            identifier(member),
                            identifier(var),
                            identifier(name),
                        )
                elif member is None:
                    self._add("items", depth, identifier(name), identifier(var))
                else:
                    self._add("pairs", depth, identifier(name), identifier(member), identifier(var))
                self._steps(inner, depth + 1)
            case Let(name, test):
                self._add("let", depth, identifier(name), self._conditions.test(test))
            case CheckInvariants(var, indices):
                listed = join(", ", (self._invariants[index] for index in indices))
                if len(indices) == 1:
                    listed = code("{},", listed)
                self._add("invariants", depth, identifier(var), listed)

    def _if(
        self, test: Test, then: tuple[Step, ...], otherwise: tuple[Step, ...], depth: int
    ) -> None:
        self._condition(test, depth)
        self._steps(then, depth + 1)
        if not otherwise:
            return
        if not self._collecting and isinstance(then[-1], Report):
            # The branch has answered, so the rest needs no `else`.
            self._steps(otherwise, depth)
            return
        if len(otherwise) == 1 and isinstance(otherwise[0], If):
            inner = otherwise[0]
            flat = self._conditions.test(inner.test)
            if 4 * depth + 6 + len(flat) <= WIDTH and not inner.otherwise:
                self._add("elif", depth, flat)
                self._steps(inner.then, depth + 1)
                return
        self._add("else", depth)
        self._steps(otherwise, depth + 1)

    def _condition(self, test: Test, depth: int) -> None:
        flat = self._conditions.test(test)
        if 4 * depth + 4 + len(flat) > WIDTH:
            wide = self._conditions.operands(test)
            if wide is not None:
                operator, operands = wide
                self._add("if_tall", depth, operator, parts=operands)
                return
        self._head("if", flat, depth)

    def _head(self, kind: str, condition: Code, depth: int) -> None:
        self._add(kind, depth, condition)

    def _items(self, step: ForItems, depth: int) -> None:
        var, item = identifier(step.var), identifier(step.item)
        uses_index = step.index is not None and (self._collecting or _uses(step.steps, step.index))
        source = var if step.start == 0 else code("{}[{}:]", var, literal(step.start))
        if uses_index and step.index is not None:
            start = EMPTY if step.start == 0 else code(", {}", literal(step.start))
            self._add(
                "enumerated", depth, identifier(step.index), item, code("{}{}", source, start)
            )
        else:
            self._add("items", depth, item, source)
        self._steps(step.steps, depth + 1)

    def _report(self, step: Report, depth: int) -> None:
        self._conditions.used.runtime.add("report")
        fixed = (
            Code("found"),
            string(step.rule),
            string(step.message),
            _path(step.at),
            string(step.schema_path),
        )
        params = dict(step.params)
        flat: tuple[Code, ...] = (*fixed, literal(params)) if params else fixed
        length = 4 * depth + sum(len(part) + 2 for part in flat) + 6
        if length <= WIDTH:
            self._add("report", depth, join(", ", flat))
            return
        pad = _pad(depth + 1)
        if params and len(pad) + len(flat[-1]) + 1 > WIDTH:
            flat = (*fixed, exploded(params, pad.text))
        self._add("report_tall", depth, parts=flat)


def _uses(value: object, name: str) -> bool:
    """Tell whether any test among the steps reads a variable; reports do not count."""
    if isinstance(value, (Report, Call)):
        return isinstance(value, Call) and value.var == name
    if value == name:
        return True
    if isinstance(value, tuple):
        return any(_uses(item, name) for item in value)
    if hasattr(value, "__dataclass_fields__"):
        return any(_uses(getattr(value, part), name) for part in value.__dataclass_fields__)
    return False


def _pad(depth: int) -> Code:
    return Code("    " * depth)


def _path(at: At) -> Code:
    if not at.tokens:
        return Code("path")
    if not any(isinstance(token, Var) for token in at.tokens):
        text = "".join("/" + escape(token) for token in at.tokens if isinstance(token, str))
        return code("path + {}", string(text))
    out = ["{path}"]
    for token in at.tokens:
        if isinstance(token, Var):
            name = identifier(token.name).text
            out.append("/{" + name + "}" if token.holds == "index" else "{step(" + name + ")}")
        else:
            out.append("/" + fragment(escape(token)))
    return Code('f"' + "".join(out) + '"')


def uses_step(lines: Iterable[Line]) -> bool:
    """Tell whether any path needs the helper that escapes a member's name."""
    return any(
        "{step(" in part.text
        for line in lines
        for part in (line.first, line.second, line.third, *line.parts)
    )
