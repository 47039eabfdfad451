"""`cfc explain`: the page of a rule, or the list of all."""

from __future__ import annotations

import json

import pytest
from cfc.cli.explain import command
from cfc.diagnostics.catalogue import catalogue
from click.testing import CliRunner, Result


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


@pytest.mark.parametrize("name", ["duplicate-key", "CFC-L102"])
def test_the_page_is_printed_as_it_is(name: str) -> None:
    result = run(name)

    assert (result.exit_code, result.stdout) == (0, catalogue().rule("duplicate-key").page_text)


def test_json_gives_the_fields() -> None:
    value = json.loads(run("duplicate-key", "--format", "json").stdout)

    assert (value["command"], value["ok"], value["exit"]) == ("explain", True, 0)
    assert value["result"]["code"] == "CFC-L102"
    assert value["result"]["page"].startswith("# duplicate-key")


def test_an_unknown_rule_gets_a_suggestion() -> None:
    result = run("duplicat-key")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "`duplicat-key` is no rule; did you mean `duplicate-key`?" in result.stderr


def test_no_rule_at_all_is_a_usage_error() -> None:
    assert run().exit_code == 2


def test_the_list_has_a_line_for_each_rule() -> None:
    lines = run("--list").stdout.splitlines()

    assert len(lines) == len(catalogue().load_all())
    assert any(line.startswith("CFC-L102  error    duplicate-key") for line in lines)
