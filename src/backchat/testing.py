"""`backchat test`: asks every question of a file, and says which replies are not as the file says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from backchat.bot import Bot
from backchat.cases import Case
from backchat.conversation import Conversation
from backchat.frozen import frozen
from backchat.reply import Reply

Verdict = Literal["right", "offered", "wrong", "refused"]

VERDICTS: tuple[Verdict, ...] = ("right", "offered", "wrong", "refused")
"""The reply is as the file says; it is choices instead; another answer or a warning; a refusal."""

ALL = "all"
"""The row that sums up."""


@frozen
class Result:
    """A case and the reply that it got."""

    case: Case
    reply: Reply
    verdict: Verdict

    @property
    def went_to(self) -> str:
        """What the reply was, in a word or two."""
        return went_to(self.reply)

    def as_dict(self) -> dict[str, Any]:
        """The result as JSON types."""
        case = self.case
        return {
            "file": case.place.file,
            "line": case.place.line,
            "turns": list(case.turns),
            "wanted": case.wanted,
            "ids": sorted(case.ids),
            "verdict": self.verdict,
            "kind": self.reply.kind,
            "went_to": ids_of(self.reply),
            "score": round(self.reply.score, 4),
        }


@frozen
class Report:
    """What became of all questions of a file."""

    results: tuple[Result, ...]
    at_least: float = 100.0
    """Percent that must be right."""

    @property
    def percent(self) -> float:
        """How many in a hundred are as the file says."""
        right = sum(result.verdict == "right" for result in self.results)
        return 100 * right / len(self.results) if self.results else 100.0

    @property
    def passed(self) -> bool:
        """Whether enough are as the file says."""
        return self.percent >= self.at_least

    @property
    def misses(self) -> tuple[Result, ...]:
        """What is not as the file says."""
        return tuple(result for result in self.results if result.verdict != "right")

    def counts(self) -> dict[str, dict[Verdict, int]]:
        """Group -> verdict -> how many; the groups in the order of the file, the sum of all last."""
        found: dict[str, dict[Verdict, int]] = {}
        for result in self.results:
            for group in (result.case.group, ALL):
                found.setdefault(group, dict.fromkeys(VERDICTS, 0))[result.verdict] += 1
        found[ALL] = found.pop(ALL, dict.fromkeys(VERDICTS, 0))
        return found

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON types."""
        return {
            "questions": len(self.results),
            "percent": round(self.percent, 2),
            "at_least": self.at_least,
            "passed": self.passed,
            "groups": self.counts(),
            "misses": [result.as_dict() for result in self.misses],
        }

    def __str__(self) -> str:
        return "\n".join(_lines(self))


def run(bot: Bot, cases: Iterable[Case], at_least: float = 100.0) -> Report:
    """Ask everything."""
    return Report(tuple(_ask(bot, case) for case in cases), at_least)


def _ask(bot: Bot, case: Case) -> Result:
    talk = Conversation(bot)
    *earlier, last = case.turns
    for turn in earlier:
        talk.ask(turn)
    reply = talk.ask(last)
    return Result(case, reply, judge(case, reply))


def judge(case: Case, reply: Reply) -> Verdict:
    """Compare a reply with what the case wants."""
    if case.wanted == "no-warning":
        return "wrong" if reply.kind == "warning" else "right"
    fits = not case.ids or bool(case.ids.intersection(ids_of(reply)))
    if reply.kind == case.wanted and fits:
        return "right"
    if reply.kind == "choices":
        return "offered"
    return "refused" if reply.kind == "unknown" else "wrong"


def ids_of(reply: Reply) -> list[str]:
    """Return the ids of what a reply says: its answers, its choices or its warning."""
    if reply.warning:
        return [reply.warning.id]
    if reply.kind == "unknown":
        return [reply.out_of_scope] if reply.out_of_scope else []
    return [entry.id for entry in reply.choices] if reply.kind == "choices" else [a.entry.id for a in reply.answers]


def went_to(reply: Reply) -> str:
    """Say what a reply was, in a few words."""
    ids = ", ".join(ids_of(reply))
    if reply.kind == "answer":
        return f"{ids} ({reply.confidence})"
    if reply.kind == "choices":
        return f"offered {ids}"
    if reply.kind == "warning":
        return f"warning: {ids}"
    return f"refused ({ids})" if ids else "refused"


def _lines(report: Report) -> Iterator[str]:
    counts = report.counts()
    yield from table(
        ["", "asked", *VERDICTS],
        [[group, sum(row.values()), *row.values()] for group, row in counts.items()],
    )
    if report.misses:
        yield ""
        yield "Not as the file says:"
    for miss in report.misses:
        yield f"{miss.case.place.file}:{miss.case.place.line}: {' / '.join(miss.case.turns)}"
        yield f"    wanted {_wanted(miss.case)}; got {miss.went_to}"
    yield ""
    yield f"{report.percent:.1f} % of {len(report.results)} are as the file says" + (
        "" if report.passed else f"; {report.at_least:g} % are asked for"
    )


def _wanted(case: Case) -> str:
    ids = " or ".join(sorted(case.ids))
    names = {"answer": ids, "choices": f"choices {ids}", "unknown": "a refusal", "warning": f"the warning {ids}"}
    return names.get(case.wanted, "no warning").strip()


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Lay out a table: the first column to the left, the others to the right."""
    cells = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for first, *rest in cells:
        yield f"{first:<{widths[0]}}" + "".join(
            f"  {cell:>{width}}" for cell, width in zip(rest, widths[1:], strict=True)
        )
