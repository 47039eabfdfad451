"""From files to contracts that can be lowered: load, enter, check, read the invariants.

In: a selection of files and the settings. Out: a `Front`; findings at the reporter. Contracts
that other passes cannot read are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urldefrag

from cfc.config.model import Config
from cfc.contract.check import check_contract, check_together
from cfc.contract.checks.patterns import normalised
from cfc.contract.checks.scene import Scene
from cfc.contract.keywords import CONTRACT_DIALECT
from cfc.contract.load import Found, Loaded, load, open_text
from cfc.contract.model import Contract, Place, RawInvariant
from cfc.contract.registry import Registry, joined
from cfc.diagnostics.model import Finding, Location, Severity
from cfc.diagnostics.reporter import Reporter
from cfc.invariants.inference import check_invariant
from cfc.invariants.load import compile_invariant, with_types
from cfc.invariants.problem import InvariantProblem
from cfc.invariants.program import CompiledInvariant
from cfc.invariants.types import TypeReader
from cfc.ir.lower import Settings, lower
from cfc.ir.module import ContractModule
from cfc.ir.naming import Naming
from cfc.ir.variants import with_variants
from cfc.text.json_strings import string_offset
from cfc.text.pointer import Pointer, to_text
from cfc.text.source import Span


@dataclass
class Front:
    """Contracts, all names they answer to, and their invariants."""

    config: Config
    loaded: Loaded
    registry: Registry
    scene: Scene
    by_uri: dict[str, Contract]
    invariants: dict[Place, list[CompiledInvariant]] = field(default_factory=dict)
    invariants_of: set[str] = field(default_factory=set)
    """The documents whose invariants have been compiled."""
    unusable: set[str] = field(default_factory=set)
    asked_for: dict[str, list[Pointer]] = field(default_factory=dict)
    """Places that a command names, by document: they get functions of their own."""
    _wanted: dict[str, dict[Pointer, None]] | None = None
    _reads: dict[str, set[str]] = field(default_factory=dict)
    _namings: dict[str, Naming] = field(default_factory=dict)
    _varied: Front | None = None

    # --- who refers to whom -----------------------------------------------------------------

    def _scan(self) -> dict[str, dict[Pointer, None]]:
        if self._wanted is None:
            self._wanted = {}
            for place in list(self.registry.schemas):
                target = self._reference(place)
                if target is None or target.document == place.document:
                    continue
                self._reads.setdefault(place.document, set()).add(target.document)
                self._wanted.setdefault(target.document, {})[target.pointer] = None
        return self._wanted

    def _reference(self, place: Place) -> Place | None:
        value = self.registry.value(place)
        return self.registry.target(place) if isinstance(value, dict) and "$ref" in value else None

    def wanted(self, uri: str) -> Sequence[Pointer]:
        """Return the places of a document that others refer to (or a command asks for), sorted."""
        return sorted({*self._scan().get(uri, ()), *self.asked_for.get(uri, ())})

    def reads(self, uri: str) -> list[str]:
        """Return the documents a contract refers to, directly or not, itself left out; sorted."""
        self._scan()
        seen: set[str] = set()
        pending = [uri]
        while pending:
            for document in self._reads.get(pending.pop(), ()):
                if document not in seen and document != uri:
                    seen.add(document)
                    pending.append(document)
        return sorted(seen)

    def cyclic(self, uri: str) -> frozenset[str]:
        """Return the ids of contracts that refer back to this one."""
        return frozenset(
            self.by_uri[other].id
            for other in self.reads(uri)
            if other in self.by_uri and uri in self.reads(other)
        )

    def has_read(self, contract: Contract) -> bool:
        """Tell whether the invariants of a contract have been compiled."""
        return contract.uri in self.invariants_of

    # --- lowering ---------------------------------------------------------------------------

    def naming(self, uri: str) -> Naming:
        if uri not in self._namings:
            self._namings[uri] = Naming(self.by_uri[uri], self.registry, self.wanted(uri))
        return self._namings[uri]

    def foreign(self, uri: str) -> tuple[str, Naming] | None:
        contract = self.by_uri.get(uri)
        return None if contract is None else (contract.id, self.naming(uri))

    def module(self, contract: Contract) -> ContractModule:
        """Return the IR of one contract, with its variants where the settings want them."""
        if self.config.variants == "read-write":
            front = self._with_variants()
            return front._module(front.by_uri[contract.uri])
        return self._module(contract)

    def _with_variants(self) -> Front:
        """Return the same front, of contracts with their variants."""
        if self._varied is None:
            contracts, registry = with_variants(
                self.loaded.contracts, self.registry, lambda uri: self.naming(uri)
            )
            self._varied = replace(
                self,
                loaded=replace(self.loaded, contracts=contracts),
                registry=registry,
                by_uri={item.uri: item for item in reversed(contracts)},
                _wanted=None,
                _reads={},
                _namings={},
            )
        return self._varied

    def _module(self, contract: Contract) -> ContractModule:
        settings = Settings(
            self.config.formats == "assert", self.config.format_patterns, normalised
        )
        # A naming of its own: what lowering adds for nested places is of no concern to others.
        naming = Naming(contract, self.registry, self.wanted(contract.uri))
        return lower(
            contract,
            self.registry,
            naming,
            self.foreign,
            self.invariants,
            settings,
            self.asked_for.get(contract.uri, ()),
            self.cyclic(contract.uri),
        )


def read(
    config: Config,
    files: Sequence[Found],
    reporter: Reporter,
    selected: frozenset[str] | None = None,
) -> Front:
    """Load the files and enter them; nothing is checked yet.

    `selected`: files that the command is about (None: all). What is wrong with any other file
    is reported only if a selected one refers to it.
    """
    held: list[Finding] = []
    quiet = Reporter(reporter.catalogue)
    quiet.listener = held.append
    loaded = load(files, quiet)
    registry = Registry()
    metaschemas = _metaschemas(config, registry, reporter)
    for contract in loaded.contracts:
        registry.add_contract(contract)
    scene = Scene(loaded, registry, reporter, config.formats == "assert", metaschemas)
    by_uri: dict[str, Contract] = {}
    for contract in loaded.contracts:
        by_uri.setdefault(contract.uri, contract)
    front = Front(config, loaded, registry, scene, by_uri)
    concerned = None if selected is None else selected | _files_reached(front, files, selected)
    for finding in held:
        file = finding.location.file if finding.location is not None else ""
        if concerned is None or file in concerned:
            reporter.add(finding)
    return front


def _files_reached(front: Front, files: Sequence[Found], selected: frozenset[str]) -> set[str]:
    """Return the files that the selected ones refer to, unreadable ones included."""
    by_uri = {item.uri: item.file for item in files}
    uris = [item.uri for item in files if item.file in selected]
    documents = {*uris, *(other for uri in uris for other in front.reads(uri))}
    for place in list(front.registry.schemas):
        if place.document not in documents:
            continue
        value = front.registry.value(place)
        reference = value.get("$ref") if isinstance(value, dict) else None
        if isinstance(reference, str):
            target = urldefrag(joined(front.registry.info(place).base, reference))[0]
            documents.add(target)
    return {by_uri[uri] for uri in documents if uri in by_uri}


def _metaschemas(config: Config, registry: Registry, reporter: Reporter) -> frozenset[str]:
    found: set[str] = set()
    for name in config.metaschemas:
        path: Path = config.project / name
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            reporter.report("unreadable-file", "the metaschema cannot be read", Location(name))
            continue
        opened = open_text(name, text, reporter)
        value = opened.value if opened else None
        identifier = value.get("$id") if isinstance(value, dict) else None
        if isinstance(identifier, str) and identifier != CONTRACT_DIALECT:
            registry.add_document(identifier, value)
            found.add(identifier)
    return frozenset(found)


def check(front: Front, contracts: Sequence[Contract], whole: Callable[[Contract], None]) -> None:
    """Check the contracts one by one; `whole` is told before each (a cache listens)."""
    for contract in contracts:
        whole(contract)
        if check_contract(front.scene, contract):
            _read_invariants(front, contract, report=True)
        else:
            front.unusable.add(contract.uri)


def check_all(front: Front, concerned: Sequence[Contract]) -> None:
    """Check what concerns all contracts together; report only what meets the concerned ones."""
    check_together(front.scene, front.loaded.contracts, frozenset(item.uri for item in concerned))


def read_invariants(front: Front, contract: Contract) -> None:
    """Compile the invariants of a contract whose findings are known already."""
    _read_invariants(front, contract, report=False)


def _read_invariants(front: Front, contract: Contract, *, report: bool) -> None:
    front.invariants_of.add(contract.uri)
    taken: dict[str, Place] = {}
    names: set[str] = set()
    for holder, raw in _raw_invariants(front, contract):
        if report and raw.id in taken:
            front.scene.report(
                "duplicate-invariant",
                f"the id `{raw.id}` is taken by another invariant of this contract",
                raw.place.child("id"),
            )
        taken.setdefault(raw.id, raw.place)
        compiled = compile_invariant(raw, names)
        if isinstance(compiled, CompiledInvariant):
            operation = contract.kind == "operation" and not holder.pointer
            reader = TypeReader(front.registry, holder, operation=operation)
            front.invariants.setdefault(holder, []).append(with_types(compiled, reader))
            if not report:
                continue
            root = front.registry.info(holder).resource if holder.pointer else holder
            problems = check_invariant(
                compiled, holder if holder.pointer else root, front.registry, operation=operation
            )
        else:
            problems = compiled
        for problem in problems if report else ():
            _report(front, raw, problem)


def _raw_invariants(front: Front, contract: Contract) -> Iterator[tuple[Place, RawInvariant]]:
    count = 0
    for place in _holders(front, contract):
        value = front.registry.value(place)
        listed = value.get("invariants") if isinstance(value, dict) else None
        for index, item in enumerate(listed if isinstance(listed, list) else ()):
            count += 1
            if isinstance(item, dict) and isinstance(item.get("expr"), str):
                where = place.child("invariants", str(index))
                yield place, _raw(item, where, f"invariant-{count}")


def _raw(item: dict[str, object], where: Place, fallback: str) -> RawInvariant:
    def text(name: str) -> str | None:
        value = item.get(name)
        return value if isinstance(value, str) else None

    return RawInvariant(
        id=text("id") or fallback,
        expression=text("expr") or "",
        place=where,
        message=text("message"),
        when=text("when"),
        severity=text("severity") or "error",
        path=text("path") or "",
    )


def _holders(front: Front, contract: Contract) -> Iterator[Place]:
    root = Place(contract.uri)
    if contract.kind == "operation":
        yield root
    for place, schema in front.scene.schemas(contract):
        if "invariants" in schema:
            yield place


def _report(front: Front, raw: RawInvariant, problem: InvariantProblem) -> None:
    place = raw.place.child(problem.part)
    opened = front.loaded.files[place.document]
    location = opened.locate(place.pointer)
    span = opened.document.value_span(place.pointer)
    if span is not None and opened.source.text[span.start : span.start + 1] == '"':
        start = string_offset(opened.source.text, span, problem.start)
        end = string_offset(opened.source.text, span, max(problem.end, problem.start + 1))
        location = Location.of(opened.source, Span(start, max(end, start + 1)))
    front.scene.reporter.report(
        problem.rule,
        problem.message,
        location,
        pointer=to_text(place.pointer),
        help=problem.help,
        severity=_severity(problem.certain),
    )


def _severity(certain: bool) -> Severity:
    return Severity.ERROR if certain else Severity.WARNING
