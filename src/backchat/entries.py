"""What a knowledge file can hold: entries, sources, warning signs and the rest, frozen once checked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

Urgency = Literal["emergency", "today", "soon"]


class _Kept:
    """Read back from where it was kept by one call: the way of dataclasses, field by field, takes twice as long."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), tuple([getattr(self, field.name) for field in fields(self)])  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Place(_Kept):
    """Where something stands in a knowledge file."""

    file: str
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1."""


@dataclass(frozen=True, slots=True)
class Source(_Kept):
    """What a statement rests on."""

    title: str
    organisation: str | None = None
    year: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Entry(_Kept):
    """A question with its answer."""

    id: str
    question: str
    answer: str
    also: tuple[str, ...] = ()
    """Other wordings of the question."""
    evidence: str | None = None
    """What today's guidelines say of the answer."""
    sources: tuple[Source, ...] = ()
    see_also: tuple[str, ...] = ()
    """Ids of entries to read next."""
    topic: str | None = None
    seek_help: bool = False
    """Whether the base's line on when to seek help closes the answer."""
    small_talk: bool = False
    """A greeting, thanks and the like: answered, never mistaken for a question about the subject."""
    place: Place | None = None

    @property
    def wordings(self) -> tuple[str, ...]:
        """The question first, then its other wordings."""
        return (self.question, *self.also)


@dataclass(frozen=True, slots=True)
class OutOfScope(_Kept):
    """A group of questions that the base does not answer: scored like an entry, never offered."""

    id: str
    wordings: tuple[str, ...]
    refusal: str | None = None
    """The sentence to refuse with."""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class WarningSign(_Kept):
    """A sign of danger in a message; it outranks every answer."""

    id: str
    urgency: Urgency
    text: str
    """What the user is told: the action first, then the reason."""
    say: tuple[str, ...] = ()
    """Messages in the words people use."""
    when: tuple[object, ...] = ()
    """Combinations of ideas; their form is the business of the module that recognises them."""
    sources: tuple[Source, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What the program says of the base as a whole."""

    subject: str | None = None
    knows: str | None = None
    greeting: str | None = None
    seek_help: str | None = None
    reminder: str | None = None
