"""`cfc fuzz` without an implementation: do all judges of a contract say the same?

In: a selection of contracts, a plan. Out: findings where judges part, hints about invariants,
and what was tried. One Node process serves all contracts; without Node that judge is left out,
and the result says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from cfc.config.model import Config
from cfc.contract.model import Contract, Place
from cfc.diagnostics.reporter import Reporter
from cfc.fuzz.failures import Failures, Saved, identity
from cfc.fuzz.opinions import Disagreement, InvariantOpinions, Opinions
from cfc.fuzz.session import SOURCES, Plan, Session
from cfc.fuzz.shrink import Shrinker
from cfc.instances.equality import key_of, text_of
from cfc.instances.near_misses import near_misses
from cfc.judges.dialect import Dialect
from cfc.judges.node import EngineMissing, NodeProcess
from cfc.judges.python import PythonJudge
from cfc.judges.reference import ReferenceJudge
from cfc.judges.typescript import TypeScriptJudge
from cfc.pipeline.front import Front, check, check_all, read
from cfc.pipeline.fuzzing import examples_of
from cfc.pipeline.selection import Selection
from cfc.pipeline.subjects import exchange_place, reference_judge, subject_of
from cfc.pipeline.targets import make_targets
from cfc.text.pointer import from_text, to_fragment


@dataclass
class Agreement:
    """What was tried. `differences`: known ones, by their reason, with how often they were met."""

    contracts: dict[str, dict[str, int]] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SOURCES, 0))
    near_misses: int = 0
    judges: list[str] = field(default_factory=list)
    differences: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    counterexample: list[object] = field(default_factory=list)

    def to_json(self) -> dict[str, object]:
        """Return it as the `result` of the report."""
        found: dict[str, object] = {
            "contracts": self.contracts,
            "cases": self.cases,
            "nearMisses": self.near_misses,
            "judges": self.judges,
            "knownDifferences": self.differences,
            "notes": self.notes,
        }
        if self.counterexample:
            found["counterexample"] = self.counterexample[0]
        return found


def fuzz_contracts(
    config: Config,
    selection: Selection,
    plan: Plan,
    reporter: Reporter,
    progress: Callable[[int], None],
    failures: Failures | None = None,
) -> Agreement:
    """Report where the judges of the selected contracts part. Raises SourceMissing.

    `failures`: where values are kept on which they parted, to be tried first the next time.
    """
    found = Agreement()
    kept = failures or Failures(None)
    selected = selection.selected if selection.partial else None
    front = read(config, selection.files, reporter, selected)
    contracts = [item for item in front.loaded.contracts if item.file in selection.selected]
    documents = {uri for item in contracts for uri in (item.uri, *front.reads(item.uri))}
    involved = [item for item in front.loaded.contracts if item.uri in documents]
    check(front, involved, lambda _: None)
    check_all(front, contracts)
    if reporter.has_errors:
        return found
    with NodeProcess() as node, _Judges(front, involved, node) as judges:
        found.judges = judges.names
        for reason in judges.missing:
            found.notes.append(reason)
        for contract in contracts:
            _fuzz(front, contract, judges, plan, reporter, found, kept)
            progress(plan.runs)
    return found


class _Judges:
    """All generated code of a run, and the reference engines."""

    def __init__(self, front: Front, involved: Sequence[Contract], node: NodeProcess) -> None:
        self.front = front
        self.missing: list[str] = []
        ids = [item.id for item in front.loaded.contracts]
        self.targets = make_targets(front.config, ["python", "javascript"], ids, None)
        self.modules = {item.id: front.module(item) for item in involved}
        texts: dict[str, dict[str, str]] = {}
        for name, target in self.targets.items():
            printed: dict[str, str] = {}
            for module in self.modules.values():
                printed.update(target.print_module(module))
            texts[name] = printed | target.print_shared(ids, target.runtime_needs(printed.values()))
        self.python = PythonJudge(texts["python"])
        self.typescript: TypeScriptJudge | None = TypeScriptJudge(texts["javascript"], node)
        try:
            self._wake(involved)
        except EngineMissing as error:
            self.missing.append(f"the generated TypeScript was not judged: {error}")
            self.typescript.close()
            self.typescript = None
        self.names = ["generated Python", "Pydantic models", "jsonschema", "jsonschema-rs"]
        if self.typescript is not None:
            self.names.insert(1, "generated TypeScript")

    def _wake(self, involved: Sequence[Contract]) -> None:
        """Ask one question, so that a missing Node is known before the first value."""
        if self.typescript is not None and involved:
            self.typescript.holds(
                self._script(involved[0]), f"is{self.modules[involved[0].id].entries[0].type}", None
            )

    def _script(self, contract: Contract) -> str:
        paths = self.targets["javascript"].module_paths(contract.id)
        return next(path for path in paths if path.endswith(".js"))

    def __enter__(self) -> _Judges:
        return self

    def __exit__(self, *_: object) -> None:
        self.python.close()
        if self.typescript is not None:
            self.typescript.close()

    def opinions(self, contract: Contract, place: Place) -> Opinions:
        module = self.modules[contract.id]
        entry = module.entries[0]
        path = self.targets["python"].module_paths(contract.id)[0]
        documents = self.front.registry.documents
        target = place.document + to_fragment(place.pointer)
        asserts = self.front.config.formats == "assert"
        reference = ReferenceJudge(documents, target, assert_formats=asserts)
        return Opinions(
            self.python,
            path,
            entry,
            self.typescript,
            self._script(contract),
            reference,
            reference_judge(self.front, place),
            dialect=Dialect(documents, target) if asserts else None,
            has_inner_invariants=bool(module.function_imports)
            or any(one.pointer.count("/") > 2 for one in module.invariants),
        )


def _fuzz(
    front: Front,
    contract: Contract,
    judges: _Judges,
    plan: Plan,
    reporter: Reporter,
    found: Agreement,
    failures: Failures,
) -> None:
    place = judged = Place(contract.uri)
    if contract.kind == "operation":
        place = exchange_place(front, contract, whole=True)
        judged = exchange_place(front, contract, whole=False)
    opinions = judges.opinions(contract, judged)
    invariants = InvariantOpinions(
        [
            (item.id, item.expression, item.when_expression)
            for item in front.invariants.get(Place(contract.uri), ())
        ]
    )
    # Values are drawn for the schema; invariants are judged on them, held or not.
    examples = (
        [] if contract.kind == "operation" else examples_of(contract, Place(contract.uri), False)
    )
    if contract.kind == "operation":
        examples = list(_exchanges(contract))
    saved = failures.values(contract.id, "", "")
    subject = subject_of(front, place, opinions.keeps_schema, saved, list(examples))
    session = Session(subject, plan)
    rng = Random(plan.seed)
    valid = [value for _, value in session.values()]
    spoiled = _spoiled(valid, rng, plan.runs, session.tally.invalid)
    for value in valid:
        invariants.judge(value, opinions.violations(value))
    # What parted the judges need not be valid, so that the rounds may have left it out.
    parted = opinions.compare([*saved, *valid, *spoiled])
    keeper = _Keeper(contract, failures, plan.seed)
    for one in parted[:1]:
        _report(front, contract, one, opinions, session, reporter, found, keeper)
    _report_invariants(front, contract, invariants, len(valid), reporter, keeper)
    if not valid:
        reporter.report(
            "no-valid-value",
            f"no value was found that `{contract.id}` accepts, so nothing was tried",
            front.loaded.locate(Place(contract.uri)),
        )
    found.contracts[contract.id] = dict(session.tally.cases)
    for source, count in session.tally.cases.items():
        found.cases[source] += count
    found.near_misses += len(spoiled)
    found.notes += [f"{contract.id}: {note}" for note in session.tally.notes]
    for table in (opinions.known, invariants.known):
        for reason, count in table.items():
            found.differences[reason] = found.differences.get(reason, 0) + count


@dataclass(frozen=True)
class _Keeper:
    """Keeps what parted the judges of one contract."""

    contract: Contract
    failures: Failures
    seed: int

    def keep(self, rule: str, pointer: str, message: str, value: object) -> str:
        """Return the id under which a value is kept."""
        name = self.contract.id
        identifier = identity(name, "", rule, value)
        self.failures.save(
            Saved(identifier, name, pointer, "", "", rule, message, value, self.seed)
        )
        return identifier


def _exchanges(contract: Contract) -> list[object]:
    """Return the exchanges that the examples of an operation are."""
    listed = contract.value.get("examples") if isinstance(contract.value, dict) else None
    return [
        {part: example[part] for part in ("input", "output") if part in example}
        for example in (listed if isinstance(listed, list) else ())
        if isinstance(example, dict)
    ]


def _spoiled(
    valid: Sequence[object], rng: Random, most: int, invalid: Sequence[object]
) -> list[object]:
    found: dict[str, object] = {key_of(value): value for value in invalid}
    known = {key_of(value) for value in valid}
    for value in rng.sample(list(valid), min(len(valid), max(1, most // 8))):
        for edited in near_misses(value, rng, 12):
            if key_of(edited) not in known:
                found.setdefault(key_of(edited), edited)
        if len(found) >= most:
            break
    return list(found.values())


def _report(
    front: Front,
    contract: Contract,
    parted: Disagreement,
    opinions: Opinions,
    session: Session,
    reporter: Reporter,
    found: Agreement,
    keeper: _Keeper,
) -> None:
    def will_do(value: object) -> bool:
        again = opinions.compare([value])
        return bool(again) and again[0].signature == parted.signature

    value = Shrinker(will_do, session.simple()[:20], most=800, seconds=4.0).shrink(parted.value)
    again = opinions.compare([value])
    told = again[0] if again else parted
    message = f"the judges of `{contract.id}` part on {text_of(told.value)[:160]}: {told.told}"
    identifier = keeper.keep("judges-disagree", "", message, told.value)
    reporter.report(
        "judges-disagree",
        message,
        front.loaded.locate(Place(contract.uri)),
        pointer="",
        witness=told.value,
        properties={
            "id": identifier,
            "verdicts": dict(told.verdicts),
            "input": told.value,
        },
    )
    if not found.counterexample:
        found.counterexample = [told.value]


def _report_invariants(
    front: Front,
    contract: Contract,
    invariants: InvariantOpinions,
    drawn: int,
    reporter: Reporter,
    keeper: _Keeper,
) -> None:
    pointers = {item.id: item.pointer for item in front.invariants.get(Place(contract.uri), ())}
    for tally in invariants.tallies.values():
        pointer = pointers[tally.id]
        where = front.loaded.locate(Place(contract.uri, from_text(pointer)))
        if tally.parted:
            value = tally.parted[0]
            message = (
                f"the generated code and jsonata-python part on `{tally.id}` for "
                f"{text_of(value)[:160]}"
            )
            rule = "invariant-judges-disagree"
            identifier = keeper.keep(rule, pointer, message, value)
            reporter.report(
                rule, message, where, pointer=pointer, witness=value, properties={"id": identifier}
            )
        elif drawn >= 20 and tally.held == 0:
            reporter.report(
                "invariant-never-held",
                f"`{tally.id}` held on none of {tally.failed} drawn values",
                where, pointer=pointer,
            )  # fmt: skip
        elif drawn >= 20 and tally.failed == 0:
            reporter.report(
                "invariant-never-failed",
                f"`{tally.id}` failed on none of {tally.held} drawn values",
                where, pointer=pointer,
            )  # fmt: skip
