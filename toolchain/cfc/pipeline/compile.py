"""`cfc compile`: the whole story, and the short way round it when nothing has changed.

In: settings, a selection of files, options. Out: an `Outcome`; findings at the reporter. On an
error anywhere nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cfc import __version__
from cfc.config.model import Config
from cfc.diagnostics.model import Location
from cfc.diagnostics.reporter import Reporter
from cfc.emit.write import MANIFEST, Manifest, Written, apply, compare, digest, read_manifest
from cfc.pipeline.selection import Selection
from cfc.pipeline.state import (
    State,
    finding_from_dict,
    input_digests,
    load_state,
    save_state,
    settings_key,
)


@dataclass(frozen=True)
class Options:
    """What the command line says. `out` is relative to the project."""

    targets: tuple[str, ...]
    out: str
    check: bool = False
    jobs: int = 0
    templates: Path | None = None


@dataclass
class Outcome:
    """What a run did. `files`: the target's folder and how many files it has now."""

    contracts: int = 0
    compiled: int = 0
    plan: Written = field(default_factory=Written)
    targets: dict[str, tuple[str, int]] = field(default_factory=dict)
    failed: bool = False
    nothing_changed: bool = False


def compile_contracts(
    config: Config, selection: Selection, options: Options, reporter: Reporter
) -> Outcome:
    """Generate the code of the selected contracts."""
    out = config.project / options.out
    key = settings_key(config, options.targets, options.templates)
    state = load_state(config.project)
    if state.key != key:
        state = State(key)
    inputs = input_digests(selection.files)
    manifest = read_manifest(out)
    if not selection.partial and _is_current(state, inputs, manifest, out, options):
        for body in state.general:
            reporter.add(finding_from_dict(body))
        for item in state.contracts.values():
            for body in item.findings:
                reporter.add(finding_from_dict(body))
        outcome = Outcome(contracts=len(state.contracts), nothing_changed=True)
        outcome.targets = _counts(config, options, manifest.targets)
        outcome.plan.unchanged = sum(count for _, count in outcome.targets.values())
        return outcome
    return _compile(config, selection, options, reporter, state, inputs, manifest)


def _is_current(
    state: State, inputs: Mapping[str, str], manifest: Manifest, out: Path, options: Options
) -> bool:
    """Tell whether inputs, settings, tool and every output are those of the last run."""
    if not state.contracts or state.inputs != inputs or manifest.version != __version__:
        return False
    if manifest.inputs != inputs or any(name not in manifest.targets for name in options.targets):
        return False
    for name in options.targets:
        for path, value in manifest.targets[name].items():
            try:
                if digest((out / path).read_bytes()) != value:
                    return False
            except OSError:
                return False
    return True


def _compile(
    config: Config,
    selection: Selection,
    options: Options,
    reporter: Reporter,
    state: State,
    inputs: dict[str, str],
    manifest: Manifest,
) -> Outcome:
    # The rest of the flow is imported only when something has to be done.
    from cfc.pipeline.build import build

    built = build(config, selection, options, reporter, state)
    outcome = Outcome(contracts=built.contracts, compiled=len(built.compiled))
    if reporter.has_errors:
        outcome.failed = True
        return outcome
    out = config.project / options.out
    known = {
        path: value for name in options.targets for path, value in manifest.targets.get(name, {}).items()
    }  # fmt: skip
    kept = frozenset(path for files in built.kept.values() for path in files)
    if selection.partial:
        kept |= frozenset(known)
    plan = compare(out, built.texts, known, kept)
    outcome.plan = plan
    _report(plan, options, reporter)
    if reporter.has_errors:
        outcome.failed = True
        return outcome
    targets = dict(manifest.targets)
    for name in options.targets:
        files = {path: digest(built.texts[path].encode("utf-8")) for path in built.of_target[name]}
        before = manifest.targets.get(name, {})
        targets[name] = {path: before[path] for path in before if path in kept} | files
    new = Manifest(
        __version__, {**manifest.inputs, **inputs} if selection.partial else inputs, targets
    )
    if options.check:
        if new != manifest and not selection.partial:
            # The outputs are right, but `cfc compile` would still write this file.
            plan.written.append(MANIFEST)
            text = "the file does not have the contracts as they are now"
            reporter.report("stale-output", text, Location(f"{options.out}/{MANIFEST}"))
        outcome.failed = reporter.has_errors
        return outcome
    apply(out, built.texts, plan, new)
    outcome.targets = _counts(config, options, targets)
    if not selection.partial:
        state.inputs = inputs
        save_state(config.project, state)
    outcome.nothing_changed = not plan.written and not plan.removed
    return outcome


def _report(plan: Written, options: Options, reporter: Reporter) -> None:
    for path in plan.foreign:
        reporter.report(
            "foreign-output",
            "the file is in the way: cfc did not make it, so it does not overwrite it",
            Location(f"{options.out}/{path}"),
        )
    for path in plan.edited:
        what = (
            "would be overwritten" if path in plan.written else "is no longer generated, and kept"
        )
        if path in plan.written and not options.check:
            what = "has been overwritten"
        reporter.report(
            "hand-edited-output",
            f"the file was edited by hand; it {what}",
            Location(f"{options.out}/{path}"),
        )
    if not options.check:
        return
    for path in (*plan.written, *plan.removed):
        if path in plan.foreign:
            continue
        text = (
            "the file is no longer generated"
            if path in plan.removed
            else "the file is not what its contract gives"
        )
        reporter.report("stale-output", text, Location(f"{options.out}/{path}"))


def _counts(
    config: Config, options: Options, targets: Mapping[str, Mapping[str, str]]
) -> dict[str, tuple[str, int]]:
    from cfc.pipeline.places import folder_of

    return {
        name: (f"{options.out}/{folder_of(config, name)}", len(targets.get(name, ())))
        for name in options.targets
    }


def listed(names: Sequence[str]) -> str:
    """Return `a`, `a and b` or `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]
