"""A reply as lines for the eye: labels in words, lines that fit the window, and colour only on top of both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backchat.frozen import frozen
from backchat.layout import wrap
from backchat.safe import harmless
from backchat.wording import PICK

if TYPE_CHECKING:
    from backchat.reply import Part, Reply

WIDEST = 88
"""Columns of text: longer lines are hard to read, however wide the window is."""

INDENT = "  "

BOLD = "1"
EMERGENCY = "1;7;31"
STYLES = {
    "answer": "1;32",
    "evidence": "1;35",
    "sources": "1;36",
    "warning": "1;31",
    "seek_help": "1;31",
    "reminder": "1;31",
}
"""The colour of a label, as terminals number it: of the 16 that a user's theme sets, those that are readable on dark
and on light. The text itself keeps the user's own colour. Other labels are bold."""

CHOICES = ("choices", "nearest", "read_next")
"""Parts that are questions to pick from."""

ITEM = re.compile(r"(?:- |\d+\. )")
"""What an item of a list begins with."""


@frozen
class Look:
    """How wide and how colourful text is shown."""

    columns: int | None = None
    """Of the window; None leaves lines as long as they are."""
    is_coloured: bool = False
    is_chat: bool = False
    """Whether there is a next turn: a number picks a question, and in a window a command tells more of the sources."""

    def reply(self, reply: Reply) -> str:
        """Return a reply as it is shown."""
        is_brief = self.is_chat and self.columns is not None
        return "\n\n".join(self.part(part) for part in reply.parts(brief=is_brief))

    def part(self, part: Part) -> str:
        """Return one piece of a reply under its label."""
        label, text = harmless(part.label), harmless(part.text).strip("\n")
        label += PICK if self.is_chat and part.kind in CHOICES else ""
        if not label:
            return self.text(text)
        if part.is_list or ITEM.match(text):
            return self._list(part, label, text)
        first, *others = self.text(f"{label}: {text}").split("\n")
        return "\n".join([self._labelled(first, part, label), *others])

    def _list(self, part: Part, label: str, text: str) -> str:
        lines = [line if ITEM.match(line) or part.kind != "sources" else f"- {line}" for line in text.split("\n")]
        head = self._labelled(self.text(f"{label}:"), part, label)
        return "\n".join([head, self.text("\n".join(lines), INDENT)])

    def text(self, text: str, indent: str = "") -> str:
        """Return a text, made harmless and broken into lines."""
        limit = None if self.columns is None else max(1, min(self.columns, WIDEST))
        return "\n".join(wrap(harmless(text), limit, indent))

    def paint(self, text: str, style: str = BOLD) -> str:
        """Return harmless text in a colour, where colours are shown."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.is_coloured and text else text

    def _labelled(self, line: str, part: Part, label: str) -> str:
        """Colour the label at the start of a text; one that did not fit into its line is coloured as far as it goes."""
        style = EMERGENCY if label.isupper() else STYLES.get(part.kind, BOLD)
        head = f"{label}:"
        if not line.startswith(head):
            head = line.partition("\n")[0]
        return self.paint(head, style) + line[len(head) :]
