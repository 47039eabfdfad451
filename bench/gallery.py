"""Print the gallery: what three generators make of twelve constructs of real schemas.

Usage: python -m bench.gallery [CORPUS_DIR] > docs/gallery.md

In: `bench/gallery/*.json`: a construct, where it stands in real schemas, a small schema of our own
that shows it, and what differs. Out: the page. Given the corpus, it refuses to name a schema
that is not there. The peers print with the settings that nobody has to look for.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from textwrap import fill

from bench.compiled import compiled

ROOT = Path(__file__).resolve().parents[1]
PIECES = ROOT / "bench" / "gallery"
LINES = 25
"""Lines of a text that are shown; what comes after is cut."""
HEAD = """\
# Gallery

<!-- Printed by `python -m bench.gallery` from bench/gallery. -->
<!-- fmt: off -->

Twelve constructs of real schemas (named in each section, and shown by a small schema of the same
form), and what json-schema-to-typescript, datamodel-code-generator and cfc print of them, all with
their defaults. Imports, validators and adapters are left out; `…` stands where a text is cut. A type
cannot say all that a schema says; cfc prints validators beside it, which do.

Some of what differs can be had from datamodel-code-generator by options: `--use-missing-sentinel`
with `--strict-nullable` tells absent from null, `--use-tuple-for-closed-arrays` prints tuples,
`--extra-fields allow` keeps what is not declared (and opens closed objects, too).
"""
NODE_PEER = """
import { compile } from "json-schema-to-typescript";
import { readFileSync } from "node:fs";
const texts = {};
for (const [name, schema] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  try {
    texts[name] = await compile(schema, name, { bannerComment: "" });
  } catch (error) {
    texts[name] = `// fails: ${error.message}`;
  }
}
console.log(JSON.stringify(texts));
"""
Piece = dict[str, object]
_VALIDATORS = r"^(?:// #|const |export const |(?:export )?function )"


def pieces() -> dict[str, Piece]:
    """Return the constructs by the stem of their files, in order."""
    return {
        path.stem: json.loads(path.read_text("utf-8")) for path in sorted(PIECES.glob("*.json"))
    }


def of_typescript_peer(found: dict[str, Piece]) -> dict[str, str]:
    schemas = {name: piece["schema"] for name, piece in found.items()}
    done = subprocess.run(
        ["node", "--input-type=module", "-e", NODE_PEER],
        cwd=ROOT, input=json.dumps(schemas), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def of_python_peer(piece: Piece) -> str:
    from datamodel_code_generator import Formatter, InputFileType, generate
    from datamodel_code_generator.enums import DataModelType

    code = generate(
        json.dumps(piece["schema"]),
        input_file_type=InputFileType.JsonSchema,
        output_model_type=DataModelType.PydanticV2BaseModel,
        formatters=[Formatter.BUILTIN],
    )
    return str(code)


def of_cfc(name: str, piece: Piece) -> dict[str, str]:
    """Return the types that cfc prints, by language."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{name[3:]}.json"
        source.write_text(json.dumps(piece["schema"]), "utf-8")
        code = compiled(source, ("python", "typescript"))
    head, _, last = code.path("python").removesuffix(".py").rpartition("/")
    return {
        "python": code.texts["python"][f"{head}/_{last}_models.py"],
        "typescript": code.text("typescript"),
    }


def declarations(language: str, text: str) -> str:
    """Return the declarations of a text: no imports, no validators, no adapters."""
    if language == "typescript":
        found = re.search(r"^(?:/\*\*|export (?:interface|type) )", text, re.MULTILINE)
        rest = text[found.start() :] if found else text
        return re.split(_VALIDATORS, rest, maxsplit=1, flags=re.MULTILINE)[0].strip()
    body = re.split(r"^(?:class |\w+ = TypeAliasType)", text, maxsplit=1, flags=re.MULTILINE)
    start = len(body[0]) if len(body) > 1 else 0
    return re.split(r"^\w+_ADAPTER\b", text[start:], maxsplit=1, flags=re.MULTILINE)[0].strip()


def cut(text: str) -> str:
    lines = [line.rstrip() for line in re.sub(r"\n{2,}", "\n\n", text).strip().splitlines()]
    return "\n".join(lines if len(lines) <= LINES else [*lines[: LINES - 1], "…"])


def page() -> str:
    """Return the whole page."""
    found = pieces()
    types = of_typescript_peer(found)
    sections = [HEAD]
    for name, piece in found.items():
        ours = of_cfc(name, piece)
        texts = (
            ("json-schema-to-typescript", "ts", types[name]),
            ("cfc", "ts", declarations("typescript", ours["typescript"])),
            ("datamodel-code-generator", "python", declarations("python", of_python_peer(piece))),
            ("cfc", "python", declarations("python", ours["python"])),
        )
        schema = json.dumps(piece["schema"])
        sections.append(f"## {piece['construct']}\n\nStands in {piece['stands_in']}.\n")
        sections.append(
            f"```json\n{_laid_out(schema)}\n```\n\n{fill(str(piece['differs']), 100)}\n"
        )
        sections.extend(f"{tool}:\n\n```{kind}\n{cut(text)}\n```\n" for tool, kind, text in texts)
    return "\n".join(sections)


def _laid_out(text: str, width: int = 96) -> str:
    """Return JSON with as much on a line as fits."""

    def lay(value: object, indent: int, before: int = 0) -> str:
        inline = json.dumps(value)
        if len(inline) + indent + before <= width or not isinstance(value, dict | list):
            return inline
        pad = " " * (indent + 2)
        if isinstance(value, list):
            parts = [pad + lay(item, indent + 2) for item in value]
        else:
            keys = [json.dumps(key) + ": " for key in value]
            items = zip(keys, value.values(), strict=True)
            parts = [pad + key + lay(item, indent + 2, len(key)) for key, item in items]
        ends = "[]" if isinstance(value, list) else "{}"
        return ends[0] + "\n" + ",\n".join(parts) + "\n" + " " * indent + ends[1]

    return lay(json.loads(text), 0)


def main() -> int:
    if len(sys.argv) > 1:
        index = json.loads((Path(sys.argv[1]) / "index.json").read_text("utf-8"))
        known = {str(entry["name"]) for entry in index}
        for name, piece in pieces().items():
            words = re.findall(r"[a-z0-9_.-]+", str(piece["stands_in"]).split(":")[0])
            if not known & set(words):
                raise SystemExit(f"{name}: no schema of the corpus is called so")
    sys.stdout.write(page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
