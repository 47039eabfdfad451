"""The reference engine for a contract: the schemas as written, by the `jsonschema` package."""

from __future__ import annotations

from cfc.config.model import Config
from cfc.contract.model import Contract
from cfc.judges.reference import ReferenceJudge
from cfc.pipeline.memory import InMemory
from cfc.text.pointer import to_fragment


def reference_engine(compiled: InMemory, config: Config) -> ReferenceJudge:
    """Return the judge of the place that was asked for."""
    front, place = compiled.front, compiled.place
    documents = dict(front.registry.documents)
    reference = compiled.contract.uri + to_fragment(place.pointer)
    if compiled.contract.kind == "operation" and not place.pointer:
        reference = "urn:cfc:exchange"
        documents[reference] = _exchange(compiled.contract)
    return ReferenceJudge(
        documents,
        reference,
        [
            (item.id, item.expression, item.when_expression)
            for item in front.invariants.get(place, ())
        ],
        assert_formats=config.formats == "assert",
    )


def _exchange(contract: Contract) -> dict[str, object]:
    """An operation is read as the schema of its input and its output together."""
    value = contract.value if isinstance(contract.value, dict) else {}
    parts = [part for part in ("input", "output") if part in value]
    return {
        "type": "object",
        "properties": {part: {"$ref": f"{contract.uri}#/{part}"} for part in parts},
    }
