"""A knowledge file under an author's pen: where a new entry, wording or source goes, and how it is written there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from backchat import syntax
from backchat.contents import slug
from backchat.entries import Entry, Place, Source
from backchat.faults import KnowledgeError
from backchat.frozen import frozen
from backchat.inserting import BOM, EditError, Insertion, content, inserted
from backchat.merging import shown
from backchat.page import Page
from backchat.quoting import field, quoted, scalar
from backchat.reading import VERSION, read
from backchat.syntax import Node, compose

STEP = 2
"""Columns by which a level is indented, where the file does not show another way."""

END_OF_DOCUMENT = "..."
"""A line after which YAML takes nothing for part of the file."""

NEARLY_EMPTY = ("empty-file", "empty-field")
"""Faults of a file that somebody has only just begun: the new entry mends them."""


@frozen
class End:
    """The end of a section, where more of its kind goes."""

    line: int
    column: int
    """Of its items."""
    gap: int = STEP
    """Columns from the - of an item to its text, or from a name to what stands under it."""
    is_airy: bool = False
    """Whether an empty line parts its items."""


class Sheet:
    """A file with what is to be put into it; nothing is written here."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = content(path)
        self.page = Page(shown(path), self.text.removeprefix(BOM), path)
        self.sources = {source: name for name, source in read(self.page).sources.items()}
        """The keys of the file's sources, the new ones among them."""
        if any(fault.code not in NEARLY_EMPTY for fault in self.page.faults):
            raise KnowledgeError(self.page.faults)
        self._root = compose(Page("", self.page.text))
        self._insertions: list[Insertion] = []
        if isinstance(self._root, syntax.Mapping) and self._root.flow_style:
            raise EditError(f"{path} is written in braces {{...}}; put it into lines first")

    def result(self) -> str:
        """The text of the file with everything in it."""
        return inserted(self.text, self._insertions)

    def add_entries(self, entries: Sequence[Entry]) -> None:
        """Put entries after the last one; sources that the file lacks come with them."""
        missing = dict.fromkeys(source for entry in entries for source in entry.sources if source not in self.sources)
        if not self.text.strip(BOM).strip():
            self._insert(0, [f"backchat: {VERSION}"])
        for source in missing:
            self.sources[source] = self._key(source)
        is_begun = self._section("entries") is not None
        if missing and not is_begun:
            self._add_sources(list(missing))
        end = self._end_of("entries")
        for number, entry in enumerate(entries):
            lines = list(self._entry(entry, end))
            self._insert(end.line, ["", *lines] if number or end.is_airy else lines)
        if missing and is_begun:
            self._add_sources(list(missing))

    def add_wording(self, place: Place, wording: str) -> None:
        """Put another wording under the entry that stands at a place of the file."""
        fields = self._item(place)
        also: Any = fields.get("also")
        if also is None:
            pad = " " * (place.column - 1)
            lines = [f"{pad}also:", f"{pad}{' ' * STEP}- {scalar(wording)}"]
            self._insert(self._last_line(fields["question"]), lines)
        elif also.flow_style:
            end = also.value[-1].end_mark
            self._insertions.append(Insertion(end.line + 1, (f", {quoted(wording)}",), end.column))
        else:
            self._insert(self._last_line(also), [f"{' ' * also.start_mark.column}- {scalar(wording)}"])

    def _insert(self, line: int, lines: Sequence[str]) -> None:
        self._insertions.append(Insertion(line, tuple(lines)))

    def _add_sources(self, sources: Sequence[Source]) -> None:
        end = self._end_of("sources")
        pad = " " * end.column
        for source in sources:
            lines = [f"{pad}{self.sources[source]}:"]
            for part in ("title", "organisation", "year", "url"):
                value = getattr(source, part)
                if value is not None:
                    lines.append(f"{pad}{' ' * end.gap}{part}: {scalar(value) if isinstance(value, str) else value}")
            self._insert(end.line, lines)

    def _key(self, source: Source) -> str:
        """A name for a source that no other of the file has: "nhs-2020"."""
        year = f" {source.year}" if source.year else ""
        name = slug((source.organisation or source.title)[:40] + year) or "source"
        return free(name, set(self.sources.values()))

    def _entry(self, entry: Entry, end: End) -> Iterator[str]:
        """The lines of an entry, in the order in which the bundled files write them."""
        column = end.column + end.gap
        pad = " " * column
        lines = [f"{pad}id: {scalar(entry.id)}"]
        if entry.topic:
            lines.append(f"{pad}topic: {scalar(entry.topic)}")
        lines.append(f"{pad}question: {scalar(entry.question)}")
        if entry.also:
            lines += [f"{pad}also:", *(f"{pad}{' ' * STEP}- {scalar(wording)}" for wording in entry.also)]
        lines += field("answer", entry.answer, column)
        if entry.sources:
            lines.append(f"{pad}sources: [{', '.join(self.sources[source] for source in entry.sources)}]")
        yield f"{' ' * end.column}-{' ' * (end.gap - 1)}{lines[0].lstrip()}"
        yield from lines[1:]

    def _end_of(self, name: str) -> End:
        """Find the end of a section, or begin it at the end of the file."""
        found = self._section(name)
        if found is None:
            return self._begin(name)
        key, value = found
        if not value.value and not getattr(value, "flow_style", False):
            return End(key.end_mark.line + 1, key.start_mark.column + STEP)
        if value.flow_style:
            raise EditError(f'"{name}" of {self.path} stands in brackets; put its items under one another first')
        last = value.value[-1][1] if name == "sources" else value.value[-1]
        before = self.page.lines[last.start_mark.line - 1]
        gap = max(STEP, last.start_mark.column - value.start_mark.column)
        is_airy = len(value.value) == 1 or not before.strip()
        flow = getattr(last, "flow_style", False)
        return End(
            self._last_line(value), value.start_mark.column, STEP if flow and name == "sources" else gap, is_airy
        )

    def _section(self, name: str) -> tuple[Node, Any] | None:
        """A top-level field: its key and its value."""
        pairs = self._root.value if isinstance(self._root, syntax.Mapping) else ()
        return next(((key, value) for key, value in pairs if key.value == name), None)

    def _begin(self, name: str) -> End:
        lines = enumerate(self.page.lines, 1)
        filled = [number for number, line in lines if line.strip() and not line.startswith(END_OF_DOCUMENT)]
        line = filled[-1] if filled else 0
        column = self._root.start_mark.column if self._root is not None else 0
        self._insert(line, [*([""] if line or self._insertions else []), f"{' ' * column}{name}:"])
        return End(line, column + STEP)

    def _item(self, place: Place) -> dict[str, Node]:
        """The fields of the entry at a place, by name."""
        found = self._section("entries")
        for item in found[1].value if found else ():
            if (item.start_mark.line + 1, item.start_mark.column + 1) == (place.line, place.column):
                if item.flow_style:
                    raise EditError(f"the entry in line {place.line} of {self.path} stands in braces; edit it by hand")
                return {key.value: value for key, value in item.value}
        raise EditError(f"{self.path} was changed in the meantime; nothing was written")

    def _last_line(self, node: Any) -> int:
        """The last line of what a node holds, counted from 1; remarks and empty lines after it left out."""
        while node.value and not isinstance(node, syntax.Scalar) and not node.flow_style:
            last = node.value[-1]
            node = last[1] if isinstance(node, syntax.Mapping) else last
        end = node.end_mark
        line: int = end.line + (1 if end.column else 0)
        while line > node.start_mark.line + 1 and not self.page.lines[line - 1].strip():
            line -= 1
        return line


def free(name: str, taken: set[str]) -> str:
    """Return the name, or the first of name-2, name-3 ... that is not taken."""
    number = 1
    while (tried := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return tried
