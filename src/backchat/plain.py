"""A chat without any redrawing: a line prompt for screen readers and serial lines, and none on a pipe."""

from __future__ import annotations

from typing import TextIO

from backchat import commands
from backchat.incoming import lines
from backchat.session import Session

PROMPT = "You: "


class LinePrompt:
    """Asks for a line as the terminal itself lets it be typed."""

    def __init__(self, stdin: TextIO, stdout: TextIO) -> None:
        self._stdin = stdin
        self._stdout = stdout

    def read(self) -> str:
        """Return the next line; raises EOFError at the end of the input."""
        self._stdout.write(PROMPT)
        self._stdout.flush()
        line = self._stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\n")


def converse(session: Session, stream: TextIO | None) -> None:
    """Answer each line of a pipe in plain text, as one conversation."""
    first = True
    for line in lines(stream):
        if session.is_over:
            return
        if line.strip():
            if not first:
                session.screen.write("")
            commands.turn(session, line, is_typed=False)
            first = False


def converse_in_json(session: Session, stream: TextIO | None) -> None:
    """Answer each line of a pipe with one JSON object, as one conversation: as many objects as lines."""
    for line in lines(stream):
        reply = session.reply_to(line)
        session.screen.write_json(reply.as_dict())
