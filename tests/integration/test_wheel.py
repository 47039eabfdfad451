"""The wheel, installed into an environment of its own, away from the checkout."""

from __future__ import annotations

import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.support.project import REPOSITORY, Run, execute


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    run = execute([*command, str(REPOSITORY)], folder)
    assert run.code == 0, run.stdout + run.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install without a network: the dependencies are those of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install"]
    run = execute([*pip, "--no-deps", "--no-index", "--quiet", str(wheel)], folder)
    assert run.code == 0, run.stderr
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = execute([str(python), "-c", ask], folder).stdout.strip()
    Path(own, "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return folder / "bin"


def test_wheel_carries_its_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    assert names >= {
        "cfc/schemas/cfc/contract.json",
        "cfc/rules/check/unknown-keyword.md",
        "cfc/starter/cfc.toml",
        "cfc/starter/gitignore.txt",
        "cfc/starter/schemas/shop/order.json",
        "cfc/templates/python/module.py.jinja",
        "cfc/templates/typescript/runtime/runtime.ts",
        "cfc/py.typed",
    }
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"cfc"}


def test_installed_wheel_works_from_an_empty_folder(bin_folder: Path, tmp_path: Path) -> None:
    where = execute([str(bin_folder / "python"), "-c", "import cfc; print(cfc.__file__)"], tmp_path)
    assert Path(where.stdout.strip()).is_relative_to(bin_folder.parent)

    def cfc(folder: Path, *arguments: str) -> Run:
        return execute([str(bin_folder / "cfc"), *arguments], folder)

    demo = tmp_path / "demo"
    made = cfc(tmp_path, "init", "demo")
    compiled = cfc(demo, "compile")
    checked = cfc(demo, "check")
    explained = cfc(demo, "explain", "unknown-keyword")

    assert [run.code for run in (made, compiled, checked, explained)] == [0, 0, 0, 0]
    assert checked.stderr == "2 contracts: no findings\n"
    assert (demo / "generated" / "python" / "contracts" / "shop" / "order.py").is_file()
    assert (demo / "generated" / "typescript" / "shop" / "order.ts").is_file()


def test_generated_package_needs_only_pydantic(bin_folder: Path, tmp_path: Path) -> None:
    cfc = str(bin_folder / "cfc")
    execute([cfc, "init"], tmp_path)
    execute([cfc, "compile", "--target", "python"], tmp_path)
    script = (
        "import sys; import contracts.shop.place_order; "
        "print(sorted({'cfc', 'jsonschema', 'jinja2', 'jsonata'} & set(sys.modules)))"
    )

    run = execute([str(bin_folder / "python"), "-c", script], tmp_path / "generated" / "python")

    assert (run.stdout, run.stderr) == ("[]\n", "")
