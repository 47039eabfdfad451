"""Where a contract's module lies, and how another module asks for it.

In: the ids of all contracts. Out: paths without extension and import specifiers. An import
specifier is a URL, so a file's name holds nothing that a URL would read otherwise.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from typing import Literal

from cfc.ir.parts import ALL_PARTS

Imports = Literal["js", "ts", "none"]
_SHARED = ("index", "runtime", *(f"runtime/{part}" for part in ALL_PARTS))
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"#%*:<>?\\|\ud800-\udfff]')
_EXTENSIONS = {"js": ".js", "ts": ".ts", "none": ""}


class ModulePaths:
    """The paths of all modules of one target, without extensions."""

    def __init__(self, ids: Iterable[str], imports: Imports) -> None:
        self._extension = _EXTENSIONS[imports]
        self._paths: dict[str, str] = {}
        self._taken: set[str] = set(_SHARED)
        for contract_id in ids:
            self._place(contract_id)

    def path(self, contract_id: str) -> str:
        """Return the path of a contract's module, under the target's folder."""
        return self._paths.get(contract_id) or self._place(contract_id)

    def _place(self, contract_id: str) -> str:
        path = _UNSAFE.sub("_", contract_id)
        # `user.d.ts` would be taken for the declarations of `user.js`.
        while path.casefold() in self._taken or path.endswith(".d"):
            path += "_"
        self._taken.add(path.casefold())
        self._paths[contract_id] = path
        return path

    def specifier(self, importer: str, wanted: str) -> str:
        """Return how the module of one contract imports another one (`/` and its id) or a shared one."""
        target = self.path(wanted[1:]) if wanted.startswith("/") else wanted
        folder = posixpath.dirname(self.path(importer))
        # Of folders: `order` beside the folder `order` is no way to itself.
        way = posixpath.relpath(posixpath.dirname(target) or ".", folder or ".")
        relative = posixpath.normpath(posixpath.join(way, posixpath.basename(target)))
        return (relative if relative.startswith("../") else "./" + relative) + self._extension

    def from_index(self, contract_id: str) -> str:
        return "./" + self.path(contract_id) + self._extension

    def shared(self, name: str) -> str:
        return "./" + name + self._extension
