"""The known questions, found from the first letters of one or from some of its words, while somebody types."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from backchat.knowledge import Entry, KnowledgeBase
from backchat.text import words

SHORTEST = 3
"""Letters from which on a question is suggested: fewer fit too many."""

OFFERED = 10
"""Questions in the list to pick from."""

LIKE = 70
"""Likeness in percent from which an unknown word is read as a known one: "strech" and "stretch" have 92."""

Ranks = int
"""A set of wordings as the bits of a number, the best one lowest: thousands are joined and compared in one step."""

LAST = "\U0010ffff"
"""Sorts after any other letter."""


class KnownQuestions:
    """The questions of a knowledge base with all their wordings; read-only, though it remembers what it looked up."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._entries = [entry for entry in knowledge.entries if not entry.small_talk]
        wordings = [(number > 0, wording, entry) for entry in self._entries for number, wording in _numbered(entry)]
        wordings.sort(key=lambda found: (found[0], len(found[1])))
        self._wordings = [(wording, entry) for _, wording, entry in wordings]
        """An entry's own question before other wordings, and the short ones first: the order they are offered in."""
        self._starts = sorted((text.lower(), rank) for rank, (text, _) in enumerate(self._wordings))
        self._places = _places(text for text, _ in self._wordings)
        self._words = sorted(self._places)
        self._of_entry: dict[str, Ranks] = {}
        for rank, (_, entry) in enumerate(self._wordings):
            self._of_entry[entry.id] = self._of_entry.get(entry.id, 0) | 1 << rank
        self._seen: dict[str, Ranks] = {}

    def ending(self, typed: str) -> str:
        """Return what completes the typed text to a known question, or nothing."""
        start = typed.lower()
        if len(start) < SHORTEST or len(start) != len(typed):
            return ""
        first = bisect_left(self._starts, (start, -1))
        after = bisect_left(self._starts, (start + LAST, -1))
        best = min((rank for _, rank in self._starts[first:after]), default=None)
        wording = "" if best is None else self._wordings[best][0]
        return wording[len(typed) :] if wording.lower().startswith(start) else ""

    def offers(self, typed: str) -> list[Entry]:
        """Return the entries with a wording that holds the typed words or their beginnings, best first."""
        left = self._holding(words(typed))
        offers: list[Entry] = []
        while left and len(offers) < OFFERED:
            best = (left & -left).bit_length() - 1
            offers.append(self._wordings[best][1])
            left &= ~self._of_entry[offers[-1].id]
        return offers

    def _holding(self, typed: list[str]) -> Ranks:
        """The wordings that hold as many of the words as can be had together, the rare ones before the common ones."""
        sets = sorted((found for word in typed if (found := self._with(word))), key=int.bit_count)
        together = sets[0] if sets else 0
        for found in sets[1:]:
            together = together & found or together
        return together

    def _with(self, word: str) -> Ranks:
        """The wordings with a word that begins like this one, or is like it."""
        if word not in self._seen:
            first, after = bisect_left(self._words, word), bisect_left(self._words, word + LAST)
            near = self._words[first:after] or self._like(word)
            self._seen[word] = reduce(or_, (self._places[each] for each in near), 0)
        return self._seen[word]

    def _like(self, word: str) -> list[str]:
        from rapidfuzz import fuzz, process  # here, because most words are known

        if len(word) <= SHORTEST:
            return []
        found = process.extract(word, self._words, scorer=fuzz.ratio, score_cutoff=LIKE, limit=3)
        return [each for each, _, _ in found]


def _places(wordings: Iterable[str]) -> dict[str, Ranks]:
    places: dict[str, Ranks] = {}
    for rank, wording in enumerate(wordings):
        for word in words(wording):
            places[word] = places.get(word, 0) | 1 << rank
    return places


def _numbered(entry: Entry) -> Iterator[tuple[int, str]]:
    return ((number, " ".join(wording.split())) for number, wording in enumerate(entry.wordings))
