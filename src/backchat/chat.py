"""The chat itself: takes lines from whoever gives them, until there are none or the user leaves."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Protocol

from backchat import commands, manual, places
from backchat.endings import complain
from backchat.history import History
from backchat.live import Live
from backchat.plain import LinePrompt, converse, converse_in_json
from backchat.screen import Screen, is_terminal
from backchat.session import Listener, Session
from backchat.settings import Settings


class Prompt(Protocol):
    """What asks the user for a line."""

    def read(self) -> str:
        """Return the next line; raises EOFError at the end, KeyboardInterrupt at Ctrl-C."""


def start(options: SimpleNamespace, screen: Screen) -> None:
    """Talk to whoever is there: a person at a terminal, or a program that sends lines."""
    screen.is_chat = True
    live = Live(options.knowledge, bundled=not options.only)
    listener = _recorder() if options.log_unanswered else None
    if options.json or not is_terminal(sys.stdin):
        session = Session(live, screen, listener=listener, notice=complain)
        (converse_in_json if options.json else converse)(session, sys.stdin)
    else:
        session = Session(live, screen, listener=listener)
        session.is_plain = options.plain or not is_terminal(sys.stdout)
        if options.history:
            open_history(session)
        run(session, options.settings)


def _recorder() -> Listener:
    from backchat import unanswered  # here, because few have that log switched on

    return unanswered.record


def run(session: Session, settings: Settings) -> None:
    """Chat on a terminal until the user leaves."""
    greet(session)
    plain, rich = LinePrompt(sys.stdin, sys.stdout), None
    coloured = session.screen.coloured
    while not session.is_over:
        if not session.is_plain and rich is None:
            rich = _editor(session, settings)
            session.is_plain = rich is None
        session.screen.coloured = coloured and not session.is_plain
        if session.is_plain:
            session.live.start()  # while the first question is typed
        _step(session, plain if session.is_plain or rich is None else rich)


def greet(session: Session) -> None:
    """Say what this is and how to leave."""
    greeting = session.live.about().greeting
    if greeting:
        session.screen.show(greeting + "\n")
    session.screen.show(manual.HOW_TO + "\n")


def _editor(session: Session, settings: Settings) -> Prompt | None:
    """Return the line editor, or None on a terminal that it cannot drive."""
    try:
        from backchat import terminal  # here, because only a chat on a terminal needs it, and it is slow to import

        return terminal.editor(session, settings.editing, suggestions=settings.suggestions)
    except Exception as error:  # noqa: BLE001 - whatever a console or another version of the library lacks
        session.screen.show(f"This terminal cannot be drawn on ({error}); the chat goes on in plain lines.\n")
        return None


def _step(session: Session, prompt: Prompt) -> None:
    try:
        line = prompt.read()
    except EOFError:
        session.is_over = True
        if session.is_plain:
            session.screen.write("")
        return
    except KeyboardInterrupt:
        session.screen.show(("\n" if session.is_plain else "") + manual.HOW_TO_LEAVE)
        return
    if not line.strip():
        return
    _keep(session, line)
    try:
        _answer(session, line)
    except KeyboardInterrupt:
        session.screen.show("\nStopped. Ask again, or anything else.\n")


def _answer(session: Session, line: str) -> None:
    session.screen.write("")
    commands.turn(session, line)
    if not session.is_over:
        session.screen.write("")


def _keep(session: Session, line: str) -> None:
    try:
        session.history.add(line)
    except OSError as error:
        session.history.path = None
        session.screen.show(f"\nThe history cannot be kept on disk: {error.strerror}.")


def open_history(session: Session) -> None:
    """Keep the history on disk from here on, if that can be done."""
    try:
        session.history = History(places.history_file())
    except OSError as error:
        session.screen.show(f"The history on disk cannot be read: {error.strerror}.\n")
