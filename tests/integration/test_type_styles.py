"""How a project wants its TypeScript types: each setting changes what is printed, and nothing else."""

from __future__ import annotations

import pytest

from tests.support.project import Project

TICKET = {
    "title": "Ticket",
    "type": "object",
    "properties": {
        "key": {"type": "string", "pattern": "^T-[0-9]+$"},
        "id": {"type": "string", "format": "uuid"},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["key", "id"],
}


@pytest.mark.parametrize(
    ("settings", "lines"),
    [
        ("", ["readonly key: `T-${string}`;", "readonly id: string;", "readonly tags?: readonly string[];"]),
        ("readonly = false", ["  key: `T-${string}`;", "  id: string;", "  tags?: string[];"]),
        ("template-literals = false", ["readonly key: string;"]),
        ("branded-formats = true", ['readonly id: string & { readonly __format: "uuid" };']),
    ],
)  # fmt: skip
def test_setting_changes_the_types(project: Project, settings: str, lines: list[str]) -> None:
    project.write("cfc.toml", f"[target.typescript]\n{settings}\n")
    project.write("schemas/ticket.json", TICKET)
    assert project.cfc("compile").code == 0
    text = project.read("generated/typescript/ticket.ts")
    assert [line for line in lines if line not in text] == []
    assert ("readonly key" in text) == (settings != "readonly = false")
