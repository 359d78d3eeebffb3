"""What one knowledge file holds as it was read, with the places that later checks have to point at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from backchat.entries import Entry, OutOfScope, Place, Source, WarningSign
from backchat.page import Page
from backchat.syntax import Node
from backchat.values import label, labels, meant

LONGEST_MADE_ID = 60
"""Letters of an id made from a question; a longer one is cut at a word, for it is typed and printed."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Value = TypeVar("Value", Entry, OutOfScope, WarningSign)
Named = tuple[str, Node]
"""A text or a name with the node it stands in."""


@dataclass(slots=True)
class Draft(Generic[Value]):
    """An entry, group or sign, with the nodes of what can clash with others."""

    value: Value
    page: Page
    id_node: Node
    id_is_made: bool = False
    wordings: list[Named] = field(default_factory=list)
    see_also: list[Named] = field(default_factory=list)
    seek_help: Node | None = None


@dataclass(slots=True)
class Contents:
    """Everything in one file."""

    page: Page
    about: dict[str, str] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    entries: list[Draft[Entry]] = field(default_factory=list)
    out_of_scope: list[Draft[OutOfScope]] = field(default_factory=list)
    warning_signs: list[Draft[WarningSign]] = field(default_factory=list)
    synonyms: list[tuple[str, ...]] = field(default_factory=list)
    ideas: dict[str, list[Named]] = field(default_factory=dict)
    idea_names: dict[str, Node] = field(default_factory=dict)
    ideas_used: list[Named] = field(default_factory=list)
    """The ideas that rules of warning signs name."""


def place(page: Page, node: Node) -> Place:
    """Return where a node starts."""
    mark = node.start_mark
    return Place(page.name, mark.line + 1, mark.column + 1)


def read_id(page: Page, found: dict[str, Node]) -> str:
    """Return the id that an author gave; an id that is missing was noted before."""
    if "id" not in found:
        return ""
    name = label(page, found["id"], "id")
    if name and not is_id(name):
        better = slug(name)
        mend = f"write id: {better}" if better else "write a short name such as id: bed-rest"
        message = "an id has only lower-case letters a to z, digits, and single hyphens between them"
        page.fault(found["id"], "bad-id", message, mend)
    return name or ""


def is_id(name: str) -> bool:
    """Whether a name has the form of an id."""
    return _ID.fullmatch(name) is not None


def slug(question: str) -> str:
    """Make an id from a question: "Should I rest?" becomes "should-i-rest"."""
    plain = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode().lower().replace("'", "")
    made = "-".join(re.findall(r"[a-z0-9]+", plain))
    if len(made) > LONGEST_MADE_ID:
        made = made[: LONGEST_MADE_ID + 1].rpartition("-")[0] or made[:LONGEST_MADE_ID]
    return made


def cited(contents: Contents, found: dict[str, Node]) -> tuple[Source, ...]:
    """Return the sources that an entry or sign names."""
    if "sources" not in found:
        return ()
    names = labels(contents.page, found["sources"], "sources")
    for name, node in names:
        if name not in contents.sources:
            what = "source of this name under sources: in this file"
            no_such(contents.page, node, name, contents.sources, "unknown-source", what)
    return tuple([contents.sources[name] for name, _ in names if name in contents.sources])


def no_such(page: Page, node: Node, name: str, known: Iterable[str], code: str, what: str) -> None:
    """Note a reference that leads nowhere."""
    near = meant(name, known)
    mend = f'did you mean "{near}"?' if near else "correct the name, or take it out"
    page.fault(node, code, f'"{name}" leads nowhere: there is no {what}', mend)
