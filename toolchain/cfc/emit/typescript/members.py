"""Members and items: bound to variables, asked in passing, gone through in loops.

In: the steps that bind them. Out: `Line`s. What is done inside is printed by `steps.py`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from cfc.emit.code import Code, code
from cfc.emit.typescript import literals
from cfc.emit.typescript.condition import COMPARISON, TRUE, Condition, Known, both
from cfc.emit.typescript.lines import passed
from cfc.emit.typescript.statements import StatementPrinter
from cfc.emit.typescript.step_facts import merged, only_reports, refused
from cfc.ir.program import Call, Case, Dispatch, ForItems, ForMembers, If, JsonType, Report, Step


class MemberPrinter(StatementPrinter):
    """Prints what looks into a value."""

    @abstractmethod
    def _steps(self, steps: Sequence[Step], known: Known, is_last: bool = False) -> bool:
        """Print the steps; return whether nothing behind them can be reached."""

    def _block(self, steps: Sequence[Step], known: Known) -> bool:
        self._depth += 1
        ended = self._steps(steps, known)
        self._depth -= 1
        return ended

    def _close(self) -> None:
        self._depth -= 1
        self._add("close")

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

    # --- loops ------------------------------------------------------------------------------

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
        if self._collecting:
            self._add("for_names", name, var, self._names.builtin("Object"))
        else:
            self._add("for_names_of_any", name, var)
        opened = len(self._lines)
        self._depth += 1
        inner = {**known, step.var: "object", step.name: "string"}
        unknown = None if self._collecting else refused(step)
        if unknown is not None:
            condition = self._conditions.condition(unknown, inner)
            self._demand(both(condition, self._is_own(var, name)), ())
        else:
            self._each_member(step, inner)
        if len(self._lines) == opened:
            # What it asks is certain here (that a member's name is a string, say).
            self._lines.pop()
            self._depth -= 1
        else:
            self._close()
        self._close_guard(guarded)

    def _each_member(self, step: ForMembers, known: Known) -> None:
        """Print what a loop does, if anything, for each member that is the object's own."""
        name, var = self.variable(step.name), self.variable(step.var)
        opened = len(self._lines)
        if not self._collecting:
            self._add("next_if_not", self._is_own(var, name).text)
        begun = len(self._lines)
        if step.member is None:
            self._steps(step.steps, known)
        else:
            self._bind(step.member, code("{}[{}]", var, name), step.steps, known, TRUE)
        if len(self._lines) == begun:
            del self._lines[opened:]

    def _is_own(self, var: Code, name: Code) -> Condition:
        """Return the condition that a name in a loop is no inherited one.

        Written so that an engine sees in the loop that it is true, which `Object.hasOwn` is not,
        nor a function of another module.
        """
        builtin = self._names.builtin("Object")
        return Condition(code("{}.prototype.hasOwnProperty.call({}, {})", builtin, var, name))

    def _dispatch(self, step: Dispatch, known: Known) -> None:
        guarded = self._open_guard(step.var, "object", known)
        if guarded is None:
            return
        name, member = self.variable(step.name), self.variable(step.member)
        members, var = self.variable(step.members), self.variable(step.var)
        builtin, through = self._names.builtin("Object"), self._names.runtime("membersOf")
        # Nearly every object is plain: to look for that here is much faster than to ask there.
        # (A compiler that knows of a member `constructor` finds fault with `===`.)
        is_plain = code('{}.is({}["constructor"], {})', builtin, var, builtin)
        chosen = code("{} ? {} : {}({})", is_plain, var, through, var)
        self._long("let", Condition(chosen), members)
        self._add("for_names_of_any", name, members)
        self._depth += 1
        inner = {**known, step.var: "object", step.name: "string"}
        self._add("member", member, code("{}[{}]", members, name))
        if step.every:
            self._add("if", self._is_own(members, name).text)
            self._block(step.every, inner)
            self._add("close")
        self._add("switch", name)
        self._depth += 1
        for case in step.cases:
            self._case(case, step.member, inner)
        self._default(step, inner)
        self._close()
        self._close()
        self._close_guard(guarded)

    def _case(self, case: Case, member: str, known: Known) -> None:
        """Print a case; as for every keyword that names a member, `undefined` is none."""
        *others, last = map(literals.string, case.names)
        for name in others:
            self._add("case_too", name)
        self._add("case", last)
        self._depth += 1
        text = self.variable(member)
        there = Condition(code("{} !== undefined", text), COMPARISON)
        ended = False
        if case.steps and not self._unnamed(member, text, case.steps, known, there):
            self._texts[member] = text
            self._add("break_if", code("{} === undefined", text))
            ended = self._steps(case.steps, known)
        self._texts[member] = text
        if not ended:
            self._add("break")
        self._close()

    def _default(self, step: Dispatch, known: Known) -> None:
        if not step.otherwise:
            return
        own = self._is_own(self.variable(step.members), self.variable(step.name))
        self._add("default")
        self._depth += 1
        match step.otherwise:
            case (If(test, (Report(), *_), ()),):
                # Most members pass: whose own one is needs asking only of those that do not.
                self._demand(both(self._conditions.condition(test, known), own), ())
            case (Report(), *_):
                self._demand(own, ())
            case _:
                self._add("break_if", code("!{}", own.text))
                self._steps(step.otherwise, known)
        self._close()

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
