"""backchat and the methods it is measured against, in one shape: built from a base, asked one question at a time."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from typing import Protocol

from rapidfuzz import fuzz, process, utils
from tally import Verdict

from backchat import Bot, KnowledgeBase


class Method(Protocol):
    """What the benchmarks ask."""

    def ask(self, text: str) -> Verdict: ...


class Backchat:
    """The program itself, through its library; it decides by its own stock thresholds."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._bot = Bot(knowledge)

    def ask(self, text: str) -> Verdict:
        reply = self._bot.ask(text)
        ids = [answer.entry.id for answer in reply.answers] + [entry.id for entry in reply.choices]
        if reply.warning:
            return Verdict("answer", (reply.warning.id, *ids), reply.score, reply.confidence)
        return Verdict(reply.kind, tuple(ids), reply.score, reply.confidence)


class Scan:
    """rapidfuzz compares the question with every wording; a nearer out-of-scope wording is a refusal.

    Wordings are made ready once, and the two kinds are scanned one after the other, so that a refused question still
    has a first entry; together that is the work of one scan.
    """

    def __init__(self, knowledge: KnowledgeBase, scorer: Callable[..., float]) -> None:
        self._scorer = scorer
        self._owners, texts = _wordings(knowledge)
        self._texts = [utils.default_process(text) for text in texts]
        self._elsewhere = [utils.default_process(text) for group in knowledge.out_of_scope for text in group.wordings]

    def ask(self, text: str) -> Verdict:
        asked = utils.default_process(text)
        found = process.extractOne(asked, self._texts, scorer=self._scorer)
        other = process.extractOne(asked, self._elsewhere, scorer=self._scorer)
        if found is None:
            return Verdict("unknown", (), 0.0)
        kind = "unknown" if other and other[1] > found[1] else "answer"
        return Verdict(kind, (self._owners[found[2]],), found[1] / 100)


class FullText:
    """SQLite FTS5 with Porter stems in memory: any of the question's words, best by BM25.

    One row a wording, as a list of questions would be searched; `whole` puts all wordings of an entry into one row.
    """

    READ = 50
    """Rows looked at for the best entry and the best out-of-scope group."""

    def __init__(self, knowledge: KnowledgeBase, whole: bool = False) -> None:
        self._base = sqlite3.connect(":memory:")
        self._base.execute(
            "create virtual table wordings using fts5(text, owner unindexed, tokenize='porter unicode61')"
        )
        documents = [(entry.id, entry.wordings) for entry in knowledge.entries]
        documents += [("", group.wordings) for group in knowledge.out_of_scope]
        rows = [(text, owner) for owner, texts in documents for text in (["\n".join(texts)] if whole else texts)]
        self._base.executemany("insert into wordings values (?, ?)", rows)
        self._base.execute("insert into wordings(wordings) values ('optimize')")

    def ask(self, text: str) -> Verdict:
        owners = list(self._search(text))
        found = next(((owner, score) for owner, score in owners if owner), None)
        if found is None:
            return Verdict("unknown", (), 0.0)
        return Verdict("answer" if owners[0][0] else "unknown", (found[0],), found[1])

    def _search(self, text: str) -> Iterator[tuple[str, float]]:
        words = re.findall(r"[^\W_]+", text.lower())
        if words:
            query = " OR ".join(f'"{word}"' for word in words)
            found = self._base.execute(
                "select owner, -rank from wordings where wordings match ? order by rank limit ?", (query, self.READ)
            )
            yield from found


METHODS: dict[str, Callable[[KnowledgeBase], Method]] = {
    "backchat": Backchat,
    "rapidfuzz WRatio": lambda knowledge: Scan(knowledge, fuzz.WRatio),
    "rapidfuzz token_set_ratio": lambda knowledge: Scan(knowledge, fuzz.token_set_ratio),
    "rapidfuzz token_sort_ratio": lambda knowledge: Scan(knowledge, fuzz.token_sort_ratio),
    "FTS5 BM25, row a wording": FullText,
    "FTS5 BM25, row an entry": lambda knowledge: FullText(knowledge, whole=True),
}


def _wordings(knowledge: KnowledgeBase) -> tuple[list[str], list[str]]:
    """Every wording of every entry, and the id that it belongs to."""
    pairs = [(entry.id, text) for entry in knowledge.entries for text in entry.wordings]
    return [id_ for id_, _ in pairs], [text for _, text in pairs]
