"""A conversation with a bot: what earlier turns add to a message."""

from __future__ import annotations

from dataclasses import dataclass, replace

from backchat import picking, splitting
from backchat.bot import Bot
from backchat.decision import Judgement
from backchat.followup import Focus
from backchat.reply import Reply
from backchat.signs import EARLIER_TURNS

FADES = 3
"""Turns after which the subject is forgotten; people who come back to it later name it again."""

FADE = 0.6
"""What each turn since takes from the subject, in the units of `followup.LEANING`."""

GUESSED = 2
"""The age of a subject that was only offered, or answered with low confidence: a guess, which bends less."""

REMINDED = 3
"""Replies after a warning that remind of it."""

MISUNDERSTOOD = "misunderstood"
"""The small-talk entry for "that is not what I asked": where there are other readings, they are offered instead."""


@dataclass(frozen=True, slots=True)
class State:
    """All that a conversation remembers."""

    heard: tuple[str, ...] = ()
    """What the person said last, oldest first, for warning signs told piece by piece."""
    subject: str | None = None
    """The id of the entry that was shown last."""
    earlier: str | None = None
    """The id of the subject before that."""
    age: int = 0
    """Turns since the subject was shown."""
    question: str | None = None
    """The question that was answered last, for "that's not what I meant"."""
    shown: frozenset[str] = frozenset()
    """Ids of what was shown or offered for it."""
    offered: tuple[str, ...] = ()
    """Ids of the numbered questions under the last reply."""
    is_choosing: bool = False
    """Whether the last reply was nothing but these questions."""
    is_mended: bool = False
    """Whether the last reply already tried another reading of the question."""
    reminders: int = 0
    """How many more replies remind of a warning."""


class Conversation:
    """Turns of one person with a bot; the bot may be shared, a conversation not."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.state = State()

    def ask(self, message: str) -> Reply:
        """Reply to a message in the light of what was said before."""
        warning = self.bot.warn(message, self.state.heard)
        if warning:
            self.state = self._after(message, warning)
            return warning
        mended = None
        reply = self._picked(message)
        if reply is None:
            alone = self.bot.judge(message)
            mended = self._mended(message, alone)
            reply = mended or self.bot.answer(message, alone, self._focuses())
        if self.state.reminders:
            reply = replace(reply, remind=True)
        self.state = self._after(message, reply, is_mended=mended is not None)
        return reply

    def _picked(self, message: str) -> Reply | None:
        """What the person picks from the questions on offer."""
        offered = [self.bot.entry(id_) for id_ in self.state.offered]
        picked = picking.pick(message, offered, is_choosing=self.state.is_choosing)
        if picked:
            return self.bot.show(message, picked)
        if offered and picking.is_number(message):
            return self.bot.offer(message, offered)
        return None

    def _mended(self, message: str, alone: Judgement) -> Reply | None:
        """A better reading of a message that puts right, or turns down, how the last question was read."""
        question = self.state.question
        if question is None:
            return None
        meant = splitting.meant(message)
        if meant:
            return self._put_right(message, question, meant)
        is_complaint = bool(alone.matches) and alone.matches[0].id == MISUNDERSTOOD and alone.kind != "unknown"
        if not is_complaint or self.state.is_mended:
            return None
        others = [self.bot.entry(match.id) for match in self._unseen(self.bot.judge(question)).matches]
        others = [entry for entry in others if not entry.small_talk]
        return self.bot.offer(message, others) if others else None

    def _put_right(self, message: str, question: str, meant: str) -> Reply | None:
        """What was meant, by itself or else with the words of the question."""
        for text in (meant, f"{question} {meant}"):
            judged = self._unseen(self.bot.judge(text))
            if judged.kind != "unknown":
                return self.bot.reply(message, judged)
        return None

    def _unseen(self, judged: Judgement) -> Judgement:
        """The judgement without what was shown for the question already."""
        return replace(judged, matches=tuple(match for match in judged.matches if match.id not in self.state.shown))

    def _focuses(self) -> list[Focus]:
        """What the message may be about: the subject, and the one before it."""
        state = self.state
        found = [self.bot.focus(state.subject, state.offered, state.age * FADE)] if state.subject else []
        if state.earlier:
            found.append(self.bot.focus(state.earlier, (), (state.age + 1) * FADE))
        return found

    def _after(self, message: str, reply: Reply, *, is_mended: bool = False) -> State:
        """What is remembered once the reply was given."""
        before = self.state
        state = replace(
            before,
            heard=(*before.heard, message)[-EARLIER_TURNS:],
            offered=tuple(entry.id for entry in reply.choices),
            is_choosing=not reply.answers,
            is_mended=is_mended,
            reminders=REMINDED if reply.warning else max(0, before.reminders - 1),
            age=before.age + 1,
        )
        if state.age > FADES or (reply.out_of_scope and not reply.answers):
            state = replace(state, subject=None, earlier=None)
        told = [answer.entry for answer in reply.answers if not answer.entry.small_talk]
        subject = next((entry.id for entry in [*reversed(told), *reply.choices]), None)
        if subject and (told or reply.kind == "choices"):
            is_sure = told and reply.confidence != "low"
            earlier = state.earlier if subject == state.subject else state.subject
            state = replace(state, subject=subject, earlier=earlier, age=0 if is_sure else GUESSED)
        if told or reply.kind == "choices":
            shown = {entry.id for entry in told or reply.choices}
            question = before.question if is_mended else message
            return replace(state, question=question, shown=frozenset(shown | before.shown if is_mended else shown))
        return state
