"""Reads misspelt words as the known words they most likely stand for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from backchat.packed import Packed
from backchat.text import stem

SHORTEST = 3
"""Letters a word needs before it may be a typo: among two letters nearly anything is one slip away."""

COMMON = 30
"""Times a word must have been seen for two letters to stand for it, with one left out behind them ("al" for "all")."""
TWO_SLIPS_FROM = 7
"""Letters from which two slips are allowed; with fewer, two slips make another word more often than a typo."""
GLUED_FROM = 6
"""Letters from which a word may be two words without the blank between ("lowback")."""

OVERSHADOWS = 100
"""How many times as frequent a word must be as all forms of a stem for that stem to be a slip of the word."""

_SOUNDS = str.maketrans({"a": "", "e": "", "i": "", "o": "", "u": "", "y": "", "h": "", "c": "k", "q": "k", "z": "s"})


class Speller:
    """Known words, searchable by similarity; built once, then read-only."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        stems = Counter[str]()
        for word, number in counts.items():
            stems[stem(word)] += number
        by_length: defaultdict[int, list[str]] = defaultdict(list)
        for word in sorted(counts):
            if len(word) >= SHORTEST and word.isalpha():
                by_length[len(word)].append(word)
        self._counts, self._stems = Packed(counts), Packed(stems)
        self._by_length = Packed(by_length, together=1)

    def knows(self, word: str) -> bool:
        """Whether the word itself, or another form of it, is known."""
        if word in self._counts:
            return True
        own = self._stems.get(stem(word))
        return own is not None and (word != stem(word) or not self._is_overshadowed(word, own))

    def read(self, word: str) -> tuple[str, ...] | None:
        """What an unknown word stands for: one word, two glued together, or None where nothing is near enough.

        Distance is optimal string alignment (Damerau 1964): a swap of neighbours counts as one slip.
        """
        if len(word) < SHORTEST or not word.isalpha():
            return self._cut_short(word)
        glued = self._split(word)
        if glued:
            return glued
        found = self._nearest(word)
        return (found,) if found else None

    def _cut_short(self, word: str) -> tuple[str] | None:
        longer = [known for known in self._by_length.get(SHORTEST, ()) if len(word) == 2 and known.startswith(word)]
        found = max(longer, key=self._counts.__getitem__, default="")
        return (found,) if found and self._counts[found] >= COMMON else None

    def _is_overshadowed(self, word: str, own: int) -> bool:
        """Whether a bare stem is rather a slip of a frequent word: "bak" stands for "back", not for "baking"."""
        found = self._nearest(word) if len(word) >= SHORTEST and word.isalpha() else None
        return found is not None and self._counts[found] > OVERSHADOWS * own

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz import process  # here, because most questions hold no typo
        from rapidfuzz.distance import OSA

        slips = 2 if len(word) >= TWO_SLIPS_FROM else 1
        by_sound = slips == 1 and len(word) > SHORTEST
        allowed = slips + by_sound
        best: tuple[float, int, int, str] | None = None
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            known = self._by_length.get(length)
            if not known:
                continue
            near = process.extract(word, known, scorer=OSA.distance, score_cutoff=allowed, limit=None)
            for candidate, distance, _ in near:
                if distance > slips and _sound(candidate) != _sound(word):
                    continue
                other_start = candidate[0] != word[0]
                anagram = sorted(candidate) == sorted(word)
                rank = (distance + 0.5 * other_start - 0.5 * anagram, -self._counts[candidate], length, candidate)
                if best is None or rank < best:
                    best = rank
        return best[3] if best else None

    def _split(self, word: str) -> tuple[str, str] | None:
        if len(word) < GLUED_FROM:
            return None
        found = [
            (word[:cut], word[cut:])
            for cut in range(SHORTEST, len(word) - SHORTEST + 1)
            if word[:cut] in self._counts and word[cut:] in self._counts
        ]
        return max(found, key=lambda pair: min(self._counts[pair[0]], self._counts[pair[1]]), default=None)


def _sound(word: str) -> str:
    """The consonants in their order, alike ones merged: "soar" and "sore" sound alike."""
    rest = word[1:].replace("ck", "k").replace("ph", "f").replace("gh", "").translate(_SOUNDS)
    return word[0] + "".join(c for c, before in zip(rest, word[0] + rest, strict=False) if c != before)
