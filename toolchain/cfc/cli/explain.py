"""`cfc explain`: the page of a rule, or the list of all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cfc.cli.exits import CLEAN, CannotRun
from cfc.cli.options import common_options, current_session

if TYPE_CHECKING:
    from cfc.diagnostics.catalogue import Catalogue, Rule


@click.command("explain", epilog="Example: cfc explain duplicate-key")
@click.argument("rule", required=False)
@click.option("--list", "list_all", is_flag=True, help="List all rules, a line each.")
@common_options
def command(rule: str | None, list_all: bool) -> int:
    """Print what a rule finds, why, and how to mend it. RULE is a name or a code."""
    from cfc.diagnostics.catalogue import catalogue

    if list_all:
        rules = catalogue().load_all()
        width = max((len(each.name) for each in rules), default=0)
        lines = [
            f"{each.code}  {each.severity.word:<7}  {each.name:<{width}}  {each.summary}\n"
            for each in rules
        ]
        return _answer("".join(lines), {"rules": [_fields(each) for each in rules]})
    if rule is None:
        raise CannotRun("no rule is given", "`cfc explain --list` lists them all")
    found = _find(catalogue(), rule)
    return _answer(found.page_text, {**_fields(found), "page": found.page_text})


def _answer(text: str, result: dict[str, object]) -> int:
    session = current_session()
    if session.format == "json":
        from cfc.diagnostics.formats.json_report import envelope, to_text

        text = to_text(envelope("explain", True, CLEAN, (), result))
    session.write(text)
    return CLEAN


def _find(rules: Catalogue, name: str) -> Rule:
    try:
        return rules.rule(name)
    except LookupError:
        import difflib

        near = difflib.get_close_matches(name.lower(), rules.names(), n=1)
        hint = f"did you mean `{near[0]}`?" if near else "`cfc explain --list` lists them all"
        raise CannotRun(f"`{name}` is no rule", hint) from None


def _fields(rule: Rule) -> dict[str, object]:
    return {
        "rule": rule.name,
        "code": rule.code,
        "family": rule.family,
        "severity": rule.severity.word,
        "summary": rule.summary,
        "why": rule.why,
        "help": rule.help,
        "replacedBy": rule.replaced_by,
    }
