"""Answers a message that holds several questions: each under its own words, where each can stand by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from backchat import english, followup, splitting
from backchat.decision import Judgement
from backchat.frozen import frozen, replace
from backchat.text import words

MOST = 3
"""Questions of one message that are answered: longer replies are not read."""

FAIR = 0.4
"""How sure the answer to one question must be, beside another that is."""

NAMED = 0.8
"""Likeness from which a word with a question mark names what is asked about: "yoga?", but not "seriously?"."""

STATED = 0.7
"""How sure the answer to a part must be that has not the form of a question ("memory foam any good, and is it ..."), or
to a statement that a question points back to."""

TOLD = 0.6
"""How sure the answer to the last question of a story must be, that tells of something else as well."""

FOREIGN = 0.25
"""Chance of being in scope below which a part is told to be out of scope, beside the answer to the others."""

HEARD = 0.001
"""Share in the whole from which what is asked beside another thing with one verb is heard there: "massage or heat"; the
first half of "how do i get into my account and edit my name" is not."""

JudgePart = Callable[[str, "Asked | None"], Judgement | None]
"""Judges a part, after the part before it; None for small talk."""


@frozen
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
    def may_be_answered(self) -> bool:
        """Whether an entry answers it well enough beside another question that is answered."""
        return self.judgement.kind != "unknown" and self.judgement.right >= FAIR

    @property
    def is_foreign(self) -> bool:
        """Whether it is a question about something else."""
        judged = self.judgement
        return judged.kind == "unknown" and judged.in_scope < FOREIGN and splitting.asks(self.part)


def read(message: str, whole: Judgement, judge: JudgePart) -> list[Asked]:
    """The questions that the message holds, one for each entry; none if it is better read as a whole."""
    if not splitting.may_hold_several(message):
        return []
    split = splitting.split(message)
    if not split:
        return []
    parts = _questions(split)
    if len(parts) > 1:
        asked = _asked(parts, _told_before(parts[0], split, judge), judge)
        is_at_home = any(each.is_answered or (each.may_be_answered and whole.kind != "answer") for each in asked)
        found = _distinct(asked) if is_at_home else []
        found = [] if len(found) == 1 and not found[0].is_answered else found
    else:
        found = _loosely(message, whole, judge)
    return found[:MOST]


def surest(
    message: str, whole: Judgement, judge: JudgePart, is_about_base: Callable[[str, Judgement], bool]
) -> Judgement:
    """How the message is judged by its last question, where that is answered more surely than with the story to it.

    A story about something else is refused whatever is asked last; but one that denies a warning sign, or names what
    the base is about, only has the words of other illnesses too: "never had a fall, no fever. Which stretches help?"
    """
    if not splitting.may_hold_several(message):
        return whole
    parts = splitting.split(message)
    last = next(filter(splitting.asks, reversed(parts)), None) if len(parts) > 1 else None
    alone = judge(last, _told_before(last, parts, judge)) if last else None
    if not alone or alone.kind != "answer" or alone.score <= whole.score:
        return whole
    is_at_home = whole.kind != "unknown" or (alone.score > TOLD and is_about_base(message, whole))
    return alone if is_at_home else whole


def _questions(parts: Sequence[str]) -> list[str]:
    """The parts that ask, and what is named before them; a full stop inside the message ends a statement."""
    *before, last = parts
    parts_that_may = [*(part for part in before if not part.endswith(".") or splitting.asks_plainly(part)), last]
    found = [part for part in parts_that_may if splitting.asks(part)]
    if found or all(map(splitting.names, parts)):
        return [part for part in parts_that_may if part in found or splitting.names(part) or _states(part, last)]
    return found


def _states(part: str, last: str) -> bool:
    """Whether a part before the last may ask without the form of a question: "ice or heat, and how long for"."""
    said = words(part)
    return part is not last and len(said) > 1 and english.TELLERS.isdisjoint(said)


def _told_before(part: str, parts: Sequence[str], judge: JudgePart) -> Asked | None:
    """The statement before a part that points back to it: "I have a slipped disc. does it heal by itself"."""
    place = parts.index(part)
    if not place or splitting.asks(parts[place - 1]) or not followup.points_back(part):
        return None
    judgement = judge(parts[place - 1], None)
    return Asked(parts[place - 1], judgement) if judgement and judgement.score > STATED else None


def _asked(parts: Sequence[str], told: Asked | None, judge: JudgePart) -> list[Asked]:
    """What the parts ask; `told` is the statement that the first one points back to."""
    found: list[Asked] = []
    for part in parts:
        before = found[-1] if found else told
        if before and before.is_foreign and followup.points_back(part):
            continue  # it points to what was out of scope
        if sum(map(splitting.names, (each.part for each in found))) > 1 and splitting.asks_of_all(part):
            continue  # it only says what is asked about the things that were named
        judgement = judge(part, None if splitting.names(part) else before)
        if judgement and _is_meant(part, judgement):
            found.extend(_loosely(part, judgement, judge) or [Asked(part, judgement)])
    return found


def _is_meant(part: str, judgement: Judgement) -> bool:
    """Whether a part that has not the form of a question is so well answered that it must be one."""
    if judgement.kind == "answer" and judgement.score > STATED and len(words(part)) > 1:
        return True
    if splitting.names(part):
        return judgement.kind == "answer" and judgement.matches[0].likeness > NAMED
    return splitting.asks(part)


def _loosely(message: str, whole: Judgement, judge: JudgePart) -> list[Asked]:
    """What is asked with one verb ("massage, heat or tens"): each has its answer, which the whole is near to, too."""
    parts = splitting.split_loosely(message)
    if not 1 < len(parts) <= MOST:
        return []
    near = [match.id for match in whole.matches[:MOST] if match.share >= HEARD]
    found: list[Asked] = []
    for part in parts:
        judgement = judge(part, None)
        if not judgement or judgement.kind != "answer" or judgement.matches[0].id not in near:
            return []
        found.append(Asked(part, judgement))
    return found if len({each.id for each in found}) == len(found) else []


def _distinct(asked: Sequence[Asked]) -> list[Asked]:
    """The first question for each entry, and what is out of scope."""
    found: dict[str, Asked] = {}
    for each in (replace(each, judgement=followup.at_home(each.judgement)) for each in asked):
        if each.may_be_answered:
            found.setdefault(each.id, each)
        elif each.is_foreign:
            found.setdefault("", each)
    return list(found.values())
