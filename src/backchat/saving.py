"""The talk so far as a Markdown file, written as a whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from backchat.look import ITEM
from backchat.safe import harmless, one_line

if TYPE_CHECKING:
    from backchat.reply import Part, Reply

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_LINK = re.compile(r"(https?://\S+)")


def markdown(turns: Sequence[Reply]) -> str:
    """Return the talk as Markdown."""
    parts = ["# A talk with backchat", "backchat is no doctor: it cannot examine you, and it does not diagnose."]
    for reply in turns:
        parts.append(f"## {_escaped(one_line(reply.question)) or '(nothing)'}")
        parts.extend(_part(part) for part in reply.parts())
    return "\n\n".join(parts) + "\n"


def _part(part: Part) -> str:
    label, lines = _escaped(harmless(part.label)), harmless(part.text).strip().split("\n")
    if part.kind == "sources":
        lines = [f"- {line}" for line in lines]
    text = "\n".join(map(_line, lines))
    if not label:
        return text
    return f"**{label}:**\n\n{text}" if ITEM.match(text) else f"**{label}:** {text}"


def _line(line: str) -> str:
    item = ITEM.match(line)
    mark = item.group() if item else ""
    return mark + _escaped(line[len(mark) :])


def _escaped(text: str) -> str:
    """Keep Markdown from reading signs into the text; a link stays one."""
    pieces = _LINK.split(text)
    return "".join(f"<{piece}>" if number % 2 else _SPECIAL.sub(r"\\\1", piece) for number, piece in enumerate(pieces))


def write(path: Path, text: str, *, replace: bool) -> None:
    """Write a file that only its owner can read; raises FileExistsError rather than replace what is not ours."""
    if path.exists() and not replace:
        raise FileExistsError(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
