"""`variants = "read-write"`: types of what is written, and of what is read."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.support.project import Project

ADDRESS = {
    "title": "Address",
    "type": "object",
    "properties": {
        "street": {"type": "string"},
        "checked": {"type": "boolean", "readOnly": True},
    },
    "required": ["street", "checked"],
    "additionalProperties": False,
}
USER = {
    "title": "User",
    "type": "object",
    "properties": {
        "id": {"$ref": "#/$defs/id"},
        "email": {"type": "string"},
        "password": {"type": "string", "writeOnly": True},
        "home": {"$ref": "address.json"},
        "settings": {
            "type": "object",
            "properties": {"theme": {"type": "string"}},
            "additionalProperties": False,
        },
        "friends": {"type": "array", "items": {"$ref": "#"}},
    },
    "required": ["id", "email", "password"],
    "additionalProperties": False,
    "anyOf": [{"required": ["id"]}, {"required": ["home"]}],
    "invariants": [{"expr": "$.id != ''", "message": "an id is not empty"}],
    "$defs": {
        "id": {"type": "string", "readOnly": True},
        "plain": {"type": "object", "properties": {"a": {"type": "integer"}}},
        "UserWritable": {"type": "boolean"},
    },
}


@pytest.fixture
def compiled(project: Project) -> Project:
    project.write("cfc.toml", 'variants = "read-write"\n')
    project.write("schemas/address.json", ADDRESS)
    project.write("schemas/user.json", USER)
    run = project.cfc("compile", "--format", "json")
    assert (run.code, run.rules) == (0, [])
    return project


def types(project: Project, name: str) -> str:
    return project.read(f"generated/typescript/{name}.ts")


def declaration(text: str, head: str) -> str:
    start = text.index(f"export {head} ")
    return text[start : text.index("\n}", start)]


def test_writable_has_no_member_that_is_only_read(compiled: Project) -> None:
    written = declaration(types(compiled, "address"), "interface AddressWritable")

    assert written == "export interface AddressWritable {\n  readonly street: string;"


def test_each_variant_leaves_out_its_own_and_refers_to_variants(compiled: Project) -> None:
    text = types(compiled, "user")
    written = declaration(text, "interface UserUserWritable")
    read = declaration(text, "interface UserReadable")

    assert "id" not in [line.split()[1].strip("?:") for line in written.split("\n")[1:]]
    assert "readonly password: string;" in written
    assert "readonly home?: AddressWritable;" in written
    assert "readonly friends?: readonly UserUserWritable[];" in written
    assert "password" not in read
    assert "readonly id: Id;" in read
    assert "readonly home?: Address;" in read


def test_a_name_that_the_author_has_stays_his(compiled: Project) -> None:
    assert "export type UserWritable = boolean;" in types(compiled, "user")


def test_what_leaves_nothing_out_has_no_variant(compiled: Project) -> None:
    text = types(compiled, "user")

    assert "PlainWritable" not in text
    assert "AddressReadable" not in types(compiled, "address")
    # What is the same in a variant is one type.
    assert text.count("readonly theme?: string;") == 1


def test_variants_judge_by_themselves(compiled: Project) -> None:
    compiled.write(
        "judge.py",
        "import json\n"
        "from contracts.user import is_user, is_user_readable, is_user_user_writable\n"
        "from contracts.user import UserReadable\n"
        "new = {'email': 'e', 'password': 'p', 'home': {'street': 's'}}\n"
        "old = {'id': 'i', 'email': 'e', 'home': {'street': 's', 'checked': True}}\n"
        "found = [f(v) for f in (is_user_user_writable, is_user_readable, is_user) for v in (new, old)]\n"
        "found.append(UserReadable.model_validate(old).home.checked)\n"
        "print(json.dumps(found))\n",
    )

    run = subprocess.run(
        [sys.executable, "judge.py"],
        cwd=compiled.folder,
        env={**os.environ, "PYTHONPATH": "generated/python"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(run.stdout) == [True, False, False, True, False, False, True]


def test_without_the_setting_there_are_none(project: Project) -> None:
    project.write("schemas/address.json", ADDRESS)
    assert project.cfc("compile").code == 0

    assert "Writable" not in types(project, "address")


def test_second_run_has_nothing_to_do(compiled: Project) -> None:
    assert compiled.cfc("compile", "--check").code == 0
