"""Never a wrong "compatible": random edits of the shipped contracts, and values of the old side.

Whenever a direction is said to be included, values of the one version that `jsonschema` accepts
are accepted by the other; whenever it is not, the witness tells them apart.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cfc.config.model import Config
from cfc.contract.model import Place
from cfc.contract.registry import Registry
from cfc.diff.bundle import bundled
from cfc.diff.engine import Engine
from cfc.instances.facets import Reader
from cfc.instances.generator import Generator
from cfc.pipeline.batch import run_batch

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
EDITS = 12
VALUES = 50


def shipped() -> list[tuple[str, object]]:
    """Return every schema of the shipped contracts with all that it refers to."""
    registry = Registry()
    documents = {
        path.relative_to(SCHEMAS).as_posix(): json.loads(path.read_text("utf-8"))
        for path in sorted(SCHEMAS.rglob("*.json"))
        if path.parent.name != "cfc"
    }
    for name, document in documents.items():
        registry.add_document(f"file:///{name}", document)
    found: list[tuple[str, object]] = []
    for name, document in documents.items():
        parts = [(part,) for part in ("input", "output") if part in document] or [()]
        for pointer in parts:
            label = "/".join((name, *pointer))
            found.append((label, bundled(registry, Place(f"file:///{name}", pointer))))
    return found


def nodes(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from nodes(item)
    elif isinstance(value, list):
        for item in value:
            yield from nodes(item)


def edited(schema: object, rng: random.Random) -> object:
    """Return a schema with one or two small edits; it may not be a schema any more."""
    result = copy.deepcopy(schema)
    for _ in range(rng.choice((1, 1, 2))):
        node = rng.choice(list(nodes(result)))
        names = sorted(name for name in node if name != "$defs")
        if not names or rng.random() < 0.3:
            name, value = rng.choice(
                [
                    ("minLength", 1), ("maximum", 3), ("required", ["a"]), ("minProperties", 1),
                    ("additionalProperties", False), ("not", {"const": 1}), ("maxItems", 2),
                    ("type", rng.choice(["string", "integer", "object", ["number", "null"]])),
                    ("unevaluatedProperties", False), ("uniqueItems", True),
                    ("anyOf", [{"type": "string"}, {"minimum": 0}]),
                ]
            )  # fmt: skip
            node[name] = value
            continue
        name = rng.choice(names)
        value = node[name]
        if isinstance(value, bool):
            node[name] = not value
        elif isinstance(value, int | float):
            node[name] = value + rng.choice((-1, 1))
        elif isinstance(value, list) and value and rng.random() < 0.7:
            del value[rng.randrange(len(value))]
            if not value:
                del node[name]
        elif name == "anyOf":
            node["oneOf"] = node.pop(name)
        else:
            del node[name]
    return result


def is_schema(value: object) -> bool:
    try:
        jsonschema.Draft202012Validator.check_schema(value)
        return isinstance(value, dict)
    except jsonschema.SchemaError:
        return False


def accepted(schema: object, value: object) -> bool:
    return jsonschema.Draft202012Validator(schema).is_valid(value)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    found = Engine()
    yield found
    found.close()


@pytest.mark.parametrize(("label", "schema"), shipped(), ids=lambda value: str(value)[:40])
def test_included_is_never_contradicted(engine: Engine, label: str, schema: object) -> None:
    rng = random.Random(label)
    pairs = [(schema, new) for new in (edited(schema, rng) for _ in range(EDITS)) if is_schema(new)]
    lines = [
        json.dumps({"id": index, "old": old, "new": new, "format": "annotate"})
        for index, (old, new) in enumerate(pairs)
    ]
    config = Config(project=Path("."))
    answers = [json.loads(text) for text in run_batch(config, lines, engine, "backward")]
    said = 0
    for (old, new), answer in zip(pairs, answers, strict=True):
        for inner, outer, name in ((old, new, "old_in_new"), (new, old, "new_in_old")):
            verdict = answer[name]
            if verdict["verdict"] == "included":
                said += 1
                wrong = [value for value in drawn(inner, rng) if not accepted(outer, value)]
                assert not wrong, (inner, outer, wrong[:1])
            elif verdict["verdict"] == "not-included":
                assert accepted(inner, verdict["witness"])
                assert not accepted(outer, verdict["witness"])
    assert said


def drawn(schema: object, rng: random.Random) -> list[object]:
    """Return values that a schema accepts."""
    registry = Registry()
    registry.add_document("file:///schema.json", schema)
    place = Place("file:///schema.json")
    generator = Generator(Reader(registry, place), rng)
    values = [value for _ in range(VALUES) for value in generator.draw((place,))]
    return [value for value in values if accepted(schema, value)]
