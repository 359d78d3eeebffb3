"""One knowledge file in front of the reader: its text, its lines, and the faults found in it so far."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol

from backchat.faults import Fault, reason

MAX_FILE_BYTES = 32 * 1024 * 1024
"""About 50,000 long entries. Anything larger is no knowledge file but an accident, and would fill the memory."""

LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What YAML counts as the end of a line."""

CERTAIN = ("missing-field", "wording-twice", "id-twice")
"""Faults that no repair of a line can have made."""


class Mark(Protocol):
    """A place as YAML gives it, counted from 0."""

    line: int
    column: int


class Placed(Protocol):
    """Whatever has a place: the nodes of the tree."""

    @property
    def start_mark(self) -> Mark: ...  # noqa: D102 - a field


class Page:
    """A file's name, lines and faults."""

    def __init__(self, name: str, text: str = "", path: Path | None = None) -> None:
        self.name = name
        self.text = text
        self.path = path
        self.lines = LINE_BREAK.split(text)
        self.hash_lines = {number for number, line in enumerate(self.lines) if "#" in line} if "#" in text else set()
        """Lines, counted from 0, on which a # may cut a text short."""
        self.faults: list[Fault] = []
        self.spoilt: set[int] = set()
        """Lines, counted from 1, that were set right in memory: what else is odd about them may come from that."""
        self.shifts: dict[int, int] = {}
        """How many columns a line, counted from 0, was moved to the right in memory."""
        self.is_readable = True
        """Whether all of the file was read, so that what it holds is known."""

    def at(self, line: int, column: int, code: str, message: str, mend: str) -> Fault:
        """Return a fault with the line it is in; both are counted from 1, and line 0 stands for the whole file."""
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Fault(self.name, line, column, code, message, mend, source)

    def fault_at(self, line: int, column: int, code: str, message: str, mend: str) -> None:
        """Note a fault."""
        self.faults.append(self.at(line, column, code, message, mend))

    def fault(self, node: Placed, code: str, message: str, mend: str) -> None:
        """Note a fault where `node` starts, unless it may come from a repair."""
        line, column = node.start_mark.line + 1, self.column(node.start_mark) + 1
        if line not in self.spoilt or code in CERTAIN:
            self.fault_at(line, column, code, message, mend)

    def column(self, mark: Mark) -> int:
        """Return the column of a place, counted from 0, in the file as its author sees it."""
        return mark.column - self.shifts.get(mark.line, 0) if self.shifts else mark.column

    def unreadable(self, code: str, message: str, mend: str, line: int = 0, column: int = 0) -> Page:
        """Note a fault that hides what the file holds."""
        self.is_readable = False
        self.fault_at(line, column, code, message, mend)
        return self


def open_page(path: Path, name: str) -> Page:
    """Read a file into a page; one that cannot be read is a page with a fault."""
    page = Page(name, path=path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        return page.unreadable("no-such-file", "there is no such file", "look at the spelling of the path")
    except (OSError, ValueError) as error:
        message = f"the file cannot be opened: {reason(error)}"
        return page.unreadable("unreadable", message, "ask for the right to read it")
    if len(data) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // (1024 * 1024)
        return page.unreadable("too-large", f"the file is larger than {limit} MB", "split it into several files")
    try:
        return Page(name, data.decode("utf-8-sig"), path)
    except UnicodeDecodeError as error:
        return _not_utf8(name, path, data, error.start)


def _not_utf8(name: str, path: Path, data: bytes, at: int) -> Page:
    """Place the first damaged letter; error.start counts bytes, and leaves a byte order mark out."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    mend = 'save the file again with the encoding "UTF-8" (in the "Save as" window of most editors)'
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Page(name, path=path).unreadable("not-utf8", "the file is UTF-16 text, not UTF-8", mend, 1, 1)
    page = Page(name, data.decode("utf-8", "replace"), path)
    before = LINE_BREAK.split(data[:at].decode("utf-8"))
    message = "the file is not UTF-8 text: a letter here was saved in another encoding"
    return page.unreadable("not-utf8", message, mend, len(before), len(before[-1]) + 1)


def unprintable(page: Page, at: int) -> None:
    """Note a character that no text may hold, counted from the start of the page."""
    before = LINE_BREAK.split(page.text[:at])
    message = "an invisible control character stands here"
    mend = "delete it, or type the words anew (it comes along when text is copied from elsewhere)"
    page.unreadable("control-character", message, mend, len(before), len(before[-1]) + 1)
