"""What several files hold -> one knowledge base, later files replacing earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backchat.entries import About
from backchat.faults import Fault, KnowledgeError
from backchat.reading import Contents, Draft, no_such, place, read
from backchat.syntax import Page, open_page
from backchat.text import key

SUFFIXES = (".yaml", ".yml")


@dataclass(slots=True)
class Merged:
    """Everything that holds after the last file, and all the faults of all of them."""

    about: dict[str, str] = field(default_factory=dict)
    entries: dict[str, tuple[Contents, Draft]] = field(default_factory=dict)
    out_of_scope: dict[str, tuple[Contents, Draft]] = field(default_factory=dict)
    warning_signs: dict[str, tuple[Contents, Draft]] = field(default_factory=dict)
    synonyms: list[tuple[str, ...]] = field(default_factory=list)
    ideas: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All faults, file by file, in the order of their lines."""
        return tuple(
            fault for page in self.pages for fault in sorted(page.faults, key=lambda fault: (fault.line, fault.column))
        )

    def parts(self) -> dict[str, Any]:
        """Return what a knowledge base is made of; raises KnowledgeError where there are faults."""
        if self.faults:
            raise KnowledgeError(self.faults)
        return {
            "entries": tuple(draft.value for _, draft in self.entries.values()),
            "out_of_scope": tuple(draft.value for _, draft in self.out_of_scope.values()),
            "synonyms": tuple(self.synonyms),
            "ideas": self.ideas,
            "warning_signs": tuple(draft.value for _, draft in self.warning_signs.values()),
            "about": About(**self.about),
            "files": tuple(page.path for page in self.pages if page.path is not None),
        }


def read_paths(paths: Sequence[str | Path]) -> Merged:
    """Read files and folders in their order."""
    return merge([[read(page) for page in _pages(Path(path))] for path in paths])


def read_text(text: str, name: str) -> Merged:
    """Read one file that is at hand as text."""
    return merge([[read(Page(name, text.removeprefix("\ufeff")))]])


def _pages(path: Path) -> list[Page]:
    if not path.is_dir():
        return [open_page(path, str(path))]
    try:
        files = sorted(
            file for file in path.iterdir() if file.suffix.lower() in SUFFIXES and not file.name.startswith(".")
        )
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"the folder cannot be opened: {reason}"
        return [Page(str(path)).cannot_read("unreadable", message, "ask for the right to read it")]
    if not files:
        message = "the folder holds no knowledge file: none of its files ends in .yaml or .yml"
        return [Page(str(path)).cannot_read("empty-folder", message, "name the folder that holds them, or a file")]
    return [open_page(file, str(file)) for file in files]


def merge(layers: Sequence[Sequence[Contents]]) -> Merged:
    """Put layers, one for each path, on top of one another; within a layer nothing may be given twice."""
    merged = Merged()
    for layer in layers:
        for name in ("entries", "out_of_scope", "warning_signs"):
            getattr(merged, name).update(_by_id(layer, name))
        merged.ideas.update(_ideas(layer))
        for contents in layer:
            merged.about.update(contents.about)
            merged.synonyms.extend(contents.synonyms)
            merged.pages.append(contents.page)
    _check_wordings(merged)
    _check_see_also(merged)
    return merged


def _by_id(layer: Sequence[Contents], name: str) -> dict[str, tuple[Contents, Draft]]:
    found: dict[str, tuple[Contents, Draft]] = {}
    for contents in layer:
        drafts: list[Draft] = getattr(contents, name)
        for draft in drafts:
            if draft.value.id in found:
                _given_twice(contents.page, draft, *found[draft.value.id])
            else:
                found[draft.value.id or f"?{id(draft)}"] = (contents, draft)
    return found


def _given_twice(page: Page, draft: Draft, other: Contents, first: Draft) -> None:
    where = place(other.page, first.id_node)
    if draft.id_is_made:
        message = f'the id made from this question, "{draft.value.id}", is taken ({where.file}:{where.line})'
        page.fault(draft.id_node, "id-clash", message, "give it an id of its own, such as id: my-entry")
    else:
        message = f'the id "{draft.value.id}" is given twice, first at {where.file}:{where.line}'
        page.fault(draft.id_node, "id-twice", message, "give one of the two another id")


def _ideas(layer: Sequence[Contents]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for contents in layer:
        for name, (ways, node) in contents.ideas.items():
            if name in found:
                message = f'the idea "{name}" is given twice'
                contents.page.fault(node, "id-twice", message, "put the two lists together")
            found[name] = ways
    return found


def _check_wordings(merged: Merged) -> None:
    """Note every wording that stands under two entries or groups: only one of them could ever answer it."""
    seen: dict[str, tuple[Contents, Draft, Any]] = {}
    for contents, draft in [*merged.entries.values(), *merged.out_of_scope.values()]:
        for wording, node in draft.wordings:
            same = key(wording)
            first = seen.setdefault(same, (contents, draft, node))
            if first[1] is not draft:
                where = place(first[0].page, first[2])
                message = f'the same wording stands under "{first[1].value.id}" ({where.file}:{where.line})'
                contents.page.fault(node, "wording-twice", message, "leave it under the one that answers it better")


def _check_see_also(merged: Merged) -> None:
    for contents, draft in merged.entries.values():
        for name, node in draft.see_also:
            if name not in merged.entries:
                no_such(contents.page, node, name, merged.entries, "unknown-entry", "entry")
