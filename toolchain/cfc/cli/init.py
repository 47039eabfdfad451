"""`cfc init`: a working project, with two example contracts."""

from __future__ import annotations

import os
from pathlib import Path

import click

from cfc.cli.exits import CLEAN, CannotRun
from cfc.cli.options import common_options, current_session

# What is written: the file of the starter, and its place in the project.
_FILES = (
    ("schemas/shop/order.json", "schemas/shop/order.json"),
    ("schemas/shop/place_order.json", "schemas/shop/place_order.json"),
    ("cfc.toml", "cfc.toml"),
    ("pre-commit-config.yaml", ".pre-commit-config.yaml"),
)


@click.command("init", epilog="Example: cfc init demo")
@click.argument("folder", required=False, default=".", metavar="[DIR]")
@click.option(
    "--keep", is_flag=True, help="Leave files that are there as they are; write the rest."
)
@common_options
def command(folder: str, keep: bool) -> int:
    """Start a project in DIR (default: here): example contracts, configuration, commit hook."""
    from cfc.resources import folder as resource

    session = current_session()
    base = Path(folder)
    starter = resource("starter")
    present = [place for _, place in _FILES if os.path.lexists(base / place)]
    if present and not keep:
        listed = ", ".join(f"`{place}`" for place in present)
        raise CannotRun(
            f"nothing was written, since files are in the way: {listed}",
            "name another folder, or leave them as they are and write the rest with `--keep`",
        )
    written = []
    try:
        for source, place in _FILES:
            if place not in present:
                (base / place).parent.mkdir(parents=True, exist_ok=True)
                (base / place).write_bytes((starter / source).read_bytes())
                written.append(place)
        if _ignore(base / ".gitignore", (starter / "gitignore.txt").read_text("utf-8")):
            written.append(".gitignore")
    except OSError as error:
        raise CannotRun(f"`{error.filename}` cannot be written: {error.strerror}") from error
    steps = [*([] if folder == "." else [f"cd {folder}"]), "cfc check", "cfc compile"]
    _answer(folder, written, present, steps)
    for note in _notes(base, present):
        session.say(note)
    return CLEAN


def _ignore(path: Path, lines: str) -> bool:
    """Add what is missing to a list of ignored files; tell whether anything was."""
    text = path.read_text("utf-8") if path.is_file() else ""
    missing = [line for line in lines.splitlines() if line not in text.splitlines()]
    if missing:
        start = text if not text or text.endswith("\n") else text + "\n"
        path.write_text(start + "".join(line + "\n" for line in missing), "utf-8")
    return bool(missing)


def _answer(folder: str, written: list[str], kept: list[str], steps: list[str]) -> None:
    session = current_session()
    if session.format == "json":
        from cfc.diagnostics.formats.json_report import envelope, to_text

        result: dict[str, object] = {"folder": folder, "written": written, "kept": kept}
        session.write(to_text(envelope("init", True, CLEAN, (), result, steps)))
        return
    prefix = "" if folder == "." else folder.rstrip("/") + "/"
    session.write("".join(f"{prefix}{place}\n" for place in written))
    session.say("next: " + " && ".join(steps))
    session.say("then: git init && pre-commit install, so that every commit is checked")


def _notes(base: Path, kept: list[str]) -> list[str]:
    """Return what else is to be done by hand."""
    if ".pre-commit-config.yaml" in kept:
        return [
            "`.pre-commit-config.yaml` was kept: add `cfc check --staged` to it as a local hook"
        ]
    here = base.resolve()
    if (here / ".git").exists():
        return []
    top = next((item for item in here.parents if (item / ".git").exists()), None)
    if top is None:
        return []
    place = here.relative_to(top).as_posix()
    return [
        "note: pre-commit reads only the file at the top of the repository; move the hooks there "
        f"and write `cfc --config {place}/cfc.toml …` in them"
    ]
