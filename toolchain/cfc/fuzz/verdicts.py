"""What an implementation owes for a valid input, and whether an answer keeps it.

In: the IR of a contract, its generated Python, an input, an `Answer`. Out: a `Failure`, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cfc.instances.equality import text_of
from cfc.ir.module import ContractModule, DeclaredError, Operation
from cfc.judges.implementations import Answer
from cfc.judges.python import Judged, PythonJudge


@dataclass(frozen=True)
class Failure:
    """What went wrong. `signature`: what stays the same while the value is shrunk.

    `pointer` is a place of the contract, `expected` and `got` are for people.
    """

    rule: str
    signature: str
    expected: str
    got: str
    pointer: str = ""
    output: object = None
    has_output: bool = False


def _ended(answer: Answer) -> Failure | None:
    if answer.kind == "hung":
        return Failure("implementation-hangs", "hung", "an answer in time", answer.message)
    if answer.kind == "exited":
        return Failure(
            "implementation-exits",
            "exited",
            "an answer, and a process that lives on",
            answer.message,
        )
    return None


class TypeVerdict:
    """A function of one argument owes a valid value no exception, and not `false`."""

    def judge(self, value: object, answer: Answer) -> Failure | None:
        del value
        ended = _ended(answer)
        if ended is not None:
            return ended
        if answer.kind == "raised":
            return Failure(
                "valid-input-refused",
                f"raised {answer.names[0]} {answer.where}",
                "a valid value is accepted",
                answer.shown,
            )
        if answer.kind == "returned" and answer.value is False:
            return Failure(
                "valid-input-refused", "false", "a valid value is accepted", "returned false",
                output=False, has_output=True,
            )  # fmt: skip
        return None


class OperationVerdict:
    """An operation owes a valid input an output that keeps the contract, or a declared error."""

    def __init__(self, module: ContractModule, operation: Operation, judge: PythonJudge, path: str):
        self._module, self._operation = module, operation
        self._judge, self._path = judge, path
        self._exchange = module.entries[0].function
        self._before = {module.invariants[at].id for at in operation.preconditions}

    def admits(self, value: object) -> bool:
        """Tell whether an input is valid: its schema, and what must hold before the call."""
        found = self._judge.violations(self._path, self._exchange, {"input": value})
        return not any(
            not item.rule.startswith("invariant-") or item.params.get("id") in self._before
            for item in found
        )

    def judge(self, value: object, answer: Answer) -> Failure | None:
        ended = _ended(answer)
        if ended is not None:
            return ended
        if answer.kind == "raised":
            return self._error(answer)
        if answer.kind == "odd" or (self._operation.output is not None and not answer.has_value):
            got = answer.message or "returned undefined"
            return Failure("invalid-output", "odd", "a JSON value", got, "/output")
        if self._operation.output is None:
            return None
        exchange: dict[str, object] = {"output": answer.value}
        if self._operation.input is not None:
            exchange["input"] = value
        found = self._judge.violations(self._path, self._exchange, exchange)
        found = [item for item in found if item.rule != "invariant-skipped"]
        return self._output(found, answer) if found else None

    def _output(self, found: Sequence[Judged], answer: Answer) -> Failure:
        first = found[0]
        subject = (
            f"`{first.path}` " if first.path and not first.rule.startswith("invariant-") else ""
        )
        return Failure(
            "invalid-output",
            f"{first.rule} {first.schema_path}",
            subject + first.message,
            answer.shown,
            re.sub(r"^[^#]*#", "", first.schema_path),
            answer.value,
            True,
        )

    def _error(self, answer: Answer) -> Failure | None:
        declared = self.declared(answer.names)
        if declared is None:
            listed = ", ".join(f"`{item.key}`" for item in self._operation.errors)
            expected = f"an output, or one of the declared errors ({listed})" if listed else (
                "an output: the operation declares no errors"
            )  # fmt: skip
            return Failure(
                "undeclared-error", f"{answer.names[0]} {answer.where}", expected, answer.shown,
                "/errors" if listed else "",
            )  # fmt: skip
        if declared.entry is None or not answer.has_data:
            return None
        function = next(e.function for e in self._module.entries if e.type == declared.entry)
        found = self._judge.violations(self._path, function, answer.data)
        if not found:
            return None
        return Failure(
            "invalid-output",
            f"{declared.key} {found[0].rule}",
            f"the data of the error `{declared.key}`: {found[0].message}",
            f"{answer.shown} with {text_of(answer.data)}",
            f"/errors/{declared.key}",
        )

    def declared(self, names: Sequence[str]) -> DeclaredError | None:
        """Return the declared error that an error with these names is."""
        given = {_bare(name) for name in names}
        for item in self._operation.errors:
            if given & {_bare(item.key), _bare(item.type)}:
                return item
        return None


def _bare(name: str) -> str:
    """Return a name without case, joints and the endings that languages give to errors."""
    text = re.sub(r"[^a-z0-9]", "", name.lower())
    return re.sub(r"(error|exception)$", "", text) or text
