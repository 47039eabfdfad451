"""What the last run found out, kept beside the project so that the next one can leave it out.

`.cfc_cache/state.json` is only ever a shortcut: it is ignored when the tool, the settings or the
inputs have changed, and losing it costs one full run.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cfc import __version__
from cfc.config.model import Config
from cfc.contract.load import Found
from cfc.diagnostics.model import Finding, Location, Related, Severity
from cfc.resources import folder

FOLDER = ".cfc_cache"


@dataclass
class ContractState:
    """Of one contract: the digest of all it depends on, its outputs per target, its findings."""

    key: str
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    findings: list[dict[str, object]] = field(default_factory=list)
    features: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class State:
    """`key`: tool and settings. `inputs`: digest by file. `general`: findings of no contract."""

    key: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    contracts: dict[str, ContractState] = field(default_factory=dict)
    general: list[dict[str, object]] = field(default_factory=list)


def settings_key(config: Config, targets: Sequence[str], templates: Path | None) -> str:
    """Return a digest of everything but the contracts that decides what is printed."""
    parts = [
        __version__, sys.version, _digest_of(Path(__file__).resolve().parents[1], ".py"),
        _digest_of(folder("templates"), ""), _digest_of(folder("rules"), ".md"),
        repr(config), repr(tuple(targets)),
    ]  # fmt: skip
    if templates is not None:
        parts.append(_digest_of(templates, ""))
    for name in config.metaschemas:
        path = config.project / name
        parts.append(hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
    kinds = {config.python_models, *(item.models for item in config.python_also)} - {"pydantic"}
    if kinds:
        from cfc.emit.python.codegen import fingerprint

        parts.extend(fingerprint(kind, config.project) for kind in sorted(kinds))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _digest_of(base: Path, suffix: str) -> str:
    found = hashlib.sha256()
    for root, folders, files in os.walk(base):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            if name.endswith(suffix):
                path = os.path.join(root, name)
                found.update(path[len(str(base)) :].encode() + b"\0")
                with open(path, "rb") as stream:
                    found.update(stream.read())
    return found.hexdigest()


def input_digests(files: Sequence[Found]) -> dict[str, str]:
    """Return the digest of every file; an unreadable one has the empty text."""
    found: dict[str, str] = {}
    for item in files:
        try:
            found[item.file] = hashlib.sha256(item.path.read_bytes()).hexdigest()
        except OSError:
            found[item.file] = ""
    return found


def load_state(project: Path) -> State:
    """Return the kept state; an empty one when there is none that can be used."""
    try:
        data = json.loads((project / FOLDER / "state.json").read_bytes())
        contracts = {name: ContractState(**item) for name, item in data["contracts"].items()}
        return State(data["key"], data["inputs"], contracts, data["general"])
    except (OSError, ValueError, KeyError, TypeError):
        return State()


def save_state(project: Path, state: State) -> None:
    """Keep the state; a folder that cannot be written to costs only the shortcut."""
    body = {
        "key": state.key,
        "inputs": state.inputs,
        "contracts": {name: vars(item) for name, item in state.contracts.items()},
        "general": state.general,
    }
    place = project / FOLDER
    try:
        place.mkdir(exist_ok=True)
        ignore = place / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
        temporary = place / f"state.{os.getpid()}"
        temporary.write_text(json.dumps(body, separators=(",", ":")), "utf-8")
        os.replace(temporary, place / "state.json")
    except OSError:
        return


def finding_to_dict(finding: Finding) -> dict[str, object]:
    """Return a finding as JSON."""
    body: dict[str, object] = dict(vars(finding))
    body["severity"] = int(finding.severity)
    body["location"] = vars(finding.location) if finding.location else None
    body["related"] = [
        {"message": item.message, "location": vars(item.location)} for item in finding.related
    ]
    return body


def finding_from_dict(body: dict[str, Any]) -> Finding:
    """Return the finding of its JSON; raises TypeError or KeyError for what is none."""
    location = body["location"]
    return Finding(
        **{
            **body,
            "severity": Severity(body["severity"]),
            "location": Location(**location) if location else None,
            "related": tuple(
                Related(item["message"], Location(**item["location"])) for item in body["related"]
            ),
        }
    )
