"""`cfc explain`: the page of a rule, or the list of all rules."""

from __future__ import annotations

import difflib

import click
from cfc.diagnostics.catalogue import Catalogue, Rule, catalogue
from cfc.diagnostics.formats.json_report import envelope, to_text

_EPILOG = "Example: cfc explain duplicate-key"


@click.command("explain", epilog=_EPILOG)
@click.argument("rule", required=False)
@click.option("--list", "list_all", is_flag=True, help="List all rules, a line each.")
@click.option(
    "--format", "format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def command(rule: str | None, list_all: bool, format: str) -> None:
    """Print what a rule finds, why, and how to mend it. RULE is a name or a code."""
    rules = catalogue()
    if list_all:
        every = rules.load_all()
        if format == "json":
            result: dict[str, object] = {"rules": [_fields(each) for each in every]}
            click.echo(to_text(envelope("explain", True, 0, (), result)), nl=False)
            return
        width = max((len(each.name) for each in every), default=0)
        for each in every:
            line = f"{each.code}  {each.severity.word:<7}  {each.name:<{width}}  {each.summary}"
            click.echo(line)
        return
    if rule is None:
        raise click.UsageError("which rule? `cfc explain --list` lists them all")
    found = _find(rules, rule)
    if format == "json":
        result = {**_fields(found), "page": found.page_text}
        click.echo(to_text(envelope("explain", True, 0, (), result)), nl=False)
    else:
        click.echo(found.page_text, nl=False)


def _find(rules: Catalogue, name: str) -> Rule:
    try:
        return rules.rule(name)
    except LookupError:
        near = difflib.get_close_matches(name.lower(), rules.names(), n=1)
        hint = f"did you mean `{near[0]}`?" if near else "`cfc explain --list` lists them all"
        raise click.UsageError(f"`{name}` is no rule; {hint}") from None


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
