"""Reads what the benchmarks ask: public intent data sets, and files of questions about a knowledge base."""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backchat import Entry, KnowledgeBase, cases


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what may answer it."""

    text: str
    wanted: frozenset[str]
    """Ids of the entries that are right; none where it is to be refused."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A knowledge base and the questions it is asked."""

    name: str
    knowledge: KnowledgeBase
    questions: tuple[Question, ...]
    tuning: tuple[Question, ...]
    """What a method with a threshold may choose it on; where a file has no such part, the questions themselves."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files and options that `load` reads."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="a public data set (.json: kb_few, kb_full, valid, ...), or questions as for `backchat test` (.yaml)",
    )
    parser.add_argument("--regime", choices=["few", "full"], default="few", help="data sets: 10 wordings each or all")
    parser.add_argument("--split", choices=["valid", "test"], default="valid", help="data sets: what is asked")
    parser.add_argument("--typo", action="store_true", help="data sets: the same questions with keyboard slips")
    parser.add_argument("--sample", type=int, metavar="N", help="ask at most N questions of a file (seeded)")
    parser.add_argument("--knowledge", action="append", default=[], metavar="PATH", help="question files: add a base")
    parser.add_argument("--only", action="store_true", help="question files: leave the bundled knowledge out")


def load(path: Path, options: argparse.Namespace) -> Trial:
    """Read one file of either kind."""
    if path.suffix == ".json":
        return _public(json.loads(path.read_text(encoding="utf-8")), options)
    knowledge = KnowledgeBase.load(*options.knowledge, bundled=not options.only)
    asked = _sampled(asked_of(knowledge, path), options.sample)
    return Trial(path.stem, knowledge, asked, asked)


def asked_of(knowledge: KnowledgeBase, path: Path) -> tuple[Question, ...]:
    """The questions of a file that are to be answered or refused; `backchat test` sees to warnings and dialogues."""
    found = [case for case in cases.load(path, knowledge) if len(case.turns) == 1]
    return tuple(Question(case.turns[0], case.ids) for case in found if case.wanted in ("answer", "unknown"))


def _public(data: Mapping[str, Any], options: argparse.Namespace) -> Trial:
    ending = "_typo" if options.typo else ""
    name = f"{data['name']} {options.regime}, {options.split}{', typos' if options.typo else ''}"
    asked = _sampled(_rows(data[options.split + ending]), options.sample)
    if not asked:
        raise SystemExit(f"{data['name']} has no questions in its {options.split} split")
    tuning = asked if options.split == "valid" else _sampled(_rows(data["valid" + ending]), options.sample)
    return Trial(name, KnowledgeBase(_entries(data["kb_" + options.regime])), asked, tuning)


def _rows(rows: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    outside = (None, "oos")
    return tuple(
        Question(_spaced(row["q"]) or "?", frozenset() if row["gold"] in outside else frozenset([_slug(row["gold"])]))
        for row in rows
    )


def _entries(listed: Sequence[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """Entries whose answer is their name; a wording that stands under two of them stays with the first."""
    seen: set[str] = set()
    found = []
    for item in listed:
        wordings = []
        for text in item["questions"]:
            key = re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()
            if key and key not in seen:
                seen.add(key)
                wordings.append(_spaced(text))
        found.append(Entry(_slug(item["id"]), wordings[0], item["id"], tuple(wordings[1:])))
    return tuple(found)


def _sampled(questions: tuple[Question, ...], most: int | None) -> tuple[Question, ...]:
    if not most or most >= len(questions):
        return questions
    return tuple(random.Random(7).sample(questions, most))


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
