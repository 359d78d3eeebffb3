#!/usr/bin/env python3
"""Time a question, time to build and memory by size of the base, with rapidfuzz scans and SQLite FTS5 beside backchat.

    python tests/benchmarks/speed.py                       # bundled knowledge, and 100 to 10,000 wordings
    python tests/benchmarks/speed.py --size 100000 --method backchat

Bases other than the bundled one are made up, ten wordings an entry: the bundled wordings' words and pseudo-words,
drawn by rank as words are in a language (Zipf), each entry with a few rarer words of its own. Questions are made up
the same way, one in five with a slip of the keyboard, one in ten with a word nobody wrote. The bundled knowledge gets
the questions of --questions. Each line is a process of its own; memory is what that process holds more after building
and asking than before. Slow methods are asked until their --seconds are over, after 20 questions at the least.
"""

from __future__ import annotations

import argparse
import gc
import math
import multiprocessing
import os
import random
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from rivals import METHODS
from tally import milliseconds, print_table
from trials import asked_of

from backchat import Entry, KnowledgeBase
from backchat.text import words

T = TypeVar("T")

EACH = 10
"""Wordings an entry."""

SIZES = ["bundled", "100", "1000", "10000"]
WARM_UP = 20
LEAST = 20

VOCABULARY = 60
"""Words of a base by the square root of its wordings (Heaps): 10,000 wordings of CLINC150 have some 5,000."""

STARTS = ["b", "br", "c", "d", "f", "g", "gr", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v"]
SYLLABLES = [start + vowel + end for start in STARTS for vowel in "aeiou" for end in ("", "n", "r")]


def main() -> None:
    """Measure every size and method, print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", action="append", metavar="N|bundled", help=f"wordings; default {' '.join(SIZES)}")
    parser.add_argument("--method", action="append", choices=list(METHODS), help="only this one; may be repeated")
    parser.add_argument("--seconds", type=float, default=5.0, help="ask for at most this long (default 5)")
    parser.add_argument("--most", type=int, default=1000, metavar="N", help="ask at most N questions (default 1000)")
    parser.add_argument("--questions", type=Path, default=Path(__file__).parents[1] / "questions.yaml", metavar="FILE")
    options = parser.parse_args()
    rows = []
    for size in options.size or SIZES:
        task = alone(prepared, size, options)
        methods = options.method or METHODS
        rows += [[size, method, *alone(measured, method, *task, options)] for method in methods]
    print_table(["wordings", "method", "build s", "p50 ms", "p99 ms", "memory MB", "asked"], rows)


def alone(function: Callable[..., T], *arguments: object) -> T:
    """What a function returns, run in a process that nothing else has used."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)


def prepared(size: str, options: argparse.Namespace) -> tuple[KnowledgeBase, list[str]]:
    """A base, and questions to ask it."""
    bundled = KnowledgeBase.load()
    rng = random.Random(7)
    if size == "bundled":
        texts = [question.text for question in asked_of(bundled, options.questions)]
        rng.shuffle(texts)
        return bundled, texts
    counts = Counter(word for entry in bundled.entries for text in entry.wordings for word in words(text))
    common = [word for word, _ in counts.most_common()]
    return made_up(int(size), options.most + WARM_UP, common, rng)


def measured(method: str, knowledge: KnowledgeBase, texts: list[str], options: argparse.Namespace) -> list[str]:
    """What a line of the table says of a method."""
    gc.collect()
    before, start = resident(), perf_counter()
    asked = METHODS[method](knowledge)
    built = perf_counter() - start
    for text in texts[:WARM_UP]:
        asked.ask(text)
    seconds: list[float] = []
    for text in texts[WARM_UP : WARM_UP + options.most]:
        start = perf_counter()
        asked.ask(text)
        seconds.append(perf_counter() - start)
        if sum(seconds) > options.seconds and len(seconds) >= LEAST:
            break
    gc.collect()
    return [f"{built:.2f}", *milliseconds(seconds), f"{resident() - before:.1f}", str(len(seconds))]


def resident() -> float:
    """The memory that this process holds, in MB; known on Linux only."""
    pages = Path("/proc/self/statm")
    return int(pages.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if pages.exists() else math.nan


class Language:
    """Words with frequencies, to make wordings of; the same seed makes the same ones."""

    def __init__(self, size: int, common: Sequence[str], rng: random.Random) -> None:
        self._rng = rng
        made = ("".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(size))
        self.words = list(dict.fromkeys(word for pair in zip(common, made, strict=False) for word in pair))
        self.words += list(dict.fromkeys("".join(rng.choices(SYLLABLES, k=3)) for _ in range(size - len(self.words))))
        self._sums = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def word(self) -> str:
        """A word, the frequent ones more often."""
        return self.words[bisect(self._sums, self._rng.random() * self._sums[-1])]

    def subject(self) -> list[str]:
        """What an entry is about: a few words, frequent ones left out."""
        return self._rng.sample(self.words[len(self.words) // 20 :], 4)

    def wording(self, subject: Sequence[str]) -> str:
        """From 3 to 12 words, one to three of them the subject's."""
        found = [self.word() for _ in range(self._rng.randint(2, 9))]
        for word in self._rng.sample(subject, self._rng.randint(1, 3)):
            found.insert(self._rng.randint(0, len(found)), word)
        return " ".join(found)

    def question(self, subject: Sequence[str]) -> str:
        """A new wording, at times with a slip or a stranger in it."""
        found = self.wording(subject).split()
        if self._rng.random() < 0.2:
            place = self._rng.randrange(len(found))
            cut = self._rng.randrange(len(found[place]))
            found[place] = found[place][:cut] + found[place][cut + 1 :]
        if self._rng.random() < 0.1:
            found.append("".join(self._rng.choices(SYLLABLES, k=5)))
        return " ".join(word for word in found if word)


def made_up(
    wordings: int, questions: int, common: Sequence[str], rng: random.Random
) -> tuple[KnowledgeBase, list[str]]:
    """A base of that many wordings, and questions to ask it."""
    language = Language(int(VOCABULARY * wordings**0.5), common, rng)
    subjects = [language.subject() for _ in range(wordings // EACH)]
    entries = []
    for number, subject in enumerate(subjects):
        texts = [language.wording(subject) for _ in range(EACH)]
        entries.append(Entry(f"entry-{number}", texts[0], "An answer.", tuple(texts[1:])))
    return KnowledgeBase(tuple(entries)), [language.question(rng.choice(subjects)) for _ in range(questions)]


if __name__ == "__main__":
    main()
