"""Everyday words, and which of them mean nearly the same: what a question might as well have said."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from backchat.packed import Packed
from backchat.text import stem, words

CLOSENESS = 0.4
"""What a word counts that was not said but means nearly the same, against one that was, in a base with FEW wordings."""

FEW = 10
"""Wordings an entry up to which the thesaurus counts in full; the more there are, the less it has to add."""

STRANGE = 2.0
"""How much more it counts where the base does not know the word that was said."""

COMMON = 0.2
"""Share of the documents of a base from which a word is too common to stand for another: it tells nothing, and it is
what takes the time."""

LONGEST = 4
"""Words in the longest phrase of the thesaurus."""

Phrase = tuple[str, ...]
Table = Mapping[str, Mapping[str, Mapping[str, float]]]
"""First stem -> what may be said, as stems with blanks between -> the features of a base that mean nearly the same,
each with what it counts then."""


def table(
    rarity: Mapping[str, float], least: float, close: float, merged: Callable[[Sequence[str]], Sequence[str]]
) -> Table:
    """The thesaurus as far as a base can use it.

    Mates of which it does not know every word are left out, and those without a word of at least some rarity.
    """
    found: dict[Phrase, list[Phrase]] = {}
    for group in _groups():
        usable = [tuple(merged(member)) for member in group]
        known = [mate for mate in usable if all(feature in rarity for feature in mate)]
        usable = [mate for mate in known if any(rarity[feature] >= least for feature in mate)]
        for member in group:
            own = tuple(merged(member))
            mates = found.setdefault(member, [])
            mates.extend(mate for mate in usable if mate != own and mate not in mates)
    filed: dict[str, dict[str, dict[str, float]]] = {}
    for member, mates in found.items():
        if mates:
            filed.setdefault(member[0], {})[" ".join(member)] = _weighed(member, mates, rarity, close)
    return Packed(filed)


def _weighed(said: Phrase, mates: Sequence[Phrase], rarity: Mapping[str, float], close: float) -> dict[str, float]:
    """Feature -> what it counts where a phrase of the thesaurus is said: no more than what was said would."""
    known = [rarity[word] for word in said if word in rarity]
    weight = close * (1.0 if len(known) == len(said) else STRANGE)
    limit = sum(known) / len(known) if known else math.inf
    found: dict[str, float] = {}
    for mate in mates:
        for feature in mate:
            value = weight * min(limit, rarity[feature]) / len(mate)
            found[feature] = max(found.get(feature, 0.0), value)
    return found


def closeness(wordings: float) -> float:
    """How much the thesaurus counts in a base with that many wordings an entry."""
    return CLOSENESS * math.sqrt(min(1.0, FEW / max(1.0, wordings)))


def mates(stems: Sequence[str], thesaurus: Table) -> dict[str, float]:
    """Feature -> weight, for what the words of a question might as well have been."""
    found: dict[str, float] = {}
    for start, first in enumerate(stems):
        phrases = thesaurus.get(first)
        if phrases is None:
            continue
        for end in range(start + 1, min(start + LONGEST, len(stems)) + 1):
            for feature, value in phrases.get(" ".join(stems[start:end]), {}).items():
                if value > found.get(feature, 0.0):
                    found[feature] = value
    return found


def vocabulary() -> frozenset[str]:
    """The words of the thesaurus: common ones, and so no slips for others, though a base may never have seen them."""
    return frozenset(word for line in _lines() for word in words(line))


def _groups() -> list[list[Phrase]]:
    found = []
    for line in _lines():
        members = [tuple(stem(word) for word in words(member)) for member in line.split(",")]
        found.append(list(dict.fromkeys(members)))
    return [group for group in found if len(group) > 1]


def _lines() -> list[str]:
    from pathlib import Path  # here, because it takes a while to import, and a prepared base has its thesaurus

    lines = Path(__file__).with_name("thesaurus.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
