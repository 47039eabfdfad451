"""`cfc propose`: change contracts by pages that are executed, negotiated and applied whole."""

from __future__ import annotations

import importlib

import click

from cfc.cli.options import common_options

# name: (module, name in it, summary)
COMMANDS: dict[str, tuple[str, str, str]] = {
    "new": ("propose_new", "new", "Start a page for a contract."),
    "from-edit": ("propose_edit", "from_edit", "Make a page of an edit in the working tree."),
    "from-patch": ("propose_new", "from_patch", "Make a page of a JSON Patch (RFC 6902)."),
    "from-request": ("propose_request", "from_request", "Make a page of a request in one line."),
    "from-finding": ("propose_request", "from_finding", "Make a page of what fuzzing found."),
    "check": ("propose_check", "check", "Execute pages; write nothing."),
    "list": ("propose_list", "list_", "List the proposals and where they stand."),
    "show": ("propose_list", "show", "Show one proposal and the change as a diff."),
    "ack": ("propose_review", "ack", "Acknowledge a page for a party."),
    "reject": ("propose_review", "reject", "Reject a page for a party."),
    "counter": ("propose_counter", "counter", "Answer a page with another one."),
    "apply": ("propose_apply", "apply", "Write contract, version, changelog and code."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name, _ = COMMANDS[cmd_name]
        found = getattr(importlib.import_module(f"cfc.cli.{module}"), name)
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and name not in COMMANDS and not name.startswith("-"):
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, 1)
            hint = f"did you mean `{near[0]}`?" if near else "`cfc propose --help` lists them all"
            raise click.UsageError(f"`{name}` is no command of `cfc propose`; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in COMMANDS.items()])


@click.group("propose", cls=LazyGroup, epilog="Example: cfc propose check 7")
@common_options
def command() -> None:
    """Propose, negotiate and apply changes of contracts. Pages lie in proposals/."""
