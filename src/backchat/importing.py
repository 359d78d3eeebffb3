"""Question bases in other forms, CSV and chatterbot-corpus YAML -> entries, with every fault at its line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from backchat import syntax
from backchat.citing import describe
from backchat.entries import Entry, Place
from backchat.faults import Fault, KnowledgeError
from backchat.frozen import frozen
from backchat.merging import shown
from backchat.page import Page, open_page
from backchat.syntax import Node, compose
from backchat.text import key
from backchat.values import fields, items, meant

COLUMNS = {
    "question": ("question", "questions", "q"),
    "answer": ("answer", "answers", "a", "response", "reply"),
    "wordings": ("wordings", "also", "variants", "alternatives"),
    "source": ("source", "sources", "reference"),
    "topic": ("topic", "category"),
}
"""The columns of a table, and the headings under which they are known."""

BETWEEN = re.compile(r"\s*[|\n]\s*")
"""What parts the wordings in a cell."""

LONGEST_CELL = 1_000_000
"""Characters; a longer one is a quote left open, that swallowed the rest of the file."""


@frozen
class Imported:
    """What a file held."""

    entries: tuple[Entry, ...]
    notes: tuple[Fault, ...] = ()
    """What could not be taken over, although nothing is wrong with it."""


def load(path: str | Path) -> Imported:
    """Read a file by its ending; raises KnowledgeError with every fault in it."""
    path = Path(path)
    page = open_page(path, shown(path))
    suffix = path.suffix.lower()
    if not page.faults and suffix not in READERS:
        page.fault_at(0, 0, "unknown-form", "only .csv, .yml and .yaml files can be imported", "save it as CSV (UTF-8)")
    if page.faults:
        raise KnowledgeError(page.faults)
    found = READERS[suffix](page)
    if page.faults:
        raise KnowledgeError(sorted(page.faults, key=lambda fault: fault.line))
    return found


def from_csv(page: Page) -> Imported:
    """Read a table with headings: question, answer, and if it has them wordings, source and topic."""
    rows = list(_rows(page))
    if not rows:
        if not page.faults:
            page.fault_at(1, 1, "empty-file", "the file holds nothing", "write the headings question,answer first")
        return Imported(())
    places = _headings(page, rows[0][1])
    entries = []
    for line, cells in rows[1:] if places else ():
        entry = _from_row(page, line, {name: cells[at].strip() for name, at in places.items() if at < len(cells)})
        if len(cells) > len(rows[0][1]):
            message = f"this row has {len(cells)} cells, but there are {len(rows[0][1])} headings"
            page.fault_at(line, 1, "too-many-cells", message, "put text that holds the separator in double quotes")
        elif entry:
            entries.append(entry)
    _twice(page, entries)
    return Imported(tuple(entries))


def _rows(page: Page) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with the line on which it begins."""
    first = next((line for line in page.lines if line.strip()), "")
    separator = max(",;\t", key=first.count)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(page.text.splitlines(keepends=True), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        message = "a double quote that was opened in this row is not closed, or stands inside a text"
        page.fault_at(line, 1, "open-quote", message, 'close the quote; inside a quoted text, write "" for "')


def _headings(page: Page, cells: Sequence[str]) -> dict[str, int]:
    """Find the columns: name -> place in the row."""
    known = {heading: name for name, headings in COLUMNS.items() for heading in headings}
    found: dict[str, int] = {}
    before = len(page.faults)
    for at, cell in enumerate(cells):
        name = known.get(cell.strip().lower())
        if name and name not in found:
            found[name] = at
        elif cell.strip():
            near = meant(cell.strip().lower(), known)
            message = f'"{cell.strip()}" is given twice' if name else f'no column is called "{cell.strip()}"'
            mend = f'did you mean "{near}"?' if near and not name else f"the columns are {', '.join(COLUMNS)}"
            page.fault_at(1, 1, "unknown-column", message, mend)
    missing = [name for name in ("question", "answer") if name not in found]
    if missing and len(page.faults) == before:
        message = f"the first row names no column {' and no '.join(missing)}"
        page.fault_at(1, 1, "missing-column", message, "write the headings question,answer into the first row")
    return {} if missing else found


def _from_row(page: Page, line: int, cells: dict[str, str]) -> Entry | None:
    for name in ("question", "answer"):
        if not cells.get(name):
            page.fault_at(line, 1, "missing-field", f"this row has no {name}", f"write the {name}, or delete the row")
            return None
    also = tuple(dict.fromkeys(filter(None, BETWEEN.split(cells.get("wordings", "")))))
    source = describe(cells["source"]) if cells.get("source") else None
    question, topic = " ".join(cells["question"].split()), cells.get("topic") or None
    sources = (source,) if source else ()
    return Entry("", question, cells["answer"], also, None, sources, (), topic, place=Place(page.name, line, 1))


def _twice(page: Page, entries: Sequence[Entry]) -> None:
    """Note every wording that stands under two entries."""
    first: dict[str, Entry] = {}
    for entry in entries:
        for wording in entry.wordings:
            known = first.setdefault(key(wording), entry)
            if known is not entry and entry.place and known.place:
                message = f'"{wording}" stands in line {known.place.line} already'
                page.fault_at(entry.place.line, 1, "wording-twice", message, "leave it under the one that answers it")


def from_corpus(page: Page) -> Imported:
    """Read a chatterbot corpus: conversations, of which the first text is the question and the second the answer."""
    root = compose(page)
    if root is None:
        if not page.faults:
            page.fault_at(1, 1, "empty-file", "the file holds nothing", "name a chatterbot corpus")
        return Imported(())
    found = fields(page, root, "a chatterbot corpus", ("categories", "conversations"), ("conversations",))
    topics = [text for node in _nodes(found.get("categories")) if (text := _text(node))]
    entries: dict[str, Entry] = {}
    notes: list[Fault] = []
    for talk in items(page, found["conversations"], "conversations", "- - ...") if "conversations" in found else ():
        entry = _from_talk(page, talk, ", ".join(topics) or None, notes)
        if entry is None or entry.place is None:
            continue
        known = entries.setdefault(key(entry.question), entry)
        if known is not entry and known.place:
            message = f"the question has an answer already, from line {known.place.line}; this one is left out"
            mend = "put both into one answer by hand, if both are wanted"
            notes.append(page.at(entry.place.line, entry.place.column, "second-answer", message, mend))
    return Imported(tuple(entries.values()), tuple(notes))


def _from_talk(page: Page, talk: Node, topic: str | None, notes: list[Fault]) -> Entry | None:
    texts = [(node, _text(node)) for node in _nodes(talk)]
    line, column = talk.start_mark.line + 1, talk.start_mark.column + 1
    for node, text in texts:
        if not text:
            page.fault(node, "wrong-type", "a text is wanted here", "put the whole text in double quotes")
    if len(texts) < 2:
        page.fault(talk, "missing-field", "a conversation has a question and an answer", "add the answer, after a -")
    if len(texts) < 2 or not all(text for _, text in texts):
        return None
    if not key(texts[0][1] or ""):
        page.fault(texts[0][0], "no-words", "this question has no word in it", "take the conversation out")
        return None
    for node, _ in texts[2:]:
        message = "only the first answer of a conversation is taken over; this text is left out"
        mark = node.start_mark
        mend = "add it to the answer by hand, if it is wanted"
        notes.append(page.at(mark.line + 1, mark.column + 1, "further-text", message, mend))
    question = " ".join((texts[0][1] or "").split())
    return Entry("", question, texts[1][1] or "", topic=topic, place=Place(page.name, line, column))


def _nodes(node: Node | None) -> list[Node]:
    return list(node.value) if isinstance(node, syntax.Sequence) else []


def _text(node: Node) -> str | None:
    """Any plain value as the text it is written as: in these files, 42 and yes are words."""
    return node.value.strip() or None if isinstance(node, syntax.Scalar) else None


READERS = {".csv": from_csv, ".yml": from_corpus, ".yaml": from_corpus}
"""How a file is read, by its ending."""
