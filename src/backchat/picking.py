"""Reads which of the questions on offer a message picks: by number, by rank or by words of its own."""

from __future__ import annotations

from collections.abc import Sequence

from backchat import english
from backchat.knowledge import Entry
from backchat.text import stem, words


def pick(message: str, offered: Sequence[Entry], *, is_choosing: bool = True) -> tuple[Entry, ...]:
    """The offered entries that the message picks; none if it is something else, such as a new question.

    Words pick one only where the person was asked to choose, or says so ("the one about walking").
    """
    said = words(message)
    if not offered or not said:
        return ()
    if (said[-1] == "both" and len(offered) == 2) or (is_choosing and "all" in said and english.ALL.issuperset(said)):
        return tuple(offered)
    says_so = not english.ONE_OF_THEM.isdisjoint(said)
    return _by_number(said, offered) or (_by_words(said, offered) if is_choosing or says_so else ())


def is_number(message: str) -> bool:
    """Whether the message is a bare number, on offer or not."""
    said = [word for word in words(message) if word not in english.CHOOSING]
    return len(said) == 1 and (said[0].isdigit() or said[0] in english.NUMBERS)


def _by_number(said: Sequence[str], offered: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries at the numbers, if the message holds numbers and nothing else."""
    around = english.CHOOSING | (frozenset() if english.RANKS.isdisjoint(said) else english.HEDGING)
    numbers = [word for word in said if word in english.NUMBERS and word not in around]
    if any(word not in english.NUMBERS and word not in around for word in said):
        return ()
    if not numbers and len(said) == 1 and said[0] in english.NUMBERS:
        numbers = list(said)
    places = dict.fromkeys(english.NUMBERS[word] for word in numbers)
    if any(place >= len(offered) for place in places):
        return ()
    return tuple(dict.fromkeys(offered[place] for place in places))


def _by_words(said: Sequence[str], offered: Sequence[Entry]) -> tuple[Entry, ...]:
    """The one entry whose question holds all the words that are left, if there is one."""
    wanted = {stem(word) for word in said if word not in english.CHOOSING and word not in english.ASKING}
    if not wanted:
        return ()
    fits = [entry for entry in offered if wanted <= {stem(word) for word in words(f"{entry.question} {entry.id}")}]
    return tuple(fits) if len(fits) == 1 else ()
