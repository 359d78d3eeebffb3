"""Questions that went without an answer: kept on this computer where the user wants it, and grouped for the author."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from backchat import english, places
from backchat.frozen import frozen
from backchat.inserting import content, replace
from backchat.reply import Reply
from backchat.text import key, stem

FILE = "unanswered"

ALIKE = 80.0
"""Likeness in percent of the words that matter, whatever their order, from which two questions are taken for one:
"sauna for a bad back" and "is a sauna good for a bad back" have 85. Lower: different questions are lumped together."""

LONGEST = 2_000
"""Characters of a message that are kept: the rest of a story tells no author more."""

MOST_BYTES = 4_000_000
"""About 40,000 questions; beyond that nothing more is written down."""


@frozen
class Unanswered:
    """One message without an answer."""

    date: str
    text: str


@frozen
class Group:
    """Messages that ask the same."""

    text: str
    """The one that was asked most often, and the shortest of these."""
    texts: tuple[str, ...]
    """All wordings, the most frequent first."""
    count: int
    last: str
    """The day on which it was asked last."""


def file() -> Path | None:
    """Return where the messages are kept, or None where there is no home."""
    folder = places.state_folder()
    return folder / FILE if folder else None


def record(reply: Reply) -> None:
    """Write down what was asked, if it went without an answer; a disk that takes nothing does not disturb the chat."""
    path = file()
    if path is None or reply.kind not in ("unknown", "choices") or not reply.question.strip():
        return
    said = {"date": date.today().isoformat(), "text": reply.question.strip()[:LONGEST]}
    with suppress(OSError):
        _append(path, json.dumps(said).encode() + b"\n")


def _append(path: Path, line: bytes) -> None:
    """Add a line in one go, so that two chats at once do not tear each other's apart."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(handle, 0o600)
        if os.fstat(handle).st_size < MOST_BYTES:
            os.write(handle, line)
    finally:
        os.close(handle)


def load() -> list[Unanswered]:
    """Return what was written down, oldest first; a damaged line counts as nothing."""
    path = file()
    found = []
    for line in content(path).splitlines() if path else ():
        with suppress(ValueError, KeyError, TypeError):
            said = json.loads(line)
            found.append(Unanswered(str(said["date"]), str(said["text"])))
    return found


def group(found: Iterable[Unanswered]) -> list[Group]:
    """Put alike messages together, the most frequent first."""
    from rapidfuzz import fuzz, process  # here, because a chat that only writes down needs it not

    by_key: dict[str, list[Unanswered]] = {}
    for each in found:
        by_key.setdefault(_core(each.text), []).append(each)
    ordered = sorted(by_key.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    groups: dict[str, list[Unanswered]] = {}
    for name, members in ordered:
        near = process.extractOne(name, list(groups), scorer=fuzz.ratio, score_cutoff=ALIKE) if name else None
        groups.setdefault(near[0] if near else name, []).extend(members)
    return sorted(map(_group, groups.values()), key=lambda each: (-each.count, each.text))


def _core(text: str) -> str:
    """The words of a message that tell it from others, in order of the alphabet."""
    said = key(text).split()
    return " ".join(sorted(stem(word) for word in said if word not in english.FILLING) or sorted(said))


def _group(members: Sequence[Unanswered]) -> Group:
    counts = Counter(each.text for each in members)
    texts = sorted(counts, key=lambda text: (-counts[text], len(text), text))
    return Group(texts[0], tuple(texts), len(members), max(each.date for each in members))


def drop(done: Group) -> None:
    """Take the messages of a group out of the file; what was written down meanwhile stays."""
    path = file()
    before = content(path) if path else ""
    gone = {json.dumps(text) for text in done.texts}
    kept = [line for line in before.splitlines(keepends=True) if not any(text in line for text in gone)]
    if path:
        replace(path, before, "".join(kept))


def clear() -> int:
    """Delete the file; return how many messages it held."""
    path, count = file(), len(load())
    if path:
        path.unlink(missing_ok=True)
    return count
