"""What can be wrong with a knowledge file: a fault with its place, its reason and its mend."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from backchat.frozen import frozen

WIDEST_EXCERPT = 100
"""Columns of a faulty line that are shown: more wraps on a usual terminal, and the caret then points at nothing."""


class BackchatError(Exception):
    """The root of every exception that backchat raises on purpose."""

    faults: tuple[Fault, ...] = ()
    """What is wrong in the knowledge, one by one, where it is the knowledge."""


@frozen
class Fault:
    """Something that is wrong, or doubtful, at one place of a knowledge file."""

    file: str
    line: int
    """Counted from 1; 0 where the fault is of the file as a whole."""
    column: int
    code: str
    """A stable name for programs, such as "unknown-field"."""
    message: str
    """The reason, in plain words."""
    mend: str
    """What to do about it."""
    source: str = ""
    """The line itself."""

    @property
    def where(self) -> str:
        """file:line:column, or the file alone."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def __str__(self) -> str:
        parts = [printable(f"{self.where}: {self.message}")]
        if self.source.strip():
            parts.extend(excerpt(self.source, self.column))
        parts.append(printable(f"  mend: {self.mend}"))
        return "\n".join(parts)


class KnowledgeError(BackchatError):
    """Knowledge that cannot be used, with every fault that was found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


def excerpt(source: str, column: int) -> tuple[str, str]:
    """Return the line and a caret under its column, cut to what fits and safe to print."""
    start = max(0, column - 1 - WIDEST_EXCERPT * 2 // 3) if len(source) > WIDEST_EXCERPT else 0
    shown = printable(source[start : start + WIDEST_EXCERPT])
    before = shown[: column - 1 - start]
    return f"    {shown.rstrip()}", f"    {' ' * sum(map(_width, before))}^"


def printable(text: str) -> str:
    """Return a text in which nothing moves the cursor or changes colours: a file's own words may stand in a fault."""
    return "".join(char if char.isprintable() else "→" if char == "\t" else "·" for char in text)


def reason(error: Exception) -> str:
    """Return why the system would not do something, in its own words."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
