"""Print `docs/configuration.md` from the table of keys.

In: the table. Out: the text of the page; `python -m cfc.config.docs` prints it. It knows what a
key's row says and refuses to know what a key does.
"""

from __future__ import annotations

import sys

from cfc.config.keys import KEYS, Key

_HEAD = """\
# Configuration

<!-- Printed by `python -m cfc.config.docs` from toolchain/cfc/config/keys.py. -->

Settings stand in the nearest `cfc.toml`, or else in the table `[tool.cfc]` of the nearest
`pyproject.toml`; `--config PATH` names a file. Files are not merged. Paths are relative to the
file they stand in and may not lead out of its folder. The command line wins over the file. An
unknown key stops the run.

`cfc init` writes a `cfc.toml` with the usual keys. All of them are optional.
"""

_KINDS = {
    "paths": "array of paths",
    "globs": "array of globs",
    "path": "path",
    "choice": "string",
    "choices": "array of strings",
    "depth": "integer",
    "switch": "true or false",
    "name": "string",
    "parties": "array of strings",
    "other-models": "array of tables",
    "patterns": "table",
    "severities": "table",
    "targets": "table",
    "suppressions": "array of tables",
}

_EXAMPLE = """\
## Example

```toml
schemas = ["schemas"]
exclude = ["drafts/*"]
targets = ["python", "typescript"]

[format-patterns]
iban = "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"

[implementations]
"order/create" = ["shop.orders:create", "web/src/fakes.ts#createOrder"]

[target.python]
package = "shop.contracts"

[rules]
missing-version = "error"
oneof-ambiguous = "off"

[[suppress]]
rule = "unknown-keyword"
path = "schemas/legacy/**"
reason = "keywords of the old generator, to be dropped with it"
```
"""


def configuration_page() -> str:
    """Return the text of the page."""
    parts = [_HEAD]
    table: str | None = None
    for key in KEYS:
        if key.table != table:
            table = key.table
            parts.append(f"## `[{table}]`\n" if table else "## At the top\n")
        parts.append(_entry(key))
    return "\n".join([*parts, _EXAMPLE])


def _entry(key: Key) -> str:
    facts = [
        _KINDS[key.kind],
        f"default `{key.default}`" if key.default != "none" else "no default",
    ]
    if key.choices:
        facts.append("one of " + ", ".join(f"`{choice}`" for choice in key.choices))
    return f"### `{key.name}`\n\n{'; '.join(facts)}.\n\n{key.doc}\n"


if __name__ == "__main__":
    sys.stdout.write(configuration_page())
