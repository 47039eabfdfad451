"""Settings: where they are found, what they may say, and how a slip is answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from cfc.config.docs import configuration_page
from cfc.config.keys import KEYS
from cfc.config.load import load_config
from cfc.config.model import Config, ConfigError
from cfc.diagnostics.model import Severity

from tests.support.project import REPOSITORY, Project


def refused(project: Project, text: str) -> str:
    project.write("cfc.toml", text)
    with pytest.raises(ConfigError) as caught:
        load_config(project.folder)
    return str(caught.value)


def test_no_file_means_defaults(project: Project) -> None:
    assert load_config(project.folder, ceiling=project.folder) == Config(project.folder)


def test_nearest_file_wins_and_paths_are_relative_to_it(project: Project) -> None:
    project.write("cfc.toml", 'out = "above"\n')
    project.write("inner/cfc.toml", 'out = "inside"\n')
    deep = project.folder / "inner" / "deep"
    deep.mkdir()

    config = load_config(deep)

    assert (config.project, config.out) == (project.folder / "inner", "inside")


def test_pyproject_without_our_table_is_passed_over(project: Project) -> None:
    project.write("cfc.toml", 'out = "above"\n')
    project.write("inner/pyproject.toml", '[project]\nname = "x"\n')

    assert load_config(project.folder / "inner").out == "above"


def test_table_in_pyproject_counts(project: Project) -> None:
    project.write("pyproject.toml", '[tool.cfc]\nout = "code"\n')

    assert load_config(project.folder).out == "code"


def test_cfc_toml_wins_over_pyproject_beside_it(project: Project) -> None:
    project.write("pyproject.toml", '[tool.cfc]\nout = "one"\n')
    project.write("cfc.toml", 'out = "two"\n')

    assert load_config(project.folder).out == "two"


def test_explicit_file_may_have_any_name(project: Project) -> None:
    file = project.write("settings/mine.toml", 'out = "code"\n')

    config = load_config(project.folder, file)

    assert (config.project, config.out) == (project.folder / "settings", "code")


def test_every_key_is_read_into_its_field(project: Project) -> None:
    project.write(
        "cfc.toml",
        """
schemas = ["a", "b/c"]
exclude = ["x*"]
out = "o"
targets = ["javascript"]
formats = "annotate"
variants = "read-write"
max-depth = 50
metaschemas = ["m.json"]
templates = "t"
[implementations]
a = "a.py:f"
b = ["b.mjs#g", "b:g"]
[format-patterns]
iban = "^[A-Z]+$"
[rules]
missing-version = "off"
CFC-C104 = "error"
[[suppress]]
rule = "oneof-ambiguous"
reason = "known"
path = "a/**"
pointer = "/x"
[propose]
parties = ["backend"]
[propose.aliases]
"contract.py" = "order"
[target.python]
rich-formats = ["uuid"]
out = "py"
package = "shop.contracts"
models = "pydantic"
frozen = true
also = [{ models = "typed-dict", package = "typed", contracts = ["geo/*"] }]
[target.typescript]
out = "ts"
imports = "none"
readonly = false
template-literals = false
branded-formats = true
[target.javascript]
out = "js"
""",
    )

    config = load_config(project.folder)

    assert config.schemas == ("a", "b/c")
    assert config.targets == ("javascript",)
    assert config.format_patterns == {"iban": "^[A-Z]+$"}
    assert config.severities == {"missing-version": None, "CFC-C104": Severity.ERROR}
    assert config.implementations == {"a": ("a.py:f",), "b": ("b.mjs#g", "b:g")}
    assert [(item.rule, item.path, item.pointer) for item in config.suppressions] == [
        ("oneof-ambiguous", "a/**", "/x")
    ]
    default = Config(project.folder)
    for name in vars(default):
        if name not in ("project", "python_models"):
            assert getattr(config, name) != getattr(default, name), f"{name} was not read"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("outt = 1", "cfc.toml:1: `outt` is no key of cfc (did you mean `out`?)"),
        ("\n[target.pyhton]", "cfc.toml:2: `target.pyhton` is no key of cfc (did you mean `target.python`?)"),
        ("out = 1", "cfc.toml:1: `out` wants a string"),
        ("targets = 'python'", "cfc.toml:1: `targets` wants an array of strings"),
        ("\n\nformats = 'x'", "cfc.toml:3: `formats`: `x` is none of `assert`, `annotate`"),
        ("out = '../x'", "cfc.toml:1: `out`: `../x` leads out of the project"),
        ("out = '/x'", "cfc.toml:1: `out`: `/x` leads out of the project"),
        ("out = 'C:/x'", "cfc.toml:1: `out`: `C:/x` leads out of the project"),
        ("[target.python]\npackage = 'a-b'", "cfc.toml:2: `target.python.package`: `a-b` is no package name"),
        ("rules = 1", "cfc.toml:1: `rules` wants a table"),
        ("[rules]\nx = 'no'", "cfc.toml:2: `rules.x`: wants `error`, `warning`, `hint` or `off`"),
        ("[implementations]\na = 'a:f'\nb = [1]", "cfc.toml:3: `implementations`: `b` wants a string or an array of strings"),
        ("[[suppress]]\nrule = 'x'", "cfc.toml:1: a suppression wants a `rule` and a `reason`"),
        ("[[suppress]]\nrul = 'x'", "cfc.toml:2: `suppress` has no key `rul`"),
        ("[target.typescript]\nreadonly = 1", "cfc.toml:2: `target.typescript.readonly` wants true or false"),
        ("suppress = ['x']", "cfc.toml:1: `suppress` wants an array of tables"),
    ],
)  # fmt: skip
def test_slip_is_answered_with_its_line(project: Project, text: str, message: str) -> None:
    assert refused(project, text) == message


def test_broken_toml_is_answered_with_its_line(project: Project) -> None:
    assert refused(project, "a = 1\nb = [").startswith("cfc.toml:2: is not TOML: ")


def test_page_of_the_documentation_is_fresh() -> None:
    page: Path = REPOSITORY / "docs" / "configuration.md"

    assert page.read_text("utf-8") == configuration_page()


def test_page_names_every_key() -> None:
    page = configuration_page()

    assert [key.path for key in KEYS if f"### `{key.name}`\n" not in page] == []
