"""`rich-formats`: strings of a format as values of Python, which keep the text they were read from."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from tests.support.project import REPOSITORY, Project

EVENT = {
    "title": "Event",
    "type": "object",
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "startedAt": {"type": "string", "format": "date-time", "minLength": 3},
        "day": {"type": ["string", "null"], "format": "date"},
        "from": {"type": "string", "format": "ipv6"},
        "hosts": {"type": "array", "items": {"type": "string", "format": "ipv4"}},
        "code": {"type": "string", "format": "uuid", "pattern": "^0f"},
        "mail": {"type": "string", "format": "email"},
    },
    "required": ["id", "startedAt"],
    "additionalProperties": False,
}
DAYS = {"title": "Days", "type": "array", "items": {"type": "string", "format": "date"}}
DOCUMENT = (
    '{"id":"0F8FAD5B-d9cb-469f-a165-70867728950e","startedAt":"2026-01-01t00:00:00.000000000z",'
    '"day":"2026-01-01","from":"::FFFF","hosts":["127.0.0.1"]}'
)


@pytest.fixture
def package(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    project.write(
        "cfc.toml",
        "[target.python]\npackage = 'rich_contracts'\n"
        'rich-formats = ["date-time", "date", "uuid", "ipv4", "ipv6"]\n',
    )
    project.write("schemas/event.json", EVENT)
    project.write("schemas/days.json", DAYS)
    run = project.cfc("compile", "--target", "python")
    assert run.code == 0, run.stderr
    monkeypatch.syspath_prepend(str(project.folder / "generated" / "python"))
    yield importlib.import_module("rich_contracts.event")
    for name in [name for name in sys.modules if name.split(".")[0] == "rich_contracts"]:
        del sys.modules[name]


def test_members_are_values_of_python(package: ModuleType) -> None:
    event = package.Event.model_validate_json(DOCUMENT)

    kinds = [type(value).__mro__[2].__name__ for value in (event.id, event.started_at, event.day)]
    assert kinds == ["UUID", "datetime", "date"]
    assert event.started_at.year == 2026
    assert [type(host).__mro__[2].__name__ for host in event.hosts] == ["IPv4Address"]


def test_what_has_a_pattern_or_another_format_stays_text(package: ModuleType) -> None:
    document = {"id": "0f8fad5b-d9cb-469f-a165-70867728950e", "startedAt": "2026-01-01T00:00:00Z"}
    event = package.Event.model_validate(
        {**document, "code": document["id"], "mail": "a@b.example"}
    )

    assert event.code == document["id"]
    assert event.mail == "a@b.example"


def test_document_comes_out_as_it_went_in(package: ModuleType) -> None:
    event = package.Event.model_validate_json(DOCUMENT)

    assert event.model_dump_json(by_alias=True, exclude_unset=True) == DOCUMENT
    assert (
        event.model_copy(deep=True).model_dump_json(by_alias=True, exclude_unset=True) == DOCUMENT
    )


def test_values_that_are_made_anew_are_written_and_judged(package: ModuleType) -> None:
    from datetime import UTC, datetime
    from uuid import UUID

    key = UUID("0f8fad5b-d9cb-469f-a165-70867728950e")
    event = package.Event(id=key, started_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert event.model_dump(by_alias=True, exclude_unset=True) == {
        "id": str(key), "startedAt": "2026-01-01T00:00:00+00:00",
    }  # fmt: skip
    with pytest.raises(ValueError, match="startedAt"):
        package.Event(id=key, started_at=datetime(2026, 1, 1))


@pytest.mark.parametrize("text", ["2016-12-31T23:59:60Z", "0000-01-01T00:00:00Z"])
def test_what_python_has_no_value_for_is_refused(package: ModuleType, text: str) -> None:
    document = {"id": "0f8fad5b-d9cb-469f-a165-70867728950e", "startedAt": text}

    assert package.is_event(document)
    with pytest.raises(ValueError, match="startedAt"):
        package.Event.model_validate(document)


def test_list_of_values_is_a_document_again(package: ModuleType) -> None:
    days = importlib.import_module("rich_contracts.days")
    models = importlib.import_module("rich_contracts._models")

    found = days.parse_days(["2026-01-01", "2026-01-02"])

    assert found[1].day == 2
    assert models.document_of(found) == ["2026-01-01", "2026-01-02"]


def test_printed_package_is_clean(package: ModuleType, project: Project) -> None:
    folder = project.folder / "generated" / "python"
    strict = [sys.executable, "-m", "mypy", "--config-file=", "--strict", "."]
    done = subprocess.run(strict, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--line-length", "100",
            "--target-version", "py311", "."]  # fmt: skip
    done = subprocess.run(ruff, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_unknown_format_is_refused(project: Project) -> None:
    project.write("cfc.toml", '[target.python]\nrich-formats = ["duration"]\n')
    project.write("schemas/days.json", DAYS)

    assert project.cfc("compile").code == 2


def test_runtime_is_under_the_strict_checkers() -> None:
    file = REPOSITORY / "templates" / "python" / "runtime" / "_formats.py"
    strict = [sys.executable, "-m", "mypy", "--config-file=", "--strict", str(file)]
    done = subprocess.run(strict, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
