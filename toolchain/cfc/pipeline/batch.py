"""Pairs of schemas, one a line, to verdicts: one process, in order, for programs that have many.

In: lines of `{"id", "old", "new", "format"?}`. Out: one answer a line. A line that cannot be
read, or a schema that cannot be used, is an answer too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from cfc.config.model import Config
from cfc.contract.checks.scene import Scene
from cfc.contract.load import Loaded, Opened
from cfc.contract.model import Contract
from cfc.contract.registry import Registry
from cfc.diagnostics.catalogue import catalogue
from cfc.diagnostics.formats.json_report import finding_value
from cfc.diagnostics.reporter import Reporter
from cfc.diff.engine import Engine
from cfc.pipeline.compare import Comparison, Mode
from cfc.pipeline.front import Front, check
from cfc.pipeline.review import Review, report_review
from cfc.pipeline.versions import Version
from cfc.text import json_reader
from cfc.text.source import SourceFile

_URI = "file:///schema.json"


def run_batch(config: Config, lines: Iterable[str], engine: Engine, mode: Mode) -> Iterator[str]:
    """Yield an answer for each line that is not empty."""
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(config, line, engine, mode), ensure_ascii=False)


def _answer(config: Config, line: str, engine: Engine, mode: Mode) -> dict[str, object]:
    pair, clean = json_reader.read_value(line)
    if not clean:
        document = json_reader.read(line)
        pair = document.value
        clean = all(problem.kind == "integer-precision" for problem in document.problems)
    if not clean or not isinstance(pair, dict) or "old" not in pair or "new" not in pair:
        return {"id": None, **_unknown('the line is no `{"id", "old", "new"}` in JSON')}
    identifier = pair.get("id")
    form = pair.get("format", config.formats)
    formats: Literal["assert", "annotate"] = "annotate" if form == "annotate" else "assert"
    settings = replace(config, formats=formats)
    try:
        old = _version(settings, "old", pair["old"])
        new = _version(settings, "new", pair["new"])
    except ValueError as error:
        return {"id": identifier, **_unknown(str(error))}
    try:
        compared = Comparison(old, new, engine, mode, with_blame=False).run()
        reporter = Reporter(catalogue())
        report_review(Review("schema", old, new, compared), reporter)
        part = compared.parts[0]
        return {
            "id": identifier,
            "old_in_new": part.old_in_new.value(),
            "new_in_old": part.new_in_old.value(),
            "bump": compared.bump.word,
            "findings": [finding_value(item) for item in reporter.findings()],
        }
    except RecursionError:
        return {"id": identifier, **_unknown("a schema is nested too deep")}
    finally:
        old.close()
        new.close()


def _unknown(reason: str) -> dict[str, object]:
    verdict = {"verdict": "unknown", "reason": reason}
    return {"old_in_new": verdict, "new_in_old": verdict, "bump": "major", "findings": []}


def _version(config: Config, label: str, value: object) -> Version:
    """Return a schema as a contract of its own; raises ValueError when it cannot be used."""
    if not isinstance(value, (dict, bool)):
        raise ValueError(f"the {label} schema is no object, `true` or `false`")
    contract = Contract("schema", f"{label}.json", _URI, "type", value, None, None, "")
    text = json.dumps(value, indent=2, ensure_ascii=False)
    loaded = Loaded([contract], {_URI: Opened(SourceFile(contract.file, text), value)})
    reporter = Reporter(catalogue())
    registry = Registry()
    registry.add_contract(contract)
    scene = Scene(loaded, registry, reporter, config.formats == "assert", frozenset())
    front = Front(config, loaded, registry, scene, {_URI: contract})
    check(front, [contract], lambda _: None)
    if contract.uri in front.unusable:
        worst = next((item for item in reporter.findings() if item.severity.word == "error"), None)
        said = f": {worst.message}" if worst is not None else ""
        raise ValueError(f"the {label} schema cannot be used{said}")
    return Version(front, contract)
