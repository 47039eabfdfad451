"""`cfc fuzz --impl`: try an implementation on valid inputs of one contract.

In: a contract compiled in memory, a target, a plan. Out: the findings, and what was tried.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cfc.contract.model import Contract, Place
from cfc.diagnostics.reporter import Reporter
from cfc.fuzz.failures import Failures, Saved, identity
from cfc.fuzz.session import HYPOTHESIS, Plan, Session, Tally
from cfc.fuzz.shrink import Shrinker, weight
from cfc.fuzz.verdicts import Failure, OperationVerdict, TypeVerdict
from cfc.instances.equality import text_of
from cfc.judges.implementations import Answer, Implementation, Target
from cfc.judges.python import PythonJudge
from cfc.pipeline.memory import InMemory
from cfc.pipeline.subjects import subject_of
from cfc.text.pointer import from_text, to_text

_BATCH = 16
_MAX_SHRINK_SECONDS = 5.0
_MAX_FURTHER_SECONDS = 1.0
_MOST_FAILURES = 5
# Signatures of calls that take the process with them.
_ENDINGS = {"hung", "exited"}
# After the first failure: how many more values are tried for other ones.
_FURTHER = 200


@dataclass
class Fuzzed:
    """What a run came to. `counterexample` is a list of one value, or empty.

    `ids` and `counterexample`: the failure that was met first, then the others, simplest first.
    """

    tally: Tally = field(default_factory=Tally)
    counterexample: list[object] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    calls: int = 0
    seconds: float = 0.0


class _Trial:
    """The calls of one run: an implementation, what it owes, what it printed."""

    def __init__(
        self, implementation: Implementation, verdict: TypeVerdict | OperationVerdict, bare: bool
    ) -> None:
        self._implementation, self._verdict, self._bare = implementation, verdict, bare
        self.printed: tuple[object, str] | None = None

    def judge_all(self, values: list[object]) -> list[Failure | None]:
        answers = self._implementation.call_all(values, bare=self._bare)
        return [self._told(value, answer) for value, answer in zip(values, answers, strict=True)]

    def judge(self, value: object) -> Failure | None:
        return self._told(value, self._implementation.call(value, bare=self._bare))

    def _told(self, value: object, answer: Answer) -> Failure | None:
        if answer.printed and self.printed is None:
            self.printed = (value, answer.printed)
        return self._verdict.judge(value, answer)


def fuzz_implementation(
    compiled: InMemory,
    target: Target,
    folder: Path,
    plan: Plan,
    limit: float,
    failures: Failures,
    reporter: Reporter,
    repeat: str,
    progress: Callable[[int], None],
) -> Fuzzed:
    """Report in which ways the implementation breaks the contract, each with the simplest input.

    `repeat` is the command that shows it again. Raises TargetMissing and SourceMissing.
    """
    front, contract = compiled.front, compiled.contract
    module = front.module(contract)
    started = time.monotonic()
    digest = target.digest
    with PythonJudge(compiled.texts) as judge, Implementation(target, folder, limit) as running:
        place, verdict = compiled.place, TypeVerdict()
        checked: TypeVerdict | OperationVerdict = verdict
        operation = module.operation if not place.pointer else None
        bare = False
        if operation is not None:
            exchange = OperationVerdict(module, operation, judge, compiled.path)
            checked, admits, bare = exchange, exchange.admits, operation.input is None
            place = place.child("input")
        if operation is None:

            def admits(value: object) -> bool:
                return judge.holds(compiled.path, compiled.function, value)

        if bare:
            front.registry.documents["urn:cfc:nothing"] = {"const": None}
            place, admits = Place("urn:cfc:nothing"), _is_null
        saved = failures.values(contract.id, target.text, digest)
        examples = list(examples_of(contract, compiled.place, operation is not None))
        subject = subject_of(front, place, admits, saved, examples)
        session = Session(subject, plan)
        trial = _Trial(running, checked, bare)
        found = Fuzzed(session.tally)
        told = [
            _simplest(value, failure, session, trial, limit, is_first=index == 0)
            for index, (value, failure) in enumerate(_failed(session, trial, progress))
        ]
        for value, failure in [*told[:1], *sorted(told[1:], key=lambda one: weight(one[0]))]:
            found.counterexample.append(value)
            found.ids.append(
                _tell(compiled, target, digest, plan, value, failure, failures, reporter, repeat)
            )
        if told:
            found.counterexample = found.counterexample[:1]
        elif session.tally.total == 0:
            report_nothing(compiled, reporter)
        if trial.printed is not None:
            _report_printed(compiled, target, trial.printed, reporter)
        found.calls = running.calls
    found.seconds = time.monotonic() - started
    return found


def _is_null(value: object) -> bool:
    return value is None


def examples_of(contract: Contract, place: Place, inputs: bool) -> Iterator[object]:
    """Yield the examples that stand at a place of a contract, or the inputs of an operation's."""
    value: object = contract.value
    for token in place.pointer:
        value = value.get(token) if isinstance(value, dict) else None
    listed = value.get("examples") if isinstance(value, dict) else None
    for example in listed if isinstance(listed, list) else ():
        if not inputs:
            yield example
        elif isinstance(example, dict) and "input" in example:
            yield example["input"]


def _failed(
    session: Session, trial: _Trial, progress: Callable[[int], None]
) -> list[tuple[object, Failure]]:
    """Return values that fail, each in its own way: by rule and place.

    Batches grow, so that an early failure is seen early. After the first one a while is spent on
    others; one that hangs or ends the process costs too much to go on.
    """
    found: dict[str, tuple[object, Failure]] = {}
    batch: list[object] = []
    size, left = 1, _FURTHER
    for _, value in session.values():
        batch.append(value)
        if len(batch) < size:
            continue
        _collect(batch, trial, found)
        if found:
            # Its start costs more than all the rest, which pays only while nothing is found.
            session.left_out.add(HYPOTHESIS)
        progress(len(batch))
        left -= len(batch) if found else 0
        if left <= 0 or len(found) >= _MOST_FAILURES or _ENDINGS & found.keys():
            return list(found.values())
        batch, size = [], min(_BATCH, size * 2)
    _collect(batch, trial, found)
    return list(found.values())


def _collect(batch: list[object], trial: _Trial, found: dict[str, tuple[object, Failure]]) -> None:
    if not batch:
        return
    for value, failure in zip(batch, trial.judge_all(batch), strict=True):
        if failure is not None:
            found.setdefault(failure.signature, (value, failure))


def _simplest(
    value: object,
    failure: Failure,
    session: Session,
    trial: _Trial,
    limit: float,
    *,
    is_first: bool,
) -> tuple[object, Failure]:
    """Shrink while the failure stays the same. A call that hangs costs its whole limit: few."""
    best = [failure]

    def will_do(candidate: object) -> bool:
        if not session.subject.is_valid(candidate):
            return False
        again = trial.judge(candidate)
        if again is None or again.signature != failure.signature:
            return False
        best[0] = again
        return True

    seconds = _MAX_SHRINK_SECONDS if is_first else _MAX_FURTHER_SECONDS
    seconds = 4 * limit if failure.signature == "hung" else seconds
    return Shrinker(will_do, session.simple(), seconds=seconds).shrink(value), best[0]


def _tell(
    compiled: InMemory,
    target: Target,
    digest: str,
    plan: Plan,
    value: object,
    failure: Failure,
    failures: Failures,
    reporter: Reporter,
    repeat: str,
) -> str:
    contract = compiled.contract
    identifier = identity(contract.id, target.text, failure.rule, value)
    message = f"`{target.text}` {failure.got} on the valid input {_cut(text_of(value))}"
    pointer = failure.pointer or to_text(compiled.place.pointer)
    place = Place(contract.uri, from_text(pointer))
    properties: dict[str, object] = {
        "id": identifier,
        "input": value,
        "expected": failure.expected,
        "got": failure.got,
        "repeat": repeat,
        "target": target.text,
        "seed": plan.seed,
    }
    if failure.has_output:
        properties["output"] = failure.output
    help_text = f"mend `{target.text}`, then repeat `{repeat}`"
    if failures.keeps:
        help_text += f"; or, if the contract asks too much, `cfc propose from-finding {identifier}`"
    else:
        help_text += "; or, if the contract asks too much, narrow the contract"
    reporter.report(
        failure.rule,
        message,
        compiled.front.loaded.locate(place),
        pointer=pointer,
        why=f"expected: {failure.expected}; got: {failure.got}",
        help=help_text,
        witness=value,
        properties=properties,
    )
    failures.save(
        Saved(
            identifier,
            contract.id,
            pointer,
            target.text,
            digest,
            failure.rule,
            message,
            value,
            plan.seed,
        )
    )
    return identifier


def _cut(text: str) -> str:
    return text if len(text) <= 160 else text[:157] + "..."


def report_nothing(compiled: InMemory, reporter: Reporter) -> None:
    """Say that no valid value was found, which is no proof that there is none."""
    reporter.report(
        "no-valid-value",
        f"no value was found that `{compiled.contract.id}` accepts, so nothing was tried",
        compiled.front.loaded.locate(compiled.place),
        pointer=to_text(compiled.place.pointer),
    )


def _report_printed(
    compiled: InMemory, target: Target, printed: tuple[object, str], reporter: Reporter
) -> None:
    value, text = printed
    reporter.report(
        "implementation-prints",
        f"`{target.text}` prints on stdout: {_cut(text)!r} for {_cut(text_of(value))}",
        compiled.front.loaded.locate(compiled.place),
        pointer=to_text(compiled.place.pointer),
    )
