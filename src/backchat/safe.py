"""The one door out: whatever is shown, wherever it came from, is made harmless to a terminal first."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, cursor movements
    r"|(?:\x1b[]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # titles, links, the clipboard
    r"|\x1b[ -/]*[0-~]"  # resets, character sets
)
"""What a terminal would take for an order, as a whole: without its first character the rest would be left as litter."""

_STAND_INS = {"Zs": " ", "Zl": "\n", "Zp": "\n", "Cs": "\ufffd", "Co": "\ufffd", "Cn": "\ufffd"}
"""What is shown for characters that are no orders, by their Unicode category; controls and format controls are left
out, among them those that turn the direction of writing around."""


def harmless(text: str) -> str:
    """Return the text without escape sequences, invisible format controls, and controls but newline and tab."""
    if text.isprintable():
        return text
    text = _SEQUENCE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(char if char.isprintable() or char in "\n\t" else _stand_in(char) for char in text)


def one_line(text: str) -> str:
    """Return the harmless text in one line, for places where a line break would forge a line of its own."""
    return " ".join(harmless(text).split())


def same_length(text: str) -> str:
    """Return the text with a dot for each character that is not harmless, so that places in it stay where they are."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in "\n\t" else "·" for char in text)


def json_line(value: dict[str, Any], *, ascii_only: bool = False) -> str:
    """Return JSON in one line that loses nothing: what is not harmless stands there as an escape."""
    import json  # here, because most replies are not wanted in JSON

    text = json.dumps(value, ensure_ascii=ascii_only)
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)


def _stand_in(char: str) -> str:
    return _STAND_INS.get(unicodedata.category(char), "")
