"""A conversation with a bot: what earlier turns add to a message."""

from __future__ import annotations

from collections.abc import Sequence

from backchat import claiming, english, followup, picking, small_talk, splitting
from backchat.bot import BEEN_SEEN, GETTING_HELP, Bot
from backchat.decision import Judgement
from backchat.followup import Focus
from backchat.frozen import frozen, replace
from backchat.knowledge import Entry
from backchat.reply import Reply
from backchat.signs import EARLIER_TURNS
from backchat.text import shortened, words

FADES = 3
"""Turns after which the subject is forgotten; people who come back to it later name it again."""

FADE = 0.6
"""What each turn since takes from the subject, in the units of `followup.LEANING`."""

GUESSED = 2
"""The age of a subject that was only offered, or answered with low confidence: a guess, which bends less."""

REMINDED = {"emergency": 10, "today": 3}
"""Replies after a warning that remind of it, by its urgency."""

MISUNDERSTOOD = "misunderstood"
"""The small-talk entry for "that is not what I asked": where there are other readings, they are offered instead."""

REPEAT = "repeat"
"""The small-talk entry for "say that again": what was said last is said again, a warning too."""

ACKNOWLEDGED = "acknowledge"
"""The small-talk entry for "yes", "ok", "I'm fine": after a warning it settles nothing, and the warning stands."""

CLAIMED = "have-that"
"""The small-talk entry for "yes, I have that", of a sign on which to seek help: it asks which, and says what to do."""

MORE = "more"
"""The small-talk entry for "tell me more": there is no more than was told, and what to read next."""


@frozen
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
    last: Reply | None = None
    """The last reply that was more than small talk, for "say that again"."""
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
    warned: Reply | None = None
    """That warning."""
    is_helped: bool = False
    """Whether help is on its way since."""
    named: tuple[str, ...] = ()
    """The signs on which to seek help, as the last reply named them."""
    is_listed: bool = False
    """Whether it did so in a list of its own."""


class Conversation:
    """Turns of one person with a bot; the bot may be shared, a conversation not."""

    def __init__(self, bot: Bot) -> None:
        if not isinstance(bot, Bot):
            raise TypeError(f"a Conversation is held with a Bot, not with {type(bot).__name__}")
        self.bot = bot
        self.state = State()

    def ask(self, message: str) -> Reply:
        """Reply to a message in the light of what was said before; it is read up to a limit (`text.LONGEST`)."""
        said = shortened(message)
        reply = self._reply(said)
        return reply if said == message else replace(reply, question=message)

    def _reply(self, message: str) -> Reply:
        warning = self.bot.warn(message, self.state.heard)
        if warning and not (self._is_same(warning) and self.bot.warn(message) is None):
            return self._remember(message, warning)
        judged = self.bot.judge(message)
        reply = self._on_help(message, judged)
        if reply:
            return reply
        if warning and self.state.warned:
            return self._warn_again(message, self.state.warned)
        reply = self._claimed(message, judged)
        if reply and self.state.warned and self._is_same(reply):
            return self._warn_again(message, self.state.warned)
        if reply:
            return self._remember(message, reply)
        picked = self._picked(message)
        alone = None if picked else judged
        mended = self._about_last(message, alone) if alone else None
        about = [] if alone and self._says(MISUNDERSTOOD, alone) else self._focuses()
        reply = picked or mended or self.bot.answer(message, alone, about)
        is_asked_again = picked or (alone and self._says(REPEAT, alone))
        reply = reply if is_asked_again else replace(reply, again=self._told_last(reply))
        if self.state.reminders:
            if self.state.warned and not self._is_clear(message, reply):
                return self._warn_again(message, self.state.warned, in_full=reply.warning is not None)
            reply = replace(reply, remind=True)
        self.state = replace(
            self._after(message, reply, is_new=not picked and not mended), is_mended=mended is not None
        )
        return reply

    def _remember(self, message: str, reply: Reply) -> Reply:
        """The reply, now that the state holds it."""
        self.state = self._after(message, reply)
        return reply

    def _is_same(self, reply: Reply) -> bool:
        """Whether a reply gives the warning that is to be remembered."""
        before = self.state.warned.warning if self.state.warned and self.state.reminders else None
        return before is not None and reply.warning is not None and reply.warning.id == before.id

    def _on_help(self, message: str, judged: Judgement) -> Reply | None:
        """The reply to who says, after a warning, that help is on its way or was had."""
        if not self.state.reminders or not small_talk.is_small_talk(judged, self.bot.knowledge.entries):
            return None
        is_seen = self._says(BEEN_SEEN, judged)
        is_meant = judged.query.literal is not None or claiming.claims(message)
        if not is_meant or not (is_seen or self._says(GETTING_HELP, judged)):
            return None
        reply = self._remember(message, self.bot.show(message, [self.bot.entry(judged.matches[0].id)]))
        ended = {"heard": (), "reminders": 0, "warned": None, "is_helped": False}
        self.state = replace(self.state, **(ended if is_seen else {"is_helped": True}))
        return reply

    def _claimed(self, message: str, judged: Judgement) -> Reply | None:
        """The reply to who claims a sign that the last reply named: its warning, or the question which one it is."""
        state = self.state
        if not state.named or not self.bot.has(CLAIMED):
            return None
        taken = claiming.taken_up(message, state.named) if self.bot.tells(judged) else []
        for piece in taken:
            whole = f"i have {piece}"
            warning = self.bot.warn(whole) if claiming.is_clear(message, piece) else None
            if warning:
                return replace(warning, question=message, heard=(whole,))
        is_vague = claiming.claims_some(message, is_list=state.is_listed) and not state.is_choosing
        return self.bot.show(message, [self.bot.entry(CLAIMED)]) if taken or is_vague else None

    def _is_clear(self, message: str, reply: Reply) -> bool:
        """Whether a reply after a warning is to what the message plainly asks, and not to a scrap: "still weak".

        After an emergency a statement goes on with the story: "he is 67".
        """
        warned = self.state.warned.warning if self.state.warned else None
        is_urgent = warned is not None and warned.urgency == "emergency"
        is_told = splitting.first_word(message) in english.PERSONS | english.TELLERS
        if _ids(reply) == [ACKNOWLEDGED] or (is_urgent and is_told and not splitting.asks(message)):
            return False
        is_first = self.state.last is self.state.warned
        is_sure = bool(reply.answers) and reply.confidence == "high"
        return is_sure or (not is_first and (bool(reply.answers) or reply.out_of_scope is not None))

    def _warn_again(self, message: str, warning: Reply, *, in_full: bool = False) -> Reply:
        """What to do by the warning given last, for a turn that says nothing clear of its own: "it's still numb"."""
        heard = (*self.state.heard, message)[-EARLIER_TURNS:]
        self.state = replace(self.state, heard=heard, reminders=self.state.reminders - 1, named=())
        if self.state.is_helped and not in_full:
            return self.bot.show(message, [self.bot.entry(GETTING_HELP)])
        told = warning if in_full else warning.in_brief()
        return replace(told, question=message, heard=(*warning.heard, warning.question))

    def _picked(self, message: str) -> Reply | None:
        """What the person picks from the questions on offer."""
        offered = [self.bot.entry(id_) for id_ in self.state.offered]
        picked = picking.pick(message, offered, is_choosing=self.state.is_choosing)
        if picked:
            return self.bot.show(message, picked)
        if offered and picking.is_number(message):
            return self.bot.offer(message, offered)
        return None

    def _about_last(self, message: str, alone: Judgement) -> Reply | None:
        """The reply to a message that speaks of the last reply rather than of the subject."""
        return self._again(message, alone) or self._more(message, alone) or self._mended(message, alone)

    def _again(self, message: str, alone: Judgement) -> Reply | None:
        """What was said last, for a message that did not catch it."""
        last = self.state.last
        return replace(last, question=message, again=False) if last and self._says(REPEAT, alone) else None

    def _more(self, message: str, alone: Judgement) -> Reply | None:
        """The subject, for a message that asks to go on with it."""
        subject = self.state.subject
        return self.bot.show(message, [self.bot.entry(subject)]) if subject and self._says(MORE, alone) else None

    def _told_last(self, reply: Reply) -> bool:
        """Whether a reply gives no answer but the one that was given last."""
        last = self.state.last
        if last is None or not reply.answers or reply.answers[0].entry.small_talk:
            return False
        return _ids(reply) == _ids(last)

    def _mended(self, message: str, alone: Judgement) -> Reply | None:
        """A better reading of a message that puts right, or turns down, how the last question was read."""
        question = self.state.question
        if question is None:
            return None
        meant = splitting.meant(message, question)
        if meant:
            return self._put_right(message, meant)
        if self.state.is_mended or not (self._says(MISUNDERSTOOD, alone) or self._is_declined(message)):
            return None
        others = self._other_readings(question)
        return self.bot.offer(message, others) if len(others) > 1 else None

    def _other_readings(self, question: str) -> list[Entry]:
        """What else the question may have meant, and what was to be read next; nothing that was shown for it."""
        near = [match.id for match in self.bot.judge(question).matches]
        ids = [id_ for id_ in dict.fromkeys([*near, *self.state.offered]) if id_ not in self.state.shown]
        return [entry for entry in map(self.bot.entry, ids) if not entry.small_talk]

    @staticmethod
    def _says(id_: str, alone: Judgement) -> bool:
        """Whether the message is that small talk."""
        return bool(alone.matches) and alone.matches[0].id == id_ and alone.kind != "unknown"

    def _is_declined(self, message: str) -> bool:
        """Whether the message turns down the questions on offer: "no", "none of these"."""
        said = set(words(message))
        return self.state.is_choosing and bool(said & english.DECLINING) and said <= english.DECLINING | english.OFFERED

    def _put_right(self, message: str, meant: str) -> Reply:
        """What was meant, read like a turn of its own; by itself where something is said not to be meant.

        What only narrows the question that it puts right, or says nothing alone, is read behind that question.
        """
        about = [] if "not" in words(message) else self._focuses()
        reply = self.bot.answer(meant, about=about)
        if self.state.question and (reply.kind == "unknown" or splitting.first_word(meant) in english.LIMITING):
            whole = self.bot.answer(f"{self.state.question.rstrip('?!. ')} {meant}")
            is_wanted = whole.confidence != "low" or (whole.kind != "unknown" and not reply.answers)
            reply = whole if is_wanted else reply
        return replace(reply, question=message)

    def _focuses(self) -> list[Focus]:
        """What the message may be about: the subject, and the one before it."""
        state = self.state
        found = [self.bot.focus(state.subject, state.offered, state.age * FADE)] if state.subject else []
        if state.earlier:
            age = 0 if state.is_choosing else state.age  # what was only offered does not make it older
            found.append(self.bot.focus(state.earlier, (), (age + 1) * FADE))
        return found

    def _after(self, message: str, reply: Reply, *, is_new: bool = True) -> State:
        """What is remembered once the reply was given; `is_new` unless the message was about the last question."""
        before = self.state
        told = [answer.entry for answer in reply.answers if not answer.entry.small_talk]
        is_aside = bool(reply.answers) and not told and not reply.choices
        state = replace(
            _about(before, reply, [entry.id for entry in told]),
            heard=(*before.heard, message)[-EARLIER_TURNS:],
            reminders=REMINDED[reply.warning.urgency] if reply.warning else max(0, before.reminders - 1),
            warned=reply if reply.warning else before.warned,
            is_helped=before.is_helped and not reply.warning,
            named=(*reply.listed(), *reply.help_named()),
            is_listed=bool(reply.listed()),
        )
        if is_aside:
            return state
        seen = {entry.id for entry in told or reply.choices}
        return replace(
            state,
            last=reply,
            question=message if is_new else before.question,
            shown=frozenset(seen if is_new else seen | before.shown),
            offered=tuple(entry.id for entry in reply.choices),
            is_choosing=not reply.answers,
        )


def _ids(reply: Reply) -> list[str]:
    return [answer.entry.id for answer in reply.answers]


def _about(state: State, reply: Reply, told: Sequence[str]) -> State:
    """The state with the subject that a reply leaves: older by a turn, forgotten, or a new one."""
    if reply.warning:
        return replace(state, subject=None, earlier=None, offered=(), age=0)
    if told or reply.kind == "choices":
        subject = told[-1] if told else reply.choices[0].id
        earlier = state.earlier if subject == state.subject else state.subject
        is_sure = told and reply.confidence != "low"
        return replace(state, subject=subject, earlier=earlier, age=0 if is_sure else GUESSED)
    is_left = reply.out_of_scope is not None and not followup.points_back(reply.question)
    is_forgotten = state.age >= FADES or is_left
    if is_forgotten:
        return replace(state, subject=None, earlier=None, age=0)
    return replace(state, age=state.age + 1)
