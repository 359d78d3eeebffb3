"""What is doubtful in knowledge that is sound: warnings for its authors, beside the faults."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from backchat.contents import Draft
from backchat.entries import Entry, OutOfScope, WarningSign
from backchat.faults import Fault
from backchat.merging import Merged, bare, where
from backchat.reply import Reply
from backchat.syntax import Node
from backchat.text import key, stem

SCREEN = (80, 20)
"""Columns and lines that a usual terminal shows beside the question and the prompt."""

COMMON = 0.6
"""Share of the entries in whose wordings a word stands, above which it tells hardly anything about any of them."""

FEW_ENTRIES = 20
"""Entries below which no word can be called common."""

NEAR = 90
"""Likeness in percent of two wordings, word order and endings apart, from which they look the same."""

RAREST = 3
"""Words of a wording under which its like is looked for: one may be misspelt in the other, one missing."""

CROWD = 400
"""Wordings with one word, above which it is too common to look for near wordings among them."""


AnyDraft = Draft[Entry] | Draft[OutOfScope] | Draft[WarningSign]


@dataclass(frozen=True, eq=False)
class Wording:
    """A wording of an entry or an out-of-scope group, made comparable."""

    text: str
    node: Node
    draft: Draft[Entry] | Draft[OutOfScope]

    @cached_property
    def key(self) -> str:
        """What it shares with wordings that differ only in case, punctuation or contractions."""
        return key(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Its words without their endings."""
        return frozenset(map(stem, self.key.split()))

    @cached_property
    def letters(self) -> str:
        """Its words without their endings, in order of the alphabet."""
        return " ".join(sorted(map(stem, self.key.split())))

    def doubt(self, code: str, message: str, mend: str) -> Fault:
        """Return a warning about it."""
        return _doubt(self.draft, self.node, code, message, mend)


def doubts(merged: Merged) -> Iterator[Fault]:
    """Yield every warning."""
    drafts: list[Draft[Entry] | Draft[OutOfScope]] = [*merged.entries.values(), *merged.out_of_scope.values()]
    wordings = [Wording(text, node, draft) for draft in drafts for text, node in draft.wordings]
    common = _common(wordings, len(merged.entries))
    for entry in merged.entries.values():
        yield from one_wording(entry)
        yield from no_source(entry)
        yield from longer_than_a_screen(entry)
        yield from leads_to_itself(entry)
    yield from signs_replaced(merged)
    yield from repeated(wordings)
    yield from only_common_words(wordings, common)
    yield from near_equal(wordings, common)


def _doubt(draft: AnyDraft, node: Node, code: str, message: str, mend: str) -> Fault:
    mark = node.start_mark
    return draft.page.at(mark.line + 1, mark.column + 1, code, message, mend)


def _common(wordings: Iterable[Wording], entries: int) -> frozenset[str]:
    if entries < FEW_ENTRIES:
        return frozenset()
    by_entry: dict[int, set[str]] = {}
    for wording in wordings:
        by_entry.setdefault(id(wording.draft), set()).update(wording.stems)
    counts = Counter(found for stems in by_entry.values() for found in stems)
    return frozenset(found for found, count in counts.items() if count > COMMON * len(by_entry))


def one_wording(draft: Draft[Entry]) -> Iterator[Fault]:
    """Warn of an entry that only the words of its own question can reach."""
    if not draft.value.also:
        message = "the question has one wording only, and people ask in many"
        mend = "add a list also: with three or more, in the words that people would use"
        yield _doubt(draft, draft.id_node, "one-wording", message, mend)


def no_source(draft: Draft[Entry]) -> Iterator[Fault]:
    """Warn of an answer that rests on nothing."""
    if not draft.value.sources and not draft.value.small_talk:
        message = "the answer names no source"
        mend = (
            "name one under sources: of the file and of the entry (or write small_talk: true for greetings and thanks)"
        )
        yield _doubt(draft, draft.id_node, "no-source", message, mend)


def longer_than_a_screen(draft: Draft[Entry]) -> Iterator[Fault]:
    """Warn of an answer whose beginning scrolls away."""
    columns, rows = SCREEN
    said = f"{draft.value.answer}\n\n{draft.value.evidence}" if draft.value.evidence else draft.value.answer
    if sum(len(line) // (columns // 2) + 1 for line in said.splitlines()) <= rows:
        return
    long = sum(len(textwrap.wrap(line, columns)) or 1 for line in said.splitlines())
    if long > rows:
        what = "the answer with its evidence" if draft.value.evidence else "the answer"
        message = f"{what} takes {long} lines on a screen, which shows {rows}"
        yield _doubt(draft, draft.id_node, "long-answer", message, "shorten it, or make two entries of it")


def leads_to_itself(draft: Draft[Entry]) -> Iterator[Fault]:
    """Warn of an entry that offers itself as what to read next."""
    for name, node in draft.see_also:
        if name == draft.value.id:
            yield _doubt(draft, node, "leads-to-itself", "the entry leads to itself", "take its id out of see_also")


def signs_replaced(merged: Merged) -> Iterator[Fault]:
    """Warn of a warning sign that takes the place of one in knowledge below it, with all its rules and messages."""
    for sign, first in merged.replaced:
        there = where(first.page, first.id_node, sign.page)
        message = f'the warning sign takes the place of "{first.value.id}" {there}, and all that set it off is lost'
        yield _doubt(sign, sign.id_node, "sign-replaced", message, "give it another id, unless that is what you want")


def repeated(wordings: Iterable[Wording]) -> Iterator[Fault]:
    """Warn of a wording that stands twice under one entry."""
    seen: dict[tuple[int, str], Wording] = {}
    for wording in wordings:
        first = seen.setdefault((id(wording.draft), bare(wording.text)), wording)
        if first is not wording:
            page = wording.draft.page
            message = f"the same wording stands above, {where(page, first.node, page)}"
            yield wording.doubt("wording-repeated", message, "take one of the two out")


def only_common_words(wordings: Iterable[Wording], common: frozenset[str]) -> Iterator[Fault]:
    """Warn of a wording in which no word tells this entry from the others."""
    for wording in wordings:
        value = wording.draft.value
        if isinstance(value, Entry) and not value.small_talk and wording.stems <= common:
            message = "the wording has only words that stand under most entries"
            yield wording.doubt("common-words", message, "name what this question is about, or take the wording out")


def near_equal(wordings: Sequence[Wording], common: frozenset[str]) -> Iterator[Fault]:
    """Warn of wordings under two entries that differ only in common words, endings, order or a slip of the pen."""
    warned: set[int] = set()
    for first, second in _candidates(wordings):
        if id(second) not in warned and first.draft is not second.draft and _mean_the_same(first, second, common):
            warned.add(id(second))
            there = where(first.draft.page, first.node, second.draft.page)
            message = f'nearly the same wording, "{first.text}", stands under "{first.draft.value.id}" {there}'
            mend = "leave it under the one that should answer it, or say how the two differ"
            yield second.doubt("near-wordings", message, mend)


def _candidates(wordings: Sequence[Wording]) -> Iterator[tuple[Wording, Wording]]:
    """Yield pairs that share all their words, or one of their rarest ones and most letters."""
    counts = Counter(found for wording in wordings for found in wording.stems)
    same: dict[frozenset[str], list[Wording]] = {}
    sharing: dict[str, list[Wording]] = {}
    for wording in wordings:
        same.setdefault(wording.stems, []).append(wording)
        telling = [found for found in wording.stems if len(found) > 2]
        for rare in sorted(telling, key=lambda found: (counts[found], found))[:RAREST]:
            sharing.setdefault(rare, []).append(wording)
    for group in same.values():
        yield from combinations(group[:CROWD], 2)
    for group in sharing.values():
        if 1 < len(group) <= CROWD:
            yield from _alike(group)


def _alike(group: list[Wording]) -> Iterator[tuple[Wording, Wording]]:
    texts = [wording.letters for wording in group]
    for number, text in enumerate(texts[:-1], start=1):
        for _, _, at in process.extract(text, texts[number:], scorer=fuzz.ratio, score_cutoff=NEAR, limit=None):
            yield group[number - 1], group[number + at]


def _mean_the_same(one: Wording, other: Wording, common: frozenset[str]) -> bool:
    if fuzz.ratio(one.letters, other.letters) < NEAR:
        return False
    differences = one.stems - other.stems, other.stems - one.stems
    left, right = ({word for word in rest - common if len(word) > 2} for rest in differences)
    return not (left or right) or (
        len(left) == len(right) == 1 and OSA.distance(*left, *right) == 1 and min(map(len, (*left, *right))) > 4
    )


def goes_elsewhere(asked: Iterable[tuple[Draft[Entry], str, Node]], ask: Callable[[str], Reply]) -> Iterator[Fault]:
    """Warn of a wording that its own base would answer with another entry, or with a warning."""
    for draft, text, node in asked:
        reply = ask(text)
        if reply.warning:
            message = f'this wording sets off the warning sign "{reply.warning.id}", which outranks the answer'
            mend = "leave it if that is right; else reword it, or correct the ideas that backchat explain names"
            yield _doubt(draft, node, "sets-off-sign", message, mend)
        elif reply.answers and reply.answers[0].entry.id != draft.value.id:
            message = f'the program would answer this wording with "{reply.answers[0].entry.id}"'
            mend = "reword one of the two, or give this entry more wordings with the words that matter here"
            yield _doubt(draft, node, "goes-elsewhere", message, mend)
