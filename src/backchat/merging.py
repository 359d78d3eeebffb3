"""What several files hold -> one knowledge base, later files replacing what earlier ones hold under the same id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backchat import ideas as idea_phrases
from backchat.compiled import bundled_folder, rubbish_kept
from backchat.contents import Contents, Draft, Named, Value, no_such, place
from backchat.denial import with_english
from backchat.entries import About, Entry, OutOfScope, WarningSign
from backchat.faults import Fault, KnowledgeError, reason
from backchat.frozen import replace
from backchat.page import Page, open_page
from backchat.reading import read
from backchat.syntax import Node

_SIGNS = re.compile(r"[\W_]+")
_GRAMMAR = re.compile(r"[<>|().]|[0-9]to[0-9]|(?<!\S)(?:[^\w\s]|_)+(?!\S)")
"""What makes a phrase of an idea more than plain words."""

SUFFIXES = (".yaml", ".yml")

BUNDLED = "knowledge"
"""What the folder of the bundled knowledge is called in faults and explanations, wherever it lies."""


ADDED = {"knows": ", ", "seek_help": " ", "reminder": " "}
"""Lines under `about:` that a file on another subject adds to, with what stands between: whoever needs help for the one
subject must not read of the other's only."""


@dataclass(slots=True)
class Merged:
    """Everything that holds after the last file, with the files it came from."""

    contents: list[Contents] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    entries: dict[str, Draft[Entry]] = field(default_factory=dict)
    out_of_scope: dict[str, Draft[OutOfScope]] = field(default_factory=dict)
    warning_signs: dict[str, Draft[WarningSign]] = field(default_factory=dict)
    ideas: dict[str, list[Named]] = field(default_factory=dict)
    replaced: list[tuple[Draft[WarningSign], Draft[WarningSign]]] = field(default_factory=list)
    """Warning signs of one layer with those of a layer below that they take the place of."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All faults, file by file, in the order of their lines."""
        pages = [contents.page for contents in self.contents]
        return tuple(f for page in pages for f in sorted(page.faults, key=lambda f: (f.line, f.column)))

    def parts(self) -> dict[str, Any]:
        """Return the fields of a knowledge base; raises KnowledgeError where there are faults."""
        if self.faults:
            raise KnowledgeError(self.faults)
        return {
            "entries": tuple([draft.value for draft in self.entries.values()]),
            "out_of_scope": tuple([draft.value for draft in self.out_of_scope.values()]),
            "synonyms": tuple([group for contents in self.contents for group in contents.synonyms]),
            "ideas": {name: tuple([phrase for phrase, _ in named]) for name, named in self.ideas.items()},
            "warning_signs": tuple([draft.value for draft in self.warning_signs.values()]),
            "about": About(**self.about),
            "files": tuple([contents.page.path for contents in self.contents if contents.page.path is not None]),
        }


def read_paths(paths: Iterable[str | Path]) -> Merged:
    """Read files and folders in their order."""
    with rubbish_kept():
        return merge([[read(page) for page in open_pages(Path(path))] for path in paths])


def read_text(text: str, name: str) -> Merged:
    """Read one file that is at hand as text."""
    return merge([[read(Page(name, text.removeprefix("\ufeff")))]])


def open_pages(path: Path) -> list[Page]:
    """Open a file, or the knowledge files of a folder in the order of their names."""
    try:
        if not path.is_dir():
            return [open_page(path, shown(path))]
        files = sorted(f for f in path.iterdir() if f.suffix.lower() in SUFFIXES and not f.name.startswith("."))
    except (OSError, ValueError) as error:
        message = f"it cannot be opened: {reason(error)}"
        return [Page(str(path)).unreadable("unreadable", message, "ask for the right to read it")]
    if not files:
        message = "the folder holds no knowledge file: none of its files ends in .yaml or .yml"
        return [Page(str(path)).unreadable("empty-folder", message, "name the folder that holds them, or a file")]
    return [open_page(file, shown(file)) for file in files]


def shown(path: Path) -> str:
    """Return a path as it is shown: from the current folder on, where it lies in that; short for a bundled file."""
    if path.parent == bundled_folder():
        return f"{BUNDLED}/{path.name}"
    with suppress(OSError, ValueError):
        return str(path.relative_to(Path.cwd())) if path.is_absolute() else str(path)
    return str(path)


def merge(layers: Sequence[Sequence[Contents]]) -> Merged:
    """Put layers, one for each path, on top of one another; within a layer nothing may be given twice."""
    merged = Merged()
    for layer in layers:
        _give_way(merged.out_of_scope, layer)
        merged.entries.update(_by_id(draft for contents in layer for draft in contents.entries))
        merged.out_of_scope.update(_by_id(draft for contents in layer for draft in contents.out_of_scope))
        signs = _by_id(draft for contents in layer for draft in contents.warning_signs)
        merged.replaced += [
            (sign, merged.warning_signs[id_]) for id_, sign in signs.items() if id_ in merged.warning_signs
        ]
        merged.warning_signs.update(signs)
        for name, phrases in _ideas(layer).items():
            merged.ideas[name] = [*merged.ideas.get(name, ()), *phrases]  # more ways to say it: none is ever lost
        for contents in layer:
            for name, said in contents.about.items():
                below = merged.about.get(name) if name in ADDED else None
                merged.about[name] = f"{below}{ADDED[name]}{said}" if below and below != said else said
            merged.contents.append(contents)
    _check_wordings(merged)
    if all(contents.page.is_readable for contents in merged.contents):
        _check_see_also(merged)
        _check_seek_help(merged)
        _check_ideas(merged)
    return merged


def _give_way(groups: dict[str, Draft[OutOfScope]], layer: Sequence[Contents]) -> None:
    """Take out of the groups below what a layer answers or refuses itself: no release may break an author's file."""
    if not groups:
        return
    drafts: list[Draft[Entry] | Draft[OutOfScope]] = []
    for contents in layer:
        drafts += [*contents.entries, *contents.out_of_scope]
    own = {bare(wording) for draft in drafts for wording, _ in draft.wordings}
    for id_, draft in list(groups.items()):
        kept = [(wording, node) for wording, node in draft.wordings if bare(wording) not in own]
        if not kept:
            del groups[id_]
        elif len(kept) < len(draft.wordings):
            value = replace(draft.value, wordings=tuple([wording for wording, _ in kept]))
            groups[id_] = Draft(value, draft.page, draft.id_node, draft.id_is_made, kept)


def _by_id(drafts: Iterable[Draft[Value]]) -> dict[str, Draft[Value]]:
    found: dict[str, Draft[Value]] = {}
    for draft in drafts:
        name = draft.value.id
        if name in found:
            _given_twice(draft, found[name])
        else:
            found[name or f"?{id(draft)}"] = draft
    return found


def _given_twice(draft: Draft[Value], first: Draft[Value]) -> None:
    name, there = draft.value.id, where(first.page, first.id_node, draft.page)
    if draft.id_is_made:
        message = f'the id made from this question, "{name}", is taken {there}'
        draft.page.fault(draft.id_node, "id-clash", message, "give this entry an id of its own, such as id: my-entry")
    else:
        message = f'the id "{name}" is given twice, first {there}'
        draft.page.fault(draft.id_node, "id-twice", message, "give one of the two another id")


def where(page: Page, node: Node, here: Page) -> str:
    """Say where a node is to somebody who looks at the file `here`."""
    found = place(page, node)
    return f"in line {found.line}" if page is here else f"in {found.file}, line {found.line}"


def _ideas(layer: Sequence[Contents]) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    first: dict[str, tuple[Page, Node]] = {}
    for contents in layer:
        for name, phrases in contents.ideas.items():
            node = contents.idea_names[name]
            if name in found:
                message = f'the idea "{name}" is given twice, first {where(*first[name], contents.page)}'
                contents.page.fault(node, "id-twice", message, "put the two lists together under one name")
            else:
                found[name], first[name] = phrases, (contents.page, node)
    return found


def _check_wordings(merged: Merged) -> None:
    """Note every wording that stands under two entries or groups: only one of them could ever answer it."""
    seen: dict[str, tuple[Draft[Entry] | Draft[OutOfScope], Node]] = {}
    drafts: list[Draft[Entry] | Draft[OutOfScope]] = [*merged.entries.values(), *merged.out_of_scope.values()]
    for draft in drafts:
        for wording, node in draft.wordings:
            same = bare(wording)
            first, first_node = seen.setdefault(same, (draft, node))
            if not same:
                message = "this wording has no word in it, and could never be found"
                draft.page.fault(node, "no-words", message, "write the question as somebody would ask it")
            elif first is not draft:
                there = where(first.page, first_node, draft.page)
                message = f'the same wording stands under "{first.value.id}" {there}'
                mend = "leave it under the one that should answer it"
                if first.page is not draft.page:
                    mend += f" (id: {first.value.id} would replace the other altogether)"
                draft.page.fault(node, "wording-twice", message, mend)


def bare(wording: str) -> str:
    """Return a wording without case and punctuation; five times as fast as making it comparable in full."""
    return _SIGNS.sub(" ", wording.casefold().replace("'", "").replace("\u2019", "")).strip()


def _check_see_also(merged: Merged) -> None:
    for draft in merged.entries.values():
        for name, node in draft.see_also:
            if name not in merged.entries:
                no_such(draft.page, node, name, merged.entries, "unknown-entry", "entry with this id")


def _check_seek_help(merged: Merged) -> None:
    """Note every answer that is to be closed with a line which nobody has written."""
    for draft in merged.entries.values():
        if draft.value.seek_help and draft.seek_help and "seek_help" not in merged.about:
            message = "no file says when to seek help, so nothing would close this answer"
            mend = "write that line as seek_help: under about: of a file, or take this one out"
            draft.page.fault(draft.seek_help, "no-help-line", message, mend)


def _check_ideas(merged: Merged) -> None:
    """Note what rules and phrases of warning signs name in vain; the grammar of phrases is the business of `ideas`."""
    own = {name: tuple(phrase for phrase, _ in phrases) for name, phrases in merged.ideas.items()}
    known = with_english(own)
    for contents in merged.contents:
        for name, node in contents.ideas_used:
            if name not in known:
                no_such(contents.page, node, name, known, "unknown-idea", "idea of this name under ideas:")
    if not own:
        return
    places = {(name, phrase): node for name, phrases in merged.ideas.items() for phrase, node in phrases}
    pages = {name: contents for contents in merged.contents for name in contents.ideas}
    special = {name: [phrase for phrase in phrases if _GRAMMAR.search(phrase)] for name, phrases in known.items()}
    for name, phrase, fault in idea_phrases.faults(special):
        if name in pages:
            node = places.get((name, phrase), pages[name].idea_names[name])
            about = f'"{phrase}": {fault}' if phrase else f'the idea "{name}" {fault}'
            pages[name].page.fault(node, "bad-phrase", about, "correct the phrase, or put the word in plain letters")
