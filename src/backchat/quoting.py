"""Any text -> the YAML lines that stand for it: plain where YAML reads it back unchanged, else quoted."""

from __future__ import annotations

import json
import re
import textwrap

from backchat.page import Page
from backchat.syntax import Scalar, Sequence, compose
from backchat.values import STR

WIDTH = 110
"""Columns up to which a text stands in one line: what the bundled files keep to, and most editors show."""

_HARMLESS = re.compile(r"[A-Za-z]+ [A-Za-z0-9 ,.;?!()'/-]*[A-Za-z0-9,.;?!()'/]")
"""Two words or more without any sign that means something in YAML: nearly every question, without asking YAML."""
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def scalar(text: str) -> str:
    """Return a text as it is written behind a field's colon, in one line."""
    return text if _HARMLESS.fullmatch(text) or _is_plain(text) else quoted(text)


def quoted(text: str) -> str:
    """Return a text in double quotes."""
    written = json.dumps(text, ensure_ascii=False)
    return _UNSEEN.sub(lambda char: f"\\u{ord(char[0]):04x}", written)


def _is_plain(text: str) -> bool:
    """Whether YAML reads the bare text as this very text, wherever a field or an item of a list may stand."""
    page = Page("", f"- {text}")
    root = compose(page)
    if page.faults or not isinstance(root, Sequence) or len(root.value) != 1:
        return False
    node = root.value[0]
    return isinstance(node, Scalar) and not node.style and node.tag == STR and node.value == text


def field(name: str, text: str, indent: int) -> list[str]:
    """Return the lines of a field that holds a text: one line, or several below it where it is long."""
    pad = " " * indent
    lines = text.split("\n")
    if len(lines) == 1 and (len(short := f"{pad}{name}: {scalar(text)}") <= WIDTH or "  " in text):
        return [short]
    if not all(line.isprintable() for line in lines):
        return [f"{pad}{name}: {quoted(text)}"]
    sign, body = "|-", lines
    if len(lines) == 1:
        sign, body = ">-", textwrap.wrap(text, WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False)
    return [f"{pad}{name}: {sign}", *(f"{pad}  {line}".rstrip() for line in body)]


def tidy(text: str) -> str:
    """Return a text without what no reader sees: space around it and at the ends of its lines, tabs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))
