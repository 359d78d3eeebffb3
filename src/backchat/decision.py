"""Decides from the ranked matches whether to answer, to offer choices or to refuse."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from backchat.search import Match, Query

IN_SCOPE = 0.6
"""Below this a message is taken to be about something else. Lower: neighbouring subjects get answers; higher: short
plain questions are refused."""

SURE = 0.5
"""From here on the first entry is given as the answer. Lower: more wrong answers; higher: more choices to pick from."""

HIGH, MEDIUM = 0.8, 0.6
"""Scores from which confidence is called high or medium: of the replies called high nine in ten are right."""

WITH_GROUPS = {"bias": -6.52, "elsewhere": -3.71, "likeness": 5.79, "other": -3.56, "length": 0.80, "unknown": -4.61}
WITHOUT_GROUPS = {"bias": -6.52 + 3.71 * 4.2, "elsewhere": 0.0, "likeness": 5.79, "other": 0.0, "length": 0.80, "unknown": -4.61}
"""Evidence that a message is in scope (logistic regression), in a base with out-of-scope groups and in one without."""

RIGHT = {"bias": -5.09, "share": 3.98, "margin": 8.24, "likeness": 0.93, "length": 1.87, "unknown": -2.98}
"""Evidence that the first entry is the right one."""


@dataclass(frozen=True, slots=True)
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

    @property
    def score(self) -> float:
        """0 to 1: that the first match is the right answer."""
        return self.in_scope * self.right

    @property
    def kind(self) -> Literal["answer", "choices", "unknown"]:
        """What to do."""
        if self.in_scope < IN_SCOPE or not self.matches:
            return "unknown"
        return "answer" if self.score >= SURE else "choices"

    @property
    def confidence(self) -> Literal["high", "medium", "low"]:
        """The score in a word."""
        return "high" if self.score >= HIGH else "medium" if self.score >= MEDIUM else "low"


def judge(query: Query, ranked: Sequence[Match], entries: int, groups: bool) -> Judgement:
    """Judge ranked matches; the documents at positions below `entries` are entries, the rest out-of-scope groups."""
    real = [match for match in ranked if match.position < entries]
    other = [match for match in ranked if match.position >= entries]
    length = math.log(1 + len(query.words))
    unknown = len(query.unknown) / max(1, len(query.words))
    evidence = {
        "bias": 1.0,
        "elsewhere": math.log(sum(match.share for match in other) + 0.01),
        "likeness": max((match.likeness for match in real), default=0.0),
        "other": max((match.likeness for match in other), default=0.0),
        "length": length,
        "unknown": unknown,
    }
    in_scope = _logistic(WITH_GROUPS if groups else WITHOUT_GROUPS, evidence) if real else 0.0
    share = sum(match.share for match in real) or 1.0
    first, second = ([match.share / share for match in real[:2]] + [0.0, 0.0])[:2]
    likeness = real[0].likeness if real else 0.0
    evidence = {"bias": 1.0, "share": first, "margin": first - second, "likeness": likeness} | {
        "length": length,
        "unknown": unknown,
    }
    right = _logistic(RIGHT, evidence) if real else 0.0
    return Judgement(query, tuple(real), other[0] if other else None, in_scope, right)


def _logistic(weights: dict[str, float], evidence: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(weight * evidence[name] for name, weight in weights.items())))
