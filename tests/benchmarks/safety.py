#!/usr/bin/env python3
"""How surely warning signs are recognised, and how seldom anything else is taken for one.

    python tests/benchmarks/safety.py
    python tests/benchmarks/safety.py --signs signs.yaml --others lookalikes.yaml tests/questions.yaml

Files are mappings of names to lists of messages: of signs, where every message calls for a warning, and of others,
where none does. Behind each share stands the end of its 95 % interval (Wilson 1927) that safety looks at: of what was
warned the lower one, of false alarms the upper one. "own": the warning was that of the sign itself. Per cent.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any

import yaml
from tally import percent, print_table

from backchat import Bot, KnowledgeBase

FOLDER = Path(__file__).parents[1] / "warnings"
SIGNS, OTHERS = (sorted(FOLDER.glob(f"*-{kind}.yaml")) for kind in ("signs", "lookalikes"))

Z = 1.96
"""Standard deviations within which 95 % of a normal distribution lie."""


def wilson(hits: int, of: int, side: int) -> float:
    """The lower (side -1) or upper (side 1) end of the 95 % score interval of a share, in per cent."""
    if not of:
        return 0.0 if side < 0 else 100.0
    share, square = hits / of, Z * Z / of
    width = Z * math.sqrt(share * (1 - share) / of + square / (4 * of))
    return 100 * min(1.0, max(0.0, (share + square / 2 + side * width) / (1 + square)))


def main() -> None:
    """Ask, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--signs", nargs="*", type=Path, default=SIGNS, metavar="FILE")
    parser.add_argument("--others", nargs="*", type=Path, default=OTHERS, metavar="FILE")
    options = parser.parse_args()
    bot = Bot(KnowledgeBase.load())
    for path in options.signs:
        print_table([path.stem, "messages", "warned", "at least", "own"], recall(bot, messages(path)))
        print()
    for path in options.others:
        print_table([path.stem, "messages", "false alarms", "at most"], false_alarms(bot, messages(path)))
        print()


def messages(path: Path) -> dict[str, list[str]]:
    """Name -> messages; of a question's record only its text counts."""
    groups: dict[str, list[Any]] = yaml.safe_load(path.read_text("utf-8"))
    return {
        str(name): [str(each["ask"] if isinstance(each, dict) else each) for each in group]
        for name, group in groups.items()
    }


def recall(bot: Bot, groups: dict[str, list[str]]) -> list[list[str]]:
    """A line for each sign, and one for all."""
    rows = []
    whole = [0, 0, 0]
    for name, texts in groups.items():
        warned = [reply.warning.id for text in texts if (reply := bot.warn(text)) and reply.warning]
        counts = [len(texts), len(warned), warned.count(name)]
        whole = [one + other for one, other in zip(whole, counts, strict=True)]
        rows.append(_recall_row(name, *counts))
    return [*rows, _recall_row("all", *whole)]


def _recall_row(name: str, asked: int, warned: int, own: int) -> list[str]:
    least = wilson(warned, asked, -1)
    return [name, str(asked), percent(100 * warned / asked), percent(least), percent(100 * own / asked)]


def false_alarms(bot: Bot, groups: dict[str, list[str]]) -> list[list[str]]:
    """A line for each group, and one for all."""
    counts = {name: (len(texts), sum(bot.warn(text) is not None for text in texts)) for name, texts in groups.items()}
    asked, alarms = (sum(each[side] for each in counts.values()) for side in (0, 1))
    rows = [*counts.items(), ("all", (asked, alarms))]
    return [[name, str(of), percent(100 * hits / of), percent(wilson(hits, of, 1))] for name, (of, hits) in rows]


if __name__ == "__main__":
    main()
