"""Carry out a proposal: contracts, versions, changelog, generated code and the record of it.

In: settings, a proposal. Out: `Applied`; findings at the reporter, and then nothing is written.
Everything is made in a copy of the project first; the journal puts it in place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cfc.config.model import Config
from cfc.contract.load import open_text
from cfc.diagnostics.catalogue import catalogue
from cfc.diagnostics.model import Location
from cfc.diagnostics.reporter import Reporter
from cfc.pipeline.compile import Options, compile_contracts
from cfc.pipeline.selection import select
from cfc.propose import journal
from cfc.propose.check import YAML, Checked, check_proposal
from cfc.propose.lifecycle import APPLIED, standing
from cfc.propose.patch import Operation, apply_to_text
from cfc.propose.proposal import Proposal, digest_of
from cfc.propose.trial import trial


@dataclass
class Applied:
    """What was done. `versions`: by contract, before and after; `written`: paths, sorted.

    `kept`: why a contract that refers to a patched one has the version that it had.
    """

    versions: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    is_done: bool = False

    def to_json(self) -> dict[str, object]:
        """Return it as the `result` of the report."""
        versions = {
            name: {"from": before, "to": after} for name, (before, after) in self.versions.items()
        }
        return {
            "applied": self.is_done,
            "versions": versions if self.is_done else {},
            "kept": self.kept if self.is_done else {},
            "written": self.written,
        }

    def to_text(self) -> str:
        """Return the new versions, one on a line."""
        if not self.is_done:
            return ""
        return "".join(
            f"{name} {after if before is not None else '(no version)'}\n"
            for name, (before, after) in self.versions.items()
        )


def apply_proposal(
    config: Config, proposal: Proposal, others: list[Proposal], reporter: Reporter
) -> Applied:
    """Apply; the lock is held. An error found anywhere leaves every file as it was."""
    applied = Applied()
    if not _agreed(config, proposal, others, reporter):
        return applied
    checked = check_proposal(config, proposal, reporter)
    if reporter.has_errors:
        return applied
    texts = _versioned(config, checked, applied)
    for name, reason in applied.kept.items():
        reporter.report("dependent-not-bumped", f"`{name}`: {reason}", _where(proposal))
    with trial(config, with_output=True) as copy:
        for file, text in texts.items():
            (copy.project / file).write_bytes(text.encode("utf-8"))
        changes: dict[str, bytes | None] = {
            file: text.encode("utf-8") for file, text in texts.items()
        }
        changes |= _generated(config, copy, reporter)
        if reporter.has_errors:
            return applied
    changes[_changelog_path(config)] = _changelog(config, proposal, checked, applied)
    changes[f"{APPLIED}/{proposal.id}.json"] = _record(proposal, checked, applied, texts)
    journal.commit(config.project, f"proposal {proposal.id}", changes)
    applied.written = sorted(changes)
    applied.is_done = True
    return applied


def _agreed(config: Config, proposal: Proposal, others: list[Proposal], reporter: Reporter) -> bool:
    where = _where(proposal)
    found = standing(config, proposal, others)
    if found.state == "applied":
        reporter.report("proposal-not-open", "the proposal has been applied already", where)
    elif found.state == "rejected":
        named = next(item for item in found.reviews if item.verdict == "reject")
        message = f"`{named.party}` rejects the proposal: {named.reason}"
        reporter.report("proposal-not-open", message, where)
    elif found.state == "countered":
        by = ", ".join(f"`{name}`" for name in found.countered_by) or "a review"
        reporter.report("proposal-not-open", f"the proposal is countered by {by}", where)
    else:
        for name in proposal.depends_on:
            if not (config.project / APPLIED / f"{name}.json").is_file():
                message = f"it depends on `{name}`, which has not been applied"
                reporter.report("proposal-not-open", message, where)
        for party in config.parties:
            if not any(item.party == party and item.verdict == "ack" for item in found.reviews):
                late = any(item.party == party for item in found.outdated)
                message = f"`{party}` has not acknowledged the page" + (
                    " as it is now" if late else ""
                )
                reporter.report("acknowledgement-missing", message, where)
    return not reporter.has_errors


def _where(proposal: Proposal) -> Location:
    return Location(proposal.path, 1, 1, 1, 1)


def _versioned(config: Config, checked: Checked, applied: Applied) -> dict[str, str]:
    """Return the texts that change: the patched ones and their dependents, with new versions."""
    texts: dict[str, str] = {}
    for contract, file in checked.files.items():
        text = checked.texts[file]
        before = version_in(file, text)
        following = checked.effects.own[contract].version
        if before is not None and following is not None and following != before:
            text = _bumped(text, following)
        applied.versions[contract] = (before, following if before is not None else None)
        texts[file] = text
    for item in checked.effects.dependents:
        following = item.compatibility.version
        text = (config.project / item.file).read_bytes().decode("utf-8")
        before = version_in(item.file, text)
        if before is None and item.compatibility.level in ("none", "patch"):
            continue
        if before is None:
            applied.kept[item.contract] = (
                f"it refers to what has changed ({item.compatibility.level}), and has no "
                "`contractVersion` to bump"
            )
        elif following is not None and following != before and item.file.endswith(YAML):
            applied.kept[item.contract] = (
                f"`{item.file}` is YAML, which is not edited: set its `contractVersion` to "
                f"{following} ({item.compatibility.level})"
            )
        elif following is not None and following != before:
            texts[item.file] = _bumped(text, following)
            applied.versions[item.contract] = (before, following)
    return texts


def version_in(file: str, text: str) -> str | None:
    """Return the version that the text of a contract declares."""
    opened = open_text(file, text, Reporter(catalogue()))
    value = opened.value if opened else None
    version = value.get("contractVersion") if isinstance(value, dict) else None
    return version if isinstance(version, str) else None


def _bumped(text: str, version: str) -> str:
    return apply_to_text(text, [Operation("replace", ("contractVersion",), (), version)])


def _generated(config: Config, copy: Config, reporter: Reporter) -> dict[str, bytes | None]:
    """Return what compiling the copy changes in the output folder."""
    before = _files(config.project, config.out)
    templates = copy.project / copy.templates if copy.templates else None
    options = Options(targets=copy.targets, out=copy.out, templates=templates)
    found = Reporter(reporter.catalogue)
    compile_contracts(copy, select(copy, (), copy.project), options, found)
    for item in found.findings():
        if item.severity.word == "error":
            reporter.add(item)
    after = _files(copy.project, copy.out)
    changed: dict[str, bytes | None] = {
        path: content for path, content in after.items() if before.get(path) != content
    }
    manifest = json.loads(before.get(f"{config.out}/manifest.json", b"{}"))
    known = {
        f"{config.out}/{path}" for files in manifest.get("targets", {}).values() for path in files
    }
    changed |= {path: None for path in before if path in known and path not in after}
    return changed


def _files(project: Path, out: str) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted((project / out).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def _changelog_path(config: Config) -> str:
    root = config.schemas[0] if config.schemas else ""
    folder = root if (config.project / root).is_dir() else root.rpartition("/")[0]
    return f"{folder}/CHANGELOG.md" if folder not in ("", ".") else "CHANGELOG.md"


_HEAD = "# Changes of the contracts\n\nWritten by `cfc propose apply`, the newest first.\n"


def _changelog(config: Config, proposal: Proposal, checked: Checked, applied: Applied) -> bytes:
    path = config.project / _changelog_path(config)
    text = path.read_bytes().decode("utf-8") if path.is_file() else _HEAD
    lines = [f"## {proposal.id}", "", proposal.title, ""]
    through = {item.contract: item for item in checked.effects.dependents}
    for contract, (before, after) in applied.versions.items():
        step = f"{before} → {after}" if before is not None else "without a version"
        other = through.get(contract)
        if other is None:
            lines.append(f"- `{contract}`: {step} ({checked.effects.own[contract].level})")
        else:
            named = ", ".join(f"`{name}`" for name in other.through)
            level = other.compatibility.level
            lines.append(f"- `{contract}`: {step} ({level}), since it refers to {named}")
    for contract, reason in applied.kept.items():
        lines.append(f"- `{contract}`: not bumped; {reason}")
    entry = "\n".join(lines) + "\n"
    start = text.find("\n## ")
    if start < 0:
        return (text.rstrip("\n") + "\n\n" + entry).encode("utf-8")
    return (text[: start + 1] + entry + "\n" + text[start + 1 :]).encode("utf-8")


def _record(
    proposal: Proposal, checked: Checked, applied: Applied, texts: Mapping[str, str]
) -> bytes:
    body = {
        "cfc": "applied/1",
        "proposal": proposal.id,
        "page": proposal.digest,
        "contracts": {
            contract: {
                "from": applied.versions[contract][0],
                "to": applied.versions[contract][1],
                "compatibility": checked.effects.own[contract].level,
                "before": proposal.base[contract],
                "after": digest_of(texts[file].encode("utf-8")),
            }
            for contract, file in checked.files.items()
        },
        "dependents": {
            item.contract: {
                "from": applied.versions[item.contract][0],
                "to": applied.versions[item.contract][1],
                "compatibility": item.compatibility.level,
                "refers_to": list(item.through),
            }
            for item in checked.effects.dependents
            if item.contract in applied.versions
        },
    }
    return (json.dumps(body, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
