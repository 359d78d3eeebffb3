"""The commands that ask without a chat: `ask`, `explain` and `topics`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import SimpleNamespace

from backchat.bot import Bot
from backchat.incoming import lines
from backchat.knowledge import KnowledgeBase
from backchat.options import screen, settle
from backchat.reply import Reply
from backchat.safe import harmless
from backchat.screen import Screen
from backchat.topics import by_topic, show

ANSWERED, NOT_ANSWERED = 0, 1


def start(name: str, options: SimpleNamespace) -> int:
    """Run one of the commands with the knowledge and the screen that it needs."""
    settle(options)
    knowledge = KnowledgeBase.load(*options.knowledge, bundled=not options.only)
    return COMMANDS[name](options, knowledge, screen(options))


def ask(options: SimpleNamespace, knowledge: KnowledgeBase, screen: Screen) -> int:
    """Answer one question, or each line of standard input on its own."""
    bot = Bot(knowledge)
    answered = []
    for number, text in enumerate(_asked(options)):
        reply = bot.ask(text)
        if options.log_unanswered:
            from backchat import unanswered  # here, because few have that log switched on

            unanswered.record(reply)
        answered.append(_show(reply, screen, options.json, number))
    return ANSWERED if all(answered) else NOT_ANSWERED


def explain(options: SimpleNamespace, knowledge: KnowledgeBase, screen: Screen) -> int:
    """Show how a reply is arrived at."""
    bot = Bot(knowledge)
    for text in _asked(options):
        explanation = bot.explain(text)
        if options.json:
            screen.write_json(explanation.as_dict())
        else:
            screen.write(harmless(str(explanation)))
    return ANSWERED


def topics(options: SimpleNamespace, knowledge: KnowledgeBase, screen: Screen) -> int:
    """List what can be answered."""
    if options.json:
        for topic, entries in by_topic(knowledge).items():
            screen.write_json({"topic": topic, "questions": [{"id": e.id, "question": e.question} for e in entries]})
    else:
        show(knowledge, screen)
    return ANSWERED


def _asked(options: SimpleNamespace) -> Iterable[str]:
    if options.question != ["-"]:
        return [" ".join(options.question)]
    # a program counts on as many objects as lines; for people an empty line asks nothing
    return (line for line in lines(sys.stdin) if options.json or line.strip())


def _show(reply: Reply, screen: Screen, as_json: bool, number: int) -> bool:
    if as_json:
        screen.write_json(reply.as_dict())
    else:
        if number:
            screen.write("")
        screen.reply(reply)
    return reply.kind in ("answer", "warning")


COMMANDS = {"ask": ask, "explain": explain, "topics": topics}
