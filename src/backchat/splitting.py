"""Finds the questions in a message: what is left without the politeness, and the parts that ask something each."""

from __future__ import annotations

import re
from collections.abc import Iterable

from backchat import english
from backchat.text import fold, words


def _any_of(phrases: Iterable[str]) -> str:
    longest_first = sorted(set(phrases), key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)


def _opening(phrases: Iterable[str]) -> re.Pattern[str]:
    """All of them that stand at the start of a text; possessive, as half of "can I ask you something" says nothing."""
    return re.compile(rf"\W*+(?:(?>{_any_of(phrases)})(?![\w'])\W*+)++(?=\w)", re.IGNORECASE)


_GREETING = _opening(english.GREETINGS)
_OPENER = _opening(english.OPENERS)
_CLOSER = re.compile(rf"(?<=\w)\W+(?:(?:{_any_of(english.CLOSERS)})(?![\w'])\W*)+$", re.IGNORECASE)
_LAST_WORD = re.compile(r"[\w'\u2019]+\W*$")
_MEANING = re.compile(
    rf"\W*(?:(?:no|nope|nah|sorry|but)\b\W*)*(?:{_any_of(english.MEANING)})(?![\w'])\W*(?=\w)", re.IGNORECASE
)
_STOP = re.compile(r"(?<=[.?!;])\s+|(?<=[?!;])|\n+")
_JOINED = re.compile(rf"(?:,\s*|\s+)(?:{_any_of(english.JOINING)})\s+|,\s*", re.IGNORECASE)
_AND = re.compile(r",?\s+and\s+|,\s*", re.IGNORECASE)


def bare(message: str) -> str:
    """The message without what only makes it polite: "hi there, quick question: is it bad? thanks" is "is it bad?".

    A message that is nothing but politeness keeps it, except for a greeting before it.
    """
    for opening in (_OPENER, _GREETING):
        found = opening.match(message)
        rest = message[found.end() :] if found else message
        if opening is _OPENER:
            rest = _CLOSER.sub(_mark, rest)
        if rest != message and not _only_polite(rest):
            return rest
    return message


def _mark(closer: re.Match[str]) -> str:
    """A closer leaves the question mark that stood before or after it."""
    return "?" if "?" in closer.group() else ""


def _only_polite(text: str) -> bool:
    return all(word in english.POLITE for word in words(text))


def meant(message: str) -> str | None:
    """What a message puts right: "no, I meant walking" is "walking"; None if it puts nothing right."""
    found = _MEANING.match(message)
    return message[found.end() :] if found else None


def asks(part: str) -> bool:
    """Whether the words have the form of a question."""
    if part.rstrip().endswith("?"):
        return True
    first = next(iter(_opening_words(part)), "")
    return first in english.ASKING


def _opening_words(part: str) -> list[str]:
    said = words(bare(part))[:4]
    while said and said[0] in english.LINKING:
        said = said[1:]
    return said


def may_hold_several(message: str) -> bool:
    """A quick look, true for every message that `split` or `split_loosely` would take apart."""
    return bool(_STOP.search(message.strip()) or _JOINED.search(message))


def split(message: str) -> list[str]:
    """The parts of a message: its sentences, and within them what a joining word or a comma sets off as a question."""
    found: list[str] = []
    for sentence in filter(None, map(str.strip, _STOP.split(message))):
        start = 0
        for joint in _JOINED.finditer(sentence):
            if joint.start() > start and asks(_first_words(sentence[joint.end() :])):
                found.append(sentence[start : joint.start()].strip())
                start = joint.end()
        found.append(sentence[start:].strip())
    return [part for part in found if words(part)]


def split_loosely(message: str) -> tuple[str, str] | None:
    """A message parted at its only "and", though what follows does not look like a question of its own."""
    joints = list(_AND.finditer(message))
    if len(joints) != 1:
        return None
    joint = joints[0]
    first, second = message[: joint.start()].strip(), message[joint.end() :].strip()
    return (first, second) if words(first) and words(second) else None


def _first_words(text: str) -> str:
    return " ".join(fold(text[:40]).rstrip("?").split()[:3])
