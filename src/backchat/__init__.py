"""backchat answers questions from a YAML knowledge base: see `KnowledgeBase`, `Bot` and `Conversation`.

    bot = Bot(KnowledgeBase.load())
    print(bot.ask("is it bad to lie in bed all day?"))

What decides, in the order in which a question travels: text (comparable words), knowledge (what a base holds),
spelling and search (ranking), decision (answer, choices or refusal), signs (warning signs), reply (what is said, as
data), bot (one message), conversation (what earlier turns add). The README shows where all other modules stand.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backchat.bot import Bot
    from backchat.conversation import Conversation
    from backchat.faults import BackchatError, Fault
    from backchat.knowledge import Entry, KnowledgeBase, Source, WarningSign
    from backchat.reply import Answer, Reply

__all__ = [
    "Answer", "BackchatError", "Bot", "Conversation", "Entry", "Fault", "KnowledgeBase", "Reply", "Source",
    "WarningSign",
]  # fmt: skip

__version__ = "0.1.0"

_STANDS_IN = {
    "Answer": "reply", "BackchatError": "faults", "Bot": "bot", "Conversation": "conversation", "Entry": "knowledge",
    "Fault": "faults", "KnowledgeBase": "knowledge", "Reply": "reply", "Source": "knowledge",
    "WarningSign": "knowledge",
}  # fmt: skip
"""Where each public name is found when it is first used: importing the package costs nothing."""


def __getattr__(name: str) -> object:
    if name not in _STANDS_IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"backchat.{_STANDS_IN[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
