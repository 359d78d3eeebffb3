"""A line that is not YAML -> what its author meant, in plain words, with the mend."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Mark(Protocol):
    """Where the YAML reader gave up; both counted from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a file stops being readable, and the line as it was probably meant."""

    line: int
    column: int
    code: str
    message: str
    mend: str
    repaired: str | None = None


_CALM = re.compile(r"""\[(?:[^\[\]{}"'#\n]|"[^"\n]*"|'[^'\n]*')*\]""")
_FAR_IN = re.compile(r"^[ ?-]{120}", re.MULTILINE)


def nesting_is_calm(text: str) -> bool:
    """Whether no list can stand deep inside others, judged without reading the file: innermost brackets go first."""
    for _ in range(5):
        if text.count("[") + text.count("{") < 30:
            return not _FAR_IN.search(text)
        text = _CALM.sub("", text)
    return False


def diagnose(problem: str | None, mark: Mark | None, context: Mark | None, lines: Sequence[str]) -> Mistake:
    """Find out what is wrong with the lines around the place where the YAML reader gave up."""
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    message = "this line does not fit the ones before it"
    return Mistake(line, column, "not-yaml", message, "compare its indentation and its quotes with the entry before")
