"""What is counted of a text: stems, pairs of neighbouring stems and three-letter pieces; rare ones weigh more."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise

from backchat.text import stem, words

SIGNALS = ("words", "pairs", "pieces")

Vector = dict[str, float]


class Phrasebook:
    """Groups of words and short phrases that mean the same in a base: each group counts as one word."""

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        found: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for number, group in enumerate(groups):
            for text in group:
                phrase = tuple(stem(word) for word in words(text))
                if phrase:
                    found[phrase[0]].append((phrase, f"={number}"))
        for phrases in found.values():
            phrases.sort(key=lambda pair: -len(pair[0]))
        self._starting_with = dict(found)

    def read(self, stems: Sequence[str]) -> list[tuple[int, str]]:
        """How many stems count as one, and as what feature, from left to right; the longest phrase wins."""
        found = []
        start = 0
        while start < len(stems):
            length, feature = 1, stems[start]
            for phrase, mark in self._starting_with.get(feature, ()):
                if tuple(stems[start : start + len(phrase)]) == phrase:
                    length, feature = len(phrase), mark
                    break
            found.append((length, feature))
            start += length
        return found

    def merged(self, stems: Sequence[str]) -> list[str]:
        """The stems, with every phrase of a group replaced by the group's own mark."""
        return [feature for _, feature in self.read(stems)]


def count(found: Sequence[str], stems: Sequence[str], phrasebook: Phrasebook) -> dict[str, Counter[str]]:
    """Signal -> feature -> how often, for the words of a text and their stems."""
    return {
        "words": Counter(phrasebook.merged(stems)),
        "pairs": Counter([f"{one} {two}" for one, two in pairwise(["^", *stems, "$"])]),
        "pieces": Counter(chain.from_iterable(map(_pieces, found))),
    }


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[str, ...]:
    marked = f"#{word}#"
    return tuple(marked[i : i + 3] for i in range(len(word)))


def rarity(documents: int, containing: float) -> float:
    """ln((1 + N) / (1 + df)) + 1: from 1 for a feature of every document up to ln(1 + N) + 1 for one of none."""
    return math.log((1 + documents) / (1 + containing)) + 1


def weigh(counted: Mapping[str, int], rare: Mapping[str, float]) -> Vector:
    """The features that are known, as (1 + ln count) times rarity."""
    return {
        feature: value if n == 1 else (1 + math.log(n)) * value
        for feature, n in counted.items()
        if (value := rare.get(feature)) is not None
    }


def unit(vector: Vector) -> Vector:
    """The vector at length 1; an empty one stays so."""
    length = math.sqrt(sum([value * value for value in vector.values()]))
    return {feature: value / length for feature, value in vector.items()} if length else {}
