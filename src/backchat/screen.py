"""The place where text leaves the program: harmless, fitted to the window, written at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TextIO

from backchat.look import Look
from backchat.safe import json_line

if TYPE_CHECKING:
    from backchat.reply import Reply


class Screen:
    """A stream with a look."""

    def __init__(self, stream: TextIO, *, coloured: bool = False) -> None:
        self.stream = stream
        self.coloured = coloured
        self.is_chat = False
        """Whether what is shown is a turn of a chat."""

    @property
    def look(self) -> Look:
        """How text is shown now: a window may change its size at any moment."""
        return Look(window_columns(self.stream), self.coloured, self.is_chat)

    def show(self, text: str, indent: str = "") -> None:
        """Show a text of the program's own or of the knowledge."""
        self.write(self.look.text(text, indent))

    def reply(self, reply: Reply) -> None:
        """Show a reply."""
        self.write(self.look.reply(reply))

    def write_json(self, value: dict[str, Any]) -> None:
        """Write JSON in one line, in letters that the stream's encoding has."""
        encoding = (getattr(self.stream, "encoding", None) or "").lower().replace("-", "")
        self.write(json_line(value, ascii_only=encoding != "utf8"))

    def write(self, text: str) -> None:
        """Write what is harmless already, at once, so that whoever reads along is never behind."""
        self.stream.write(text + "\n")
        self.stream.flush()


def window_columns(stream: TextIO) -> int | None:
    """Return the width of the window that a stream goes to; None where it goes elsewhere."""
    if not is_terminal(stream):
        return None
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80  # some serial lines say 0
    except (OSError, ValueError):
        return 80


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody sits at the other end of a stream, which may be missing or closed."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def wants_plain(environ: Mapping[str, str]) -> bool:
    """Whether the surroundings ask for a chat that is neither coloured nor redrawn."""
    return environ.get("TERM", "unknown") in ("dumb", "") or bool(environ.get("ACCESSIBLE"))


def wants_colour(choice: str, stream: TextIO | None, environ: Mapping[str, str]) -> bool:
    """Whether to colour what goes to a stream: as the user chose, or as NO_COLOR and the terminal have it."""
    if choice != "auto":
        return choice == "always"
    return is_terminal(stream) and not environ.get("NO_COLOR") and not wants_plain(environ)
