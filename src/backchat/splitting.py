"""Finds the questions in a message: what is left without the politeness, and the parts that ask something each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from backchat import english
from backchat.text import stem, words

MOST = 100
"""Sentences that are looked at, from the end: more are no message, and would take a second."""

NEXT = 80
"""Characters behind a joining word in which a question must begin."""

SHORTEST = 3
"""Words that a part needs to be a question by its question mark alone: "Seriously?" asks nothing."""


def _any_of(phrases: Iterable[str]) -> str:
    longest_first = sorted(set(phrases), key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)


def _opening(phrases: Iterable[str]) -> str:
    """One of them at the start of a text, with more behind it; atomic, as "can I ask" is not all of "can I ask you"."""
    return rf"\W*+(?>{_any_of(phrases)})(?![\w'])\W*+(?=\w)"


_GREETING = re.compile(rf"(?>{_opening(english.GREETINGS)})++", re.IGNORECASE)
_CLOSER = re.compile(rf"(?<=\w)\W+(?:(?:{_any_of(english.CLOSERS)})(?![\w'])\W*)+$", re.IGNORECASE)
_STOP = re.compile(r"(?<=[.?!;])\s+|(?<=[?!;])(?=\w)|\n+|\s+(?=\(?[1-3]\)\s)")
_JOINER = rf"(?:{_any_of(english.JOINING)})\s+"
_JOINED = re.compile(rf"(?P<bare>,\s*|\s+(?:[/|]|-+)\s+)(?!{_JOINER})|(?:,\s*|\s+){_JOINER}", re.IGNORECASE)
_AND_OR = re.compile(r"\s(?:and|or|&)\s", re.IGNORECASE)
_LISTED = re.compile(r",?\s+(?:and|or|&)\s+|[,:]\s+|\s+-+\s+", re.IGNORECASE)
_PAUSE = re.compile(r"[^\w\s']")
_LETTERS = re.compile(r"\w+")
_FIRST_OF_OPENERS = frozenset(_LETTERS.findall(phrase)[0] for phrase in english.OPENERS)
_LAST_OF_CLOSERS = frozenset(_LETTERS.findall(phrase)[-1] for phrase in english.CLOSERS)
_FIRST_OF_JOINING = frozenset(phrase.split()[0] for phrase in english.JOINING)

_WHICH = re.compile(r"(?<=\w)\s+which\b.*$", re.IGNORECASE)
"""A question about all that was named, without a pause before it: "massage or heat which is better"."""

_PARTING = re.compile(r"[.?!;,()/|\n-]")
"""Marks without which, or a joining word, a message is one question: a quick look at what takes long to take apart."""


@cache
def _opener() -> re.Pattern[str]:
    """Compiled when it is first needed, as are the next: that takes half as long as to answer a question."""
    return re.compile(_opening(english.OPENERS), re.IGNORECASE)


@cache
def _meaning() -> re.Pattern[str]:
    before = r"\W*(?:(?:no|nope|nah|sorry|but)\b\W*)*"
    denied = rf"(?:not(?! even\b)|i (?:did|do|was)(?: not|n'?t) (?:{_any_of(english.SAYING)}))\b[^.,;]{{1,30}}"
    put = rf"(?:{_any_of(english.MEANING)})(?![\w'])"
    return re.compile(
        rf"{before}(?:(?:{denied}\s+)?{put}|{denied}[.,;]\s*(?:(?:but|{put})\s+)?)\W*(?=\w)", re.IGNORECASE
    )


def bare(message: str) -> str:
    """The message without what only makes it polite: "hi there, quick question: is it bad? thanks" is "is it bad?".

    A message that is nothing but politeness stays as it is.
    """
    rest = _without_opener(message)
    rest = _CLOSER.sub(_mark, rest) if _may_close(rest) else rest
    return message if _only_polite(rest) else rest


def ungreeted(message: str) -> str:
    """The message without a greeting before it."""
    found = _GREETING.match(message)
    return message[found.end() :] if found else message


def _without_opener(message: str) -> str:
    """An opener is one if a pause or a question follows: "well is it bad?", but not "well cooked"."""
    cut = at = 0
    while _may_open(message, at) and (found := _opener().match(message, at)):
        at = found.end()
        if _PAUSE.search(found.group()) or first_word(message[at:]) in english.STARTING:
            cut = at
    return ungreeted(message[cut:])


def _may_open(message: str, at: int) -> bool:
    """A quick look, true for every message that goes on with an opener there."""
    found = _LETTERS.search(message, at)
    return found is not None and found[0].casefold() in _FIRST_OF_OPENERS


def _may_close(message: str) -> bool:
    """A quick look, true for every message that ends in a closer."""
    found = _LETTERS.findall(message[-40:])
    return not found or found[-1].casefold() in _LAST_OF_CLOSERS


def _mark(closer: re.Match[str]) -> str:
    """A closer leaves the question mark that stood before or after it."""
    return "?" if "?" in closer.group() else ""


def _only_polite(text: str) -> bool:
    return all(word in english.ADDRESSING for word in words(text))


def first_word(text: str) -> str:
    """The first word of a text, folded."""
    return next(iter(words(text[:40])), "")


def meant(message: str, question: str = "") -> str | None:
    """What a message puts right: "no, I meant walking" is "walking"; None if it puts nothing right.

    What it denies to be meant goes, too, if that was asked: "I meant walking not running", after a question about runs.
    """
    found = _meaning().match(message)
    if not found:
        return None
    rest = message[found.end() :]
    kept, _, denied = rest.rpartition(" not ")
    is_asked = {stem(word) for word in words(denied)} <= {stem(word) for word in words(question)}
    return kept.rstrip(" ,") if kept and is_asked else rest


def asks(part: str) -> bool:
    """Whether the words have the form of a question."""
    said = _without_lead(words(bare(part)))
    is_marked = part.rstrip().endswith("?") and len(said) >= SHORTEST
    is_told = bool(said) and said[0] in english.TELLING | english.EMBEDDING
    return is_marked or is_told or _opens_question(said) or _asks_after_a_comma(part) or _ends_in_question(said)


def asks_plainly(part: str) -> bool:
    """Whether it can be nothing but a question, though a full stop ends it: "did my back in." is a statement."""
    said = words(bare(part))
    is_counted = bool(said) and said[0] in english.COUNTING
    said = _without_lead(said)
    is_turned = any(a in english.ASKING - english.WH and b in english.PERSONS for a, b in pairwise(said[:4]))
    is_wanted = len(said) >= SHORTEST and said[0] in english.WH - {"when", "which"} and said[1] not in english.NAMING
    is_told = bool(said) and said[0] in english.TELLING
    return is_told or (_opens_question(said) and (is_turned or is_counted or is_wanted)) or _ends_in_question(said)


def _without_lead(said: list[str]) -> list[str]:
    """The words without those that join or number the questions of a message: "and second, is it bad"."""
    while said and said[0] in english.LINKING | english.COUNTING:
        said = said[1:]
    return said


def _ends_in_question(said: Sequence[str]) -> bool:
    """Whether a statement runs on into a question: "my back went what do i do", "it hurts should i stop"."""
    is_condition = bool(said) and said[0] in english.CONDITIONS
    asked = english.PERSONS if is_condition else english.SPEAKERS
    for before, verb, person in zip(said, said[1:], said[2:], strict=False):
        if before in english.CONCLUDING and verb in english.ASKING and person in english.PERSONS:
            return True
        if before not in english.PERSONS and verb in english.TURNING and person in asked:
            return True
    return _is_tagged(said) or _compares(said)


def _is_tagged(said: Sequence[str]) -> bool:
    """Whether it ends in words that make a question of what was named: "waste of money or not"."""
    return len(said) >= SHORTEST and " ".join(said[-SHORTEST:]).endswith(english.TAGS)


def _compares(said: Sequence[str]) -> bool:
    """Whether it asks which of several to take: "heat or ice which is better for a back"."""
    return "which" in said and not english.COMPARING.isdisjoint(said[said.index("which") :])


def _asks_after_a_comma(part: str) -> bool:
    """Whether a statement leads up to a question: "i sit all day, how do i sit", "first: do i warm up"."""
    clause = words(re.split("[,:]", part)[-1][:40]) if "," in part or ":" in part else []
    return bool(clause) and clause[1:2] != ["i"] * (clause[0] in english.WH) and _opens_question(clause)


def names(part: str) -> bool:
    """Whether the part may be nothing but the name of what is asked about: "yoga?"."""
    return part.rstrip().endswith("?") and 0 < len(words(bare(part))) < SHORTEST


def _opens_question(said: Sequence[str]) -> bool:
    """Whether the first words begin a question; "can not sleep" and "when I bend" do not."""
    first, second, third = [*said[:3], "", "", ""][:3]
    if first in english.BEFORE_WH and second in english.WH:
        first, second = second, third
    return first in english.ASKING and second != "not" and (first != "when" or second in english.ASKING)


def _opens_joined(said: Sequence[str]) -> bool:
    """Whether it goes on with a question, numbered or hanging on a condition: "if it is bad what do i do"."""
    led = _without_lead(list(said))
    return _opens_question(led) or (bool(led) and led[0] in english.CONDITIONS and _ends_in_question(led))


def _opens_embedded(said: Sequence[str], before: Sequence[str]) -> bool:
    """Whether it goes on with what the message asks about: "tell me about belts and about massage"."""
    return not english.EMBEDDING.isdisjoint(said[:1]) and not english.EMBEDDING.isdisjoint(before)


def may_hold_several(message: str) -> bool:
    """A quick look, true for every message that `split` or `split_loosely` would take apart."""
    said = message.strip()
    body = said.rstrip(".?!;")
    if not _PARTING.search(body) and _FIRST_OF_JOINING.isdisjoint(body.casefold().split()):
        return False
    return bool(_STOP.search(said) or _JOINED.search(message))


def split(message: str) -> list[str]:
    """The parts of a message: its sentences, and within them what a joining word sets off as a question.

    A comma alone parts two questions only; "my back hurts, is that bad" is one.
    """
    found: list[str] = []
    for sentence in [text for text in map(str.strip, _STOP.split(message)) if text][-MOST:]:
        start = 0
        for joint in _JOINED.finditer(sentence):
            before = sentence[start : joint.start()]
            after = words(sentence[joint.end() :][:NEXT])
            opens = _opens_joined(after) or _opens_embedded(after, words(sentence[: joint.start()]))
            if opens and (not joint["bare"] or (len(after) >= SHORTEST and asks(before))):
                found.append(before.strip())
                start = joint.end()
        found.append(sentence[start:].strip())
    return [part.strip(" ,") for part in found if words(part)]


def split_loosely(message: str) -> list[str]:
    """A question parted at "and" and "or", though what follows them does not look like a question of its own.

    Names before a question about them all are parted, too, without that question: "tens, massage - which is better".
    """
    if _STOP.search(message.strip()):
        return []
    said = bare(message)
    every = _LISTED.split(said)
    if first_word(said) in english.ASKING:
        parts = every if _AND_OR.search(said) else []
    else:
        parts = _listed(every)
        is_list = _AND_OR.search(said) or len(parts) < len(every)
        parts = parts if is_list and all(len(words(part)) <= SHORTEST for part in parts) else []
    return parts if all(map(words, parts)) else []


def asks_of_all(part: str) -> bool:
    """Whether it asks about several things just named."""
    return not english.TOGETHER.isdisjoint(words(part))


def _listed(parts: Sequence[str]) -> list[str]:
    """The parts of a list, without what is asked about them all at its end."""
    named = list(parts)
    while len(named) > 1 and (asks_of_all(named[-1]) or first_word(named[-1]) in english.WH):
        named.pop()
    return [*named[:-1], _WHICH.sub("", named[-1])]
