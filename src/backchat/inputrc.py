"""Which keys a user's readline edits lines with, so that the chat follows suit."""

from __future__ import annotations

import os
from pathlib import Path

DEEPEST = 5
"""Files that include one another."""


def uses_vi() -> bool:
    """Whether the user's inputrc asks for the keys of vi."""
    named = os.environ.get("INPUTRC")
    try:
        path = Path(named) if named else Path.home() / ".inputrc"
    except RuntimeError:
        return False
    return _mode(path if named or path.exists() else Path("/etc/inputrc"), "emacs") == "vi"


def _mode(path: Path, mode: str, depth: int = 0) -> str:
    """Follow a file line by line, as readline does; a condition that is not about this program or the mode fails."""
    try:
        lines = path.read_text("utf-8", "replace").splitlines() if depth < DEEPEST else []
    except (OSError, ValueError):
        return mode
    reads = [True]
    for line in lines:
        words = line.split("#")[0].lower().split()
        match words:
            case ["$if", *test]:
                reads.append(reads[-1] and "".join(test) in ("backchat", f"mode={mode}"))
            case ["$else"] if len(reads) > 1:
                reads[-1] = not reads[-1] and reads[-2]
            case ["$endif"] if len(reads) > 1:
                reads.pop()
            case ["$include", _] if reads[-1]:
                mode = _mode(Path(line.split()[1]).expanduser(), mode, depth + 1)
            case ["set", "editing-mode", "vi" | "emacs" as named] if reads[-1]:
                mode = named
    return mode
