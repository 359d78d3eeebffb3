#!/usr/bin/env python3
"""backchat beside rapidfuzz's extractOne and SQLite FTS5 with BM25, on the same questions in one run.

    python tests/benchmarks/against.py clinc150.json tests/questions.yaml

The others refuse below one threshold each, the one with the best balance on the `valid` split; a file of questions
has no such split, so they get the best for the very questions asked. Out-of-scope groups of a base are given to all.
backchat runs as it comes. top-1: the first entry is right, whether refused or not; a refusal of backchat that names
none counts against it. balance: mean of right and of what out of scope was refused (right, where nothing is out of
scope). Figures are per cent of questions, and milliseconds a question.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from time import perf_counter

from rivals import METHODS, Backchat, Method
from tally import Tally, Verdict, milliseconds, outcome_of, percent, print_table
from trials import Question, Trial, add_arguments, load

HEADS = ["", "method", "top-1", "right", "wrong", "offered", "refused", "out of scope refused", "answered", "balance"]


def main() -> None:
    """Ask every method, print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    options = parser.parse_args()
    rows = [
        [trial.name, name, *measured(trial, build(trial.knowledge))]
        for trial in (load(path, options) for path in options.files)
        for name, build in METHODS.items()
    ]
    print_table([*HEADS, "p50 ms", "p99 ms"], rows)


def measured(trial: Trial, method: Method) -> list[str]:
    """A line of the table: quality with the method's own way to refuse, and time."""
    verdicts, seconds = [], []
    for question in trial.questions:
        start = perf_counter()
        verdicts.append(method.ask(question.text))
        seconds.append(perf_counter() - start)
    tally = Tally()
    least = threshold(trial, method, verdicts)
    for question, verdict in zip(trial.questions, verdicts, strict=True):
        tally.add(question, with_threshold(verdict, least))
    inside = [percent(tally.share(name)) for name in ("top-1", "right", "wrong", "offered", "refused")]
    outside = [percent(tally.share_outside(name)) for name in ("refused", "wrong")]
    balance = percent(tally.share("right") if tally.balance is None else tally.balance)
    return [*inside, *outside, balance, *milliseconds(seconds)]


def threshold(trial: Trial, method: Method, verdicts: list[Verdict]) -> float:
    """The score from which a method that cannot refuse by itself is best believed."""
    if isinstance(method, Backchat):
        return 0.0
    same = trial.tuning is trial.questions
    return best_threshold(trial.tuning, verdicts if same else [method.ask(question.text) for question in trial.tuning])


def best_threshold(questions: tuple[Question, ...], verdicts: list[Verdict]) -> float:
    """The score with the best balance, found by lowering the threshold past one verdict after the other."""
    inside = sum(bool(question.wanted) for question in questions)
    outside = len(questions) - inside
    pairs = sorted(zip(questions, verdicts, strict=True), key=lambda pair: -pair[1].score)
    best, least, gain = 0.0, 2e9, 0.0
    for number, (question, verdict) in enumerate(pairs):
        outcome = outcome_of(question, verdict)
        if outcome == "right":
            gain += 1 / inside
        elif outcome == "wrong" and not question.wanted:
            gain -= 1 / outside
        following = pairs[number + 1][1].score if number + 1 < len(pairs) else -1.0
        if gain > best and following < verdict.score:
            best, least = gain, verdict.score
    return least


def with_threshold(verdict: Verdict, least: float) -> Verdict:
    """The verdict, refused where its score is too low."""
    return verdict if verdict.score >= least else replace(verdict, kind="unknown")


if __name__ == "__main__":
    main()
