"""The options that every command takes, before or after its name, and what they make of a run."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cfc.cli.exits import CLEAN, FINDINGS, CannotRun

if TYPE_CHECKING:
    from cfc.config.model import Config
    from cfc.diagnostics.model import Severity
    from cfc.diagnostics.reporter import Reporter

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("text", "concise", "json", "sarif", "github", "junit")
_MARK = "cfc.session"


@dataclass(frozen=True)
class Session:
    """One run: where it takes its settings from, and where and how it answers."""

    config_path: str | None = None
    format: str = "text"
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False
    output: str | None = None

    def config(self) -> Config:
        """Return the settings; raises CannotRun when they cannot be used."""
        from cfc.config.load import load_config
        from cfc.config.model import ConfigError

        try:
            explicit = Path(self.config_path) if self.config_path else None
            config = load_config(Path.cwd(), explicit)
        except ConfigError as error:
            raise CannotRun(str(error), "docs/configuration.md lists every key") from error
        if (config.project / ".cfc_cache" / "apply").is_dir():
            # An apply was killed half way: no command may see contracts of two versions.
            from cfc.cli.propose_place import finish_interrupted

            finish_interrupted(self, config)
        return config

    def reporter(self, config: Config) -> Reporter:
        """Return a reporter under the settings."""
        from cfc.diagnostics.catalogue import catalogue
        from cfc.diagnostics.reporter import Reporter

        try:
            return Reporter(catalogue(), config.severities, config.suppressions)
        except LookupError as error:
            import difflib

            name = str(error.args[0]) if error.args else ""
            near = difflib.get_close_matches(name.lower(), catalogue().names(), 1)
            raise CannotRun(
                f"{config.file}: `{name}` is no rule",
                f"did you mean `{near[0]}`?" if near else "`cfc explain --list` lists every rule",
            ) from error

    @property
    def colored(self) -> bool:
        if self.output is not None or self.color == "never":
            return False
        if self.color == "always" or os.environ.get("FORCE_COLOR"):
            return True
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    def say(self, text: str) -> None:
        """Print a summary or a hint: on stderr, unless quiet."""
        if not self.quiet:
            click.echo(text, err=True)

    def write(self, text: str) -> None:
        """Print the result: on stdout, or into the file of `--output`."""
        if self.output is None:
            click.echo(text, nl=False, color=True)  # coloured or not has been decided
            return
        try:
            Path(self.output).write_text(text, "utf-8")
        except OSError as error:
            raise CannotRun(f"`{self.output}` cannot be written: {error.strerror}") from error

    def finish(
        self,
        command: str,
        reporter: Reporter,
        result: dict[str, object] | None = None,
        *,
        fail_on: Severity | None = None,
        next_steps: Sequence[str] = (),
        text: str = "",
    ) -> int:
        """Print the findings and the result; return the exit code.

        `text` is the result as the text formats show it.
        """
        from cfc.diagnostics.model import Severity

        threshold = Severity.ERROR if fail_on is None else fail_on
        findings = reporter.findings()
        failed = any(finding.severity >= threshold for finding in findings)
        code = FINDINGS if failed else CLEAN
        if self.format == "json":
            from cfc.diagnostics.formats.json_report import envelope, to_text

            body = envelope(command, not failed, code, findings, result or {}, list(next_steps))
            self.write(to_text(body))
            return code
        from cfc.diagnostics.render import render

        shown = findings
        if self.quiet:
            shown = tuple(item for item in findings if item.severity >= threshold)
        printed = render(
            shown,
            self.format,  # type: ignore[arg-type]
            color=self.colored,
            catalogue=reporter.catalogue,
            command=command,
        )
        # A file is written even when there is nothing to say: an old answer must not stay.
        if printed.strip() or text or self.output is not None:
            self.write(printed + (text if self.format in ("text", "concise") else ""))
        return code


def common_options(function: F) -> F:
    """Add the common options. What stands after the command wins over what stands before it."""

    @wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        ctx = click.get_current_context()
        given = {
            name: kwargs.pop(name)
            for name in ("config_path", "format", "color", "quiet", "verbose", "output")
        }
        above = ctx.parent.meta.get(_MARK) if ctx.parent is not None else None
        base = above if isinstance(above, Session) else Session()
        changes = {name: value for name, value in given.items() if value not in (None, False)}
        ctx.meta[_MARK] = replace(base, **changes)
        return function(*args, **kwargs)

    options = (
        click.option("--config", "config_path", metavar="PATH", help="Configuration file."),
        click.option("--format", "format", type=click.Choice(FORMATS), help="Form of the answer."),
        click.option(
            "--color", type=click.Choice(("auto", "always", "never")), help="Colour on stdout."
        ),
        click.option(
            "-q", "--quiet", is_flag=True, help="Only findings that fail the run; no summary."
        ),
        click.option("-v", "--verbose", is_flag=True, help="Say more: which files were written."),
        click.option("--output", metavar="FILE", help="Write the answer into a file."),
    )
    decorated: Any = wrapped
    for option in reversed(options):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]


def current_session() -> Session:
    """Return the session of the command that runs."""
    found = click.get_current_context().meta.get(_MARK)
    return found if isinstance(found, Session) else Session()


def wants_json(args: Sequence[str]) -> bool:
    """Tell from the bare arguments, since a wrong command line leaves no context."""
    return "--format=json" in args or any(
        arg == "--format" and following == "json" for arg, following in pairwise(args)
    )


def fail_on_option(function: F) -> F:
    """Add `--fail-on`."""
    return click.option(
        "--fail-on",
        type=click.Choice(("error", "warning", "hint")),
        default="error",
        show_default=True,
        help="The least severity that makes the exit code 1.",
    )(function)


def severity(word: str) -> Severity:
    """Return the severity of its word."""
    from cfc.diagnostics.model import Severity

    return Severity[word.upper()]
