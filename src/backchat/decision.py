"""Decides from the ranked matches whether to answer, to offer choices or to refuse."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from backchat import english
from backchat.frozen import frozen
from backchat.search import Match, Query

IN_SCOPE = 0.4
"""Below this a message is taken to be about something else. Lower: neighbouring subjects get answers; higher: short
plain questions are refused."""

SURE = 0.4
"""From here on the first entry is given as the answer. Lower: more wrong answers; higher: more choices to pick from."""

UNAIDED = 0.5
"""Takes the place of both in a base with few out-of-scope wordings: of the doubtful messages there, more are about
other things than questions of its own, so that they are refused, with what lies nearest, rather than given choices."""

NEAR = 0.02
"""Score from which a refusal names what lies nearest; below, the nearest has nothing to do with the message."""

HIGH, MEDIUM = 0.8, 0.6
"""Scores from which confidence is called high or medium: of the replies called high nine in ten are right."""

AIDED = 1000
"""Out-of-scope wordings from which they tell what a base is not about; with fewer, they only draw what is most like
them. With the ten of one group taken for enough, bases of 15 to 60 entries refused 22 to 70 of 100 strangers' questions
instead of 89 to 97, for one to thirteen more right answers."""

SUBJECT = {
    "bias": -3.10, "elsewhere": -1.25, "unknown": -4.59, "foreign": -5.70, "covered": 3.85, "covered_else": -2.24,
}  # fmt: skip
"""Evidence that a message is about what the base knows, where many out-of-scope wordings are (logistic regression)."""

RIGHT = {"bias": -1.46, "margin": 4.63, "likeness": 1.85, "unknown": -4.68}
"""Evidence that the first entry is the right one, for a message on the base's subject."""

ALONE = {
    "bias": -5.30, "share": 3.70, "gap": 0.55, "likeness": 3.60, "length": 0.53, "use": 0.65, "unheard": -1.85,
    "nothing": -0.65, "entries": 0.38, "wordings": -0.95,
}  # fmt: skip
"""Evidence that the message is on the subject and the first entry right, where few out-of-scope wordings are."""


class Size(NamedTuple):
    """How large a base is, which tells how much a score means."""

    entries: int
    wordings: float
    """An entry, on average."""
    foreign: int
    """Out-of-scope wordings."""


@frozen
class Judgement:
    """What the matches of a message amount to."""

    query: Query
    matches: tuple[Match, ...]
    """Entries only, best first."""
    elsewhere: Match | None
    """The best out-of-scope group."""
    in_scope: float
    """0 to 1."""
    right: float
    """0 to 1: that the first match is right, if the message is in scope."""
    is_unaided: bool = False
    """Whether too few out-of-scope wordings tell what the base does not answer; then all doubt is in `right`."""

    @property
    def score(self) -> float:
        """0 to 1: that the first match is the right answer."""
        return self.in_scope * self.right

    @property
    def kind(self) -> Literal["answer", "choices", "unknown"]:
        """What to do."""
        if self.in_scope < IN_SCOPE or self.score < UNAIDED * self.is_unaided or not self.matches:
            return "unknown"
        return "answer" if self.score >= SURE else "choices"

    @property
    def is_near(self) -> bool:
        """Whether the best entries, though they do not answer the message, are worth naming."""
        return self.score >= NEAR

    @property
    def confidence(self) -> Literal["high", "medium", "low"]:
        """The score in a word."""
        return "high" if self.score >= HIGH else "medium" if self.score >= MEDIUM else "low"


def evidence(query: Query, real: Sequence[Match], other: Sequence[Match]) -> dict[str, float]:
    """What speaks for and against the first entry, from the ranked entries and the ranked out-of-scope groups.

    By the names under which SUBJECT, RIGHT and ALONE weigh it; each of the three needs some of it.
    """
    share = sum(match.share for match in real) or 1.0
    content = [word for word in query.words if word not in english.FUNCTION]
    heard = [word for word in content if word not in query.unknown]
    first, second = ([match.share / share for match in real[:2]] + [0.0, 0.0])[:2]
    likeness = real[0].likeness if real else 0.0
    return {
        "bias": 1.0,
        "elsewhere": math.log(sum(match.share for match in other) + 0.01),
        "unknown": len(query.unknown) / max(1, len(query.words)),
        "foreign": query.foreign * (1 - likeness),
        "covered": real[0].coverage if real else 0.0,
        "covered_else": other[0].coverage if other else 0.0,
        "share": first,
        "margin": first - second,
        "gap": min(3.0, real[0].score - real[1].score) if len(real) > 1 else 3.0,
        "likeness": likeness,
        "length": math.log(1 + len(query.words)),
        "unheard": 1 - len(heard) / len(content) if content else 0.0,
        "nothing": float(not heard),
        "use": real[0].use if real else 0.0,
    }


def judge(query: Query, ranked: Sequence[Match], size: Size) -> Judgement:
    """Judge ranked matches; the documents at positions from `size.entries` on are out-of-scope groups."""
    real = tuple(match for match in ranked if match.position < size.entries)
    other = [match for match in ranked if match.position >= size.entries]
    signs = evidence(query, real, other)
    is_unaided = size.foreign < AIDED
    is_drawn = bool(real and other) and other[0].score > real[0].score
    if not real or not query.words or (is_unaided and is_drawn):
        in_scope, right = 0.0, 0.0
    elif not is_unaided:
        in_scope, right = _logistic(SUBJECT, signs), _logistic(RIGHT, signs)
    else:
        of_base = {"entries": math.log(size.entries), "wordings": math.log(size.wordings)}
        in_scope, right = 1.0, _logistic(ALONE, signs | of_base)
    return Judgement(query, real, other[0] if other else None, in_scope, right, is_unaided)


def _logistic(weights: Mapping[str, float], signs: Mapping[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(weight * signs[name] for name, weight in weights.items())))
