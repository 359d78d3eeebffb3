"""Adds entries and wordings to knowledge files, and lets no file be written that would not load, or lose anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from backchat.contents import slug
from backchat.entries import Entry, Source
from backchat.faults import KnowledgeError
from backchat.frozen import replace
from backchat.inserting import BOM, EditError
from backchat.inserting import replace as replace_file
from backchat.knowledge import KnowledgeBase, bundled_folder
from backchat.merging import SUFFIXES, Merged, merge, open_pages
from backchat.page import Page
from backchat.quoting import tidy
from backchat.reading import read
from backchat.sheet import Sheet, free

INSTALLED = "knowledge_files"
"""The bundled folder in an installed program, which the next update replaces."""


class Library:
    """Knowledge files in the layers in which they are loaded, to be added to."""

    def __init__(self, paths: Sequence[str | Path] = (), *, bundled: bool = True) -> None:
        self.paths = [*([bundled_folder()] if bundled else []), *map(Path, paths)]
        self._merged = self._read()
        self.base = KnowledgeBase(**self._merged.parts())

    def add(self, entries: Sequence[Entry], to: str | Path) -> tuple[Entry, ...]:
        """Write entries at the end of a file, which need not exist; return them as they were read back.

        An entry without an id gets one. Raises EditError or KnowledgeError where it cannot be done; then the file is
        as it was.
        """
        self.include(to)
        sheet = Sheet(_allowed(Path(to)))
        taken = {entry.id for entry in self.base.entries}
        named = []
        for entry in map(_tidy, entries):
            name = entry.id or free(slug(entry.question) or "entry", taken)
            taken.add(name)
            named.append(replace(entry, id=name))
        sheet.add_entries(named)
        self._finish(sheet, {entry.id: entry for entry in named})
        return tuple(self.entry(entry.id) for entry in named)

    def add_wording(self, id_: str, wording: str) -> Entry:
        """Write another wording under an entry, in the file where that stands; return the entry as it was read back."""
        found = self._merged.entries.get(id_)
        if found is None or found.page.path is None or found.value.place is None:
            raise EditError(f'there is no entry "{id_}"; backchat topics --json lists all')
        wording = one_line(wording)
        sheet = Sheet(_allowed(found.page.path))
        sheet.add_wording(found.value.place, wording)
        self._finish(sheet, {id_: replace(found.value, also=(*found.value.also, wording))})
        return self.entry(id_)

    def include(self, path: str | Path) -> None:
        """Load a file too, after the others, if it is none of them; one that is new or only begun holds nothing yet."""
        if self._covers(Path(path)) or Sheet(Path(path)).page.faults:
            return
        self.paths.append(Path(path))
        self._merged = self._read()
        self.base = KnowledgeBase(**self._merged.parts())

    def sources(self, path: str | Path) -> dict[str, Source]:
        """The sources of a file, by the names they have in it."""
        return {name: source for source, name in Sheet(Path(path)).sources.items()}

    def entry(self, id_: str) -> Entry:
        """The entry with an id."""
        return self._merged.entries[id_].value

    def _finish(self, sheet: Sheet, wanted: Mapping[str, Entry]) -> None:
        """Load the new text in the place of the old; write it if that goes well and nothing else has changed."""
        text = sheet.result()
        page = Page(sheet.page.name, text.removeprefix(BOM), sheet.path)
        merged = self._read(page)
        if merged.faults:
            raise KnowledgeError(merged.faults)
        if _meaning(merged, {}) != _meaning(self._merged, wanted):
            raise EditError(f"adding to {sheet.path} would change what else it says; use an editor")
        replace_file(sheet.path, sheet.text, text)
        if not self._covers(sheet.path):
            self.paths.append(sheet.path)
        self._merged = merged
        self.base = KnowledgeBase(**merged.parts())

    def _covers(self, path: Path) -> bool:
        """Whether a file is among those that are loaded."""
        places = [known.resolve() for known in self.paths]
        return path.resolve() in places or path.resolve().parent in places

    def _read(self, page: Page | None = None) -> Merged:
        """Read all files, with one page in the place of its file; the page of a file outside them comes last."""
        layers = [_with(page, path) for path in self.paths]
        if page and not any(page in layer for layer in layers):
            layers.append([page])
        return merge([[read(each) for each in layer] for layer in layers])


def _with(page: Page | None, path: Path) -> list[Page]:
    """The pages of a file or folder, one of them as it will be."""
    pages = open_pages(path)
    if page is None or page.path is None:
        return pages
    new = page.path.resolve()
    if path.is_dir() and new.parent == path.resolve() and new.suffix.lower() in SUFFIXES:
        others = [each for each in pages if each.path and each.path.resolve() != new]
        return sorted([*others, page], key=lambda each: each.path.name if each.path else "")
    return [page] if path.resolve() == new else pages


def _meaning(merged: Merged, changes: Mapping[str, Entry]) -> dict[str, Any]:
    """All that the knowledge says, wherever it stands, with some entries changed."""
    parts = merged.parts()
    del parts["files"]
    for name in ("entries", "out_of_scope", "warning_signs"):
        changed = changes if name == "entries" else {}
        values = {value.id: replace(value, place=None) for value in (*parts[name], *changed.values())}
        parts[name] = values
    return parts


def _tidy(entry: Entry) -> Entry:
    """An entry as it will be read back."""
    return replace(
        entry,
        question=one_line(entry.question),
        also=tuple(dict.fromkeys(one_line(wording) for wording in entry.also)),
        answer=tidy(entry.answer),
        topic=one_line(entry.topic) if entry.topic else None,
    )


def one_line(text: str) -> str:
    """Return a text in one line."""
    return " ".join(text.split())


def _allowed(path: Path) -> Path:
    """Refuse to write into the installed program."""
    folder = bundled_folder()
    if folder.name == INSTALLED and path.resolve().is_relative_to(folder.resolve()):
        raise EditError(
            f"{path} belongs to the program, whose next update would undo the change: copy the entry with its "
            "sources into a file of your own, where it replaces this one, and add to that"
        )
    return path
