"""What the knowledge can answer, grouped by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backchat.knowledge import Entry, KnowledgeBase

OTHER = "other questions"


def by_topic(knowledge: KnowledgeBase) -> dict[str, list[Entry]]:
    """Group the entries, small talk aside, in the order of the knowledge files."""
    groups: dict[str, list[Entry]] = {}
    for entry in knowledge.entries:
        if not entry.small_talk:
            groups.setdefault(entry.topic or OTHER, []).append(entry)
    return groups
