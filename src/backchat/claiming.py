"""Reads whether a message claims something that was just named: "yes, I have that", "yes, numb"."""

from __future__ import annotations

from collections.abc import Sequence

from backchat import english, splitting
from backchat.text import stem, words

AKIN = 4
"""Letters of a stem that another may begin with and mean the same: "numb" and "numbness"."""

RANKS = english.RANKS - english.ONE_OF_THEM
"""Words for a place on a list that has no numbers."""


def claims(message: str) -> bool:
    """Whether a message says that something is so, and neither asks nor denies it."""
    return english.DENYING.isdisjoint(words(message)) and not splitting.asks(message)


def claims_some(message: str, *, is_list: bool) -> bool:
    """Whether it claims what was just named, and does not say which: "yes", "I have that", of a list "the first"."""
    said = set(words(message))
    if not claims(message) or not said <= english.CLAIMING | RANKS:
        return False
    if not said.isdisjoint(english.HAVING):
        return not said.isdisjoint(english.NAMED | RANKS)
    return "yes" in said or (is_list and not said.isdisjoint(RANKS | {"all", "one", "both"}))


def taken_up(message: str, named: Sequence[str]) -> list[str]:
    """Those of the things just named that it claims in words of theirs: "yes, numb"."""
    told = [stem(word) for word in words(message) if word not in english.FUNCTION | english.CLAIMING]
    if not told or not claims(message):
        return []
    return [each for each in named if all(any(_is_akin(word, stem(other)) for other in words(each)) for word in told)]


def is_clear(message: str, named: str) -> bool:
    """Whether a message that takes up something named says yes to it, or says half of its words."""
    told, whole = ([word for word in words(text) if word not in english.FUNCTION] for text in (message, named))
    return "yes" in words(message) or 2 * len(told) >= len(whole)


def _is_akin(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= AKIN and long.startswith(short))
