"""A schema and values in, verdicts out: for programs that have many schemas and no project.

In: questions (a schema, values, dialect, whether formats assert, other documents). Out: a
verdict a value. A schema is compiled to the very modules that `cfc compile` writes, and they
judge in a process of their own; the reference engine judges here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from cfc.config.model import Config
from cfc.contract.checks.scene import Scene
from cfc.contract.checks.structure import check_structure
from cfc.contract.keywords import DIALECT
from cfc.contract.load import Loaded, Opened
from cfc.contract.model import Contract, Place
from cfc.contract.registry import Registry, Unresolved
from cfc.diagnostics.catalogue import catalogue
from cfc.diagnostics.reporter import Reporter
from cfc.judges.node import EngineError
from cfc.judges.reference import CannotFollow, TooDeep, reference_verdicts
from cfc.judges.sandbox import NodeSandbox, PythonSandbox, Sandbox
from cfc.pipeline.front import Front
from cfc.pipeline.targets import make_targets
from cfc.text.source import SourceFile

EngineName = Literal["python", "typescript", "reference"]
ENGINES: tuple[EngineName, ...] = ("python", "typescript", "reference")
_ID = "schema"
_URI = f"file:///{_ID}.json"


class CannotJudge(Exception):
    """A schema cannot be used; the message says why."""


@dataclass(frozen=True)
class Question:
    """`dialect`: what a schema without `$schema` means; `documents`: others, by absolute URI."""

    schema: object
    values: Sequence[object]
    dialect: str = DIALECT
    assert_formats: bool = True
    documents: Mapping[str, object] = field(default_factory=dict)


class Validators:
    """Answers questions by one engine."""

    def __init__(self, engine: EngineName, config: Config | None = None) -> None:
        self._engine = engine
        self._config = config or Config(Path())
        self._sandbox: Sandbox | None = None
        if engine != "reference":
            self._sandbox = PythonSandbox() if engine == "python" else NodeSandbox()

    def judge(self, question: Question) -> list[bool]:
        """Return a verdict for each value. Raises CannotJudge; EngineMissing without a Node."""
        try:
            if self._sandbox is None:
                return _by_reference(question)
            return self._by_modules(question, self._sandbox)
        except (EngineError, Unresolved, TooDeep, CannotFollow) as error:
            raise CannotJudge(str(error)) from error
        except RecursionError as error:
            raise CannotJudge("the schema or a value is nested too deep") from error

    def _by_modules(self, question: Question, sandbox: Sandbox) -> list[bool]:
        form: Literal["assert", "annotate"] = "assert" if question.assert_formats else "annotate"
        front = front_of(question.schema, question.dialect, question.documents, form)
        printed = printed_by(front, "python" if self._engine == "python" else "javascript")
        answers = sandbox.answers(
            printed.texts, printed.path, printed.functions[:1], question.values
        )
        return [said[0] for said in answers]

    def close(self) -> None:
        """End the process."""
        if self._sandbox is not None:
            self._sandbox.close()

    def __enter__(self) -> Validators:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def front_of(
    schema: object,
    dialect: str,
    documents: Mapping[str, object],
    formats: Literal["assert", "annotate"],
) -> Front:
    """Return a schema as the one contract of a run. Raises CannotJudge when it is no schema."""
    if isinstance(schema, dict) and dialect != DIALECT:
        schema = {"$schema": dialect, **schema}
    if not isinstance(schema, (dict, bool)):
        raise CannotJudge("the schema is no object, `true` or `false`")
    declared = schema.get("$schema", DIALECT) if isinstance(schema, dict) else dialect
    if not isinstance(declared, str) or not _is_known(declared, documents):
        raise CannotJudge(f"the dialect `{declared}` is not JSON Schema 2020-12")
    contract = Contract(_ID, f"{_ID}.json", _URI, "type", schema, None, None, "")
    text = json.dumps(schema, indent=2)
    loaded = Loaded([contract], {_URI: Opened(SourceFile(contract.file, text), schema)})
    registry = Registry()
    for uri, document in documents.items():
        registry.add_document(uri, document)
    registry.add_contract(contract)
    reporter = Reporter(catalogue())
    scene = Scene(loaded, registry, reporter, formats == "assert", frozenset())
    if check_structure(scene, contract):
        worst = next(iter(reporter.findings()), None)
        said = f": {worst.message}" if worst is not None else ""
        raise CannotJudge(f"it is no schema of JSON Schema 2020-12{said}")
    return Front(Config(Path(), formats=formats), loaded, registry, scene, {_URI: contract})


def _is_known(dialect: str, documents: Mapping[str, object]) -> bool:
    return dialect.rstrip("#") == DIALECT or dialect.rstrip("#") in documents


@dataclass(frozen=True)
class Printed:
    """A schema as modules. `functions`: the boolean and the collector of the whole schema."""

    texts: Mapping[str, str]
    path: str
    functions: tuple[str, str]


def printed_by(front: Front, target_name: str) -> Printed:
    """Return the one contract of a run as a target prints it."""
    [contract] = front.loaded.contracts
    target = make_targets(front.config, [target_name], [contract.id], None)[target_name]
    module = front.module(contract)
    texts = target.print_module(module)
    shared = target.print_shared([contract.id], target.runtime_needs(texts.values()))
    entry = module.entries[0]
    if target_name == "python":
        functions = (f"holds_{entry.function}", f"validate_{entry.function}")
    else:
        functions = (f"is{entry.type}", f"validate{entry.type}")
    path = next(name for name in target.module_paths(module.id) if name.endswith((".py", ".js")))
    return Printed({**texts, **shared}, path, functions)


def _by_reference(question: Question) -> list[bool]:
    front = front_of(question.schema, question.dialect, question.documents, "annotate")
    return reference_verdicts(
        front.registry.value(Place(_URI)),
        question.documents,
        question.values,
        assert_formats=question.assert_formats,
    )
