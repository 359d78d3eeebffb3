"""What the knowledge makes of a question before and after something is added to it, said in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from backchat.adding import Library
from backchat.bot import Bot
from backchat.entries import Entry
from backchat.reply import Reply
from backchat.text import key

NEAR = 0.8
"""Likeness (cosine) from which a wording is said to be nearly the same: it shares all but the common words."""

FEW = 5
"""Wordings below which an entry is found by about half of those who ask for it."""


def before(bot: Bot, question: str) -> str:
    """Say what is answered today, and which wording is nearly the same."""
    lines = [f"Today: {said(bot.ask(question))}"]
    near = near_match(bot, question)
    if near:
        entry, wording = near
        lines.append(f'Nearly the same stands under "{entry.id}"{_where(entry)}: "{wording}".')
    return "\n".join(lines)


def after(library: Library, entry: Entry, question: str | None = None) -> str:
    """Say where the entry stands now, and whether it answers its question."""
    return "\n".join(_after(library, entry, question or entry.question))


def _after(library: Library, entry: Entry, question: str) -> Iterator[str]:
    yield f'Written under "{entry.id}"{_where(entry)}.'
    reply = Bot(library.base).ask(question)
    if reply.kind == "answer" and any(answer.entry.id == entry.id for answer in reply.answers):
        yield f"Asked again, it answers ({reply.confidence} confidence)."
    else:
        yield f"Asked again: {said(reply)}"
        yield f'Why, is shown by: backchat explain "{question}"'
    if len(entry.wordings) < FEW:
        yield f"It has {len(entry.wordings)} wording{'s' if entry.also else ''}; with five it is found far more often."


def said(reply: Reply) -> str:
    """Say what a reply is, in a few words."""
    if reply.warning:
        return f'the warning sign "{reply.warning.id}" is recognised, and outranks every answer'
    if reply.kind == "answer":
        first = reply.answers[0].entry
        return f'"{first.id}" answers it ({reply.confidence} confidence): {first.question}'
    if reply.kind == "choices":
        return f"these are offered to choose from: {', '.join(entry.id for entry in reply.choices)}"
    return f'it is refused, as one of "{reply.out_of_scope}"' if reply.out_of_scope else "it is refused"


def near_match(bot: Bot, question: str) -> tuple[Entry, str] | None:
    """Find the wording that is nearly the same as the question, with its entry."""
    same = key(question)
    for match in bot.judge(question).matches[:3]:
        entry = bot.knowledge.entries[match.position]
        exact = next((wording for wording in entry.wordings if key(wording) == same), None)
        if exact or match.likeness >= NEAR:
            return entry, exact or entry.wordings[match.wording]
    return None


def nearest(bot: Bot, question: str) -> Entry | None:
    """Return the entry that comes nearest to a question, however far it is."""
    matches = bot.judge(question).matches
    return bot.knowledge.entries[matches[0].position] if matches else None


def _where(entry: Entry) -> str:
    return f" ({entry.place.file}:{entry.place.line})" if entry.place else ""
