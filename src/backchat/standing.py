"""Leave-one-out: takes each wording away in turn and asks it, to find the entries that stand on literal wordings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from backchat.bot import Bot
from backchat.frozen import frozen
from backchat.testing import table

SHAKY = 50.0
"""Percent of its wordings below which an entry is said not to stand: the next wording of a user, which is in no file
either, would then rather go elsewhere than there."""

MOST_PAIRS = 20
"""Pairs that are listed, those confused most often first."""


@frozen
class Asked:
    """One wording, asked as if it were not in the base."""

    id: str
    """The entry that it stands under."""
    wording: str
    first: str | None
    """The entry that led without it."""
    kind: str
    """What the bot would have done: "answer", "choices" or "unknown"."""


@frozen
class Standing:
    """What became of all wordings."""

    asked: tuple[Asked, ...]
    at_least: float = 0.0
    """Percent of the wordings that must lead to their own entry."""

    @property
    def percent(self) -> float:
        """How many wordings in a hundred lead to their entry without themselves."""
        return 100 * sum(each.first == each.id for each in self.asked) / len(self.asked) if self.asked else 100.0

    @property
    def passed(self) -> bool:
        """Whether enough do."""
        return self.percent >= self.at_least

    def entries(self) -> list[tuple[str, int, int]]:
        """Id, wordings, and how many of them lead to it; the shakiest first."""
        wordings = Counter(each.id for each in self.asked)
        led = Counter(each.id for each in self.asked if each.first == each.id)
        return sorted(
            ((id_, count, led[id_]) for id_, count in wordings.items()), key=lambda row: (row[2] / row[1], row[0])
        )

    def shaky(self) -> list[str]:
        """The entries that cannot stand without literal wordings."""
        return [id_ for id_, count, led in self.entries() if 100 * led / count < SHAKY]

    def pairs(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Entry, where its wordings went instead, and which these are; the most first."""
        found: dict[tuple[str, str], list[str]] = {}
        for each in self.asked:
            if each.first and each.first != each.id:
                found.setdefault((each.id, each.first), []).append(each.wording)
        pairs = [(one, other, tuple(wordings)) for (one, other), wordings in found.items()]
        return sorted(pairs, key=lambda pair: (-len(pair[2]), pair[:2]))

    def as_dict(self) -> dict[str, Any]:
        """All of it as JSON types."""
        return {
            "wordings": len(self.asked),
            "percent": round(self.percent, 2),
            "at_least": self.at_least,
            "passed": self.passed,
            "shaky": self.shaky(),
            "entries": [{"id": id_, "wordings": count, "led": led} for id_, count, led in self.entries()],
            "confused": [
                {"id": one, "went_to": other, "wordings": list(wordings)} for one, other, wordings in self.pairs()
            ],
        }

    def __str__(self) -> str:
        return "\n".join(_lines(self))


def leave_one_out(bot: Bot, at_least: float = 0.0) -> Standing:
    """Ask every wording of every entry as if it were not there; greetings and the like are literal, and left out."""
    return Standing(
        tuple(
            _ask(bot, position, number)
            for position, entry in enumerate(bot.knowledge.entries)
            for number in range(len(entry.wordings))
            if not entry.small_talk
        ),
        at_least,
    )


def _ask(bot: Bot, position: int, number: int) -> Asked:
    entry = bot.knowledge.entries[position]
    wording = entry.wordings[number]
    judged = bot.judge(wording, (position, number))
    first = judged.matches[0].id if judged.matches and judged.kind != "unknown" else None
    return Asked(entry.id, wording, first, judged.kind)


def _lines(found: Standing) -> Iterator[str]:
    yield "Each wording, asked as if it were not in the base:"
    yield ""
    rows = [[id_, count, led, f"{100 * led / count:.0f} %"] for id_, count, led in found.entries()]
    yield from table(["", "wordings", "lead to it", ""], rows)
    pairs = found.pairs()
    if pairs:
        yield ""
        yield "Confused most often:"
    for one, other, wordings in pairs[:MOST_PAIRS]:
        yield f'{len(wordings):>4}  {one} went to {other}, such as "{wordings[0]}"'
    yield ""
    shaky = found.shaky()
    yield f"Cannot stand without a literal wording: {', '.join(shaky) or 'none'}"
    yield f"{found.percent:.1f} % of {len(found.asked)} wordings lead to their entry without themselves" + (
        "" if found.passed else f"; {found.at_least:g} % are asked for"
    )
