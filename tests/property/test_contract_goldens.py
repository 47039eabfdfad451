"""Small contracts, and what they compile to in both languages, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.project import Project

SUITE = Path(__file__).resolve().parents[1] / "suites" / "contracts"
CASES = sorted(path.name for path in SUITE.iterdir() if path.is_dir())
FILES = {"contract.json", "golden.py", "golden_models.py", "golden.ts"}


@pytest.mark.parametrize("case", CASES)
def test_contract_compiles_to_its_golden(
    case: str, project: Project, golden: Callable[[Path, str], None]
) -> None:
    project.write("cfc.toml", "")
    project.write("schemas/contract.json", (SUITE / case / "contract.json").read_text("utf-8"))
    assert project.cfc("compile").code == 0
    package = "generated/python/contracts"
    golden(SUITE / case / "golden.py", project.read(f"{package}/contract.py"))
    golden(SUITE / case / "golden_models.py", project.read(f"{package}/_contract_models.py"))
    golden(SUITE / case / "golden.ts", project.read("generated/typescript/contract.ts"))


def test_no_golden_is_without_its_contract() -> None:
    assert 4 <= len(CASES) <= 8
    for case in CASES:
        assert {path.name for path in (SUITE / case).iterdir()} == FILES, case
    assert [path.name for path in SUITE.iterdir() if path.is_file()] == ["README.md"]
