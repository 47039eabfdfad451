"""What values are drawn for: a place of a contract, as the fuzz room wants it.

In: a front and a place. Out: `Subject`s whose filter is two judges, ours and the reference
engine, so that nothing is called valid that is in dispute.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cfc.contract.model import Contract, Place
from cfc.contract.schema_engine import EngineRefuses, Operand, canonicalize, schema_judge
from cfc.fuzz.session import Subject
from cfc.instances.facets import Reader
from cfc.instances.hypothesis_source import SourceRefuses
from cfc.pipeline.front import Front
from cfc.text.pointer import to_fragment

EXCHANGE = "urn:cfc:exchange:"


def exchange_place(front: Front, contract: Contract, *, whole: bool) -> Place:
    """Return the place of an operation read as one schema: its input and output together.

    `whole`: both are there, and nothing else, as is worth drawing; else as the contract has it.
    """
    uri = EXCHANGE + ("whole:" if whole else "open:") + contract.id
    if uri not in front.registry.documents:
        value = contract.value if isinstance(contract.value, dict) else {}
        parts = [part for part in ("input", "output") if part in value]
        schema: dict[str, object] = {
            "type": "object",
            "properties": {part: {"$ref": f"{contract.uri}#/{part}"} for part in parts},
        }
        if whole:
            schema.update({"required": parts, "additionalProperties": False})
        front.registry.add_document(uri, schema)
    return Place(uri)


def reference_judge(front: Front, place: Place) -> Callable[[object], bool]:
    """Return the verdict of the reference engine; it admits everything when it cannot judge."""
    judge = schema_judge(
        front.registry.documents,
        place.document + to_fragment(place.pointer),
        assert_formats=front.config.formats == "assert",
    )
    return (lambda _: True) if judge is None else judge.is_valid


def subject_of(
    front: Front,
    place: Place,
    admits: Callable[[object], bool],
    saved: Sequence[object] = (),
    examples: Sequence[object] = (),
) -> Subject:
    """Return the subject of a place; `admits` is the verdict of the generated code."""
    reference = reference_judge(front, place)

    def is_valid(value: object) -> bool:
        try:
            return admits(value) and reference(value)
        except RecursionError:
            return False

    def canonical() -> object:
        reference_text = place.document + to_fragment(place.pointer)
        operand = Operand({"$ref": reference_text}, "urn:cfc:drawn", front.registry.documents)
        try:
            formats = front.config.formats == "assert"
            return canonicalize(operand, assert_formats=formats).schema()
        except EngineRefuses as error:
            raise SourceRefuses(str(error)) from error

    reader = Reader(front.registry, place)
    return Subject(reader, (place,), is_valid, canonical, saved, examples)
