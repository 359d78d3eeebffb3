"""Turns one message into one reply: a warning, an answer, choices or a refusal; it remembers nothing."""

from __future__ import annotations

from backchat.decision import Judgement, judge
from backchat.explaining import Explanation, explain
from backchat.knowledge import Entry, KnowledgeBase
from backchat.reply import Answer, Reply
from backchat.search import Document, Index
from backchat.signs import SignIndex

CHOICES = 3
"""Questions offered at most: more than three are not read."""


class Bot:
    """Answers messages from a knowledge base; read-only after it is built, so threads may share it."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.knowledge = knowledge
        documents = [Document(entry.id, entry.wordings) for entry in knowledge.entries]
        documents += [Document(group.id, group.wordings) for group in knowledge.out_of_scope]
        self._index = Index(documents, knowledge.synonyms)
        self._signs = SignIndex(knowledge)
        self._by_id = {entry.id: entry for entry in knowledge.entries}

    def ask(self, message: str) -> Reply:
        """Reply to a message by itself, whatever was said before."""
        finding = self._signs.find(message)
        if finding and finding.alarm:
            return Reply(message, "warning", "high", 1.0, warning=finding.sign, about=self.knowledge.about)
        return self.reply(message, self.judge(message))

    def judge(self, message: str, without: tuple[int, int] | None = None) -> Judgement:
        """How well the message goes with what the base knows; `without` a wording of it, as in `Index.rank`."""
        query, matches = self._index.rank(message, without)
        return judge(query, matches, len(self.knowledge.entries), bool(self.knowledge.out_of_scope))

    def explain(self, message: str) -> Explanation:
        """Why the bot replies to the message as it does."""
        return explain(self.knowledge, self._index, self.judge(message), self._signs.find(message), self.ask(message))

    def reply(self, message: str, judgement: Judgement) -> Reply:
        """The reply that a judgement leads to."""
        entries = [self.knowledge.entries[match.position] for match in judgement.matches[:CHOICES]]
        kind = judgement.kind
        answers: tuple[Answer, ...] = ()
        choices: tuple[Entry, ...] = ()
        if kind == "answer":
            answers = (Answer(entries[0]),)
            choices = self._read_next(entries)
        elif kind == "choices":
            choices = tuple(entries)
        group = self._group(judgement) if kind == "unknown" else None
        return Reply(
            message,
            kind,
            judgement.confidence,
            judgement.score,
            answers,
            choices,
            corrections=dict(judgement.query.corrections),
            out_of_scope=group.id if group else None,
            refusal=group.refusal if group else None,
            about=self.knowledge.about,
        )

    def _group(self, judgement: Judgement):  # type: ignore[no-untyped-def]
        drawn = judgement.elsewhere
        if drawn and (not judgement.matches or drawn.score > judgement.matches[0].score):
            return self.knowledge.out_of_scope[drawn.position - len(self.knowledge.entries)]
        return None

    def _read_next(self, entries: list[Entry]) -> tuple[Entry, ...]:
        """What the answer's author points to, then what came next in the ranking."""
        first = entries[0]
        if first.small_talk:
            return ()
        named = [self._by_id[id_] for id_ in first.see_also if id_ in self._by_id]
        near = [entry for entry in entries[1:] if not entry.small_talk]
        return tuple(dict.fromkeys([*near[:1], *named, *near]))[:CHOICES]
