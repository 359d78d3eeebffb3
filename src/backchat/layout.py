"""Breaks text into lines by the columns that its characters take on a terminal, keeping lists and links whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

NARROWEST = 24
"""Columns below which nothing is indented any more: the text needs the room."""

TAB = 4

_ITEM = re.compile(r"(?:[-*•]|\d{1,3}[.)])\s+|\S(?:[^\n]{0,40}?\S)? {2,}")
"""What later lines are set in by: the mark of a list, or the first column of a table."""

WIDE = 2
"""Columns of the widest characters."""


def columns(text: str) -> int:
    """How many columns a text in one line takes."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def _columns_of(char: str) -> int:
    if char < "\u0300" or char == "\ufe0f":  # this one widens the sign before it, on most terminals
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return WIDE if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, limit: int | None, indent: str = "") -> Iterator[str]:
    """Break harmless text into lines of at most `limit` columns; None leaves lines as long as they are.

    A link is never broken: a terminal shows it over the edge, and it still can be clicked or copied.
    """
    if limit is not None and limit < NARROWEST:
        indent = ""
    for line in text.expandtabs(TAB).split("\n"):
        stripped = line.lstrip(" ")
        start = indent + line[: len(line) - len(stripped)]
        if limit is None or columns(start + stripped) <= limit:
            yield (start + stripped).rstrip(" ")
        else:
            yield from _fill(stripped, limit, start)


def _fill(line: str, limit: int, start: str) -> Iterator[str]:
    item = _ITEM.match(line) if limit >= NARROWEST else None
    mark = item.group() if item else ""
    hang = start + " " * columns(mark)
    if columns(hang) > limit // 2 or limit - columns(hang) < WIDE:
        start, hang, mark = "", "", ""
    current, empty = start + mark, True
    for space, piece in _pieces(line[len(mark) :], max(1, limit - columns(hang))):
        glue = "" if empty else space
        if not empty and columns(current) + len(glue) + columns(piece) > limit:
            yield current
            current, glue = hang, ""
        current, empty = current + glue + piece, False
    yield current


def _pieces(line: str, room: int) -> Iterator[tuple[str, str]]:
    """Yield what must not be broken, each with the space before it; words too long for a line come in pieces."""
    for word in line.split():
        if "://" in word or (columns(word) <= room and not _is_wide(word)):
            yield " ", word
            continue
        space, piece = " ", ""
        for char in word:
            if piece and _columns_of(char) and (columns(piece + char) > room or _is_wide(piece[0]) or _is_wide(char)):
                yield space, piece
                space, piece = "", ""
            piece += char
        yield space, piece


def _is_wide(text: str) -> bool:
    return not text.isascii() and any(_columns_of(char) == WIDE for char in text)
