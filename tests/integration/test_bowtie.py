"""The harness answers a session as Bowtie's protocol says."""

from __future__ import annotations

import json
import shutil

import pytest
from cfc.bowtie import Harness
from cfc.pipeline.validating import ENGINES, EngineName

DIALECT = "https://json-schema.org/draft/2020-12/schema"
START = {"cmd": "start", "version": 1}
SESSION = [
    START,
    {"cmd": "dialect", "dialect": DIALECT},
    {
        "cmd": "run",
        "seq": 1,
        "case": {
            "description": "a document of the registry",
            "schema": {"$ref": "http://example.org/word", "format": "ipv4"},
            "registry": {"http://example.org/word": {"type": "string"}},
            "tests": [
                {"description": "a word", "instance": "a", "valid": True},
                {"description": "none", "instance": 1},
            ],
        },
    },
    {
        "cmd": "run",
        "seq": {"any": "value"},
        "case": {
            "description": "no schema",
            "schema": {"type": 7},
            "tests": [{"description": "any", "instance": 1}],
        },
    },
    {"cmd": "stop"},
    {"cmd": "never read"},
]


def answers(engine: EngineName, commands: list[dict[str, object]]) -> list[dict[str, object]]:
    lines = Harness(engine).run(json.dumps(command) for command in commands)
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("engine", ENGINES)
def test_session(engine: EngineName) -> None:
    if engine == "typescript" and shutil.which("node") is None:
        pytest.skip("there is no node")
    started, dialect, first, second = answers(engine, SESSION)

    implementation = started.pop("implementation")
    assert isinstance(implementation, dict)
    assert implementation["dialects"] == [DIALECT]
    assert started == {"ready": True, "version": 1}
    assert dialect == {"ok": True}
    assert first == {"seq": 1, "results": [{"valid": True}, {"valid": False}]}
    assert second["seq"] == {"any": "value"}
    assert second["errored"] is True


def test_other_dialect_is_refused() -> None:
    draft7 = {"cmd": "dialect", "dialect": "http://json-schema.org/draft-07/schema#"}

    assert answers("python", [START, draft7])[1] == {"ok": False}


@pytest.mark.parametrize("command", [{"cmd": "run"}, {"cmd": "start", "version": 2}])
def test_command_out_of_turn_ends_the_session(command: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"first command|version 1"):
        answers("python", [command])
