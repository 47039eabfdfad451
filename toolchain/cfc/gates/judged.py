"""The rungs that compare and try: against the baseline in git, and all judges against each other."""

from __future__ import annotations

from shlex import quote

from cfc.contract.load import MissingInput
from cfc.diagnostics.model import Severity
from cfc.diagnostics.reporter import Reporter
from cfc.fuzz.failures import FOLDER, Failures
from cfc.fuzz.session import SOURCES, Plan
from cfc.gates.implementations import CALL_SECONDS, try_each
from cfc.gates.ladder import Answer, Scene
from cfc.git import GitError, has_commits
from cfc.instances.hypothesis_source import SourceMissing
from cfc.judges.implementations import Target
from cfc.pipeline.agreement import fuzz_contracts
from cfc.pipeline.diff import bump_of, review_sides
from cfc.pipeline.fuzzing import fuzz_implementation
from cfc.pipeline.memory import InMemory
from cfc.pipeline.sides import against
from cfc.pipeline.summary import counted

_SECONDS = 20.0


def compatibility(scene: Scene, reporter: Reporter) -> Answer:
    """A break that the declared versions do not admit, against the baseline (`HEAD` by default)."""
    name = scene.against or "HEAD"
    try:
        if not has_commits(scene.folder):
            return Answer("there is no commit to compare with", skipped=True)
        own = reporter.child()
        old = against(scene.config, name, None, scene.folder)
        reviews = review_sides(scene.config, old, None, scene.folder, own, unbumped=True)
    except (GitError, MissingInput) as error:
        return Answer(str(error), skipped=True)
    for finding in own.findings():
        facts = finding.properties or {}
        admitted = "class" in facts and (
            facts["class"] not in ("breaking", "unknown") or facts.get("admitted")
        )
        if finding.severity is Severity.ERROR and not admitted:
            reporter.add(finding)
    return Answer(f"{counted(len(reviews), 'contract')} against `{name}`: {bump_of(reviews).word}")


def fuzz(scene: Scene, reporter: Reporter) -> Answer:
    """Every judge of the contracts on the same values, then every configured implementation."""
    plan = Plan(scene.runs, _SECONDS, scene.seed, SOURCES)
    try:
        found = fuzz_contracts(scene.config, scene.selection, plan, reporter, lambda _: None)
    except SourceMissing as error:
        return Answer(str(error), skipped=True)
    values = sum(found.cases.values()) + found.near_misses
    told = f"{counted(values, 'value')} by {', '.join(found.judges)}"
    if not scene.config.implementations:
        return Answer(told)
    folder = scene.config.project / FOLDER if scene.config.file is not None else None
    calls = 0

    def fuzz_one(compiled: InMemory, target: Target) -> None:
        nonlocal calls
        repeat = f"cfc fuzz {quote(compiled.contract.id)} --impl {quote(target.text)} --seed {scene.seed}"
        calls += fuzz_implementation(
            compiled, target, scene.config.project, plan, CALL_SECONDS, Failures(folder), reporter,
            repeat, lambda _: None,
        ).calls  # fmt: skip

    tried = try_each(scene, reporter, fuzz_one)
    told += f"; {counted(calls, 'call')} of {counted(tried.count, 'implementation')}"
    return Answer("; ".join([told, *tried.missing]), skipped=bool(tried.missing))
