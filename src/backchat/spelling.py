"""Finds the known words that a misspelt one may stand for, by its letters and by its sound."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from backchat.packed import TOGETHER, Packed
from backchat.text import stem

COMMON = 30
"""Times a word must have been seen for two letters to stand for it ("al" for "all"); itself it has three or more."""

TWO_SLIPS_FROM = 6
"""Letters, or sounds, from which two slips are allowed; with fewer, two slips make another word more often than a
typo."""

SHORTEST_PART = 3
"""Letters of each of two words without the blank between ("lowback"): with fewer nearly any word can be cut in two."""

GLUED = 1.0
"""What counts against a reading as two words: less than two slips, but more than one that is not heard."""

SLIP = {"letters": 0.5, "sounds": 0.375, "consonants": 0.25}
"""What a slip counts against a reading in each of three views of a word, the last of them its sounds without vowels."""

OTHER_START = 0.5
"""What it counts against a reading that it begins with another letter, which is where people slip least."""

ANAGRAM = 0.5
"""What it counts for a reading that it has the same letters in another order."""

SHORTENED = 0.5
"""What counts against a reading that the word leaves out all its vowels but the first: "lwr" for "lower"."""

SEEN = 0.1
"""What it counts for a reading how often it was seen, by the logarithm."""

UNKNOWN, UNKNOWN_LETTER = 1.25, 0.1
"""The doubt in a word that the base has never seen being itself, and more for each letter: long words hold more slips.
Lower: fewer typos are read; higher: words of other subjects are taken for words of this one."""

DOUBLE = 1.0
"""What counts against a reading of a known word as another that sounds the same. Lower: plain words are mistaken."""

READINGS = 6
"""Readings of a word that its neighbours choose from."""


class Reading(NamedTuple):
    """Something that a word may stand for."""

    doubt: float
    """What speaks against it, its neighbours left aside."""
    words: tuple[str, ...]
    """One, or two that were written without a blank."""


class Speller:
    """Known words, searchable by similarity; built once, then read-only."""

    def __init__(self, counts: Mapping[str, int], common: Collection[str] = ()) -> None:
        """Words with how often each was seen, and others that are no slips for any of them."""
        from backchat.sounds import first, sound, written_short  # here, because a prepared base has been counted

        stems = Counter[str]()
        for word, number in counts.items():
            stems[stem(word)] += number
        fit = [word for word in sorted(counts) if word.isalpha() and len(word) > 2]
        heard = {word: sound(word) for word in fit}
        doubles = _doubles(_grouped(fit, heard.__getitem__).values())
        self._words = Packed({word: (number, doubles.get(word, ())) for word, number in counts.items()})
        self._stems = Packed(stems)
        self._common = Packed(dict.fromkeys(sorted(set(common) - counts.keys()), True))
        self._by_letter = _shelves(fit, heard, lambda word: word[0], together=1)
        self._by_sound = _shelves(fit, heard, lambda word: first(heard[word]), together=1)
        self._by_tail = _shelves(fit, heard, lambda word: word[1:])
        self._by_short = Packed(_grouped(fit, written_short))

    def knows(self, word: str) -> bool:
        """Whether the word itself, or another form of it, is known."""
        return word in self._words or stem(word) in self._stems

    def is_settled(self, word: str) -> bool:
        """Whether a word was seen just so or is common; another form of a known one may be a slip: "disks", "discs"."""
        return word in self._words or word in self._common

    def has_double(self, word: str) -> bool:
        """Whether the word is known, and others that sound the same: "week" and "weak"."""
        return bool(self._words.get(word, _NEVER)[1])

    def doubles(self, word: str) -> list[Reading]:
        """What a settled word may stand for by its sound, itself first."""
        others = [Reading(DOUBLE + self._doubt(other), (other,)) for other in self._words[word][1]]
        return [Reading(self._doubt(word), (word,)), *others]

    def joined(self, one: str, other: str) -> bool:
        """Whether two words are one that was torn apart: "ex ercise"."""
        return one + other in self._words and not (self.is_settled(one) and self.is_settled(other))

    def readings(self, word: str) -> list[Reading]:
        """What a word that is not settled may stand for, itself first, then the likeliest."""
        own = self._stems.get(stem(word))
        itself = Reading(-SEEN * math.log(own) if own else UNKNOWN + UNKNOWN_LETTER * len(word), (word,))
        if len(word) < 2 or not word.isalpha():
            return [itself]
        return [itself, *sorted([*self._near(word), *self._split(word), *self._short(word)])[:READINGS]]

    def _doubt(self, word: str) -> float:
        return -SEEN * math.log(self._words[word][0])

    def _near(self, word: str) -> Iterator[Reading]:
        """Distance is optimal string alignment (Damerau 1964): a swap of neighbours counts as one slip."""
        from rapidfuzz.distance import OSA  # here, because most questions hold no typo

        from backchat.sounds import consonants, sound

        heard, letters = sound(word), sorted(word)
        bones = consonants(heard)
        for known, sounds in self._candidates(word, heard).items():
            doubt = SLIP["letters"] * OSA.distance(word, known) + SLIP["sounds"] * OSA.distance(heard, sounds)
            doubt += SLIP["consonants"] * OSA.distance(bones, consonants(sounds))
            doubt += OTHER_START * (known[0] != word[0]) - ANAGRAM * (sorted(known) == letters)
            if len(word) > 2 or self._words[known][0] >= COMMON:
                yield Reading(doubt + self._doubt(known), (known,))

    def _candidates(self, word: str, heard: str) -> dict[str, str]:
        """The known words near enough by their letters, or by their sounds, with these."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        from backchat.sounds import first

        found: dict[str, str] = {}
        for tail in (word, word[1:], word[2:], word[0] + word[2:]):  # the first letter dropped, wrong, added or swapped
            found.update(zip(*self._by_tail.get(tail, _NONE), strict=True))
        known, sounds = self._by_letter.get(word[0], _NONE)
        near = process.extract(word, known, scorer=OSA.distance, score_cutoff=_slips(word), limit=None)
        found.update([(each, sounds[place]) for each, _, place in near])
        known, sounds = self._by_sound.get(first(heard), _NONE)
        near = process.extract(heard, sounds, scorer=OSA.distance, score_cutoff=_slips(heard), limit=None)
        found.update([(known[place], each) for each, _, place in near])
        return found

    def _split(self, word: str) -> Iterator[Reading]:
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            parts = word[:cut], word[cut:]
            if parts[0] in self._words and parts[1] in self._words:
                yield Reading(GLUED + max(map(self._doubt, parts)), parts)

    def _short(self, word: str) -> Iterator[Reading]:
        for known in self._by_short.get(word, ()):
            yield Reading(SHORTENED + self._doubt(known), (known,))


Shelf = tuple[Sequence[str], Sequence[str]]
"""Words, and what each sounds like."""

_NONE: Shelf = ((), ())

_NEVER: tuple[int, Sequence[str]] = (0, ())


def _slips(text: str) -> int:
    """How many are allowed in as many letters or sounds."""
    return 1 + (len(text) >= TWO_SLIPS_FROM)


def _grouped(words: Iterable[str], by: Callable[[str], str]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        found[by(word)].append(word)
    return dict(found)


def _shelves(
    words: Iterable[str], heard: Mapping[str, str], by: Callable[[str], str], together: int = TOGETHER
) -> Packed[str, Shelf]:
    grouped = _grouped(words, by)
    return Packed({key: (group, [heard[word] for word in group]) for key, group in grouped.items()}, together=together)


def _doubles(groups: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    """Words that sound like another that is no form of them -> those others."""
    found = {word: [other for other in group if stem(other) != stem(word)] for group in groups for word in group}
    return {word: others for word, others in found.items() if others}
