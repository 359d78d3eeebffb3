"""What the bot says to one message: as data, as JSON and as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from backchat import wording
from backchat.frozen import FrozenDict, field, frozen, replace
from backchat.knowledge import About, Entry, Source, WarningSign

Kind = Literal["answer", "choices", "unknown", "warning"]
Confidence = Literal["high", "medium", "low"]

BRIEF = 2
"""Sentences of a warning, at least, that say what to do; the rest say why."""

_ITEM = re.compile(r"^- (.*)", re.MULTILINE)
_PIECE = re.compile(r"\s*[,;()]\s*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_DIGIT = re.compile(r"\d")


@frozen
class Answer:
    """One entry that answers the message, or one question of it."""

    entry: Entry
    part: str | None = None
    """The question of the message that it answers, where the message holds several."""


@frozen
class Part:
    """A piece of a reply as it is shown: what it is (a key of `wording.LABELS`), its label and its text."""

    kind: str
    label: str
    text: str

    @property
    def is_list(self) -> bool:
        """Whether it is read item by item, so that its label stands on a line of its own."""
        return self.kind in ("choices", "nearest", "read_next") or (self.kind == "sources" and "\n" in self.text)

    def __str__(self) -> str:
        if not self.label:
            return self.text
        return f"{self.label}:\n{self.text}" if self.is_list else f"{self.label}: {self.text}"


@frozen
class Reply:
    """The bot's reply to one message."""

    question: str
    kind: Kind
    confidence: Confidence = "low"
    score: float = 0.0
    """0 to 1: how sure the bot is that its first entry is the right one."""
    answers: tuple[Answer, ...] = ()
    choices: tuple[Entry, ...] = ()
    """To pick from; beside an answer what to read next, beside a refusal what lies nearest."""
    warning: WarningSign | None = None
    corrections: dict[str, str] = FrozenDict()
    """Misspelt words and what they were read as."""
    context: str | None = None
    """The id of the entry that the message was read as a follow-up to."""
    out_of_scope: str | None = None
    """The id of the out-of-scope group that drew the message."""
    refusal: str | None = None
    """That group's own sentence; beside an answer it speaks of the part of the message that went unanswered."""
    about: About = field(default_factory=About)
    remind: bool = False
    """Whether an earlier warning is to be remembered in this reply."""
    heard: tuple[str, ...] = ()
    """What was said before a warning, and may have been read together with the message."""
    again: bool = False
    """Whether the answer is the one that was given last: its sources are not named again."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the warning or of all answers, each once."""
        if self.warning:
            return self.warning.sources
        return tuple(dict.fromkeys(source for answer in self.answers for source in answer.entry.sources))

    def as_dict(self) -> dict[str, Any]:
        """The reply as JSON types; the names are public and stay."""
        return {
            "question": self.question,
            "kind": self.kind,
            "confidence": self.confidence,
            "score": round(self.score, 4),
            "answers": [_answer_dict(answer) for answer in self.answers],
            "choices": [{"id": entry.id, "question": entry.question} for entry in self.choices],
            "warning": _warning_dict(self.warning) if self.warning else None,
            "corrections": dict(self.corrections),
            "context": self.context,
            "out_of_scope": self.out_of_scope,
            "text": str(self),
        }

    def parts(self, *, brief: bool = False) -> Iterator[Part]:
        """The reply piece by piece, in the order in which it is read; `brief` names the sources in one line."""
        if self.context:
            yield _part("context", self.context.replace("-", " "))
        if self.corrections and self.kind != "warning":
            yield _part("corrections", wording.corrected(self.corrections))
        if self.warning:
            label = wording.LABELS_URGENCY[self.warning.urgency]
            yield Part("warning", label, self.warning.text)
        if self.remind and self.about.reminder and not self.warning:
            yield _part("reminder", self.about.reminder)
        if self.again:
            yield Part("again", "", wording.AGAIN)
        for answer in self.answers:
            yield from _answer_parts(answer)
        if self.sources and not self.again:
            lines = "\n".join(wording.source_line(source) for source in self.sources)
            yield _part("sources", wording.sources_in_brief(self.sources) if brief and "\n" in lines else lines)
        if self.kind == "unknown":
            yield _part("unknown", wording.unknown(self.about, self.refusal))
        elif self.refusal:
            yield _part("unknown", self.refusal)
        if self.kind == "choices":
            yield _part("choices", _numbered(self.choices))
        if self.kind == "unknown" and self.choices:
            yield _part("nearest", _numbered(self.choices))
        if self.about.seek_help and self._needs_help_line():
            yield _part("seek_help", self.about.seek_help)
        if self.kind == "answer" and self.choices:
            yield _part("read_next", _numbered(self.choices))

    def listed(self) -> tuple[str, ...]:
        """What the answers on when to seek help list, each item in its pieces."""
        answers = [answer.entry.answer for answer in self.answers if answer.entry.seek_help]
        return tuple(piece for text in answers for item in _ITEM.findall(text) for piece in _PIECE.split(item) if piece)

    def help_named(self) -> tuple[str, ...]:
        """What the line on when to seek help names before its colon, where the reply ends with that line."""
        line = self.about.seek_help if self._needs_help_line() else None
        return tuple(piece for piece in _PIECE.split(line.partition(":")[0]) if piece) if line else ()

    def in_brief(self) -> Reply:
        """A warning with no more than what to do: its first sentences, down to the last with a number to ring."""
        if self.warning is None:
            return self
        said = _SENTENCE.split(self.warning.text)
        last = max([place for place, sentence in enumerate(said, 1) if _DIGIT.search(sentence)], default=0)
        return replace(self, warning=replace(self.warning, text=" ".join(said[: max(BRIEF, last)])))

    def _needs_help_line(self) -> bool:
        return self.kind in ("unknown", "choices") or any(answer.entry.seek_help for answer in self.answers)

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.parts()))


def _part(kind: str, text: str) -> Part:
    return Part(kind, wording.LABELS[kind], text)


def _answer_parts(answer: Answer) -> Iterator[Part]:
    if answer.part:
        yield _part("part", answer.part)
    yield Part("answer", "" if answer.entry.small_talk else wording.LABELS["answer"], answer.entry.answer)
    if answer.entry.evidence:
        yield _part("evidence", answer.entry.evidence)


def _numbered(entries: tuple[Entry, ...]) -> str:
    return "\n".join(f"{number}. {entry.question}" for number, entry in enumerate(entries, 1))


def _source_dict(source: Source) -> dict[str, Any]:
    return {"title": source.title, "organisation": source.organisation, "year": source.year, "url": source.url}


def _answer_dict(answer: Answer) -> dict[str, Any]:
    entry = answer.entry
    return {
        "id": entry.id,
        "question": entry.question,
        "answer": entry.answer,
        "evidence": entry.evidence,
        "sources": [_source_dict(source) for source in entry.sources],
    }


def _warning_dict(sign: WarningSign) -> dict[str, Any]:
    sources = [_source_dict(source) for source in sign.sources]
    return {"id": sign.id, "urgency": sign.urgency, "text": sign.text, "sources": sources}
