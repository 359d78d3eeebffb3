"""The known questions, found from the first letters of one or from some of its words, while somebody types."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from backchat.knowledge import Entry, KnowledgeBase
from backchat.text import words

SHORTEST = 3
"""Letters from which on a question is suggested: fewer fit too many."""

OFFERED = 10
"""Questions in the list to pick from."""

LIKE = 70
"""Likeness in percent from which an unknown word is read as a known one: "strech" and "stretch" have 92."""

LAST = "\U0010ffff"
"""Sorts after any other letter."""


class Known:
    """The questions of a knowledge base with all their wordings; read-only, though it remembers what it looked up."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._entries = [entry for entry in knowledge.entries if not entry.small_talk]
        wordings = [(number > 0, wording, entry) for entry in self._entries for number, wording in _numbered(entry)]
        wordings.sort(key=lambda found: (found[0], len(found[1])))
        self._wordings = [(wording, entry) for _, wording, entry in wordings]
        """An entry's own question before other wordings, and the short ones first: the order they are offered in."""
        self._starts = sorted((text.lower(), rank) for rank, (text, _) in enumerate(self._wordings))
        self._seen: dict[str, frozenset[int]] = {}

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
        found = self._holding(words(typed))
        offers: dict[str, Entry] = {}
        if found:
            for rank, (_, entry) in enumerate(self._wordings):
                if rank in found and entry.id not in offers:
                    offers[entry.id] = entry
                    if len(offers) == OFFERED:
                        break
        return list(offers.values())

    def _holding(self, typed: list[str]) -> frozenset[int]:
        """The wordings that hold as many of the words as can be had together, the rare ones before the common ones."""
        sets = sorted((found for word in typed if (found := self._with(word))), key=len)
        together = sets[0] if sets else frozenset()
        for found in sets[1:]:
            together = together & found or together
        return together

    def _with(self, word: str) -> frozenset[int]:
        """The wordings with a word that begins like this one, or is like it."""
        if word not in self._seen:
            first, after = bisect_left(self._words, word), bisect_left(self._words, word + LAST)
            near = self._words[first:after] or self._like(word)
            self._seen[word] = frozenset().union(*(self._places[each] for each in near))
        return self._seen[word]

    def _like(self, word: str) -> list[str]:
        from rapidfuzz import fuzz, process  # here, because most words are known

        if len(word) <= SHORTEST:
            return []
        found = process.extract(word, self._words, scorer=fuzz.ratio, score_cutoff=LIKE, limit=3)
        return [each for each, _, _ in found]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for rank, (wording, _) in enumerate(self._wordings):
            for word in set(words(wording)):
                places.setdefault(word, []).append(rank)
        return places

    @cached_property
    def _words(self) -> list[str]:
        return sorted(self._places)


def _numbered(entry: Entry) -> Iterator[tuple[int, str]]:
    return ((number, " ".join(wording.split())) for number, wording in enumerate(entry.wordings))
