"""A file of questions with the reply that each should get -> cases to ask, or every fault of the file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Literal

from backchat.contents import no_such, place
from backchat.entries import Place
from backchat.faults import KnowledgeError
from backchat.frozen import frozen
from backchat.knowledge import KnowledgeBase
from backchat.merging import shown
from backchat.page import Page, open_page
from backchat.syntax import Mapping, Node, compose
from backchat.values import fields, items, label, labels, text

Wanted = Literal["answer", "choices", "unknown", "warning", "no-warning"]

KINDS = ("answer", "choices", "unknown", "warning")
"""The kinds of reply that a dialogue may end with."""

BEGIN = "write the id of an entry and a colon, and under it the questions that it should answer, each after a -"


@frozen
class Case:
    """A message, or the turns of a dialogue, and the reply that its last turn should get."""

    turns: tuple[str, ...]
    wanted: Wanted
    ids: frozenset[str]
    """Any of these entries, or of these warning signs, is right; with none, the kind of the reply alone counts."""
    group: str
    """What it is counted under in a table."""
    place: Place


class QuestionError(KnowledgeError):
    """A file of questions that cannot be used, with every fault that was found."""


def load(path: str | Path, knowledge: KnowledgeBase) -> tuple[Case, ...]:
    """Read a file of questions for a knowledge base; raises QuestionError with every fault in it."""
    path = Path(path)
    return read(open_page(path, shown(path)), knowledge)


def from_text(content: str, knowledge: KnowledgeBase, name: str = "<text>") -> tuple[Case, ...]:
    """Read a file of questions that is at hand as text."""
    return read(Page(name, content.removeprefix("\ufeff")), knowledge)


def read(page: Page, knowledge: KnowledgeBase) -> tuple[Case, ...]:
    """Read the cases on a page; raises QuestionError with every fault."""
    entries = frozenset(entry.id for entry in knowledge.entries)
    signs = frozenset(sign.id for sign in knowledge.warning_signs)
    reader = _Reader(page, entries, signs)
    root = None if page.faults else compose(page)
    if root is None and not page.faults:
        page.fault_at(1, 1, "empty-file", "the file holds nothing", BEGIN)
    cases = tuple(reader.cases(root)) if root is not None else ()
    if page.faults:
        raise QuestionError(sorted(page.faults, key=lambda fault: (fault.line, fault.column)))
    return cases


class _Reader:
    """Reads one page, for a base with these entries and warning signs."""

    def __init__(self, page: Page, entries: Collection[str], signs: Collection[str]) -> None:
        self.page = page
        self.entries = entries
        self.signs = signs

    def cases(self, root: Node) -> Iterator[Case]:
        """All cases, in their order."""
        names = _names(root)
        for name, node in fields(self.page, root, "a file of questions").items():
            if name in SECTIONS:
                yield from SECTIONS[name](self, node)
            elif self._known(name, names[name], self.entries, "entry"):
                yield from self.messages(node, name, "answer", (name,))

    def messages(self, node: Node, group: str, wanted: Wanted, ids: Collection[str] = ()) -> Iterator[Case]:
        """Cases of one message each, all of which want the same."""
        for item in items(self.page, node, group, '- "..."'):
            message = text(self.page, item, group)
            if message:
                yield Case((message,), wanted, frozenset(ids), group, place(self.page, item))

    def unknown(self, node: Node) -> Iterator[Case]:
        """What should be refused."""
        yield from self.messages(node, "unknown", "unknown")

    def any_of(self, node: Node) -> Iterator[Case]:
        """Questions that several entries answer well."""
        for item in items(self.page, node, "any", "- {ask: ..., ids: [...]}"):
            found = fields(self.page, item, "a question under any:", ("ask", "ids"), ("ask", "ids"))
            message = text(self.page, found["ask"], "ask") if "ask" in found else None
            ids = self._ids(found["ids"], self.entries, "entry") if "ids" in found else frozenset()
            yield Case((message or "",), "answer", ids, "any", place(self.page, item))

    def warning(self, node: Node) -> Iterator[Case]:
        """Messages in which a warning sign must be recognised."""
        names = _names(node)
        for name, messages in fields(self.page, node, '"warning"').items():
            if self._known(name, names[name], self.signs, "warning sign"):
                yield from self.messages(messages, f"warning: {name}", "warning", (name,))

    def no_warning(self, node: Node) -> Iterator[Case]:
        """Messages that only sound like a warning sign."""
        yield from self.messages(node, "no-warning", "no-warning")

    def dialogues(self, node: Node) -> Iterator[Case]:
        """Conversations, of which the last turn is judged."""
        for item in items(self.page, node, "dialogues", "- turns: [...]"):
            found = fields(self.page, item, "a dialogue", ("turns", "ids", "kind"), ("turns",))
            turns = (
                [text(self.page, turn, "turns") or "" for turn in items(self.page, found["turns"], "turns", "- ...")]
                if "turns" in found
                else []
            )
            wanted = self._kind(found["kind"]) if "kind" in found else "answer"
            known, what = (self.signs, "warning sign") if wanted == "warning" else (self.entries, "entry")
            ids = self._ids(found["ids"], known, what) if "ids" in found else frozenset()
            yield Case(tuple(turns), wanted, ids, "dialogues", place(self.page, item))

    def _kind(self, node: Node) -> Wanted:
        said = label(self.page, node, "kind")
        for kind in ("choices", "unknown", "warning"):
            if said == kind:
                return kind
        if said not in (None, "answer"):
            self.page.fault(node, "wrong-value", f'"{said}" is no kind of reply', f"write one of {', '.join(KINDS)}")
        return "answer"

    def _ids(self, node: Node, known: Collection[str], what: str) -> frozenset[str]:
        names = labels(self.page, node, "ids")
        return frozenset(name for name, item in names if self._known(name, item, known, what))

    def _known(self, name: str, node: Node, known: Collection[str], what: str) -> bool:
        if name not in known:
            no_such(self.page, node, name, known, f"unknown-{what.replace(' ', '-')}", f"{what} with this id")
        return name in known


def _names(node: Node) -> dict[str, Node]:
    """The names of a record, each with its place."""
    return {key.value: key for key, _ in node.value} if isinstance(node, Mapping) else {}


SECTIONS: dict[str, Callable[[_Reader, Node], Iterator[Case]]] = {
    "any": _Reader.any_of,
    "unknown": _Reader.unknown,
    "warning": _Reader.warning,
    "no-warning": _Reader.no_warning,
    "dialogues": _Reader.dialogues,
}
"""The names in a file that are no entries, and how each is read."""
