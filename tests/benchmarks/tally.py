"""Counts what came of questions, and prints the counts as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from trials import Question


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a method said to a question."""

    kind: str
    """answer, choices or unknown (a warning counts as the answer that it gives)."""
    named: tuple[str, ...]
    """Ids, best first: answered, offered, or what lay nearest."""
    score: float
    confidence: str = ""


@dataclass(slots=True)
class Tally:
    """Outcomes of many questions; the figures are per cent."""

    inside: Counter[str] = field(default_factory=Counter)
    outside: Counter[str] = field(default_factory=Counter)
    bands: dict[tuple[str, str], list[tuple[float, bool]]] = field(default_factory=dict)
    """(kind, confidence) -> for each reply its score and whether it was right."""
    good: list[float] = field(default_factory=list)
    """Scores where the first entry named is right."""
    bad: list[float] = field(default_factory=list)

    def add(self, question: Question, verdict: Verdict) -> None:
        """Count one reply."""
        first = bool(verdict.named) and verdict.named[0] in question.wanted
        (self.good if first else self.bad).append(verdict.score)
        outcome = outcome_of(question, verdict)
        side = self.inside if question.wanted else self.outside
        side.update({"n": 1, outcome: 1, "top-1": first, "hit@3": bool(question.wanted & set(verdict.named[:3]))})
        right = outcome in ("right", "offered") if question.wanted else outcome == "refused"
        self.bands.setdefault((verdict.kind, verdict.confidence), []).append((verdict.score, right))

    def share(self, outcome: str) -> float:
        """Of the questions in scope."""
        return 100 * self.inside[outcome] / max(1, self.inside["n"])

    def share_outside(self, outcome: str) -> float | None:
        """Of the questions out of scope, if there were any."""
        return 100 * self.outside[outcome] / self.outside["n"] if self.outside["n"] else None

    @property
    def balance(self) -> float | None:
        """The mean of what was answered right and what was rightly refused."""
        refused = self.share_outside("refused")
        return None if refused is None else (self.share("right") + refused) / 2

    @property
    def auroc(self) -> float | None:
        """How often the score of a right first entry is above that of anything else."""
        if not (self.good and self.bad):
            return None
        ranked = sorted([(score, 1) for score in self.good] + [(score, 0) for score in self.bad])
        total, start = 0.0, 0
        while start < len(ranked):
            end = start
            while end < len(ranked) and ranked[end][0] == ranked[start][0]:
                end += 1
            total += sum(good for _, good in ranked[start:end]) * (start + end + 1) / 2
            start = end
        good = len(self.good)
        return 100 * (total - good * (good + 1) / 2) / (good * len(self.bad))


def outcome_of(question: Question, verdict: Verdict) -> str:
    """right, wrong, offered or refused; choices without the right entry are no help, and count as refused."""
    if verdict.kind == "unknown":
        return "refused"
    if not question.wanted:
        return "offered" if verdict.kind == "choices" else "wrong"
    if verdict.kind == "choices":
        return "offered" if question.wanted & set(verdict.named) else "refused"
    return "right" if verdict.named[0] in question.wanted else "wrong"


def milliseconds(seconds: Sequence[float]) -> tuple[str, str]:
    """The median and the 99th of 100, ready to print."""
    last = quantiles(seconds, n=100, method="inclusive")[98] if len(seconds) > 1 else seconds[0]
    return f"{1000 * median(seconds):.2f}", f"{1000 * last:.2f}"


def percent(value: float | None) -> str:
    """One decimal, or a dash where there is nothing to count."""
    return "-" if value is None else f"{value:.1f}"


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A Markdown table: words to the left, figures to the right."""
    listed = [list(heads), *map(list, rows)]
    widths = [max(3, *(len(row[i]) for row in listed)) for i in range(len(heads))]
    text = [not any(c.isdigit() for row in rows for c in row[i][:1]) for i in range(len(heads))]
    text[0] = True
    lines = [
        "| " + " | ".join(c.ljust(w) if t else c.rjust(w) for c, w, t in zip(row, widths, text, strict=True)) + " |"
        for row in listed
    ]
    rule = "| " + " | ".join("-" * w if t else "-" * (w - 1) + ":" for w, t in zip(widths, text, strict=True)) + " |"
    print("\n".join([lines[0], rule, *lines[1:]]))
