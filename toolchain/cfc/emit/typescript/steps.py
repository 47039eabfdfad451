"""Steps of a program as lines of TypeScript.

In: a function of the IR. Out: `Line`s, each with its kind and its depth; the template has one
form per kind. As a boolean a function answers at the first violation, as a collector it goes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cfc.emit.code import EMPTY, Code, code, join
from cfc.emit.typescript import literals
from cfc.emit.typescript.conditions import (
    OPERATORS,
    Condition,
    ConditionPrinter,
    Known,
    member_fact,
)
from cfc.emit.typescript.identifiers import Scope, camel_of, identifier
from cfc.emit.typescript.module_names import ModuleNames
from cfc.ir.program import (
    All,
    Any,
    At,
    Call,
    CheckInvariants,
    ExactlyOne,
    Flag,
    ForItems,
    ForMembers,
    Function,
    If,
    JsonType,
    Let,
    Not,
    Report,
    Step,
    Test,
    WithItem,
    WithMember,
)

_WIDTH = 100
_PADS = tuple(Code("  " * depth) for depth in range(64))


@dataclass(slots=True)
class Line:
    """One line, or one statement laid out over some. What `a` to `e` hold depends on the kind."""

    kind: str
    pad: Code
    a: Code = EMPTY
    b: Code = EMPTY
    c: Code = EMPTY
    d: Code = EMPTY
    e: Code = EMPTY
    parts: tuple[Code, ...] = ()


class StepPrinter:
    """Prints the functions of one module."""

    def __init__(
        self,
        names: ModuleNames,
        conditions: ConditionPrinter,
        invariant_names: tuple[Code, ...],
    ) -> None:
        self._names = names
        self._conditions = conditions
        self._invariant_names = invariant_names
        self._texts: dict[str, Code] = {}
        self._scope = Scope()
        self._collecting = False
        self._lines: list[Line] = []
        self._depth = 1
        self._constants: frozenset[str] = frozenset()

    def lines(self, function: Function, collecting: bool) -> list[Line]:
        """Return the body of the function as a boolean, or as a collector."""
        self._scope = self._names.function_scope()
        self._texts = {"value": Code("value")}
        self._conditions.variable = self.variable
        self._collecting = collecting
        self._lines = []
        self._depth = 1
        if collecting and _checks_invariants(function.steps):
            self._add("before")
        once, other = _flags(function.steps)
        self._constants = once
        for name in other:
            self._add("flag", self.variable(name))
        if not self._steps(function.steps, {}) and not collecting:
            self._add("answer_yes")
        return self._lines

    def variable(self, name: str) -> Code:
        """Return a variable of the IR in camel case; no name of the module is hidden by it."""
        text = self._texts.get(name)
        if text is None:
            text = self._texts[name] = identifier(self._scope.claim(camel_of(name)))
        return text

    def _add(
        self, kind: str, a: Code = EMPTY, b: Code = EMPTY, c: Code = EMPTY, d: Code = EMPTY
    ) -> None:
        self._lines.append(Line(kind, self._pad(), a, b, c, d))

    def _pad(self) -> Code:
        return _PADS[self._depth] if self._depth < 64 else Code("  " * self._depth)

    # --- steps ------------------------------------------------------------------------------

    def _steps(self, steps: Iterable[Step], known: Known) -> bool:
        """Print the steps; return whether nothing behind them can be reached."""
        for step in steps:
            match step:
                case If():
                    ended, known = self._if(step, known)
                    if ended:
                        return True
                case Report():
                    if not self._collecting:
                        self._add("answer_no")
                        return True
                    self._report(step)
                case Call():
                    self._call(step)
                case WithMember() if member_fact(step.var, step.key) in known:
                    # Here it is certain that the object has this member.
                    self._member(step)
                    if self._steps(step.then, known):
                        return True
                case WithMember():
                    self._with_member(step, known)
                case WithItem():
                    self._with_item(step, known)
                case ForItems():
                    self._for_items(step, known)
                case ForMembers():
                    self._for_members(step, known)
                case Let(name, test):
                    condition = self._conditions.condition(test, known)
                    kind = "let" if name in self._constants else "set"
                    self._long(kind, condition, self.variable(name))
                case CheckInvariants(var, indices):
                    chosen = join(", ", [self._invariant_names[index] for index in indices])
                    if self._collecting:
                        function = self._names.invariants("checkInvariants")
                        self._add("check_invariants", function, self.variable(var), chosen)
                    else:
                        function = self._names.invariants("invariantsHold")
                        self._add("invariants_hold", function, self.variable(var), chosen)
        return False

    def _block(self, steps: Iterable[Step], known: Known) -> bool:
        self._depth += 1
        ended = self._steps(steps, known)
        self._depth -= 1
        return ended

    def _if(self, step: If, known: Known) -> tuple[bool, Known]:
        """Print a choice; return whether it always answers, and what is known behind it."""
        if not step.then:
            step = If(Not(step.test), step.otherwise)
        condition = self._conditions.condition(step.test, known)
        if condition.constant is not None:
            return self._steps(step.then if condition.constant else step.otherwise, known), known
        if not self._collecting and step.then and isinstance(step.then[0], Report):
            self._long("if_no", condition)
            return self._behind(step, condition, known)
        self._long("if", condition)
        ended = self._block(step.then, {**known, **condition.yes})
        if ended or not step.otherwise:
            self._add("close")
            return self._behind(step, condition, known) if ended else (False, known)
        self._otherwise(step.otherwise, {**known, **condition.no})
        self._add("close")
        return False, known

    def _behind(self, step: If, condition: Condition, known: Known) -> tuple[bool, Known]:
        """Print the other branch of a choice that has answered: it needs no `else`."""
        no = {**known, **condition.no}
        return self._steps(step.otherwise, no), no

    def _otherwise(self, steps: tuple[Step, ...], known: Known) -> None:
        """Print a branch as `else if` when it is one choice, else as `else`."""
        inner = steps[0]
        if len(steps) == 1 and isinstance(inner, If) and inner.then:
            condition = self._conditions.condition(inner.test, known)
            if condition.constant is None:
                self._long("else_if", condition)
                self._block(inner.then, {**known, **condition.yes})
                if inner.otherwise:
                    self._otherwise(inner.otherwise, {**known, **condition.no})
                return
        self._add("else")
        self._block(steps, known)

    def _with_member(self, step: WithMember, known: Known) -> None:
        has = self._conditions.has_own(step.var, literals.string(step.key))
        guard = self._conditions.type_guard(step.var, "object", known)
        if guard.constant is False:
            return
        test = has if guard.constant else code("{} && {}", guard.text, has)
        self._add("if", test)
        self._depth += 1
        self._member(step)
        self._steps(step.then, {**known, step.var: "object"})
        self._depth -= 1
        self._add("close")

    def _member(self, step: WithMember) -> None:
        key = literals.string(step.key)
        self._add("member", self.variable(step.member), self.variable(step.var), key)

    def _with_item(self, step: WithItem, known: Known) -> None:
        var = self.variable(step.var)
        position = literals.number(step.position)
        guard = self._conditions.type_guard(step.var, "array", known)
        if guard.constant is False:
            return
        has = code("{}.length > {}", var, position)
        self._add("if", has if guard.constant else code("{} && {}", guard.text, has))
        self._depth += 1
        self._add("member", self.variable(step.item), var, position)
        self._steps(step.then, {**known, step.var: "array"})
        self._depth -= 1
        self._add("close")

    def _for_items(self, step: ForItems, known: Known) -> None:
        guarded = self._open_guard(step.var, "array", known)
        if guarded is None:
            return
        index = step.index or f"{step.item}_index"
        # An index loop, because V8 runs it several times faster than `for … of`.
        self._add(
            "for_items",
            self.variable(index),
            literals.number(step.start),
            self.variable(step.var),
            self.variable(step.item),
        )
        inner = {**known, step.var: "array", index: "number"}
        self._block(step.steps, inner)
        self._add("close")
        self._close_guard(guarded)

    def _for_members(self, step: ForMembers, known: Known) -> None:
        guarded = self._open_guard(step.var, "object", known)
        if guarded is None:
            return
        kind = "for_names" if self._collecting else "for_names_unsorted"
        builtin = self._names.builtin("Object")
        self._add(kind, self.variable(step.name), self.variable(step.var), builtin)
        self._depth += 1
        if step.member is not None:
            name = self.variable(step.name)
            self._add("member", self.variable(step.member), self.variable(step.var), name)
        self._steps(step.steps, {**known, step.var: "object", step.name: "string"})
        self._depth -= 1
        self._add("close")
        self._close_guard(guarded)

    def _open_guard(self, var: str, kind: JsonType, known: Known) -> bool | None:
        """Open an `if` where the compiler would not know the type; None: it is another one."""
        guard = self._conditions.type_guard(var, kind, known)
        if guard.constant is None:
            self._add("if", guard.text)
            self._depth += 1
            return True
        return False if guard.constant else None

    def _close_guard(self, guarded: bool) -> None:
        if guarded:
            self._depth -= 1
            self._add("close")

    # --- statements -------------------------------------------------------------------------

    def _call(self, step: Call) -> None:
        var = self.variable(step.var)
        if self._collecting:
            function = self._names.function(step.function, "check")
            self._add("call", function, var, self._place(step.at))
        else:
            self._add("call_no", self._names.function(step.function, "holds"), var)

    def _report(self, step: Report) -> None:
        fields = [
            literals.string(step.rule),
            literals.string(step.message),
            self._place(step.at),
            literals.string(step.schema_path),
        ]
        if step.params:
            fields.append(literals.literal(dict(step.params)))
        pad = self._pad()
        name = self._names.runtime("report")
        length = len(pad) + len(name) + len("(found, );") + sum(len(text) + 2 for text in fields)
        kind = "report" if length - 2 <= _WIDTH else "report_tall"
        self._lines.append(Line(kind, pad, name, parts=tuple(fields)))

    def _place(self, at: At) -> Code:
        if not at.tokens:
            return Code("path")
        parts: list[str] = []
        for token in at.tokens:
            if isinstance(token, str):
                escaped = token.replace("~", "~0").replace("/", "~1")
                parts.append("/" + literals.template_text(escaped).text)
            elif token.holds == "index":
                parts.append("/${" + self.variable(token.name).text + "}")
            else:
                step = self._names.runtime("step").text
                parts.append("${" + step + "(" + self.variable(token.name).text + ")}")
        return Code("`${path}" + "".join(parts) + "`")

    def _long(self, kind: str, condition: Condition, name: Code = EMPTY) -> None:
        """Add a statement that holds a condition, one operand a line where it is too long."""
        pad = self._pad()
        if len(pad) + len(condition.text) + len(name) + 24 <= _WIDTH or not condition.parts:
            self._lines.append(Line(kind, pad, condition.text, name))
            return
        operator = OPERATORS[condition.level].text
        last = len(condition.parts) - 1
        parts = tuple(
            part.operand if position == last else Code(part.operand.text + operator)
            for position, part in enumerate(condition.parts)
        )
        self._lines.append(Line(kind + "_tall", pad, condition.text, name, parts=parts))


def _inner(step: Step) -> tuple[tuple[Step, ...], ...]:
    match step:
        case If(_, then, otherwise):
            return (then, otherwise)
        case WithMember(then=then) | WithItem(then=then):
            return (then,)
        case ForItems(steps=steps) | ForMembers(steps=steps):
            return (steps,)
        case _:
            return ()


def _checks_invariants(steps: tuple[Step, ...]) -> bool:
    return any(
        isinstance(step, CheckInvariants) or any(map(_checks_invariants, _inner(step)))
        for step in steps
    )


def _flags(steps: tuple[Step, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the flags that are constants where they are set, and those declared up front.

    A flag is a constant when it is set once and nothing outside of that block asks for it.
    """
    blocks: dict[str, list[tuple[Step, ...]]] = {}
    _collect_flags(steps, blocks)
    if not blocks:
        return frozenset(), ()
    everywhere = _uses(steps)
    once = frozenset(
        name
        for name, places in blocks.items()
        if len(places) == 1
        and (places[0] is steps or _uses(places[0]).count(name) == everywhere.count(name))
    )
    return once, tuple(name for name in blocks if name not in once)


def _collect_flags(steps: tuple[Step, ...], found: dict[str, list[tuple[Step, ...]]]) -> None:
    for step in steps:
        if isinstance(step, Let):
            found.setdefault(step.name, []).append(steps)
        for block in _inner(step):
            _collect_flags(block, found)


def _uses(steps: tuple[Step, ...]) -> list[str]:
    """Return the flags that the steps ask for, once per question."""
    found: list[str] = []
    for step in steps:
        if isinstance(step, (If, Let)):
            found += _asked(step.test)
        for block in _inner(step):
            found += _uses(block)
    return found


def _asked(test: Test) -> list[str]:
    match test:
        case Flag(name):
            return [name]
        case Not(inner):
            return _asked(inner)
        case All(tests) | Any(tests) | ExactlyOne(tests):
            return [name for inner in tests for name in _asked(inner)]
        case _:
            return []
