"""Decides from the ranked matches whether to answer, to offer choices or to refuse."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from backchat.frozen import frozen
from backchat.search import Match, Query

IN_SCOPE = 0.4
"""Below this a message is taken to be about something else. Lower: neighbouring subjects get answers; higher: short
plain questions are refused."""

SURE = 0.4
"""From here on the first entry is given as the answer. Lower: more wrong answers; higher: more choices to pick from."""

UNAIDED = 0.45
"""Takes the place of both in a base without out-of-scope groups: of the doubtful messages there, more are about other
things than questions of its own, so that they are refused, with what lies nearest, rather than given choices."""

NEAR = 0.03
"""Score from which a refusal names what lies nearest; below, the nearest has nothing to do with the message."""

HIGH, MEDIUM = 0.8, 0.6
"""Scores from which confidence is called high or medium: of the replies called high nine in ten are right."""

SUBJECT = {"bias": -2.91, "elsewhere": -1.25, "unknown": -4.59, "foreign": -5.70} | {
    "covered": 3.85,
    "covered_else": -2.24,
}
"""Evidence that a message is about what the base knows, in a base with out-of-scope groups (logistic regression)."""

RIGHT = {"bias": -1.46, "margin": 4.63, "likeness": 1.85, "unknown": -4.68}
"""Evidence that the first entry is the right one, for a message on the base's subject."""

ALONE = {"bias": -5.36, "share": 3.39, "gap": 0.39, "likeness": 3.31, "length": 0.87, "unknown": -4.47} | {
    "mended": -2.81,
    "use": 1.69,
    "entries": 0.29,
    "wordings": -1.27,
}
"""The same in a base without such groups: that the message is on the subject and the first entry right."""


class Size(NamedTuple):
    """How large a base is, which tells how much a score means."""

    entries: int
    wordings: float
    """An entry, on average."""
    groups: int
    """Of out-of-scope questions."""


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
    """Whether the base has no out-of-scope groups to tell what it does not answer; then all doubt is in `right`."""

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
    """What speaks for and against the first entry, from the ranked entries and the ranked out-of-scope groups."""
    share = sum(match.share for match in real) or 1.0
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
        "mended": len(query.corrections) / max(1, len(query.words)),
        "use": real[0].use if real else 0.0,
    }


def judge(query: Query, ranked: Sequence[Match], size: Size) -> Judgement:
    """Judge ranked matches; the documents at positions from `size.entries` on are out-of-scope groups."""
    real = tuple(match for match in ranked if match.position < size.entries)
    other = [match for match in ranked if match.position >= size.entries]
    signs = evidence(query, real, other)
    if not real:
        in_scope, right = 0.0, 0.0
    elif size.groups:
        in_scope, right = _logistic(SUBJECT, signs), _logistic(RIGHT, signs)
    else:
        of_base = {"entries": math.log(size.entries), "wordings": math.log(size.wordings)}
        in_scope, right = 1.0, _logistic(ALONE, signs | of_base)
    return Judgement(query, real, other[0] if other else None, in_scope, right, not size.groups)


def _logistic(weights: Mapping[str, float], signs: Mapping[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(weight * signs[name] for name, weight in weights.items())))
