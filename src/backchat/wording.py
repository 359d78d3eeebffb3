"""The labels and sentences of a reply that are the program's own; all that is about a subject comes from knowledge."""

from __future__ import annotations

from collections.abc import Sequence

from backchat.knowledge import About, Source

LABELS_URGENCY = {"emergency": "EMERGENCY", "today": "GET HELP TODAY", "soon": "SEE A DOCTOR SOON"}
"""What stands before a warning, by its urgency: in words, as colour alone says nothing to some readers."""

LABELS = {
    "answer": "Answer",
    "part": "Your question",
    "evidence": "Guidelines",
    "sources": "Source",
    "seek_help": "When to get help",
    "reminder": "Reminder",
    "choices": "Did you mean",
    "nearest": "Nearest to your question",
    "unknown": "",
    "context": "Read as a follow-up to",
    "corrections": "Read",
    "read_next": "Read next",
}
"""What stands before each part of a reply in plain text."""

AGAIN = "I know no more about it than I just told you:"
"""Stands before an answer that is the one given last."""

PICK = " (type a number)"
"""Stands behind the label of questions to pick from, where there is a next turn to pick one in."""


def unknown(about: About, refusal: str | None) -> str:
    """The refusal of a question that nothing in the base answers."""
    said = refusal or "I don't know the answer to that."
    if about.knows:
        return f"{said} What I know about: {about.knows.rstrip('.')}."
    if about.subject:
        return f"{said} I only know about {about.subject.rstrip('.')}."
    return said


def unanswered(part: str, refusal: str | None) -> str:
    """The refusal of one question of a message whose other questions are answered."""
    said = refusal or "I don't know the answer to that."
    return f'As for "{part.strip()}": {said}'


def source_line(source: Source) -> str:
    """A source as one line: organisation, title, year and link, as far as they are known."""
    named = ", ".join(str(part) for part in (source.organisation, source.title, source.year) if part)
    return f"{named}. {source.url}" if source.url else f"{named}."


def sources_in_brief(sources: Sequence[Source]) -> str:
    """Who says so, in one line: a chat tells the rest by a command."""
    said = dict.fromkeys(
        ", ".join(str(part) for part in (each.organisation or each.title, each.year) if part) for each in sources
    )
    return f"{'; '.join(said)}. /sources tells more."


def corrected(corrections: dict[str, str]) -> str:
    """Which words were read as others."""
    return ", ".join(f'"{wrong}" as "{right}"' for wrong, right in corrections.items())
