"""The bytes of a knowledge file -> a tree that knows line and column, or why it cannot be read."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from backchat.faults import Fault
from backchat.mistakes import diagnose, nesting_is_calm

Scalar = yaml.ScalarNode
Sequence = yaml.SequenceNode
Mapping = yaml.MappingNode
Node = yaml.Node

MAX_FILE_BYTES = 32 * 1024 * 1024
"""About 100,000 long entries. Anything larger is not a knowledge file but an accident, and would fill the memory."""

MAX_DEPTH = 40
"""Lists inside lists inside lists: the format needs 8. The C loader overflows its stack somewhere above 10,000."""

MAX_REPAIRS = 25
"""Faulty lines of one file that are set right in memory to look for the next one; each costs another reading."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_SPECIAL = re.compile(r"(?:^|[\s\[,{:-])[&!]", re.MULTILINE)


class Page:
    """One file in front of the reader: its name, its lines, and the faults found in it so far."""

    def __init__(self, name: str, text: str = "", path: Path | None = None) -> None:
        self.name = name
        self.text = text
        self.path = path
        self.lines = _LINE_BREAK.split(text)
        self.hash_lines = {number for number, line in enumerate(self.lines) if " #" in line} if " #" in text else set()
        """Lines, counted from 0, on which a # may cut a text short."""
        self.faults: list[Fault] = []
        self.broken = False
        """Whether part of the file could not be read at all, so that what it holds is not fully known."""

    def fault_at(self, line: int, column: int, code: str, message: str, mend: str) -> None:
        """Note a fault; line and column are counted from 1, and line 0 stands for the whole file."""
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        self.faults.append(Fault(self.name, line, column, code, message, mend, source))

    def fault(self, node: yaml.Node, code: str, message: str, mend: str) -> None:
        """Note a fault where `node` starts."""
        self.fault_at(node.start_mark.line + 1, node.start_mark.column + 1, code, message, mend)

    def cannot_read(self, code: str, message: str, mend: str, line: int = 0, column: int = 0) -> Page:
        """Note a fault that hides some of the file."""
        self.broken = True
        self.fault_at(line, column, code, message, mend)
        return self


def open_page(path: Path, name: str) -> Page:
    """Read a file into a page; one that cannot be read is a page with a fault."""
    page = Page(name, path=path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        return page.cannot_read("no-such-file", "there is no such file", "look at the spelling of the path")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return page.cannot_read("unreadable", f"the file cannot be opened: {reason}", "ask for the right to read it")
    if len(data) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // (1024 * 1024)
        return page.cannot_read("too-large", f"the file is larger than {limit} MB", "split it into several files")
    try:
        return Page(name, data.decode("utf-8-sig"), path)
    except UnicodeDecodeError as error:
        return _not_utf8(name, path, data, error.start)


def _not_utf8(name: str, path: Path, data: bytes, at: int) -> Page:
    page = Page(name, data.decode("utf-8-sig", "replace"), path)
    before = _LINE_BREAK.split(data[:at].decode("utf-8-sig"))
    return page.cannot_read(
        "not-utf8",
        "the file is not UTF-8 text: a letter here was saved in another encoding",
        'save the file again with the encoding "UTF-8"',
        len(before),
        len(before[-1]) + 1,
    )


def compose(page: Page) -> yaml.Node | None:
    """Return the tree of a page; what keeps it from being read is noted as faults, as many as can be told apart."""
    text = page.text
    if not nesting_is_calm(text) and _too_deep(page, text):
        return None
    root: yaml.Node | None = None
    last = -1
    for _ in range(MAX_REPAIRS):
        try:
            root = yaml.compose(text, LOADER)
            break
        except yaml.MarkedYAMLError as error:
            mistake = diagnose(error.problem, error.problem_mark, error.context_mark, page.lines)
        except yaml.reader.ReaderError as error:
            _strange_character(page, error)
            return None
        except (UnicodeError, RecursionError):
            page.cannot_read("not-yaml", "the text cannot be read", "look for damaged letters")
            return None
        page.cannot_read(mistake.code, mistake.message, mistake.mend, mistake.line, mistake.column)
        if mistake.repaired is None or mistake.line <= last:
            return None
        last = mistake.line
        text = _with_line(text, mistake.line, mistake.repaired)
    if _SPECIAL.search(text) and _has_properties(page, text):
        return None
    return root


def _with_line(text: str, line: int, repaired: str) -> str:
    """Put a line that was set right in the place of the faulty one."""
    starts = [0, *(match.end() for match in _LINE_BREAK.finditer(text))]
    ends = [*(match.start() for match in _LINE_BREAK.finditer(text)), len(text)]
    return text[: starts[line - 1]] + repaired + text[ends[line - 1] :]


def _strange_character(page: Page, error: yaml.reader.ReaderError) -> None:
    line = page.text.count("\n", 0, error.position) + 1
    column = error.position - (page.text.rfind("\n", 0, error.position) + 1) + 1
    page.cannot_read(
        "control-character",
        "there is an invisible control character here",
        "delete it and type the text anew (it often comes along when text is copied)",
        line,
        column,
    )


def _too_deep(page: Page, text: str) -> bool:
    """Walk the file without building anything: a tree of thousands of levels would overflow the C loader."""
    depth = 0
    try:
        for event in yaml.parse(text, LOADER):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    message = f"more than {MAX_DEPTH} lists or groups stand inside one another here"
                    page.cannot_read("too-deep", message, "take out brackets", *_start(event))
                    return True
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except (yaml.YAMLError, UnicodeError):
        return False
    return False


def _start(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _has_properties(page: Page, text: str) -> bool:
    """Note anchors and tags, which a tree no longer shows; whether repetitions make the tree unsafe to walk."""
    repeated = False
    for event in yaml.parse(text, LOADER):
        line, column = _start(event)
        if isinstance(event, yaml.AliasEvent):
            repeated = True
            page.cannot_read("alias", f"*{event.anchor} repeats another part of the file", QUOTE_STAR, line, column)
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            message = f"a text that starts with & is read as a name for this place (&{event.anchor}), and lost"
            page.cannot_read("anchor", message, "put the text in double quotes", line, column)
        if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag:
            message = f"{event.tag} at the start of a text is read as an order to the program, not as text"
            page.cannot_read("tag", message, "put the text in double quotes, or take the ! out", line, column)
    return repeated


QUOTE_STAR = "write the text out, in double quotes if it is to start with *"
