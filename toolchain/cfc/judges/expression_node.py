"""One Node process that evaluates printed JavaScript.

In: trees and JSON values. Out: JSON answers. The functions are printed without types into a
temporary folder beside the JavaScript runtime, and imported from there: nothing is evaluated
from text.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from cfc.emit.code import Code, environment, join
from cfc.emit.typescript.expressions import PART_OF_EXPORT
from cfc.emit.typescript.invariants import print_expression
from cfc.emit.typescript.literals import literal
from cfc.invariants.lower import lower
from cfc.invariants.lowered import Lowered
from cfc.invariants.tree import Tree
from cfc.resources import folder

_DRIVER = """\
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { countCalls } from "./runtime/recursion.js";

const plain = (value) => {
  if (typeof value === "function" || value instanceof RegExp) return "";
  if (Array.isArray(value)) return Array.from(value, (item) => plain(item ?? null));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    const { expression } = await import(pathToFileURL(request.file).href);
    countCalls(request.deepest);
    const result = expression(...request.given.map((one) => one[0]));
    if (typeof result === "number" && !Number.isFinite(result)) {
      answer = { error: { code: "D1001", message: "the result is a number out of range" } };
    } else {
      answer = result === undefined ? {} : { value: plain(result) };
    }
  } catch (error) {
    if (error instanceof RangeError) {
      answer = { error: { code: "U1001", message: "the value is nested too deeply" } };
    } else if (typeof error.code === "string" && "token" in error) {
      answer = { error: { code: error.code, token: error.token, message: error.message } };
    } else {
      answer = { error: { code: "X0000", message: String(error.stack) } };
    }
  }
  process.stdout.write(JSON.stringify(answer) + "\\n");
}
"""


class EngineMissing(Exception):
    """An engine cannot run here; the message says what is missing."""


def print_javascript(tree: Tree, free: tuple[str, ...]) -> str:
    """Return a module that exports one function, `expression`."""
    return print_lowered(lower(tree, free))


def print_lowered(lowered: Lowered) -> str:
    """Return a module that exports one function, `expression`."""
    function = print_expression(lowered, "expression", set(), typed=False)
    template = environment(folder("templates")).get_template("typescript/parts/expression.ts.jinja")
    parts: dict[str, list[Code]] = {}
    for name in function.imports:
        parts.setdefault(PART_OF_EXPORT[name.text], []).append(name)
    imports = [
        (literal(f"./runtime/{part}.js"), join(", ", names))
        for part, names in sorted(parts.items())
    ]
    return template.render(function=function, imports=imports)


class NodeEvaluator:
    """Starts with `with`; ends its process and removes its folder behind."""

    def __enter__(self) -> NodeEvaluator:
        node = shutil.which("node")
        if node is None:
            raise EngineMissing(
                "the engine `typescript` needs Node 20 or later: no `node` is found"
            )
        self._folder = Path(tempfile.mkdtemp(prefix="cfc-expression-"))
        runtime = folder("templates") / "javascript" / "runtime"
        shutil.copytree(runtime, self._folder, dirs_exist_ok=True)
        (self._folder / "package.json").write_text('{"type": "module"}', "utf-8")
        driver = self._folder / "driver.js"
        driver.write_text(_DRIVER, "utf-8")
        self._process = subprocess.Popen(
            [node, str(driver)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self._count = 0
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()
        shutil.rmtree(self._folder, ignore_errors=True)

    def evaluate(
        self,
        lowered: Lowered,
        data: tuple[object] | None,
        bindings: Mapping[str, object],
        deepest: int,
    ) -> dict[str, object]:
        """Return `{value}`, `{}` for no value, or `{error: {code, token, message}}`."""
        self._count += 1
        file = self._folder / f"expression{self._count}.js"
        file.write_text(print_lowered(lowered), "utf-8")
        given = [[] if data is None else list(data), *([value] for value in bindings.values())]
        if lowered.clock:
            given.append([time.time_ns() // 1_000_000])
        request = json.dumps({"file": str(file), "given": given, "deepest": deepest})
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise EngineMissing("the Node process has no pipes")
        stdin.write(request + "\n")
        stdin.flush()
        line = stdout.readline()
        if not line:
            raise EngineMissing("the Node process ended early")
        answer: dict[str, object] = json.loads(line)
        return answer
