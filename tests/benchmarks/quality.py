#!/usr/bin/env python3
"""How well backchat answers and refuses: public intent data sets and files of questions.

    python tests/benchmarks/quality.py clinc150.json banking77_dev.json --regime few --split valid
    python tests/benchmarks/quality.py tests/questions.yaml

top-1 and hit@3: the first entry named, or one of the first three, is right, whether answered or offered.
right + wrong + offered + refused = 100: answered with the right or a wrong entry; the right entry among the choices;
refused, or choices without it. balance: mean of right and of what out of scope was refused. AUROC: how well the score
tells a right first entry from everything else. Figures are per cent.
"""

from __future__ import annotations

import argparse
from statistics import mean
from time import perf_counter

from rivals import Backchat
from tally import Tally, milliseconds, percent, print_table
from trials import add_arguments, load

INSIDE = ("top-1", "hit@3", "right", "wrong", "offered", "refused")
OUTSIDE = ("refused", "offered", "wrong")
HEADS = ["", "in scope", *INSIDE, "out of scope", *OUTSIDE, "balance", "AUROC", "p50 ms", "p99 ms"]


def main() -> None:
    """Ask, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    options = parser.parse_args()
    tallies: dict[str, Tally] = {}
    rows = []
    for path in options.files:
        trial = load(path, options)
        bot = Backchat(trial.knowledge)
        tally = tallies[trial.name] = Tally()
        seconds = []
        for question in trial.questions:
            start = perf_counter()
            verdict = bot.ask(question.text)
            seconds.append(perf_counter() - start)
            tally.add(question, verdict)
        rows.append([trial.name, *figures(tally), *milliseconds(seconds)])
    print_table(HEADS, rows)
    print("\nReliability (answer: the first is right; choices: one of them is; unknown: it was out of scope)\n")
    print_table(
        ["", "kind", "confidence", "replies", "% of all", "mean score", "% right"],
        [row for name, tally in tallies.items() for row in reliability(name, tally)],
    )


def figures(tally: Tally) -> list[str]:
    """A line of the first table."""
    inside = [percent(tally.share(name)) for name in INSIDE]
    outside = [percent(tally.share_outside(name)) for name in OUTSIDE]
    counts = str(tally.inside["n"]), str(tally.outside["n"])
    return [counts[0], *inside, counts[1], *outside, percent(tally.balance), percent(tally.auroc)]


def reliability(name: str, tally: Tally) -> list[list[str]]:
    """For each kind of reply and confidence: how many, the score they claim and how many were right."""
    whole = sum(map(len, tally.bands.values()))
    rows = []
    for kind in ("answer", "choices", "unknown"):
        for confidence in ("high", "medium", "low"):
            band = tally.bands.get((kind, confidence), [])
            if band:
                claimed, right = mean(score for score, _ in band), mean(was for _, was in band)
                share = percent(100 * len(band) / whole)
                rows.append([name, kind, confidence, str(len(band)), share, f"{claimed:.2f}", percent(100 * right)])
    return rows


if __name__ == "__main__":
    main()
