"""A contract with comments, the request to change it, and the page that comes of it."""

from __future__ import annotations

from tests.support.project import Project

CONTRACT = """\
{
  // What the form sends.
  "contractVersion": "1.0.0",
  "title": "User input",
  "type": "object",
  "properties": {
    "age": { "type": "integer", "minimum": 0, "exclusiveMaximum": 120 }, // in years
    "email": { "type": "string", "format": "email" }
  },
  /* both, always */
  "required": ["age", "email"],
  "additionalProperties": false
}
"""
REQUEST = {
    "type": "NEGOTIATION_REQUEST",
    "target": "user_input.json",
    "current_invariant": "age < 120",
    "proposed_invariant": "age < 150",
    "reason": "Supercentenarians exist in dataset",
}
ID = "0001-supercentenarians-exist-in-dataset"
PAGE = f"proposals/{ID}.md"


def write_shop(project: Project) -> Project:
    """Write the contract and the request."""
    project.write("schemas/user_input.json", CONTRACT)
    project.write("request.json", REQUEST)
    return project


def propose(project: Project) -> Project:
    """Make the page."""
    assert project.cfc("propose", "from-request", "request.json").code == 0
    return project


def contents(project: Project) -> dict[str, str]:
    """Return all files with their texts."""
    return {path: project.read(path) for path in project.files()}
