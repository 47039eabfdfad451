"""One version of a contract with all of its judges: the engine's, generated Python, the reference.

In: a front and a contract in it. Out: judgements of one part of it. Nothing is compiled before
it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cfc.contract.model import Contract, Place
from cfc.contract.schema_engine import Judge, Operand, schema_judge
from cfc.diff.bundle import bundled
from cfc.diff.revert import replaced
from cfc.emit.python.target import PythonTarget
from cfc.invariants.program import CompiledInvariant
from cfc.ir.names import snake
from cfc.judges.python import Judged, PythonJudge
from cfc.judges.reference import ReferenceJudge, TooDeep
from cfc.pipeline.front import Front
from cfc.text.pointer import to_fragment

_EXCHANGE = "urn:cfc:exchange"


@dataclass(frozen=True)
class Part:
    """One part of a contract that is compared by itself. `place` is None where it has none."""

    name: str
    place: Place | None


@dataclass
class Version:
    """One version. `close` lets go of the generated modules."""

    front: Front
    contract: Contract
    _references: dict[str, ReferenceJudge] = field(default_factory=dict)
    _bundles: dict[str, object] = field(default_factory=dict)
    _python: PythonJudge | None = None
    _path: str = ""

    @cached_property
    def documents(self) -> dict[str, object]:
        """The documents that judging may need, by URI."""
        every = self.front.registry.documents
        if self.front.registry.has_dynamic_references:
            return dict(every)
        uri = self.contract.uri
        return {name: every[name] for name in (uri, *self.front.reads(uri)) if name in every}

    @property
    def asserts_formats(self) -> bool:
        return self.front.config.formats == "assert"

    # --- parts ------------------------------------------------------------------------------

    def parts(self) -> dict[str, Part]:
        """Return the parts that have a schema, by name."""
        root = Place(self.contract.uri)
        value = self.contract.value
        if self.contract.kind == "type" or not isinstance(value, dict):
            return {"document": Part("document", root)}
        found: dict[str, Part] = {
            name: Part(name, root.child(name)) for name in ("input", "output") if name in value
        }
        errors = value.get("errors")
        for name, error in errors.items() if isinstance(errors, dict) else ():
            has = isinstance(error, dict) and "schema" in error
            place = root.child("errors", name, "schema") if has else None
            found[f"errors/{name}"] = Part(f"errors/{name}", place)
        return found

    def operand(self, part: Part) -> Operand:
        """Return the schema of a part for the engine; raises Unbundled."""
        if part.place is None:
            return Operand(True, "urn:cfc:any")
        return Operand(self.bundled(part), "urn:cfc:part")

    def bundled(self, part: Part) -> object:
        """Return the schema of a part with all that it refers to; raises Unbundled."""
        if part.place is None:
            return True
        if part.name not in self._bundles:
            self._bundles[part.name] = bundled(
                self.front.registry, part.place, with_formats=self.asserts_formats
            )
        return self._bundles[part.name]

    def invariants(self, part: str) -> list[CompiledInvariant]:
        """Return the invariants that are judged with a part, as a whole."""
        root = self.front.invariants.get(Place(self.contract.uri), [])
        if self.contract.kind == "type":
            return list(root)
        before = [item for item in root if item.reads <= {"input"}]
        if part == "input":
            return before
        return [item for item in root if item not in before] if part == "exchange" else []

    def inner_invariants(self) -> dict[Place, list[CompiledInvariant]]:
        """Return the invariants of subschemas, and of other contracts, that may be judged."""
        root = Place(self.contract.uri)
        return {
            place: listed
            for place, listed in self.front.invariants.items()
            if place != root and place.document in self.documents
        }

    # --- judges -----------------------------------------------------------------------------

    def quick(self, part: Part) -> Judge | None:
        """Return the engine's judge of a part's schema, without invariants."""
        if part.place is None:
            return schema_judge({"urn:cfc:any": True}, "urn:cfc:any", assert_formats=False)
        return self.judge_at(part.place)

    def judge_at(self, place: Place, instead: tuple[Place, object] | None = None) -> Judge | None:
        """Return the engine's judge of a schema; `instead`: another schema for one place."""
        documents = self.documents
        if instead is not None:
            there, value = instead
            if there.document not in documents:
                return None
            changed = replaced(documents[there.document], there.pointer, value)
            documents = {**documents, there.document: changed}
        reference = place.document + to_fragment(place.pointer)
        return schema_judge(documents, reference, assert_formats=self.asserts_formats)

    def generated(self, part: Part, value: object) -> list[Judged]:
        """Return what generated Python says of a value, invariants of the part included."""
        if part.name == "exchange":
            return self._violations((), value)
        if part.name == "input" and self.invariants("input"):
            known = {item.id for item in self.invariants("input")}
            found = self._violations((), {"input": value})
            return [
                item
                for item in found
                if not item.rule.startswith("invariant-") or item.params.get("id") in known
            ]
        return [] if part.place is None else self._violations(part.place.pointer, value)

    def _violations(self, pointer: tuple[str, ...], value: object) -> list[Judged]:
        if self._python is None:
            self._compile()
        judge = self._python
        assert judge is not None
        function = snake(self.front.naming(self.contract.uri).exported[pointer])
        return judge.violations(self._path, function, value)

    def _compile(self) -> None:
        front, contract = self.front, self.contract
        places = [part.place.pointer for part in self.parts().values() if part.place is not None]
        front.asked_for[contract.uri] = places
        target = PythonTarget([item.id for item in front.loaded.contracts], "contracts")
        involved = [contract]
        involved += [front.by_uri[uri] for uri in front.reads(contract.uri) if uri in front.by_uri]
        texts: dict[str, str] = {}
        for item in involved:
            texts.update(target.print_module(front.module(item)))
        ids = [item.id for item in front.loaded.contracts]
        texts.update(target.print_shared(ids, target.runtime_needs(texts.values())))
        self._path = target.module_paths(contract.id)[0]
        self._python = PythonJudge(texts)

    def reference(self, part: Part, value: object) -> list[Judged]:
        """Return what the `jsonschema` package says; raises TooDeep."""
        if part.place is None and part.name != "exchange":
            return []
        listed = self.invariants(part.name)
        wrapped = self.contract.kind == "operation" and (part.name == "exchange" or bool(listed))
        if part.name not in self._references:
            self._references[part.name] = self._reference(part, wrapped, listed)
        shown = {"input": value} if wrapped and part.name == "input" else value
        return self._references[part.name].violations(shown)

    def _reference(
        self, part: Part, wrapped: bool, listed: list[CompiledInvariant]
    ) -> ReferenceJudge:
        documents: dict[str, object] = dict(self.documents)
        place = part.place or Place(self.contract.uri)
        target = place.document + to_fragment(place.pointer)
        if wrapped:
            names = [name for name in self.parts() if name in ("input", "output")]
            target = _EXCHANGE
            documents[target] = {
                "type": "object",
                "properties": {name: {"$ref": f"{self.contract.uri}#/{name}"} for name in names},
            }
        invariants = [(item.id, item.expression, item.when_expression) for item in listed]
        return ReferenceJudge(documents, target, invariants, assert_formats=self.asserts_formats)

    def schema_path(self, place: Place) -> str:
        """Return a place as violations name it."""
        known = self.front.by_uri.get(place.document)
        document = known.id if known is not None else place.document
        return document + to_fragment(place.pointer)

    def examples(self, part: str) -> list[object]:
        """Return the examples of the contract that are documents of a part."""
        value = self.contract.value
        listed = value.get("examples") if isinstance(value, Mapping) else None
        if not isinstance(listed, list):
            return []
        if self.contract.kind == "type":
            return list(listed)
        taken = [item for item in listed if isinstance(item, dict)]
        if part == "exchange":
            sides = ("input", "output")
            return [{name: item[name] for name in sides if name in item} for item in taken]
        return [item[part] for item in taken if part in item]

    def close(self) -> None:
        if self._python is not None:
            self._python.close()
            self._python = None


__all__ = ["Part", "TooDeep", "Version"]
