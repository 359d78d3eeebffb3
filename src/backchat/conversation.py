"""A conversation with a bot: what earlier turns add to a message."""

from __future__ import annotations

from backchat.bot import Bot
from backchat.reply import Reply


class Conversation:
    """Turns of one person with a bot."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    def ask(self, message: str) -> Reply:
        """Reply to a message in the light of what was said before."""
        return self.bot.ask(message)
