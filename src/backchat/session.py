"""What one chat remembers: the conversation, the last reply, the talk so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from backchat.faults import BackchatError
from backchat.history import History
from backchat.live import Live
from backchat.screen import Screen

if TYPE_CHECKING:  # the prompt is there before anything is answered
    from backchat.conversation import Conversation
    from backchat.knowledge import Entry
    from backchat.reply import Reply

Listener = Callable[["Reply"], None]


class Session:
    """A person's chat, whatever kind of terminal it goes on at."""

    def __init__(
        self,
        live: Live,
        screen: Screen,
        *,
        listener: Listener | None = None,
        notice: Callable[[str], None] | None = None,
    ) -> None:
        self.live = live
        self.screen = screen
        self.history = History()
        """In memory only, until the chat gives it a file."""
        self.listener = listener
        """Told every reply, for a log that the user has asked for."""
        self.notice = notice or screen.show
        """Where faults are told."""
        self.turns: list[Reply] = []
        self.saved: set[str] = set()
        """Files that this talk was saved to, which may be replaced by a longer version of it."""
        self.is_plain = False
        self.is_over = False
        self._talk: Conversation | None = None

    @property
    def last(self) -> Reply | None:
        """The reply shown last."""
        return self.turns[-1] if self.turns else None

    def reply_to(self, text: str) -> Reply:
        """Ask, with the knowledge as it is now, and remember the reply."""
        self.catch_up()
        bot = self.live.bot()
        from backchat.conversation import Conversation

        if self._talk is None or self._talk.bot is not bot:
            self._talk = Conversation(bot)
        reply = self._talk.ask(text)
        self.turns.append(reply)
        if self.listener:
            self.listener(reply)
        return reply

    def catch_up(self) -> None:
        """Take over what has changed in the knowledge files; tell what is wrong with them, the first time."""
        self.live.bot()  # what is wrong at the first reading leaves nothing to go on with, and ends the chat
        try:
            self.live.refresh()
        except BackchatError as error:
            self.notice(f"The knowledge was changed, but cannot be read. The old one stays.\n{error}\n")

    def next_unread(self) -> Entry | None:
        """Return what the last answer points to and this chat has not shown yet."""
        shown = {answer.entry.id for reply in self.turns for answer in reply.answers}
        choices = self.last.choices if self.last and self.last.kind == "answer" else ()
        return next((entry for entry in choices if entry.id not in shown), None)

    def forget(self) -> None:
        """Drop all that was said."""
        self.turns.clear()
        self.history.forget()
        self._talk = None
