"""Generate types for schemas that come by name on stdin; one line of JSON for each, when it is done.

Usage: python -m bench.type_workers all|types|peer FOLDER

In: a name a line, of a file under the folder, without `.json`. Out: `{"name", "ms", "texts"}`,
where `ms` is CPU time and `texts` has what was printed; null for a schema that it fails on. The first
line of all is `{"ms"}`: what it took to start. Three workers: `all` is what `cfc compile` does, with
the validators; `types` lowers the shapes and prints models and types alone, by the same passes;
`peer` is datamodel-code-generator with its fastest formatter.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

Work = Callable[[Path], dict[str, str] | None]


def whole() -> Work:
    from bench.compiled import compiled

    def work(path: Path) -> dict[str, str]:
        compiled(path, ("python", "typescript"), formats="annotate")
        return {}

    return work


def types_alone() -> Work:
    from cfc.config.model import Config
    from cfc.contract.load import Found
    from cfc.diagnostics.catalogue import catalogue
    from cfc.diagnostics.reporter import Reporter
    from cfc.pipeline.front import read

    config = Config(Path("/"), formats="annotate")

    def work(path: Path) -> dict[str, str]:
        file = path.resolve().as_posix().lstrip("/")
        found = Found(Path(file).parent.as_posix(), file, path)
        front = read(config, (found,), Reporter(catalogue()))
        return printed_types(front)

    return work


def printed_types(front: object) -> dict[str, str]:
    """Return the models and the types of all contracts of a front, by language.

    No check, no function that judges: shapes are declared, tagged and printed by the passes that
    `cfc compile` runs for them.
    """
    from cfc.contract.checks.patterns import normalised
    from cfc.contract.model import Place
    from cfc.emit.python.target import PythonTarget
    from cfc.emit.typescript.target import TypeScriptTarget
    from cfc.ir.documents import words_of
    from cfc.ir.lower import Settings, _foreign_types, _Lowering
    from cfc.ir.module import ContractModule
    from cfc.ir.naming import Naming
    from cfc.ir.tags import with_tags
    from cfc.pipeline.front import Front

    assert isinstance(front, Front)
    contracts = front.loaded.contracts
    ids = [item.id for item in contracts]
    python, typescript = PythonTarget(ids, "contracts"), TypeScriptTarget(ids)
    settings = Settings(front.config.formats == "assert", {}, normalised)
    texts: dict[str, list[str]] = {"python": [], "typescript": []}
    for contract in contracts:
        naming = Naming(contract, front.registry, front.wanted(contract.uri))
        lowering = _Lowering(contract, front.registry, naming, front.foreign, {}, settings)
        for pointer in naming.exported:
            if contract.kind != "operation" or pointer:
                lowering.types.declare(Place(contract.uri, pointer))
        module = ContractModule(
            id=contract.id,
            source=contract.file,
            version=contract.version,
            kind="type",
            doc=words_of(contract.value),
            declarations=with_tags(lowering._declarations(lowering._record_judges())),
            functions=(),
            entries=(),
            patterns=(),
            invariants=(),
            operation=None,
            cyclic=front.cyclic(contract.uri),
        )
        module = replace(module, type_imports=tuple(sorted(_foreign_types(module))))
        texts["python"].append(python._print_models(module))
        texts["typescript"].extend(typescript.print_module(module).values())
    return {language: "\n".join(found) for language, found in texts.items()}


def peer() -> Work:
    from datamodel_code_generator import Formatter, InputFileType, generate
    from datamodel_code_generator.enums import DataModelType

    def work(path: Path) -> dict[str, str]:
        # Dots in the names of definitions are no modules here, else more schemas fail.
        code = generate(
            path.read_text("utf-8"),
            input_file_type=InputFileType.JsonSchema,
            output_model_type=DataModelType.PydanticV2BaseModel,
            formatters=[Formatter.BUILTIN],
            treat_dot_as_module=False,
        )
        return {"python": str(code)}

    return work


def answer(folder: Path, name: str, work: Work) -> dict[str, object]:
    started = time.process_time()
    texts: dict[str, str] | None
    try:
        # What a tool prints on its way would be taken for an answer.
        with contextlib.redirect_stdout(io.StringIO()):
            texts = work(folder / f"{name}.json")
    except (Exception, RecursionError) as error:
        print(f"{name}: {type(error).__name__}: {error}"[:200].replace("\n", " "), file=sys.stderr)
        texts = None
    return {"name": name, "ms": (time.process_time() - started) * 1000, "texts": texts}


def main() -> None:
    kinds: dict[str, Callable[[], Work]] = {"all": whole, "types": types_alone, "peer": peer}
    warnings.simplefilter("ignore")
    if sys.argv[1] != "peer":
        # As the command line does.
        gc.disable()
    work, folder = kinds[sys.argv[1]](), Path(sys.argv[2])
    print(json.dumps({"ms": time.process_time() * 1000}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(folder, line.strip(), work)), flush=True)


if __name__ == "__main__":
    main()
