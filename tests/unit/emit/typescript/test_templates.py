"""A user's template wins over ours: one test for each kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from cfc.emit.typescript.target import JavaScriptTarget, TypeScriptTarget

from tests.support.modules import LINE, ORDER

PARTS = ("imports", "types", "constants", "functions", "steps", "validators", "boundary")


@pytest.mark.parametrize("part", PARTS)
def test_part_can_be_replaced(tmp_path: Path, part: str) -> None:
    file = tmp_path / "typescript" / "parts" / f"{part}.ts.jinja"
    file.parent.mkdir(parents=True)
    file.write_text("// replaced\n", "utf-8")
    target = TypeScriptTarget([LINE.id, ORDER.id], tmp_path)
    assert "// replaced" in target.print_module(ORDER)["order.ts"]


def test_module_index_and_declarations_can_be_replaced(tmp_path: Path) -> None:
    for path in ("typescript/module.ts.jinja", "typescript/index.ts.jinja",
                 "javascript/module.d.ts.jinja"):  # fmt: skip
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"// replaced {path.count('x')}\n", "utf-8")
    target = JavaScriptTarget([ORDER.id], tmp_path)
    texts = {**target.print_module(ORDER), **target.print_shared([ORDER.id], frozenset())}
    replaced = {path for path, text in texts.items() if text.startswith("// replaced")}
    assert replaced == {"order.js", "order.d.ts", "index.js", "index.d.ts"}


def test_runtime_can_be_replaced(tmp_path: Path) -> None:
    file = tmp_path / "typescript" / "runtime" / "runtime.ts"
    file.parent.mkdir(parents=True)
    file.write_text("// replaced\n", "utf-8")
    target = TypeScriptTarget([], tmp_path)
    assert target.print_shared([], frozenset())["runtime.ts"] == "// replaced\n"
