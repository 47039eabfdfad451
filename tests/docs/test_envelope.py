"""Every command's JSON answer keeps the contract that the documentation names."""

from __future__ import annotations

import pytest

from tests.support.project import REPOSITORY, Project

ANSWERS = {
    "init": ("init", "fresh"),
    "check": ("check",),
    "findings": ("check", "broken"),
    "compile": ("compile",),
    "validate": ("validate", "shop/order", "schemas/shop/order.json"),
    "eval": ("eval", "1 + 1"),
    "eval that fails": ("eval", "1 +"),
    "explain": ("explain", "duplicate-key"),
    "list of rules": ("explain", "--list"),
    "usage": ("check", "--nope"),
    "missing input": ("check", "nowhere"),
    "no command": ("chek",),
}


@pytest.mark.parametrize("arguments", ANSWERS.values(), ids=ANSWERS)
def test_answer_keeps_the_contract_of_the_envelope(
    project: Project, arguments: tuple[str, ...]
) -> None:
    project.cfc("init")
    project.write("broken/a.json", '{ "minimun": 1, "$ref": "b.json" }')
    answer = project.cfc(*arguments, "--format", "json")
    project.write("answer.json", answer.stdout)
    contract = REPOSITORY / "schemas" / "cfc" / "report.json"
    project.write("report/report.json", contract.read_text("utf-8"))

    run = project.cfc("validate", "report/report.json", "answer.json")

    assert run.code == 0, run.stdout
    assert answer.envelope["exit"] == answer.code
    assert answer.envelope["ok"] == (answer.code == 0)
