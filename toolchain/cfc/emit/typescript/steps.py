"""Steps of a program as lines of TypeScript.

In: a function of the IR. Out: `Line`s, each with its kind and its depth; the template has one
form per kind. As a boolean a function answers at the first violation, as a collector it goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from cfc.emit.code import Code, code, join
from cfc.emit.typescript import literals
from cfc.emit.typescript.condition import Condition, Known, member_fact
from cfc.emit.typescript.conditions import ConditionPrinter
from cfc.emit.typescript.lines import Line, margin
from cfc.emit.typescript.members import MemberPrinter
from cfc.emit.typescript.module_names import ModuleNames
from cfc.emit.typescript.required_members import read_once
from cfc.emit.typescript.step_facts import checks_invariants, flags, merged, only_reports
from cfc.ir.booleans import as_boolean
from cfc.ir.counting import counting
from cfc.ir.dispatching import dispatching
from cfc.ir.guarding import Guards
from cfc.ir.program import (
    Call,
    CheckInvariants,
    Dispatch,
    Explain,
    ForItems,
    ForMembers,
    Function,
    HasMember,
    If,
    Let,
    Not,
    Report,
    SizeIs,
    Step,
    WithItem,
    WithMember,
)


class StepPrinter(MemberPrinter):
    """Prints the functions of one module."""

    def __init__(
        self,
        names: ModuleNames,
        conditions: ConditionPrinter,
        invariant_names: tuple[Code, ...],
        guards: Guards,
    ) -> None:
        super().__init__(names, conditions)
        self._invariant_names = invariant_names
        self._guards = guards
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
        steps = function.steps if collecting else self._boolean(function.boolean)
        once, other = flags(steps)
        self._constants = once
        for name in other:
            self._add("flag", self.variable(name))
        if not self._steps(steps, {}, is_last=True) and not collecting:
            self._add("answer_yes")
        return self._lines

    def _boolean(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """Return the steps in the order and the form that an engine of JavaScript likes best."""
        return counting(dispatching(read_once(self._guards.guarded(steps))))

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
                case Dispatch():
                    self._dispatch(step, known)
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
