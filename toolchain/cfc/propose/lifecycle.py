"""Where a proposal stands: derived from files, and written down nowhere.

In: the folder of proposals. Out: pages, reviews, records of what was applied, and the state that
follows from them. A review counts only for the page that it has seen.

    proposals/0007-raise-age-limit.md               the page
    proposals/reviews/0007-raise-age-limit.PARTY.json  what a party says of it
    proposals/applied/0007-raise-age-limit.json     what applying it did
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from cfc.config.model import Config
from cfc.propose.proposal import ID, LARGEST, PageError, Proposal, read_proposal

FOLDER = "proposals"
REVIEWS = f"{FOLDER}/reviews"
APPLIED = f"{FOLDER}/applied"
PARTY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

Verdict = Literal["ack", "reject", "counter"]
State = Literal["open", "acknowledged", "rejected", "countered", "applied"]


class NoSuchProposal(Exception):
    """A name on the command line is no proposal; the message says what to do."""


class BadRecord(Exception):
    """A file beside the pages is not what it should be."""


@dataclass(frozen=True)
class Review:
    """What one party says of one page. `digest` is that of the page it has seen."""

    proposal: str
    party: str
    verdict: Verdict
    digest: str
    round: int
    reason: str
    counter: str | None = None

    def to_text(self) -> str:
        body: dict[str, object] = {
            "cfc": "review/1", "proposal": self.proposal, "party": self.party,
            "verdict": self.verdict, "digest": self.digest, "round": self.round,
            "reason": self.reason,
        }  # fmt: skip
        if self.counter is not None:
            body["counter"] = self.counter
        return json.dumps(body, indent=2, ensure_ascii=False) + "\n"

    @property
    def path(self) -> str:
        return f"{REVIEWS}/{self.proposal}.{self.party}.json"


@dataclass(frozen=True)
class Standing:
    """Where a proposal stands. `missing`: parties without a word on the page as it is now.

    `is_closed`: nothing can come of the page any more, as it is now.
    """

    state: State
    reviews: tuple[Review, ...]
    missing: tuple[str, ...]
    countered_by: tuple[str, ...] = ()
    outdated: tuple[Review, ...] = ()
    is_closed: bool = False


def page_paths(config: Config) -> list[Path]:
    """Return the pages, sorted by id."""
    folder = config.project / FOLDER
    return sorted(path for path in folder.glob("*.md") if re.match(r"[0-9]{4}-", path.name))


def find_page(config: Config, name: str, cwd: Path) -> Path:
    """Return the page of an id, its number, or a path; raises NoSuchProposal."""
    path = cwd / name
    if name.endswith(".md") and path.is_file():
        if path.resolve().parent != (config.project / FOLDER).resolve():
            raise NoSuchProposal(f"`{name}` does not lie in `{FOLDER}/` of this project")
        return config.project / FOLDER / path.name
    for page in page_paths(config):
        number = page.stem[:4]
        if name == page.stem or (name.isdecimal() and int(number) == int(name)):
            return page
    raise NoSuchProposal(f"there is no proposal `{name}`; `cfc propose list` shows all")


def load(config: Config, path: Path) -> Proposal:
    """Return the proposal of a page; raises PageError."""
    relative = f"{FOLDER}/{path.name}"
    try:
        if path.stat().st_size > LARGEST:
            raise PageError([(f"the page has more than {LARGEST:,} bytes, which is the limit", 0)])
        return read_proposal(relative, path.read_bytes())
    except OSError as error:
        raise PageError([(f"the page cannot be read: {error.strerror}", 0)]) from None


def load_all(config: Config) -> list[Proposal]:
    """Return every proposal whose page can be read."""
    found: list[Proposal] = []
    for path in page_paths(config):
        try:
            found.append(load(config, path))
        except PageError:
            continue
    return found


def next_id(config: Config, words: str) -> str:
    """Return the id of a new page."""
    numbers = [int(path.name[:4]) for path in page_paths(config)]
    identifier = f"{max(numbers, default=0) + 1:04}-{words}"
    assert ID.fullmatch(identifier)
    return identifier


def reviews_of(config: Config, identifier: str) -> tuple[Review, ...]:
    """Return the reviews of a proposal by party; raises BadRecord."""
    found = []
    for path in sorted((config.project / REVIEWS).glob(f"{identifier}.*.json")):
        found.append(_review(path, identifier))
    return tuple(found)


def _review(path: Path, identifier: str) -> Review:
    name = f"{REVIEWS}/{path.name}"
    try:
        body = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        raise BadRecord(f"`{name}` is no JSON document") from None
    texts = ("proposal", "party", "verdict", "digest", "reason")
    if not isinstance(body, dict) or not all(isinstance(body.get(key), str) for key in texts):
        raise BadRecord(f"`{name}` is no review: it wants {', '.join(texts)}")
    if path.name != f"{identifier}.{body['party']}.json" or body["proposal"] != identifier:
        raise BadRecord(f"`{name}` is a review of `{body['proposal']}` by `{body['party']}`")
    if body["verdict"] not in ("ack", "reject", "counter"):
        raise BadRecord(f"`{name}`: `{body['verdict']}` is no verdict (ack, reject, counter)")
    number, counter = body.get("round", 1), body.get("counter")
    return Review(
        identifier, body["party"], cast("Verdict", body["verdict"]), body["digest"],
        number if isinstance(number, int) else 1, body["reason"],
        counter if isinstance(counter, str) else None,
    )  # fmt: skip


def applied_record(config: Config, identifier: str) -> dict[str, object] | None:
    """Return what applying a proposal wrote down; None when it has not been applied."""
    path = config.project / APPLIED / f"{identifier}.json"
    if not path.is_file():
        return None
    try:
        body = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        raise BadRecord(f"`{APPLIED}/{path.name}` is no JSON document") from None
    if not isinstance(body, dict):
        raise BadRecord(f"`{APPLIED}/{path.name}` is no record")
    return body


def standing(config: Config, proposal: Proposal, others: Sequence[Proposal]) -> Standing:
    """Return where a proposal stands among the others; raises BadRecord."""
    every = reviews_of(config, proposal.id)
    current = tuple(item for item in every if item.digest == proposal.digest)
    outdated = tuple(item for item in every if item.digest != proposal.digest)
    acked = {item.party for item in current if item.verdict == "ack"}
    spoken = {item.party for item in current}
    missing = tuple(party for party in config.parties if party not in spoken)
    counters = tuple(item.id for item in others if item.counters == proposal.id)
    state: State = "open"
    if applied_record(config, proposal.id) is not None:
        state = "applied"
    elif any(item.verdict == "reject" for item in current):
        state = "rejected"
    elif counters or any(item.verdict == "counter" for item in current):
        state = "countered"
    elif config.parties and acked >= set(config.parties):
        state = "acknowledged"
    closed = state in ("applied", "rejected") or _is_answered(config, proposal.id, others)
    return Standing(state, current, missing, counters, outdated, closed)


def _is_answered(config: Config, identifier: str, others: Sequence[Proposal]) -> bool:
    """Tell whether a page that counters this one, or counters such a page, has been applied."""
    seen, pending = {identifier}, [identifier]
    while pending:
        countered = pending.pop()
        for item in others:
            if item.counters == countered and item.id not in seen:
                if applied_record(config, item.id) is not None:
                    return True
                seen.add(item.id)
                pending.append(item.id)
    return False
