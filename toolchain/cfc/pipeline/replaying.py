"""Replay the examples of a contract against an implementation.

In: a contract compiled in memory, a target. Out: findings at each example that the implementation
does not keep; how many were replayed. An example's input is sent, and the answer must keep the
contract as any answer must; beyond that it must be of the example's kind (an output, or the
error that is named). Another output than the example's is told, and is no error: ids and times
differ from run to run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cfc.contract.model import Contract, Place
from cfc.diagnostics.reporter import Reporter
from cfc.fuzz.verdicts import OperationVerdict, TypeVerdict
from cfc.instances.equality import key_of, text_of
from cfc.judges.implementations import Answer, Implementation, Target
from cfc.judges.python import PythonJudge
from cfc.pipeline.memory import InMemory
from cfc.text.pointer import to_text


@dataclass(frozen=True)
class Example:
    """An example that can be sent. `error` is the name of the error it ends in, or None."""

    place: Place
    name: str
    input: object
    has_input: bool
    output: object = None
    has_output: bool = False
    error: str | None = None


def sendable_examples(contract: Contract) -> Iterator[Example]:
    """Yield the examples of a contract that are valid and have what a call needs."""
    body = contract.value if isinstance(contract.value, dict) else {}
    listed = body.get("examples")
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        place = Place(contract.uri, ("examples", str(index)))
        if contract.kind != "operation":
            yield Example(place, f"example {index}", item, has_input=True)
        elif isinstance(item, dict) and item.get("valid") is not False:
            named = item.get("name")
            error = item.get("error")
            if "input" in body and "input" not in item:
                continue
            yield Example(
                place,
                f"`{named}`" if isinstance(named, str) else f"example {index}",
                item.get("input"),
                "input" in item,
                item.get("output"),
                "output" in item,
                str(error["name"]) if isinstance(error, dict) and "name" in error
                else error if isinstance(error, str) else None,
            )  # fmt: skip


def replay_examples(
    compiled: InMemory, target: Target, folder: Path, limit: float, reporter: Reporter
) -> int:
    """Return how many examples were sent. Raises TargetMissing."""
    examples = list(sendable_examples(compiled.contract))
    if not examples:
        return 0
    module = compiled.front.module(compiled.contract)
    with PythonJudge(compiled.texts) as judge, Implementation(target, folder, limit) as running:
        if module.operation is None:
            told = _Told(compiled, target, TypeVerdict(), reporter)
        else:
            verdict = OperationVerdict(module, module.operation, judge, compiled.path)
            told = _Told(compiled, target, verdict, reporter)
        for example in examples:
            told.of(example, running.call(example.input, bare=not example.has_input))
    return len(examples)


class _Told:
    """What is said of each answer."""

    def __init__(
        self,
        compiled: InMemory,
        target: Target,
        verdict: TypeVerdict | OperationVerdict,
        reporter: Reporter,
    ) -> None:
        self._compiled, self._target, self._verdict = compiled, target, verdict
        self._reporter = reporter

    def of(self, example: Example, answer: Answer) -> None:
        failure = self._verdict.judge(example.input, answer)
        if failure is not None:
            got = f"{failure.got} on the contract's own {example.name}"
            self._report(failure.rule, example, got, failure.expected, answer)
        elif isinstance(self._verdict, OperationVerdict):
            self._of_exchange(example, answer, self._verdict)

    def _of_exchange(self, example: Example, answer: Answer, verdict: OperationVerdict) -> None:
        declared = verdict.declared(answer.names) if answer.kind == "raised" else None
        got = declared.key if declared is not None else None
        if got != example.error and (example.error is not None or example.has_output):
            expected = f"the error `{example.error}`" if example.error else "an output"
            self._report("example-not-kept", example, answer.shown, expected, answer)
        elif example.has_output and key_of(answer.value) != key_of(example.output):
            expected = f"as in the example, {_cut(text_of(example.output))}"
            self._report("example-output-differs", example, answer.shown, expected, answer)

    def _report(self, rule: str, example: Example, got: str, expected: str, answer: Answer) -> None:
        properties: dict[str, object] = {
            "target": self._target.text,
            "input": example.input,
            "expected": expected,
            "got": got,
        }
        if answer.has_value and answer.kind == "returned":
            properties["output"] = answer.value
        self._reporter.report(
            rule,
            f"`{self._target.text}` {_cut(got)}",
            self._compiled.front.loaded.locate(example.place),
            pointer=to_text(example.place.pointer),
            why=f"{example.name} says: {expected}",
            help=f"mend `{self._target.text}`, or the example",
            properties=properties,
        )


def _cut(text: str) -> str:
    return text if len(text) <= 240 else text[:237] + "..."
