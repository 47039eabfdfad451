"""The entry point: finds the command, imports only that one, and turns what stops a run into an exit code."""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
from collections.abc import Sequence

import click

from cfc import __version__
from cfc.cli.exits import COULD_NOT_RUN, OUR_BUG, CannotRun
from cfc.cli.options import common_options, wants_json

# name: (module, summary). The summary stands here so that `--help` imports no command.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("cfc.cli.init", "Start a project: example contracts, configuration, hook."),
    "compile": ("cfc.cli.compile", "Generate code from contracts."),
    "check": ("cfc.cli.check", "Find what is wrong with contracts; write nothing."),
    "validate": ("cfc.cli.validate", "Judge JSON documents by a contract."),
    "diff": ("cfc.cli.diff", "Find what a change breaks, and for whom."),
    "semver": ("cfc.cli.semver", "Print the least version bump of a change."),
    "fuzz": ("cfc.cli.fuzz", "Try contracts, or an implementation, on drawn values."),
    "generate": ("cfc.cli.generate", "Print valid documents of a contract."),
    "eval": ("cfc.cli.eval", "Try an invariant on a document."),
    "gate": ("cfc.cli.gate", "Run every check that a change has to pass."),
    "propose": ("cfc.cli.propose", "Propose, negotiate and apply changes of contracts."),
    "explain": ("cfc.cli.explain", "Print the page of a rule."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found = importlib.import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and name not in COMMANDS and not name.startswith("-"):
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, 1)
            hint = f"did you mean `{near[0]}`?" if near else "`cfc --help` lists them all"
            raise click.UsageError(f"`{name}` is no command; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: cfc compile schemas/",
)
@click.version_option(__version__, prog_name="cfc")
@common_options
@click.pass_context
def cfc(ctx: click.Context) -> None:
    """The contract-first compiler: contracts to Python and TypeScript, with one meaning."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    args = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = cfc.main(args=args, prog_name="cfc", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        _stop("interrupted", "", args, 130)
    except click.UsageError as error:
        if not args:
            click.echo(error.format_message(), err=True)
            sys.exit(COULD_NOT_RUN)
        hint = ""
        if error.ctx is not None:
            hint = f"`{error.ctx.command_path} --help` shows what it takes"
        _stop(error.format_message(), hint, args, COULD_NOT_RUN)
    except click.ClickException as error:
        _stop(error.format_message(), "", args, COULD_NOT_RUN)
    except CannotRun as error:
        _stop(error.message, error.hint, args, COULD_NOT_RUN)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        _crash(error, args)


def run() -> None:
    """Run as a program of its own: it is short-lived, and nearly all it makes lives to its end.

    So nobody looks for garbage, and the end does not take a million objects apart.
    """
    gc.disable()
    try:
        main()
    except SystemExit as stop:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(stop.code if isinstance(stop.code, int) else 0)


def _stop(message: str, hint: str, args: list[str], code: int) -> None:
    """Say on stderr what stopped the run; with `--format json` the envelope comes all the same."""
    click.echo(f"cfc: {message}", err=True)
    if hint:
        click.echo(f"hint: {hint}", err=True)
    if wants_json(args):
        command = next((arg for arg in args if arg in COMMANDS), "")
        click.echo(
            json.dumps(
                {
                    "cfc": 1,
                    "command": command,
                    "ok": False,
                    "exit": code,
                    "findings": [],
                    "result": {"error": message},
                    "next": [hint] if hint else [],
                },
                ensure_ascii=False,
            )
        )
    sys.exit(code)


def _crash(error: Exception, args: list[str]) -> None:
    if os.environ.get("CFC_TRACEBACK"):
        raise error
    import platform
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(frame.filename)}:{frame.lineno}"
    message = f"a bug of cfc: {type(error).__name__} at {place}: {error}"
    hint = (
        f"please report it with this line, cfc {__version__}, Python {platform.python_version()}; "
        "CFC_TRACEBACK=1 shows where it happened"
    )
    _stop(message, hint, args, OUR_BUG)
