"""Schemas compiled together in memory, and judged by the generated code of both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cfc.config.model import Config
from cfc.contract.checks.scene import Scene
from cfc.contract.load import Loaded
from cfc.contract.model import Contract
from cfc.contract.registry import Registry
from cfc.diagnostics.catalogue import catalogue
from cfc.diagnostics.reporter import Reporter
from cfc.emit.python.target import PythonTarget
from cfc.emit.runtime import EVERYTHING
from cfc.emit.typescript.target import JavaScriptTarget
from cfc.ir.module import ContractModule
from cfc.judges.node import NodeProcess
from cfc.judges.python import Judged, PythonJudge
from cfc.judges.typescript import TypeScriptJudge
from cfc.pipeline.front import Front, check, read
from cfc.pipeline.selection import select

FEATURES = EVERYTHING


@dataclass(frozen=True)
class Schema:
    """A schema under the id of a contract. `others`: documents it may refer to, by URI."""

    id: str
    value: object
    formats: str = "assert"
    others: Mapping[str, object] = field(default_factory=dict)


def module_of(schema: Schema) -> ContractModule:
    """Return the IR of one schema. Nothing is checked: a suite knows what it gives."""
    registry = Registry()
    for name, document in schema.others.items():
        registry.add_document(name, document)
    uri = f"file:///{schema.id}.json"
    value = schema.value
    assert isinstance(value, (dict, bool))
    contract = Contract(schema.id, f"{schema.id}.json", uri, "type", value, None, None, "")
    registry.add_contract(contract)
    config = Config(Path(), formats=schema.formats)
    scene = Scene(Loaded([contract]), registry, Reporter(catalogue()))
    return Front(config, scene.loaded, registry, scene, {uri: contract}).module(contract)


def front_of_folder(folder: Path) -> Front:
    """Return the checked contracts of a folder; they have no errors."""
    config = Config(folder.parent)
    reporter = Reporter(catalogue())
    front = read(config, select(config, (str(folder),), folder.parent).files, reporter)
    check(front, front.loaded.contracts, lambda _: None)
    assert not reporter.has_errors
    return front


class PythonBundle:
    """The generated Python of some schemas."""

    def __init__(self, schemas: Sequence[Schema]) -> None:
        target = PythonTarget([item.id for item in schemas], "contracts")
        self.modules = {item.id: module_of(item) for item in schemas}
        self._path = {item.id: target.module_paths(item.id)[0] for item in schemas}
        texts = target.print_shared(list(self.modules), FEATURES)
        for module in self.modules.values():
            texts |= target.print_module(module)
        self._judge = PythonJudge(texts)

    def holds(self, identifier: str, value: object) -> bool:
        function = self.modules[identifier].entries[0].function
        return self._judge.holds(self._path[identifier], function, value)

    def violations(self, identifier: str, value: object) -> list[Judged]:
        function = self.modules[identifier].entries[0].function
        return self._judge.violations(self._path[identifier], function, value)

    def is_valid(self, identifier: str, value: object) -> bool:
        """Return what the public `is_…` says."""
        return bool(self._public("is", identifier)(value))

    def finds_nothing(self, identifier: str, value: object) -> bool:
        """Tell whether the public `validate_…` says nothing."""
        return self._public("validate", identifier)(value) == []

    def _public(self, form: str, identifier: str) -> Callable[[object], object]:
        module = self._judge.module(self._path[identifier])
        function = self.modules[identifier].entries[0].function
        found: Callable[[object], object] = getattr(module, f"{form}_{function}")
        return found

    def round_trip(self, identifier: str, value: object) -> object:
        """Return the document of the typed value that the public parser gives."""
        module = self._judge.module(self._path[identifier])
        parse = getattr(module, f"parse_{self.modules[identifier].entries[0].function}")
        models = self._judge.module("contracts/_models.py")
        return models.document_of(parse(value))

    def close(self) -> None:
        self._judge.close()


class JavaScriptBundle:
    """The generated JavaScript of some schemas, run by a Node that may be shared."""

    def __init__(
        self, schemas: Sequence[Schema], node: NodeProcess, modules: Mapping[str, ContractModule]
    ) -> None:
        ids = [item.id for item in schemas]
        target = JavaScriptTarget(ids, None)
        self._modules = modules
        self._path = {
            name: next(path for path in target.module_paths(name) if path.endswith(".js"))
            for name in ids
        }
        texts = target.print_shared(ids, FEATURES)
        for name in ids:
            texts |= target.print_module(modules[name])
        self._judge = TypeScriptJudge(texts, node)

    def holds_all(self, identifier: str, values: Iterable[object]) -> list[bool]:
        name = self._modules[identifier].entries[0].type
        path = self._path[identifier]
        return [self._judge.holds(path, f"is{name}", value) for value in values]

    def violations_all(self, identifier: str, values: Iterable[object]) -> list[list[Judged]]:
        name = self._modules[identifier].entries[0].type
        found = self._judge.validate_all(self._path[identifier], f"validate{name}", values)
        return [_judged(item) for item in found]

    def close(self) -> None:
        self._judge.close()


def _judged(found: object) -> list[Judged]:
    if isinstance(found, Exception):
        raise found
    assert isinstance(found, list)
    return [
        Judged(
            item["rule"],
            item["message"],
            item["path"],
            item["schemaPath"],
            item.get("params") or {},
        )
        for item in found
    ]
