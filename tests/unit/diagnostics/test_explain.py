"""`cfc explain`: the page of a rule, or the list of all."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from cfc.cli.app import main
from cfc.diagnostics.catalogue import catalogue

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def explain(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["explain", *arguments])
        printed = capsys.readouterr()
        return int(stop.value.code or 0), printed.out, printed.err

    return explain


@pytest.mark.parametrize("name", ["duplicate-key", "CFC-L102"])
def test_the_page_is_printed_as_it_is(run: Run, name: str) -> None:
    assert run(name) == (0, catalogue().rule("duplicate-key").page_text, "")


def test_json_gives_the_fields(run: Run) -> None:
    code, out, _ = run("duplicate-key", "--format", "json")

    value = json.loads(out)
    assert (code, value["command"], value["ok"], value["exit"]) == (0, "explain", True, 0)
    assert value["result"]["code"] == "CFC-L102"
    assert value["result"]["page"].startswith("# duplicate-key")


def test_an_unknown_rule_gets_a_suggestion(run: Run) -> None:
    code, out, err = run("duplicat-key")

    assert (code, out) == (2, "")
    assert err == "cfc: `duplicat-key` is no rule\nhint: did you mean `duplicate-key`?\n"


def test_no_rule_at_all_could_not_run(run: Run) -> None:
    assert run()[0] == 2


def test_the_list_has_a_line_for_each_rule(run: Run) -> None:
    _, out, _ = run("--list")

    lines = out.splitlines()
    assert len(lines) == len(catalogue().load_all())
    assert any(line.startswith("CFC-L102  error    duplicate-key") for line in lines)
