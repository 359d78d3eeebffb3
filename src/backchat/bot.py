"""Turns one message into one reply: a warning, an answer, choices or a refusal; it remembers nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from backchat import compiled, followup, several, small_talk, splitting, wording
from backchat.decision import Judgement, Size, judge
from backchat.followup import Focus, Vocabulary
from backchat.frozen import FrozenDict, replace
from backchat.knowledge import Entry, KnowledgeBase, OutOfScope
from backchat.reply import Answer, Reply
from backchat.search import Document, Index
from backchat.several import Asked
from backchat.signs import Finding, SignIndex
from backchat.text import key, shortened

if TYPE_CHECKING:
    from backchat.explaining import Explanation

CHOICES = 3
"""Questions offered at most: more than three are not read."""

GETTING_HELP = "getting-help"
"""The small-talk entry for "I am ringing them now", said after a warning; it answers no question."""

BEEN_SEEN = "been-seen"
"""The small-talk entry for "they have checked it", which ends a warning; it answers no question."""

NAMED = 0.5
"""Share of a message from which a refusal names the out-of-scope group: it is likelier than all else together. Lower:
a scrap of a sentence ("still numb") is told to be about one thing or another."""


class Bot:
    """Answers messages from a knowledge base; read-only after it is built, so threads may share it."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        if not isinstance(knowledge, KnowledgeBase):
            wanted = "a Bot is made of a KnowledgeBase, as KnowledgeBase.load() returns it"
            raise TypeError(f"{wanted}, not of {type(knowledge).__name__}")
        self.knowledge = knowledge
        prepared = compiled.made_of(knowledge, "index", lambda: prepare(knowledge))
        self._index, self._signs, self._small_talk, self._vocabulary, self._size = prepared
        self._by_id = {entry.id: entry for entry in knowledge.entries}

    def ask(self, message: str) -> Reply:
        """Reply to a message by itself, whatever was said before; it is read up to a limit (`text.LONGEST`)."""
        said = shortened(message)
        reply = self.warn(said) or self.answer(said)
        return reply if said == message else replace(reply, question=message)

    def warn(self, message: str, before: Sequence[str] = ()) -> Reply | None:
        """The warning that a message calls for, read together with what the person said before."""
        finding = self._finding(message, before)
        if finding and finding.alarm:
            about = self.knowledge.about
            return Reply(message, "warning", "high", 1.0, warning=finding.sign, heard=tuple(before), about=about)
        return None

    def _finding(self, message: str, before: Sequence[str] = ()) -> Finding | None:
        """The warning sign in a message as it stands, or else as it is read after its slips are mended.

        A wording of an entry is only likened to a sign by chance: its author has said what answers it.
        """
        finding = self._signs.find(message, before)
        if finding is None or not finding.alarm:
            mended = self._signs.mended(message, self._index.pairs)
            finding = finding if mended == message else self._signs.find(mended, before)
        return None if finding and finding.how == "likeness" and self._is_wording(message) else finding

    def _is_wording(self, message: str) -> bool:
        """Whether a message, or what is left of it without politeness, is a wording, word for word."""
        return any(map(self._index.is_wording, (message, splitting.ungreeted(message), splitting.bare(message))))

    def answer(self, message: str, alone: Judgement | None = None, about: Sequence[Focus] = ()) -> Reply:
        """Reply to a message that holds no warning sign, if it makes more sense so as a follow-up to one of `about`."""
        alone = alone or self.judge(message)
        if alone.query.literal is None:
            asked = several.read(message, alone, partial(self._judge_part, about=about))
            if len(asked) > 1:
                return self._reply_to_each(message, asked)
            if asked and alone.kind != "answer":
                alone = asked[0].judgement
            else:
                alone = several.surest(message, alone, partial(self._judge_part, about=()), self._is_about_base)
            alone = alone if alone.kind == "answer" else self._undenied(message, alone)
        if not about or small_talk.is_small_talk(alone, self.knowledge.entries):
            return self.reply(message, alone)
        said = self._bare(message)
        reading = followup.read(said, alone, about, self.judge)
        if reading:
            return replace(self.reply(message, reading.judgement), context=reading.focus.entry.id)
        points_far = followup.points_back(said) and not any(self._is_near(alone, focus) for focus in about)
        return self.reply(message, alone if points_far else followup.at_home(alone))

    def _is_about_base(self, message: str, judged: Judgement) -> bool:
        """Whether the message names what the whole base is about, or a warning sign only to deny it."""
        return self._vocabulary.names_base(judged.query) or bool(self._signs.undenied(message))

    def _undenied(self, message: str, judged: Judgement) -> Judgement:
        """The judgement of a message without the warning signs that it denies, if an entry answers what is left."""
        left = self._signs.undenied(message)
        told = self.judge(left) if left else judged
        return told if told.kind == "answer" else judged

    def focus(self, id_: str, beside: Sequence[str] = (), fade: float = 0.0) -> Focus:
        """An entry with those near it, as what a conversation is about."""
        near = followup.near(self._by_id[id_], self.knowledge.entries)
        return Focus(self._by_id[id_], near.union(beside), self._vocabulary, fade)

    def judge(self, message: str, without: tuple[int, int] | None = None) -> Judgement:
        """How well the message goes with what the base knows; `without` a wording of it, as in `Index.rank`."""
        if without:
            return judge(*self._index.rank(message, without), self._size)
        bare, ungreeted = splitting.bare(message), splitting.ungreeted(message)
        found = self._said_as_small_talk(message, ungreeted, bare)
        rest = "" if found else small_talk.rest(message, self._small_talk)
        if rest:
            bare, ungreeted = splitting.bare(rest), splitting.ungreeted(rest)
            found = self._said_as_small_talk(rest, ungreeted, bare)
        if found:
            judged = judge(*self._index.rank(found), self._size)
            return small_talk.promote(key(found), judged, self.knowledge.entries)
        said = ungreeted if ungreeted != bare and self._index.is_wording(ungreeted) else bare
        query, ranked = self._index.rank(said)
        if ranked and ranked[0].id in (GETTING_HELP, BEEN_SEEN) and splitting.asks(message):
            ranked = [match for match in ranked if match.id not in (GETTING_HELP, BEEN_SEEN)]
        return small_talk.settle(judge(query, ranked, self._size), self.knowledge.entries)

    def _said_as_small_talk(self, message: str, ungreeted: str, bare: str) -> str | None:
        """The message, or what is left of it without politeness, if that is a wording of small talk."""
        texts = [message]
        if not self._index.is_wording(message):
            texts += [ungreeted, small_talk.core(message, self._small_talk), bare]
        return next((text for text in texts if text and key(text) in self._small_talk), None)

    def explain(self, message: str, reply: Reply | None = None) -> Explanation:
        """Why the bot replies to the message as it does, or as it did in a conversation with `reply`."""
        from backchat.explaining import explain  # here, because few replies are explained

        reply = reply or self.ask(message)
        heard, finding = self._told(message, reply)
        told = replace(explain(self.knowledge, self._index, self.judge(message), finding, reply), heard=heard)
        return told if told.finding else replace(told, almost=self._signs.almost(message))

    def _told(self, message: str, reply: Reply) -> tuple[tuple[str, ...], Finding | None]:
        """Those of the turns before a warning without which there is none, and the sign."""
        needed, finding = reply.heard, self._warned_of(message, reply.heard, reply)
        if finding is None:
            return (), self._finding(message)
        for turn in reply.heard:
            fewer = tuple(other for other in needed if other is not turn)
            found = self._warned_of(message, fewer, reply)
            needed, finding = (fewer, found) if found else (needed, finding)
        return needed, finding

    def _warned_of(self, message: str, before: Sequence[str], reply: Reply) -> Finding | None:
        """The sign that a reply warns of, where a message has it with these turns: in the words of all, if it can."""
        id_ = reply.warning.id if reply.warning else None
        found = (self._finding(" ".join([*before, message])), self._finding(message, before))
        return next((each for each in found if each and each.alarm and each.sign.id == id_), None)

    def reply(self, message: str, judgement: Judgement) -> Reply:
        """The reply that a judgement leads to."""
        entries = [self.knowledge.entries[match.position] for match in judgement.matches[:CHOICES]]
        kind = judgement.kind
        answers: tuple[Answer, ...] = ()
        choices: tuple[Entry, ...] = ()
        if kind == "answer":
            answers = (Answer(entries[0]),)
            choices = self._read_next(entries, is_sure=judgement.confidence == "high")
        elif kind == "choices":
            choices = tuple(entries)
        elif judgement.is_near:
            choices = tuple([entry for entry in entries if not entry.small_talk])
        group = self._group(judgement) if kind == "unknown" else None
        return Reply(
            message,
            kind,
            judgement.confidence,
            judgement.score,
            answers,
            choices,
            corrections=FrozenDict(judgement.query.corrections),
            out_of_scope=group.id if group else None,
            refusal=group.refusal if group else None,
            about=self.knowledge.about,
        )

    def show(self, message: str, entries: Sequence[Entry]) -> Reply:
        """The reply to a message that picked these entries."""
        answers = tuple(Answer(entry, entry.question if len(entries) > 1 else None) for entry in entries)
        near = tuple(entry for entry in self._read_next(entries, is_sure=True) if entry not in entries)
        return Reply(message, "answer", "high", 1.0, answers, near, about=self.knowledge.about)

    def offer(self, message: str, entries: Sequence[Entry]) -> Reply:
        """The reply that lets the person pick."""
        return Reply(message, "choices", choices=tuple(entries[:CHOICES]), about=self.knowledge.about)

    def has(self, id_: str) -> bool:
        """Whether there is an entry of that id."""
        return id_ in self._by_id

    def tells(self, judged: Judgement) -> bool:
        """Whether a word of a message is rare enough to say what it is about, or not known at all."""
        query = judged.query
        return bool(query.corrections or query.unknown) or self._vocabulary.tells(query)

    def entry(self, id_: str) -> Entry:
        """The entry of that id."""
        return self._by_id[id_]

    def _judge_part(self, part: str, before: Asked | None, *, about: Sequence[Focus]) -> Judgement | None:
        """A question of a message, which may leave out what the question before it, or an earlier turn, named."""
        alone = self.judge(part)
        heard = followup.at_home(alone)
        if heard.kind != "unknown" and self.knowledge.entries[heard.matches[0].position].small_talk:
            return None
        if alone.kind == "answer" and not followup.leaves_out(part):
            return alone
        named = [self.focus(before.id)] if before and before.is_answered else about
        reading = followup.read(part, alone, named, self.judge)
        return reading.judgement if reading else alone

    def _bare(self, message: str) -> str:
        """The message without politeness, and without small talk before it."""
        return splitting.bare(small_talk.rest(message, self._small_talk) or message)

    @staticmethod
    def _is_near(judged: Judgement, focus: Focus) -> bool:
        return bool(judged.matches) and judged.matches[0].id in focus.near

    def _reply_to_each(self, message: str, asked: Sequence[Asked]) -> Reply:
        own = [each for each in asked if not each.is_foreign]
        entries = [self.knowledge.entries[each.judgement.matches[0].position] for each in own]
        replies = [self.reply(each.part, each.judgement) for each in asked]
        refused = next((reply for each, reply in zip(asked, replies, strict=True) if each.is_foreign), None)
        near = dict.fromkeys(entry for reply in replies for entry in reply.choices if entry not in entries)
        least = min((each.judgement for each in own), key=lambda judged: judged.score)
        return Reply(
            message,
            "answer",
            least.confidence,
            least.score,
            tuple(Answer(entry, splitting.bare(each.part)) for entry, each in zip(entries, own, strict=True)),
            tuple(near)[:CHOICES],
            corrections=FrozenDict(pair for reply in replies for pair in reply.corrections.items()),
            out_of_scope=refused.out_of_scope if refused else None,
            refusal=wording.unanswered(refused.question, refused.refusal) if refused else None,
            about=self.knowledge.about,
        )

    def _group(self, judgement: Judgement) -> OutOfScope | None:
        drawn = judgement.elsewhere
        if drawn and drawn.share >= NAMED and (not judgement.matches or drawn.score > judgement.matches[0].score):
            return self.knowledge.out_of_scope[drawn.position - len(self.knowledge.entries)]
        return None

    def _read_next(self, entries: Sequence[Entry], *, is_sure: bool) -> tuple[Entry, ...]:
        """What the answer's author points to, then what came next in the ranking; first that, if it may be meant."""
        first = entries[0]
        named = [self._by_id[id_] for id_ in first.see_also if id_ in self._by_id]
        if first.small_talk:  # after "help" there is something to read, after "thanks" there is not
            return () if any(entry.small_talk for entry in named) else tuple(named)
        near = [entry for entry in entries[1:] if not entry.small_talk]
        # told apart by id: to hash an entry with hundreds of wordings takes longer than to rank it
        meant = [] if is_sure else near[:1]
        return tuple({entry.id: entry for entry in [*meant, *named, *near]}.values())[:CHOICES]


def prepare(knowledge: KnowledgeBase) -> tuple[Index, SignIndex, frozenset[str], Vocabulary, Size]:
    """All that a bot has to make of a base before it can answer, which takes seconds and is kept for the next start.

    What is searched for answers, for warning signs, for small talk, for what belongs to a subject; and the base's size.
    """
    documents = [Document(entry.id, entry.wordings) for entry in knowledge.entries]
    documents += [Document(group.id, group.wordings, foreign=True) for group in knowledge.out_of_scope]
    index, signs = Index(documents, knowledge.synonyms), SignIndex(knowledge)
    wordings = sum(len(entry.wordings) for entry in knowledge.entries) / max(1, len(knowledge.entries))
    size = Size(len(knowledge.entries), wordings, sum(len(group.wordings) for group in knowledge.out_of_scope))
    return index, signs, small_talk.phrases(knowledge.entries), Vocabulary(knowledge), size
