"""The questions of earlier chats in a file that only their author can read, if the user wants one."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

from backchat.safe import harmless

KEPT = 1000
"""Lines that stay when the file is cut back."""

LIMIT = 2 * KEPT
"""Lines at which it is cut back, when a chat starts."""


class History:
    """What was typed, oldest first; in memory only, unless it has a file."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.lines = _read(path) if path else []
        if path and len(self.lines) > LIMIT:
            self.lines = self.lines[-KEPT:]
            _write(path, self.lines)

    def add(self, line: str) -> None:
        """Keep a line, unless it begins with a space or was the last one too; raises OSError where the disk is full."""
        if not line.strip() or line.startswith(" ") or self.lines[-1:] == [line]:
            return
        self.lines.append(line)
        if self.path:
            _append(self.path, line)

    def forget(self) -> None:
        """Drop everything."""
        self.lines.clear()


def _append(path: Path, line: str) -> None:
    """Add a line in one go, so that two chats at once do not tear each other's apart."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if hasattr(os, "fchmod") and stat.S_ISREG(os.fstat(handle).st_mode):
            os.fchmod(handle, 0o600)  # it may have been there before, readable by all
        os.write(handle, _encoded(line))
    finally:
        os.close(handle)


def _read(path: Path) -> list[str]:
    if not path.is_file():  # a device could be read for ever
        return []
    with path.open("rb") as stream:
        return [line for line in map(_decoded, stream) if line.strip()]


def _write(path: Path, lines: list[str]) -> None:
    """Replace the file as a whole or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(map(_encoded, lines))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _encoded(line: str) -> bytes:
    return json.dumps(line).encode() + b"\n"


def _decoded(line: bytes) -> str:
    """Read one line of the file; one that is damaged, or was put there by hand, counts as nothing or as it stands."""
    text = line.decode("utf-8", "replace").strip()
    try:
        said = json.loads(text)
    except ValueError:
        return harmless(text)
    return harmless(said) if isinstance(said, str) else harmless(text)
