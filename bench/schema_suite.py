"""Run generated validators over the JSON Schema test suite (draft 2020-12) and count.

Usage: python bench/schema_suite.py SUITE_DIR [--engine python|typescript|models|oracle] [--fails]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

from cfc.config.model import Config
from cfc.contract.checks.scene import Scene
from cfc.contract.load import Loaded
from cfc.contract.model import Contract, Place
from cfc.contract.registry import Registry
from cfc.diagnostics.catalogue import catalogue
from cfc.diagnostics.reporter import Reporter
from cfc.emit.python.target import PythonTarget
from cfc.emit.typescript.target import JavaScriptTarget
from cfc.judges.node import NodeProcess
from cfc.judges.oracle import oracle
from cfc.judges.python import PythonJudge
from cfc.judges.typescript import TypeScriptJudge
from cfc.pipeline.front import Front
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

REMOTE = "http://localhost:1234/"


def front_of(schema: object, remotes: dict[str, object], formats: str) -> Front:
    registry = Registry()
    uri = "file:///root.json"
    for name, document in remotes.items():
        registry.add_document(name, document)
    contract = Contract("root", "root.json", uri, "type", schema, None, None, "")
    registry.add_contract(contract)
    config = Config(Path(), formats=formats)
    scene = Scene(Loaded([contract]), registry, Reporter(catalogue()))
    return Front(config, scene.loaded, registry, scene, {uri: contract})


def verdicts_python(front: Front, instances: list[object]) -> list[object]:
    contract = front.loaded.contracts[0]
    target = PythonTarget(["root"], "contracts")
    module = front.module(contract)
    texts = target.print_module(module)
    texts |= target.print_shared(["root"], target.runtime_needs(texts.values()))
    with PythonJudge(texts) as judge:
        function = module.entries[0].function
        out: list[object] = []
        for value in instances:
            holds = judge.holds("contracts/root.py", function, value)
            found = judge.violations("contracts/root.py", function, value)
            out.append(holds if holds == (not found) else f"forms differ: {holds}")
        return out


def verdicts_typescript(front: Front, instances: list[object]) -> list[object]:
    contract = front.loaded.contracts[0]
    target = JavaScriptTarget(["root"], None)
    module = front.module(contract)
    texts = target.print_module(module)
    texts |= target.print_shared(["root"], target.runtime_needs(texts.values()))
    entry = module.entries[0]
    with TypeScriptJudge(texts, node()) as judge:
        found = judge.validate_all("root.js", f"validate{entry.type}", instances)
        answers: list[object] = []
        for value, violations in zip(instances, found, strict=True):
            holds = judge.holds("root.js", f"is{entry.type}", value)
            fine = isinstance(violations, list) and holds == (not violations)
            answers.append(holds if fine else f"forms differ: {holds} {violations}")
        return answers


def verdicts_models(front: Front, instances: list[object]) -> list[object]:
    """Return what `model_validate` says, or the adapter of a root that is no class."""
    contract = front.loaded.contracts[0]
    target = PythonTarget(["root"], "contracts")
    module = front.module(contract)
    texts = target.print_module(module)
    texts |= target.print_shared(["root"], target.runtime_needs(texts.values()))
    entry = module.entries[0]
    with PythonJudge(texts) as judge:
        models = judge.module(target.module_paths("root")[1])
        kind = getattr(models, entry.type)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            build = kind.model_validate
        else:
            build = TypeAdapter(kind, config=ConfigDict(strict=True)).validate_python
        return [_takes(build, value) for value in instances]


def _takes(build: Callable[[object], object], value: object) -> bool:
    try:
        build(value)
    except ValidationError:
        return False
    return True


def verdicts_oracle(front: Front, instances: list[object]) -> list[object]:
    place = Place(front.loaded.contracts[0].uri)
    judge = oracle(front.registry, assert_formats=front.config.formats == "assert")
    return [judge.holds(place, value) for value in instances]


ENGINES = {
    "python": verdicts_python,
    "typescript": verdicts_typescript,
    "models": verdicts_models,
    "oracle": verdicts_oracle,
}


@cache
def node() -> NodeProcess:
    return NodeProcess()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("suite", type=Path)
    parser.add_argument("--fails", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--engine", choices=tuple(ENGINES), default="python")
    options = parser.parse_args()
    remotes = {
        REMOTE + path.relative_to(options.suite / "remotes").as_posix(): json.loads(
            path.read_text()
        )
        for path in sorted((options.suite / "remotes").rglob("*.json"))
    }
    # Referring schemas are of 2020-12; the drafts before 2019-09 name their ids otherwise.
    remotes = {k: v for k, v in remotes.items() if "/draft" not in k or "/draft20" in k}
    verdicts = ENGINES[options.engine]
    base = options.suite / "tests" / "draft2020-12"
    totals: dict[str, Counter[str]] = {}
    for path in sorted(base.rglob("*.json")):
        name = path.relative_to(base).with_suffix("").as_posix()
        if options.only and options.only not in name:
            continue
        group = name.rpartition("/")[0] or "required"
        formats = "assert" if "format/" in name else "annotate"
        counter = totals.setdefault(group, Counter())
        for case in json.loads(path.read_text("utf-8")):
            tests = case["tests"]
            try:
                front = front_of(case["schema"], remotes, formats)
                got = verdicts(front, [test["data"] for test in tests])
            except Exception as error:
                got = [f"{type(error).__name__}: {error}"] * len(tests)
            for test, verdict in zip(tests, got, strict=True):
                passed = verdict is test["valid"]
                counter["passed" if passed else "failed"] += 1
                if not passed and options.fails:
                    print(f"{name}: {case['description']}: {test['description']}: {verdict}"[:260])
    for group, counter in totals.items():
        print(f"{group}: {counter['passed']} of {counter.total()}")
    passed = sum(item["passed"] for item in totals.values())
    failed = sum(item["failed"] for item in totals.values())
    print(f"{passed} passed, {failed} failed")
    sys.exit(0)


if __name__ == "__main__":
    main()
