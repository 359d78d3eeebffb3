"""Reads a short message in the light of an entry that was just shown: "how long for?" after "do I need to warm up?"."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from backchat import english
from backchat.decision import Judgement
from backchat.knowledge import Entry
from backchat.search import Match
from backchat.text import words

LONGEST = 10
"""Words beyond which a message is taken to stand by itself: only short ones leave out what they are about."""

SHORT, PLAIN = 4, 0.9
"""A longer message than this whose answer is surer than that needs no context, unless its words point back."""

UNSEEN = 0.3
"""How far below the last candidate a document counts that is no candidate."""

LEANING = {"bias": 1.0, "alone": -0.9, "joined": 1.0, "doubt": 1.0, "points": 2.5, "words": -0.37} | {
    "agreed": 1.0,
    "unknown": -6.0,
}
"""What speaks for reading a message as a follow-up: how far the neighbour falls behind when the message is read alone
("alone"), how far it leads when it is read with the subject ("joined"), how unsure the message is alone ("doubt"),
words that point back, and its length. Fitted (logistic regression) on 20 bare turns ("is it safe", "why not") after 40
entries, and on a thousand short questions that change the subject ("and massage?"); a lower bias lets follow-ups be
refused, a higher one bends questions that stand by themselves. "agreed", set by hand: both readings find the same
neighbour, as for "i am on warfarin" after painkillers. So is "unknown": the share of words nobody knows, which no
subject explains ("qwe rty")."""

POINTLESS = 0.7
"""What a sure answer takes from the words that point back: "who makes them" after walking."""

AHEAD = 1.0
"""Lead over the subject, read alone, from which a neighbour stays: the name of the subject speaks for itself only."""

WORDY = 5
"""Words from which a longer message speaks no more for standing by itself: it was fitted on shorter ones."""

AT_HOME = 0.75
"""Chance of being in scope that a question gets from another one beside it that is, unless an out-of-scope group leads:
"how should I sleep" alone may be about anybody's sleep, after "which mattress is best" it is not."""

CLOSE = 0.4
"""How far that group may lead."""

CLEAR = 0.5
"""How sure it must be that the best entry is the right one."""

Judge = Callable[[str], Judgement]


@dataclass(frozen=True, slots=True)
class Focus:
    """What a conversation is about: an entry and those near it."""

    entry: Entry
    near: frozenset[str]
    """Ids of the entry itself, of those of its topic, and of those it points to."""
    fade: float = 0.0
    """What time has taken from it."""

    @property
    def subject(self) -> str:
        """Its name in words, to be read beside a message that leaves the subject out."""
        return self.entry.id.replace("-", " ")


@dataclass(frozen=True, slots=True)
class Reading:
    """A message read as a follow-up."""

    judgement: Judgement
    focus: Focus
    leaning: float
    """How much speaks for it."""


def focus(entry: Entry, entries: Collection[Entry], beside: Collection[str] = (), fade: float = 0.0) -> Focus:
    """The entry with its neighbours, and those named `beside` it."""
    topic = {other.id for other in entries if entry.topic and other.topic == entry.topic}
    return Focus(entry, frozenset({entry.id, *entry.see_also, *topic, *beside}), fade)


def read(message: str, alone: Judgement, about: Sequence[Focus], judge: Judge) -> Reading | None:
    """The message as a follow-up to one of the subjects, or None where it makes more sense by itself."""
    said = words(message)
    if not 0 < len(said) <= LONGEST or _stands_alone(said, alone):
        return None
    for focus in about:
        reading = _read_beside(message, alone, focus, judge)
        if reading:
            return None if reading.judgement is alone else reading
    return None


def _read_beside(message: str, alone: Judgement, focus: Focus, judge: Judge) -> Reading | None:
    """The message beside a subject; as it was, where the subject only confirms it; None where they do not fit."""
    joined = judge(f"{message.rstrip('?!. ')} {focus.subject}")
    here, there = _Scores(alone), _Scores(joined)
    ids = (here.ids | there.ids) & focus.near
    if not english.CONTRASTING.isdisjoint(words(message)):
        ids -= {focus.entry.id}
    near = {id_: here.of(id_) + there.of(id_) for id_ in ids}
    best = max(near, key=near.__getitem__, default=None)
    if best is None:
        return None
    leads = here.best in ids and here.best != focus.entry.id and here.of(here.best) > here.of(focus.entry.id) + AHEAD
    if alone.kind == "answer" and (here.best == best or leads):
        return Reading(alone, focus, 0.0)
    said = words(message)
    evidence = {
        "bias": 1.0 - focus.fade,
        "alone": here.of(here.best) - here.of(best),
        "joined": there.of(best) - there.of(here.best),
        "doubt": 1 - alone.score,
        "points": float(_points(said)) * (1 - POINTLESS * alone.score),
        "words": float(min(len(said), WORDY)),
        "unknown": len(alone.query.unknown) / max(1, len(alone.query.words)),
        "agreed": float(_agree(best, alone, joined)),
    }
    leaning = sum(LEANING[name] * value for name, value in evidence.items())
    judged = _judgement(alone, joined, near)
    is_better = judged.kind == "answer" or alone.kind == "unknown"
    return Reading(judged, focus, leaning) if is_better and (leaning > 0 or here.best == best) else None


def at_home(judged: Judgement) -> Judgement:
    """The judgement of a message that comes with others about the subject of the base."""
    if not judged.matches or judged.right < CLEAR or judged.in_scope > AT_HOME:
        return judged
    if judged.elsewhere and judged.elsewhere.score > judged.matches[0].score + CLOSE:
        return judged
    return replace(judged, in_scope=AT_HOME)


def _stands_alone(said: Sequence[str], alone: Judgement) -> bool:
    """Whether a message is a plain question, at the price of a glance: most of them are, in a conversation too."""
    return len(said) > SHORT and alone.score > PLAIN and not _points(said)


def points_back(message: str) -> bool:
    """Whether a word of the message points to what was said before it."""
    return _points(words(message))


def _points(said: Sequence[str]) -> bool:
    return not english.POINTING.isdisjoint(said)


def _agree(best: str, alone: Judgement, joined: Judgement) -> bool:
    """Whether both readings put the same neighbour first, however far an out-of-scope group leads the first one."""
    return all(bool(read.matches) and read.matches[0].id == best and read.right > CLEAR for read in (alone, joined))


class _Scores:
    """The scores of one reading, by id."""

    def __init__(self, judgement: Judgement) -> None:
        matches = [*judgement.matches, *([judgement.elsewhere] if judgement.elsewhere else [])]
        self._scores = {match.id: match.score for match in matches}
        self._least = min(self._scores.values(), default=0.0) - UNSEEN
        self.ids = {match.id for match in judgement.matches}
        unknown = judgement.kind == "unknown" and judgement.elsewhere
        self.best = max(matches, key=lambda match: match.score).id if unknown else next(iter(judgement.matches)).id

    def of(self, id_: str) -> float:
        return self._scores.get(id_, self._least)


def _judgement(alone: Judgement, joined: Judgement, near: dict[str, float]) -> Judgement:
    """The neighbours in their new order, as sure as the best leads the others."""
    matches = {match.id: match for match in [*joined.matches, *alone.matches]}
    order = sorted(near, key=near.__getitem__, reverse=True)
    odds = [math.exp(near[id_] - near[order[0]]) for id_ in order]
    share = 1 / sum(odds)
    found: list[Match] = [matches[id_]._replace(share=odd * share) for id_, odd in zip(order, odds, strict=True)]
    return Judgement(alone.query, tuple(found), None, max(alone.in_scope, joined.in_scope, AT_HOME), share)
