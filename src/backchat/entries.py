"""What a knowledge file can hold: entries, sources, warning signs and the rest, frozen once checked."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any, Literal, get_args

from backchat.frozen import frozen

Urgency = Literal["emergency", "today", "soon"]
URGENCIES: tuple[Urgency, ...] = get_args(Urgency)
"""The most urgent first."""

FIELDS = {
    "file": ("entries", "sources", "synonyms", "out_of_scope", "warning_signs", "ideas", "about", "backchat"),
    "about": ("subject", "knows", "greeting", "seek_help", "reminder"),
    "source": ("title", "organisation", "year", "url"),
    "entry": (
        "question", "also", "answer", "evidence", "id", "topic", "sources", "see_also", "seek_help", "small_talk",
    ),
    "group": ("id", "wordings", "refusal"),
    "sign": ("id", "urgency", "text", "sources", "say", "when"),
}  # fmt: skip
"""The names that a knowledge file has for each part of it, in the order in which an author is told them."""

SELDOM = frozenset(
    {"also", "wordings", "say", "when", "place", "out_of_scope", "synonyms", "ideas", "warning_signs", "files"}
)
"""Fields that are long, or few ask for."""


class Kept:
    """Read back without its long fields, each of which is unpacked when it is first looked at.

    Of the 25,000 wordings of the bundled knowledge a question needs those of three entries.
    """

    __slots__ = ("_packed",)

    def __reduce__(self) -> tuple[Any, ...]:
        values = {name: getattr(self, name) for name in type(self).__match_args__}  # type: ignore[attr-defined]
        packed = {name: pickle.dumps(values.pop(name), protocol=5) for name in SELDOM & values.keys()}
        return _read_back, (type(self), values, packed)

    if not TYPE_CHECKING:  # which would take any name for that of a field

        def __getattr__(self, name: str) -> Any:  # asked only for what has no value yet
            if name not in self.__match_args__:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            value = pickle.loads(self._packed[name])
            object.__setattr__(self, name, value)
            return value


def _read_back(cls: type[Kept], values: dict[str, Any], packed: dict[str, bytes]) -> Kept:
    found = cls.__new__(cls)
    for name, value in (*values.items(), ("_packed", packed)):
        object.__setattr__(found, name, value)
    return found


@frozen
class Place:
    """Where something stands in a knowledge file."""

    file: str
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1."""


@frozen
class Source:
    """What a statement rests on."""

    title: str
    organisation: str | None = None
    year: int | None = None
    url: str | None = None


@frozen
class Entry(Kept):
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


@frozen
class OutOfScope(Kept):
    """A group of questions that the base does not answer: scored like an entry, never offered."""

    id: str
    wordings: tuple[str, ...]
    refusal: str | None = None
    """The sentence to refuse with."""
    place: Place | None = None


@frozen
class WarningSign(Kept):
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


@frozen
class About:
    """What the program says of the base as a whole."""

    subject: str | None = None
    knows: str | None = None
    greeting: str | None = None
    seek_help: str | None = None
    reminder: str | None = None
