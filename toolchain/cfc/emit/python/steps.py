"""Steps of a program as lines of Python, for both forms of a function.

In: a function of the IR. Out: `Line`s: what stands on each, and how deep. How a line looks is
the template's business.
"""

from __future__ import annotations

from collections.abc import Iterable

from cfc.emit.code import EMPTY, Code, chained, code, join, stacked
from cfc.emit.python.conditions import Conditions, passed
from cfc.emit.python.identifiers import identifier
from cfc.emit.python.lines import Line, pad, path_expression
from cfc.emit.python.literals import exploded, literal, string
from cfc.ir.booleans import as_boolean
from cfc.ir.certain import closing_names
from cfc.ir.program import (
    All,
    Any,
    Call,
    CheckInvariants,
    Constant,
    ExactlyOne,
    Explain,
    ForItems,
    ForMembers,
    FunctionRef,
    HasMember,
    Holds,
    If,
    Let,
    Not,
    Report,
    Step,
    Test,
    WithItem,
    WithMember,
)
from cfc.ir.reports import keyword_value, missing_member, wrong_type
from cfc.ir.tests import all_of, negate

WIDTH = 100


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
        last = as_boolean(steps[-1]) if steps else None
        match last:
            case Report():
                self._steps(steps, 1)
            case CheckInvariants(var, indices):
                self._steps(steps[:-1], 1)
                self._add("answer_invariants", 1, identifier(var), self._listed(indices))
            case If() if isinstance(self._joined(last).then[0], Report):
                test, otherwise = self._joined(last).test, last.otherwise
                self._steps(steps[:-1], 1)
                if otherwise:
                    self._condition(test, 1)
                    self._add("no", 2)
                    self._answer(otherwise)
                    return
                self._return(negate(test))
            case ForMembers() if self._answer_closed(steps[:-1], last):
                pass
            case WithMember(var, key, member, then, True):
                self._steps(steps[:-1], 1)
                self._add("member", 1, identifier(member), identifier(var), string(key))
                self._answer(then)
            case _:
                self._steps(steps, 1)
                self._add("yes", 1)

    def _return(self, test: Test) -> None:
        """Print the answer, laid out as its length needs."""
        answer = self._conditions.test(test)
        wide = self._conditions.operands(test)
        if len(answer) + 11 <= WIDTH:
            self._add("answer", 1, answer)
        elif isinstance(test, ExactlyOne):
            self._fitting(test.tests, 1)
            self._add("answer", 1, Code("fitting.count(True) == 1"))
        elif isinstance(test, Any) and len(test.tests) == 2:
            self._head("if", self._conditions.test(test.tests[0]), 1)
            self._add("yes", 2)
            self._return(test.tests[1])
        elif isinstance(test, All) and len(test.tests) == 2:
            self._head("if", self._conditions.test(negate(test.tests[0])), 1)
            self._add("no", 2)
            self._return(test.tests[1])
        elif wide is not None:
            self._add("answer_tall", 1, chained(wide[1], wide[0], pad(2)))
        else:
            self._add("answer", 1, answer)

    def _answer_closed(self, before: tuple[Step, ...], loop: ForMembers) -> bool:
        """Print a loop that only looks for unknown names as a comparison of sets, if it is one."""
        names = closing_names(loop)
        if not names:
            return False
        self._steps(before, 1)
        table = self._conditions.used.names_table(names)
        self._add("answer", 1, code("{}.keys() <= {}", identifier(loop.var), table))
        return True

    def _add(
        self,
        kind: str,
        depth: int,
        first: Code = EMPTY,
        second: Code = EMPTY,
        third: Code = EMPTY,
    ) -> None:
        self._lines.append(Line(kind, pad(depth), first, second, third))

    def _steps(self, steps: Iterable[Step], depth: int) -> None:
        for step in steps:
            self._step(step if self._collecting else as_boolean(step), depth)
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
                check = self._conditions.function(function, "check")
                arguments = (identifier(var), path_expression(at), Code("found"))
                self._call(check, (*arguments, *_depth(function)), depth)
            case If():
                self._if(self._joined(step), depth)
            case WithMember():
                self._with_member(step, Constant(True), depth)
            case WithItem(var, position, item, then):
                self._head("if", code("len({}) > {}", identifier(var), literal(position)), depth)
                self._add("member", depth + 1, identifier(item), identifier(var), literal(position))
                self._steps(then, depth + 1)
            case ForItems():
                self._items(step, depth)
            case ForMembers(var) if not self._collecting and closing_names(step):
                table = self._conditions.used.names_table(closing_names(step))
                self._head("if", code("not {}.keys() <= {}", identifier(var), table), depth)
                self._add("no", depth + 1)
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
                else:
                    head = _members_head(step)
                    self._add("items", depth, *head)
                self._steps(inner, depth + 1)
            case Let(name, test):
                self._add("let", depth, identifier(name), self._conditions.test(test))
            case Explain(branches, var, at) if self._collecting:
                explain = self._conditions.used.helper("explain")
                place = (identifier(var), path_expression(at), Code("found"))
                self._call(explain, (*place, self._branches(branches, depth + 1)), depth)
            case CheckInvariants(var, indices):
                if self._collecting:
                    listed = code("({})", self._listed(indices))
                    rest = (listed, Code("path"), Code("found"), Code("before"))
                    self._call(Code("check_invariants"), (identifier(var), *rest), depth)
                else:
                    self._add("invariants", depth, identifier(var), self._listed(indices))

    def _call(self, name: Code, arguments: tuple[Code, ...], depth: int) -> None:
        """Print a call as a statement, laid out as its length needs."""
        inline = join(", ", arguments)
        room = WIDTH - 4 * depth
        if len(name) + len(inline) + 2 <= room:
            self._add("call", depth, name, inline)
        elif len(inline) + 4 <= room:
            self._add("call_wide", depth, name, inline)
        else:
            self._add("call_tall", depth, name, stacked(arguments, pad(depth + 1)))

    def _branches(self, refs: tuple[FunctionRef, ...], depth: int) -> Code:
        """Return the collectors as a tuple, one a line when a line does not hold them."""
        checks: list[Code] = []
        for ref in refs:
            check = self._conditions.function(ref, "check")
            if ref.deep:
                check = code("{}({}, depth=depth)", self._conditions.used.partial(), check)
            checks.append(check)
        flat = code("({},)" if len(checks) == 1 else "({})", join(", ", checks))
        if 4 * depth + len(flat) + 1 <= WIDTH:
            return flat
        return code("(\n{}\n{})", stacked(checks, pad(depth + 1)), pad(depth))

    def _listed(self, indices: tuple[int, ...]) -> Code:
        listed = join(", ", (self._invariants[index] for index in indices))
        return code("{},", listed) if len(indices) == 1 else listed

    def _with_member(self, step: WithMember, before: Test, depth: int) -> None:
        """Print the test for a member, behind another test if there is one, and what to do with it."""
        member, var = identifier(step.member), identifier(step.var)
        test = all_of((before, Constant(True) if step.certain else HasMember(step.var, step.key)))
        if test != Constant(True):
            self._condition(test, depth)
            depth += 1
        self._add("member", depth, member, var, string(step.key))
        self._steps(step.then, depth)

    def _if(self, step: If, depth: int) -> None:
        test, then, otherwise = step.test, step.then, step.otherwise
        if not otherwise and len(then) == 1 and isinstance(then[0], WithMember):
            self._with_member(then[0], test, depth)
            return
        self._condition(test, depth)
        self._steps(then, depth + 1)
        if not otherwise:
            return
        if not self._collecting and isinstance(then[-1], Report):
            # The branch has answered, so the rest needs no `else`.
            self._steps(otherwise, depth)
            return
        self._otherwise(otherwise, depth)

    def _otherwise(self, steps: tuple[Step, ...], depth: int) -> None:
        """Print a branch as `elif` when it is one choice, else as `else`."""
        if len(steps) == 1 and isinstance(steps[0], If):
            inner = self._joined(steps[0])
            flat = self._conditions.test(inner.test)
            bound = len(inner.then) == 1 and isinstance(inner.then[0], WithMember)
            if 4 * depth + 6 + len(flat) <= WIDTH and not bound:
                self._add("elif", depth, flat)
                self._steps(inner.then, depth + 1)
                if inner.otherwise:
                    self._otherwise(inner.otherwise, depth)
                return
        self._add("else", depth)
        self._steps(steps, depth + 1)

    def _condition(self, test: Test, depth: int) -> None:
        flat = self._conditions.test(test)
        if 4 * depth + 4 + len(flat) > WIDTH:
            if isinstance(test, Not) and isinstance(test.test, ExactlyOne):
                self._fitting(test.test.tests, depth)
                self._head("if", Code("fitting.count(True) != 1"), depth)
                return
            if (
                isinstance(test, Not)
                and isinstance(test.test, Any)
                and _only_calls(test.test.tests)
            ):
                self._fitting(test.test.tests, depth)
                self._head("if", Code("not any(fitting)"), depth)
                return
            inner = test.test if isinstance(test, Not) else test
            if isinstance(inner, Holds):
                call = self._conditions.function(inner.function, "holds")
                name = code("not {}", call) if inner is not test else call
                arguments = code("{}{}", identifier(inner.var), passed(inner.function))
                self._add("if_call", depth, name, arguments)
                return
            wide = self._conditions.operands(test)
            if wide is not None:
                operator, operands = wide
                self._add("if_tall", depth, chained(operands, operator, pad(depth + 1)))
                return
        self._head("if", flat, depth)

    def _joined(self, step: If) -> If:
        """Return an `if` that holds nothing but another one as one `if`."""
        while not step.otherwise and len(step.then) == 1:
            inner = step.then[0] if self._collecting else as_boolean(step.then[0])
            if not isinstance(inner, If) or inner.otherwise:
                break
            step = If(all_of((step.test, inner.test)), inner.then)
        return step

    def _fitting(self, tests: tuple[Test, ...], depth: int) -> None:
        """Print the verdicts of alternatives as a list, one a line."""
        parts = tuple(self._conditions.test(part) for part in tests)
        self._add("list", depth, Code("fitting"), stacked(parts, pad(depth + 1)))

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
        helper = self._conditions.used.helper
        place = path_expression(step.at)
        for name, said in (
            ("report_missing", missing_member(step)),
            ("report_type", wrong_type(step)),
        ):
            if said is not None:
                given = (Code("found"), string(said[1]), place, string(said[0]))
                self._call(helper(name), given, depth)
                return
        asserted = keyword_value(step)
        if asserted is not None:
            value = (string(step.rule), literal(asserted[1]), string(step.message))
            where = (place, string(asserted[0]))
            self._call(helper("report_keyword"), (Code("found"), *value, *where), depth)
            return
        helper("report")
        fixed = (
            Code("found"),
            string(step.rule),
            string(step.message),
            place,
            string(step.schema_path),
        )
        params = dict(step.params)
        flat: tuple[Code, ...] = (*fixed, literal(params)) if params else fixed
        inline = join(", ", flat)
        if 4 * depth + len(inline) + 8 <= WIDTH:
            self._add("report", depth, inline)
            return
        if 4 * depth + len(inline) + 4 <= WIDTH:
            self._add("report_wide", depth, inline)
            return
        margin = pad(depth + 1)
        if params and len(margin) + len(flat[-1]) + 1 > WIDTH:
            flat = (*fixed, exploded(params, margin.text))
        self._add("report_tall", depth, stacked(flat, margin))


def _members_head(step: ForMembers) -> tuple[Code, Code]:
    """Return the loop variables and what to loop over: no variable that nothing reads."""
    var = identifier(step.var)
    if step.member is None or not _uses(step.steps, step.member):
        return identifier(step.name), var
    member = identifier(step.member)
    if _uses(step.steps, step.name):
        return code("{}, {}", identifier(step.name), member), code("{}.items()", var)
    return member, code("{}.values()", var)


def _depth(ref: FunctionRef) -> tuple[Code, ...]:
    return (Code("depth"),) if ref.deep else ()


def _only_calls(tests: tuple[Test, ...]) -> bool:
    return all(isinstance(test, Holds) for test in tests)


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
