"""Steps of a program as lines of TypeScript.

In: a function of the IR. Out: `Line`s, each with its kind and its depth; the template has one
form per kind. As a boolean a function answers at the first violation, as a collector it goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from cfc.emit.code import EMPTY, Code, code, join, stacked
from cfc.emit.typescript import literals
from cfc.emit.typescript.condition import OPERATORS, TRUE, Condition, Known, both, member_fact
from cfc.emit.typescript.conditions import ConditionPrinter
from cfc.emit.typescript.identifiers import Scope, camel_of, identifier
from cfc.emit.typescript.lines import Line, branch, margin, passed, path_expression
from cfc.emit.typescript.module_names import ModuleNames
from cfc.emit.typescript.reports import report_of
from cfc.emit.typescript.step_facts import checks_invariants, flags, merged, only_reports, refused
from cfc.ir.booleans import as_boolean
from cfc.ir.program import (
    Call,
    CheckInvariants,
    Explain,
    ForItems,
    ForMembers,
    Function,
    HasMember,
    If,
    JsonType,
    Let,
    Not,
    Report,
    SizeIs,
    Step,
    WithItem,
    WithMember,
)

_WIDTH = 100
# How many columns a statement takes beside its condition and the name that it sets.
_AROUND = {"if": 6, "else_if": 13, "if_no": 19, "let": 10, "set": 4}


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
        if collecting and checks_invariants(function.steps):
            self._add("before")
        steps = function.steps if collecting else function.boolean
        once, other = flags(steps)
        self._constants = once
        for name in other:
            self._add("flag", self.variable(name))
        if not self._steps(steps, {}, is_last=True) and not collecting:
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
        self._lines.append(Line(kind, margin(self._depth), a, b, c, d))

    # --- steps ------------------------------------------------------------------------------

    def _steps(self, steps: Sequence[Step], known: Known, is_last: bool = False) -> bool:
        """Print the steps; return whether nothing behind them can be reached.

        `is_last`: the function ends with them.
        """
        for written in steps:
            step = written
            if not self._collecting and isinstance(written, ForMembers):
                step = as_boolean(written)
            match step:
                case If():
                    ended, known = self._if(step, known, is_last and step is steps[-1])
                    if ended:
                        return True
                case Report():
                    if not self._collecting:
                        self._add("answer_no")
                        return True
                    self._report(step)
                case Call():
                    self._call(step)
                case WithMember(var, key, member, then, certain):
                    if certain:
                        known = {**known, var: "object", member_fact(var, key): "present"}
                    access = code("{}[{}]", self.variable(var), literals.string(key))
                    has = self._conditions.condition(HasMember(var, key), known)
                    if self._bind(member, access, then, known, has):
                        return True
                case WithItem(var, position, item, then):
                    access = code("{}[{}]", self.variable(var), literals.number(position))
                    has = self._conditions.condition(SizeIs(var, "array", ">", position), known)
                    self._bind(item, access, then, known, has)
                case ForItems():
                    self._for_items(step, known)
                case ForMembers():
                    self._for_members(step, known)
                case Let(name, test):
                    condition = self._conditions.condition(test, known)
                    kind = "let" if name in self._constants else "set"
                    self._long(kind, condition, self.variable(name))
                case Explain() if self._collecting:
                    self._explain(step)
                case CheckInvariants(var, indices):
                    chosen = join(", ", [self._invariant_names[index] for index in indices])
                    if self._collecting:
                        function = self._names.invariants("checkInvariants")
                        self._add("check_invariants", function, self.variable(var), chosen)
                    else:
                        function = self._names.invariants("invariantsHold")
                        self._add("invariants_hold", function, self.variable(var), chosen)
        return False

    def _block(self, steps: Sequence[Step], known: Known) -> bool:
        self._depth += 1
        ended = self._steps(steps, known)
        self._depth -= 1
        return ended

    def _if(self, step: If, known: Known, is_last: bool) -> tuple[bool, Known]:
        """Print a choice; return whether it always answers, and what is known behind it."""
        if not step.then:
            step = If(Not(step.test), step.otherwise)
        step = merged(step)
        condition = self._conditions.condition(step.test, known)
        if condition.constant is not None:
            chosen = step.then if condition.constant else step.otherwise
            return self._steps(chosen, known, is_last), known
        if not self._collecting and step.then and isinstance(step.then[0], Report):
            self._long("if_no", condition)
            return self._behind(step, condition, known, is_last)
        if not self._collecting and step.otherwise and isinstance(step.otherwise[0], Report):
            opposite = self._conditions.condition(step.test, known, negated=True)
            self._long("if_no", opposite)
            yes = {**known, **opposite.no}
            return self._steps(step.then, yes, is_last), yes
        self._long("if", condition)
        ended = self._block(step.then, {**known, **condition.yes})
        if is_last and step.otherwise and only_reports(step.then):
            # Nothing else can be said of such a value; what follows needs no deeper indent.
            self._lines.append(Line("stop", margin(self._depth)))
            ended = True
        if ended or not step.otherwise:
            self._add("close")
            return self._behind(step, condition, known, is_last) if ended else (False, known)
        self._otherwise(step.otherwise, {**known, **condition.no})
        self._add("close")
        return False, known

    def _behind(
        self, step: If, condition: Condition, known: Known, is_last: bool
    ) -> tuple[bool, Known]:
        """Print the other branch of a choice that has answered: it needs no `else`."""
        no = {**known, **condition.no}
        return self._steps(step.otherwise, no, is_last), no

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

    # --- members and items ------------------------------------------------------------------

    def _bind(
        self, name: str, access: Code, steps: tuple[Step, ...], known: Known, has: Condition
    ) -> bool:
        """Print the steps for a member or an item, if the condition says that it is there."""
        if has.constant is False:
            return False
        if self._unnamed(name, access, steps, known, None if has.constant else has):
            return False
        if has.constant:
            self._add("member", self.variable(name), access)
            return self._steps(steps, known)
        name_text = self.variable(name)
        asked = code("{} !== undefined", access)
        if has.text.text == asked.text and not self._collecting:
            # One look at the member does for both: is it there, and what is it.
            self._add("member", name_text, access)
            self._add("if", code("{} !== undefined", name_text))
            self._depth += 1
        else:
            self._long("if", has)
            self._depth += 1
            self._add("member", name_text, access)
        self._steps(steps, {**known, **has.yes})
        self._depth -= 1
        self._add("close")
        return False

    def _unnamed(
        self,
        name: str,
        access: Code,
        steps: tuple[Step, ...],
        known: Known,
        has: Condition | None,
    ) -> bool:
        """Print the steps without a variable, when they are one question that reads it once."""
        if len(steps) != 1:
            return False
        step = steps[0]
        self._texts[name] = access
        try:
            if isinstance(step, Call) and step.var == name:
                return self._unnamed_call(step, access, has)
            if isinstance(step, If):
                step = merged(step)
            if isinstance(step, If) and not step.otherwise and only_reports(step.then):
                condition = self._conditions.condition(step.test, known)
                if condition.constant is None and condition.text.text.count(access.text) <= 1:
                    self._demand(condition if has is None else both(has, condition), step.then)
                    return True
            return False
        finally:
            del self._texts[name]

    def _unnamed_call(self, step: Call, access: Code, has: Condition | None) -> bool:
        if has is None:
            self._call(step)
        elif self._collecting:
            self._long("if", has)
            self._depth += 1
            self._call(step)
            self._depth -= 1
            self._add("close")
        else:
            function = self._names.function(step.function, "holds")
            call = code("!{}({}{})", function, access, passed(step.function))
            self._demand(both(has, Condition(call)), ())
        return True

    def _demand(self, broken: Condition, reports: tuple[Step, ...]) -> None:
        if not self._collecting:
            self._long("if_no", broken)
            return
        self._long("if", broken)
        self._block(reports, {})
        self._add("close")

    def _for_items(self, step: ForItems, known: Known) -> None:
        guarded = self._open_guard(step.var, "array", known)
        if guarded is None:
            return
        index = step.index or f"{step.item}_index"
        # An index loop, because V8 runs it several times faster than `for … of`.
        place, array = self.variable(index), self.variable(step.var)
        self._add("for_items", place, literals.number(step.start), array)
        self._depth += 1
        access = code("{}[{}]", array, place)
        inner = {**known, step.var: "array", index: "number"}
        self._bind(step.item, access, step.steps, inner, TRUE)
        self._depth -= 1
        self._add("close")
        self._close_guard(guarded)

    def _for_members(self, step: ForMembers, known: Known) -> None:
        guarded = self._open_guard(step.var, "object", known)
        if guarded is None:
            return
        name, var = self.variable(step.name), self.variable(step.var)
        kind = "for_names" if self._collecting else "for_names_unsorted"
        unknown = None if self._collecting else refused(step)
        builtin = self._names.builtin("Object")
        self._add("for_names_of_any" if unknown else kind, name, var, builtin)
        opened = len(self._lines)
        self._depth += 1
        inner = {**known, step.var: "object", step.name: "string"}
        if unknown is not None:
            own = Condition(code("{}.hasOwn({}, {})", builtin, var, name))
            self._demand(both(self._conditions.condition(unknown, inner), own), ())
        elif step.member is None:
            self._steps(step.steps, inner)
        else:
            access = code("{}[{}]", self.variable(step.var), self.variable(step.name))
            self._bind(step.member, access, step.steps, inner, TRUE)
        self._depth -= 1
        if len(self._lines) == opened:
            # What it asks is certain here (that a member's name is a string, say).
            self._lines.pop()
        else:
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
        var, deep = self.variable(step.var), passed(step.function)
        if self._collecting:
            function = self._names.function(step.function, "check")
            place = path_expression(step.at, self.variable, self._step_helper)
            length = 2 * self._depth + len(function) + len(var) + len(place) + len(deep)
            tall = length + len("(, , found);") > _WIDTH
            self._add("call_tall" if tall else "call", function, var, place, deep)
        else:
            self._add("call_no", self._names.function(step.function, "holds"), var, deep)

    def _explain(self, step: Explain) -> None:
        checks = [branch(self._names.function(ref, "check"), ref) for ref in step.branches]
        place = path_expression(step.at, self.variable, self._step_helper)
        name, var = self._names.runtime("explain"), self.variable(step.var)
        inline = join(", ", checks)
        around = 2 * self._depth + len(name) + len(var) + len(place) + len("(, , found, []);")
        if around + len(inline) <= _WIDTH:
            self._add("explain", name, var, place, inline)
        else:
            self._add(
                "explain_tall", name, var, place, stacked(tuple(checks), margin(self._depth + 1))
            )

    def _report(self, step: Report) -> None:
        place = path_expression(step.at, self.variable, self._step_helper)
        self._lines.append(report_of(step, place, self._depth, self._names.runtime))

    def _step_helper(self) -> Code:
        return self._names.runtime("step")

    def _long(self, kind: str, condition: Condition, name: Code = EMPTY) -> None:
        """Add a statement that holds a condition, one operand a line where it is too long."""
        pad = margin(self._depth)
        if len(pad) + len(condition.text) + len(name) + _AROUND[kind] <= _WIDTH:
            self._lines.append(Line(kind, pad, condition.text, name))
            return
        operands = condition.parts or (condition,)
        operator = OPERATORS[condition.level].text
        between = operator.rstrip() + "\n" + margin(self._depth + 1).text
        text = between.join([operand.operand.text for operand in operands])
        inner = Code(margin(self._depth + 1).text + text)
        self._lines.append(Line(kind + "_tall", pad, inner, name))
