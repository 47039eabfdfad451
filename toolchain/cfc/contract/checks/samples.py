"""`examples` and `default` that their own schema refuses."""

from __future__ import annotations

from cfc.contract.checks.scene import Scene
from cfc.contract.model import Contract, Place
from cfc.contract.schema_engine import schema_judge
from cfc.text.pointer import to_fragment


def check_samples(scene: Scene, contract: Contract) -> None:
    """Report samples of every schema of a contract."""
    for place, schema in scene.schemas(contract):
        examples = schema.get("examples")
        samples = [
            ("invalid-example", place.child("examples", str(index)), value)
            for index, value in enumerate(examples if isinstance(examples, list) else ())
        ]
        if "default" in schema:
            samples.append(("invalid-default", place.child("default"), schema["default"]))
        if samples:
            _judge(scene, place, samples)


def _judge(scene: Scene, place: Place, samples: list[tuple[str, Place, object]]) -> None:
    base = scene.registry.info(place).base
    resource = scene.registry.info(place).resource
    pointer = place.pointer[len(resource.pointer) :]
    judge = schema_judge(
        scene.registry.documents, base + to_fragment(pointer), assert_formats=scene.assert_formats
    )
    if judge is None:
        return
    for rule, where, value in samples:
        if not judge.is_valid(value):
            what = "the default" if rule == "invalid-default" else "the example"
            scene.report(rule, f"{what} is not valid under its own schema", where)
