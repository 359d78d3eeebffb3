"""Why the bot replies to a message as it does: everything that counted, as data and as a readable table."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from backchat import decision
from backchat.decision import Judgement
from backchat.entries import Entry, OutOfScope, Place
from backchat.frozen import frozen
from backchat.knowledge import KnowledgeBase
from backchat.reply import Reply
from backchat.search import WEIGHTS, Index, Match
from backchat.signs import Almost, Finding

SHOWN = 5
"""Entries that are explained: the right one is among the first five in nearly every case."""

SIGNS = 2
"""Warning signs that are shown where none was named."""

WIDTH = 80
LABEL = 13
"""Columns of a line, and of the label before it."""

COUNTS = 0.005
"""A word that counted less is left out of the table: it would be shown as 0.00."""

MOST_WORDS = 12
"""Words of a message that are listed, those that count most first: a story has a hundred."""

SIGNALS = {
    "related": "related words",
    "pairs": "neighbouring words",
    "pieces": "letters",
    "size": "size of the entry",
    "likeness": "likeness",
}
"""What counted beside the words, in words."""


@frozen
class Word:
    """A word of the message, or a phrase that counts as one."""

    text: str
    weight: float
    """0 to 1: its share of what all words count; 0 for a word that the base has never seen."""
    synonyms: tuple[str, ...] = ()
    """The group of words that it was read as one of."""


@frozen
class Candidate:
    """An entry, or an out-of-scope group, that the message may mean."""

    id: str
    share: float
    """0 to 1: its part of the probability among all candidates."""
    likeness: float
    """0 to 1: how much the nearest of its wordings is like the message."""
    wording: str
    """That wording."""
    is_literal: bool
    """Whether the message is one of its wordings, word for word, which puts it first."""
    place: Place | None
    counted: dict[str, float]
    """Word, or other signal, -> what it counted for this one beyond what it counts for others on average."""


@frozen
class Explanation:
    """Everything that counted for one message."""

    reply: Reply
    """What the bot says to it."""
    judgement: Judgement
    words: tuple[Word, ...]
    related: tuple[str, ...]
    """Words, as stems, that were not said but mean nearly the same, and counted a little; the heaviest first."""
    entries: tuple[Candidate, ...]
    """The best, in their order."""
    group: Candidate | None
    """The out-of-scope group that lies nearest."""
    finding: Finding | None
    """The warning sign that was named, if any."""
    almost: tuple[Almost, ...] = ()
    """Else those that were nearly named, the nearest first."""
    heard: tuple[str, ...] = ()
    """Earlier turns without which there would have been no warning."""

    def as_dict(self) -> dict[str, Any]:
        """The explanation as JSON types."""
        judged = self.judgement
        return {
            "question": self.reply.question,
            "heard": list(self.heard),
            "kind": self.reply.kind,
            "confidence": judged.confidence,
            "score": round(judged.score, 4),
            "in_scope": round(judged.in_scope, 4),
            "right": round(judged.right, 4),
            "thresholds": {"in_scope": decision.IN_SCOPE, "sure": decision.SURE},
            "decided": decided(self),
            "corrections": dict(judged.query.corrections),
            "unknown_words": sorted(judged.query.unknown),
            "words": [
                {"text": word.text, "weight": round(word.weight, 4), "synonyms": list(word.synonyms)}
                for word in self.words
            ],
            "related": list(self.related),
            "entries": [_candidate_dict(entry) for entry in self.entries],
            "out_of_scope": self.reply.out_of_scope,
            "nearest_group": _candidate_dict(self.group) if self.group else None,
            "warning": _finding_dict(self.finding) if self.finding else None,
            "almost": [{"id": sign.id, "said": list(sign.said), "lacking": sign.lacking} for sign in self.almost],
        }

    def __str__(self) -> str:
        return "\n".join(_table(self))


def explain(
    knowledge: KnowledgeBase, index: Index, judgement: Judgement, finding: Finding | None, reply: Reply
) -> Explanation:
    """Gather what counted for a message that was judged."""
    query = judgement.query
    weights = query.features["words"]
    words = tuple(
        Word(text, weights.get(feature, 0.0), _synonyms(knowledge, feature)) for text, feature in index.said(query)
    )
    values: tuple[Entry | OutOfScope, ...] = (*knowledge.entries, *knowledge.out_of_scope)

    def candidate(match: Match) -> Candidate:
        value = values[match.position]
        counted = _counted(index, judgement, match)
        wording = value.wordings[match.wording] if match.likeness else ""
        return Candidate(
            match.id, match.share, match.likeness, wording, match.position == query.literal, value.place, counted
        )

    best = tuple(candidate(match) for match in judgement.matches[:SHOWN])
    group = candidate(judgement.elsewhere) if judgement.elsewhere else None
    said = {feature for _, feature in index.said(query)}
    near = sorted((feature for feature in weights if feature not in said), key=lambda feature: -weights[feature])
    related = tuple(next(iter(_synonyms(knowledge, feature)), feature) for feature in near)
    return Explanation(reply, judgement, words, related, best, group, finding)


def _synonyms(knowledge: KnowledgeBase, feature: str) -> tuple[str, ...]:
    return knowledge.synonyms[int(feature[1:])] if feature.startswith("=") else ()


def _counted(index: Index, judgement: Judgement, match: Match) -> dict[str, float]:
    """Word -> what it counted; then the other signals."""
    found = index.contributions(judgement.query, match.position)
    names = {feature: text for text, feature in reversed(index.said(judgement.query))}
    by_word = {names[feature]: value for feature, value in found["words"].items() if feature in names}
    counted = dict(sorted(by_word.items(), key=lambda pair: -abs(pair[1])))
    counted[SIGNALS["related"]] = sum(value for feature, value in found["words"].items() if feature not in names)
    for signal in ("pairs", "pieces", "size"):
        counted[SIGNALS[signal]] = sum(found[signal].values())
    counted[SIGNALS["likeness"]] = WEIGHTS["likeness"] * match.likeness
    return counted


def decided(told: Explanation) -> list[str]:
    """Say, step by step, what decided."""
    reply, judged = told.reply, told.judgement
    if reply.kind == "warning" and told.heard:
        return ["a warning sign was named, together with what was said before, and outranks every answer"]
    if reply.kind == "warning":
        return ["a warning sign was named, and outranks every answer"]
    parts = [f'"{answer.part}": {answer.entry.id}' for answer in reply.answers if answer.part]
    if parts:
        return ["it was read as several questions, each judged by itself (explain shows each of them):", *parts]
    if reply.context:
        return [f'it was read as a follow-up to "{reply.context}", which made more sense; by itself:', *_steps(judged)]
    if reply.answers and reply.answers[0].entry.small_talk:
        return ["it is small talk, and no question beside"]
    if reply.kind != judged.kind or (reply.answers and reply.answers[0].entry.id != judged.matches[0].id):
        return ["it was taken for a choice among those offered, or for a correction; by itself:", *_steps(judged)]
    return _steps(judged)


def _steps(judged: Judgement) -> list[str]:
    """Compare what was judged with the thresholds, in the order in which they are asked."""
    if not judged.matches:
        return ["no entry has a word in common with the message: refused"]
    least, sure, unaided = decision.IN_SCOPE, decision.SURE, decision.UNAIDED
    scope = f"that it is a question for this base: {judged.in_scope:.2f}"
    if judged.in_scope < least:
        return [f"{scope}, less than the {least:.2f} that are asked for (IN_SCOPE): refused"]
    steps = [f"{scope}, at least {least:.2f} (IN_SCOPE)", f"that the first entry is the right one: {judged.right:.2f}"]
    both = f"both together: {judged.score:.2f}"
    if judged.kind == "answer":
        return [*steps, f"{both}, at least {sure:.2f} (SURE): answered"]
    if judged.kind == "unknown":
        return [*steps, f"{both}, below {unaided:.2f} (UNAIDED): refused"]
    return [*steps, f"{both}, below {sure:.2f} (SURE): a choice"]


DID = {"answer": "answered", "choices": "offered a choice", "unknown": "refused", "warning": "warned"}
"""What the bot did, in words."""


def _table(told: Explanation) -> Iterator[str]:
    judged = told.judgement
    read_as = " ".join(judged.query.words)
    yield from _row("Question", told.reply.question)
    for turn in told.heard:
        yield from _row("Said before", f'"{turn}"')
    yield from _row("Read as", read_as or "(no words)")
    for wrong, right in judged.query.corrections.items():
        yield from _row("Typo", f'"{wrong}" read as "{right}"')
    for word in told.words:
        if word.synonyms:
            yield from _row("Synonyms", f'"{word.text}" counts as one of {", ".join(word.synonyms)}')
    if judged.query.unknown:
        yield from _row("Never seen", ", ".join(sorted(judged.query.unknown)))
    known = sorted({(-word.weight, word.text) for word in told.words if word.weight})[:MOST_WORDS]
    yield from _row("Words", ", ".join(f"{text} {-weight:.0%}" for weight, text in known) or "none that the base knows")
    if told.related:
        yield from _row("Related", ", ".join(told.related[:MOST_WORDS]))
    yield from _row("Warning sign", str(told.finding) if told.finding else "none")
    for almost in told.almost[:SIGNS]:
        yield from _row("   almost", str(almost))
    what = DID[told.reply.kind]
    if told.reply.kind != "warning":
        what += f" (confidence {judged.confidence}, score {judged.score:.2f})"
    yield from _row("Decision", what)
    for step in decided(told):
        yield from _row("", step)
    for number, entry in enumerate(told.entries, 1):
        yield ""
        yield from _candidate(f"{number}. {entry.id}", entry)
    if told.group:
        yield ""
        drew = "drew the message" if told.reply.out_of_scope == told.group.id else "lies nearest"
        yield from _candidate(f"Out-of-scope group {told.group.id} {drew}:", told.group)


def _candidate(title: str, entry: Candidate) -> Iterator[str]:
    yield f"{title}   {entry.share:.0%}"
    if entry.wording:
        likeness = "word for word" if entry.is_literal else f"likeness {entry.likeness:.2f}"
        yield from _row("   wording", f'"{entry.wording}" ({likeness})')
    counted = list(entry.counted.items())
    others = len(SIGNALS)
    counted = [*counted[:-others][:MOST_WORDS], *counted[-others:]]
    yield from _row("   counted", ", ".join(f"{text} {value:+.2f}" for text, value in counted if abs(value) >= COUNTS))
    if entry.place:
        yield from _row("   stands in", f"{entry.place.file}:{entry.place.line}")


def _row(label: str, text: str) -> Iterator[str]:
    """One label and its text, wrapped beside it."""
    lines = textwrap.wrap(text, WIDTH - LABEL, break_long_words=False, break_on_hyphens=False) or [""]
    yield f"{label:<{LABEL}}{lines[0]}".rstrip()
    for line in lines[1:]:
        yield " " * LABEL + line


def _candidate_dict(entry: Candidate) -> dict[str, Any]:
    place = entry.place
    return {
        "id": entry.id,
        "share": round(entry.share, 4),
        "likeness": round(entry.likeness, 4),
        "word_for_word": entry.is_literal,
        "wording": entry.wording,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "counted": {text: round(value, 4) for text, value in entry.counted.items()},
    }


def _finding_dict(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.sign.id,
        "urgency": finding.sign.urgency,
        "denied": finding.denied,
        "words": list(finding.words),
        "ideas": list(finding.ideas),
    }
