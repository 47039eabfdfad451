"""Bowtie's harness protocol (version 1), so that the community can measure generated validators.

In: commands as JSON lines on stdin (`start`, `dialect`, `run`, `stop`). Out: a line for each but
`stop`. `python -m cfc.bowtie --engine python|typescript|reference`.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Iterable, Iterator

from cfc import __version__
from cfc.contract.keywords import DIALECT
from cfc.judges.node import EngineMissing
from cfc.pipeline.validating import ENGINES, CannotJudge, EngineName, Question, Validators

VERSION = 1
_HOME = "https://pypi.org/project/cfc-toolchain/"
_LANGUAGES = {"python": "python", "typescript": "typescript", "reference": "python"}


class Harness:
    """Answers commands by one engine."""

    def __init__(self, engine: EngineName) -> None:
        self._engine = engine
        self._validators = Validators(engine)
        self._started = False
        self._dialect = DIALECT

    def run(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield an answer for each command until `stop`. Raises ValueError for what is none."""
        try:
            for line in lines:
                if not line.strip():
                    continue
                command = json.loads(line)
                if command["cmd"] == "stop":
                    return
                yield json.dumps(self._answer(command))
        finally:
            self._validators.close()

    def _answer(self, command: dict[str, object]) -> dict[str, object]:
        name = command.get("cmd")
        if name == "start":
            if command.get("version") != VERSION:
                raise ValueError(f"this harness speaks version {VERSION} of the protocol")
            self._started = True
            return {"ready": True, "version": VERSION, "implementation": self._implementation()}
        if not self._started:
            raise ValueError("the first command is `start`")
        if name == "dialect":
            self._dialect = str(command.get("dialect"))
            return {"ok": self._dialect == DIALECT}
        if name == "run":
            return {"seq": command.get("seq"), **self._run(command.get("case"))}
        raise ValueError(f"there is no command `{name}`")

    def _implementation(self) -> dict[str, object]:
        return {
            "language": _LANGUAGES[self._engine],
            "name": f"cfc-{self._engine}",
            "version": __version__,
            "homepage": _HOME,
            "documentation": _HOME,
            "issues": _HOME,
            "source": _HOME,
            "dialects": [DIALECT],
            "os": platform.system(),
            "os_version": platform.release(),
            "language_version": platform.python_version(),
        }

    def _run(self, case: object) -> dict[str, object]:
        if not isinstance(case, dict):
            raise ValueError("the command `run` has a `case`")
        values = [test["instance"] for test in case["tests"]]
        documents = case.get("registry") or {}
        question = Question(
            case["schema"], values, self._dialect, assert_formats=False, documents=documents
        )
        try:
            verdicts = self._validators.judge(question)
        except (CannotJudge, EngineMissing) as error:
            return {"errored": True, "context": {"message": str(error)}}
        return {"results": [{"valid": valid} for valid in verdicts]}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m cfc.bowtie", description=__doc__)
    parser.add_argument("--engine", choices=ENGINES, default="python")
    engine: EngineName = parser.parse_args().engine
    for answer in Harness(engine).run(sys.stdin):
        print(answer, flush=True)


if __name__ == "__main__":
    main()
