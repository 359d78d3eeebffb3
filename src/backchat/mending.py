"""Reads the words of a message, each misspelt one as the known word that its letters and its neighbours speak for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from backchat.spelling import Reading, Speller
from backchat.text import stem

NEIGHBOURS = 0.4
"""What it counts for a reading in how many documents it stands beside its neighbours, by the logarithm."""

START, END = "^", "$"
"""What pairs have for the edges of a wording."""


Mended = tuple[str, tuple[str, ...]]
"""A word of a message, and what it stands for: one word, or two that were written without a blank."""


class _Path(NamedTuple):
    """One way to read a message up to some word."""

    doubt: float
    words: tuple[str, ...]
    """What the last word stands for."""
    before: _Path | None


class Pairs(NamedTuple):
    """The neighbouring stems of a base."""

    known: Mapping[str, Sequence[Any]]
    """Each with its rarity first."""
    unseen: float
    """The rarity of all others."""

    def doubt(self, words: Sequence[str]) -> float:
        """What speaks against words that follow each other, 0 or less."""
        known = [self.known.get(pair) for pair in _pairs(words)]
        told: float = sum([held[0] - self.unseen for held in known if held])
        return NEIGHBOURS * told

    def are_seen(self, stems: Sequence[str]) -> bool:
        """Whether the middle one of three stems ever follows the first, or precedes the last."""
        before, stem_, behind = stems
        return f"{before} {stem_}" in self.known or f"{stem_} {behind}" in self.known


def mend(said: Sequence[str], speller: Speller, pairs: Pairs) -> list[Mended]:
    """Each word with what it stands for: of all readings of all words those that together are in the least doubt.

    The way to find them is Viterbi's (1967).
    """
    doubtful = _mistaken(said, speller, pairs)
    if not doubtful and all(map(speller.is_settled, said)):
        return [(word, (word,)) for word in said]
    whole = _joined(said, speller)
    doubtful |= {word: speller.readings(word) for word in set(whole) if not speller.is_settled(word)}
    paths = [_Path(0.0, (START,), None)]
    for word in whole:
        paths = [_longer(paths, reading, pairs) for reading in doubtful.get(word) or [Reading(0.0, (word,))]]
    path = _longer(paths, Reading(0.0, (END,)), pairs)
    found = []
    while path.before and path.before.before:
        path = path.before
        found.append(path.words)
    return list(zip(whole, reversed(found), strict=True))


def _mistaken(said: Sequence[str], speller: Speller, pairs: Pairs) -> dict[str, list[Reading]]:
    """The known words that may be others by sound, as they never stand beside their neighbours: "a week spine"."""
    places = [place for place, word in enumerate(said) if speller.has_double(word)]
    if not places:
        return {}
    around = [START, *map(stem, said), END]
    return {said[n]: speller.doubles(said[n]) for n in places if not pairs.are_seen(around[n : n + 3])}


def _longer(paths: Sequence[_Path], reading: Reading, pairs: Pairs) -> _Path:
    """The best of some ways to read a message, with one more word."""
    doubt, best = min((path.doubt + pairs.doubt([path.words[-1], *reading.words]), n) for n, path in enumerate(paths))
    return _Path(doubt + reading.doubt, reading.words, paths[best])


def _joined(said: Sequence[str], speller: Speller) -> list[str]:
    """The words, with those made one again that a blank too many has torn apart."""
    found = [*said[:1]]
    for word in said[1:]:
        if speller.joined(found[-1], word):
            found[-1] += word
        else:
            found.append(word)
    return found


def _pairs(words: Sequence[str]) -> Iterator[str]:
    return (f"{stem(one)} {stem(other)}" for one, other in pairwise(words))
