"""Statements of a function's body that hold no others, and the lines printed so far.

In: steps and conditions. Out: `Line`s, each with its kind and its depth; the template has one
form per kind.
"""

from __future__ import annotations

from cfc.emit.code import EMPTY, Code, join, stacked
from cfc.emit.typescript.condition import OPERATORS, Condition
from cfc.emit.typescript.conditions import ConditionPrinter
from cfc.emit.typescript.identifiers import Scope, camel_of, identifier
from cfc.emit.typescript.lines import Line, branch, margin, passed, path_expression
from cfc.emit.typescript.module_names import ModuleNames
from cfc.emit.typescript.reports import report_of
from cfc.ir.program import Call, Explain, Report

_WIDTH = 100
# How many columns a statement takes beside its condition and the name that it sets.
_AROUND = {"if": 6, "else_if": 13, "if_no": 19, "let": 10, "set": 4}


class StatementPrinter:
    """Prints single statements of the function that is being printed."""

    def __init__(self, names: ModuleNames, conditions: ConditionPrinter) -> None:
        self._names = names
        self._conditions = conditions
        self._texts: dict[str, Code] = {}
        self._scope = Scope()
        self._collecting = False
        self._lines: list[Line] = []
        self._depth = 1

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
