"""Run the TypeScript compiler and Node on printed modules."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
TSC = REPOSITORY / "node_modules" / ".bin" / "tsc"
STRICT = {
    "target": "ES2022",
    "lib": ["ES2022"],
    "types": [],
    "module": "NodeNext",
    "strict": True,
    "exactOptionalPropertyTypes": True,
    "noUncheckedIndexedAccess": True,
    "noImplicitOverride": True,
    "noImplicitReturns": True,
    "verbatimModuleSyntax": True,
    "isolatedModules": True,
    "erasableSyntaxOnly": True,
    "skipLibCheck": False,
    "newLine": "lf",
}


def write_all(folder: Path, texts: Mapping[str, str]) -> None:
    """Write texts under a folder that Node reads as ES modules."""
    for path, text in {"package.json": '{"type": "module"}\n', **texts}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def tsc(folder: Path, *, emit: bool = False, **options: object) -> str:
    """Compile all of a folder under the strict flags; return what the compiler complains of."""
    settings: dict[str, object] = {**STRICT, **options}
    if emit:
        settings |= {"outDir": "out", "rootDir": ".", "declaration": True}
    else:
        settings["noEmit"] = True
    config = {"compilerOptions": settings, "include": ["**/*.ts"], "exclude": ["out"]}
    (folder / "tsconfig.json").write_text(json.dumps(config), "utf-8")
    done = subprocess.run(
        [str(TSC), "-p", "tsconfig.json"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def node(folder: Path, script: str) -> object:
    """Run a module's text in a folder and return the JSON that it prints."""
    (folder / "script.mjs").write_text(script, "utf-8")
    done = subprocess.run(
        ["node", "script.mjs"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


_REPRINT = """
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const [repository, texts] = JSON.parse(readFileSync("texts.json", "utf8"));
const ts = createRequire(repository)("typescript");
const printer = ts.createPrinter({ removeComments: true });
const reprint = (name, text) => {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, false);
  const flat = printer.printFile(source).replace(/\\s+/g, " ");
  return flat.replace(/, ?(?=[)\\]}])/g, "").replace(/([:=]|readonly \\() \\| /g, "$1 ").replace(/\\( (?=")/g, "(").replace(/(?<=[("\\w]) \\)/g, ")").replace(/([([]) /g, "$1");
};
const out = Object.entries(texts).map(([name, text]) => [name, reprint(name, text)]);
console.log(JSON.stringify(Object.fromEntries(out)));
"""


def reprinted(texts: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return texts as the compiler itself prints them, so that layout does not count."""
    given = [str(REPOSITORY / "package.json"), dict(texts)]
    (folder / "texts.json").write_text(json.dumps(given), "utf-8")
    printed = node(folder, _REPRINT)
    assert isinstance(printed, dict)
    return printed
