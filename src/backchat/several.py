"""Answers a message that holds several questions: each under its own words, where each can stand by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backchat import splitting
from backchat.decision import Judgement
from backchat.text import words

MOST = 3
"""Questions of one message that are answered: longer replies are not read."""

FRAGMENT = 5
"""Words up to which a part without the form of a question may be one ("ice or heat, and ...")."""

SURE_OF_FRAGMENT = 0.7
"""How sure its answer must be: most short parts of a story are no splitting."""

FOREIGN = 0.25
"""Chance of being in scope below which a part is told to be out of scope, beside the answer to the others."""

Read = Callable[[str, "Asked | None"], Judgement]
"""Judges a part, after the part before it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a message."""

    part: str
    judgement: Judgement

    @property
    def id(self) -> str:
        """Of the entry that answers it."""
        return self.judgement.matches[0].id

    @property
    def is_answered(self) -> bool:
        """Whether an entry answers it."""
        return self.judgement.kind == "answer"

    @property
    def is_foreign(self) -> bool:
        """Whether it is a question about something else."""
        judged = self.judgement
        return judged.kind == "unknown" and judged.in_scope < FOREIGN and splitting.asks(self.part)


def read(message: str, whole: Judgement, judge: Read) -> list[Asked]:
    """The questions that the message holds; none if it is better read as a whole."""
    if not splitting.may_hold_several(message):
        return []
    found = _distinct(_asked(splitting.split(message), judge))
    if len(found) > 1:
        return found[:MOST]
    return _loosely(message, whole, judge)


def _asked(parts: Sequence[str], judge: Read) -> list[Asked]:
    found: list[Asked] = []
    for part in parts:
        is_question = splitting.asks(part)
        if not is_question and len(words(part)) > FRAGMENT:
            continue
        asked = Asked(part, judge(part, found[-1] if found else None))
        if is_question or asked.judgement.score >= SURE_OF_FRAGMENT:
            found.append(asked)
    return found


def _distinct(asked: Sequence[Asked]) -> list[Asked]:
    """The first question for each entry, and what is out of scope; nothing if no entry answers any."""
    found: dict[str, Asked] = {}
    for each in asked:
        if each.is_answered:
            found.setdefault(each.id, each)
        elif each.is_foreign:
            found.setdefault("", each)
    return list(found.values()) if any(each.is_answered for each in found.values()) else []


def _loosely(message: str, whole: Judgement, judge: Read) -> list[Asked]:
    """Two things asked with one verb ("warm up and cool down"): the whole must be near to both of them, too."""
    halves = splitting.split_loosely(message) if splitting.asks(message) else None
    if halves is None:
        return []
    near = [match.id for match in whole.matches[:MOST]]
    found = [Asked(half, judge(half, None)) for half in halves]
    if all(each.is_answered and each.id in near for each in found) and found[0].id != found[1].id:
        return found
    return []
