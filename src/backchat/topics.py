"""What the knowledge can answer, grouped by topic and shown as lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backchat.knowledge import Entry, KnowledgeBase
    from backchat.screen import Screen

OTHER = "other questions"


def by_topic(knowledge: KnowledgeBase) -> dict[str, list[Entry]]:
    """Group the entries, small talk aside, in the order of the knowledge files."""
    groups: dict[str, list[Entry]] = {}
    for entry in knowledge.entries:
        if not entry.small_talk:
            groups.setdefault(entry.topic or OTHER, []).append(entry)
    return groups


def show(knowledge: KnowledgeBase, screen: Screen) -> None:
    """Show each topic with its questions."""
    for number, (topic, entries) in enumerate(by_topic(knowledge).items()):
        screen.write(("\n" if number else "") + screen.look.paint(screen.look.text(topic.capitalize())))
        screen.show("\n".join(f"- {entry.question}" for entry in entries), "  ")
