"""`backchat check`: files -> a report of every fault and every doubt in them, for people or for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from backchat.bot import Bot
from backchat.compiled import rubbish_kept
from backchat.contents import Contents, Draft
from backchat.doubts import doubts, goes_elsewhere
from backchat.entries import Entry
from backchat.faults import Fault
from backchat.frozen import frozen
from backchat.knowledge import KnowledgeBase, bundled_folder
from backchat.merging import Merged, merge, open_pages
from backchat.reading import read
from backchat.syntax import Node

Format = Literal["text", "json", "github"]

MOST_ASKED = 2_500
"""Wordings that are put to the program to see which entry answers; at 2 ms each, more would keep an author waiting.
Of a larger base only the questions are; `backchat test --leave-one-out` asks everything."""


@frozen
class Report:
    """What was found in some files."""

    files: int
    entries: int
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def report(
    paths: Sequence[str | Path], form: Format = "text", *, strict: bool = False, only: bool = False
) -> tuple[str, int]:
    """Return what `backchat check` prints and its exit status: 1 where there are faults, or warnings with `strict`."""
    found = check(paths, only=only)
    status = 1 if found.faults or (strict and found.warnings) else 0
    return FORMATS[form](found, strict), status


def check(paths: Sequence[str | Path] = (), *, only: bool = False) -> Report:
    """Check files and folders together with the bundled knowledge, or without it (`only`); without paths, that itself.

    What is wrong with knowledge that was not asked about is left out.
    """
    with rubbish_kept():
        return _check(paths, only)


def _check(paths: Sequence[str | Path], only: bool) -> Report:
    own = [[read(page) for page in open_pages(Path(path))] for path in paths or [bundled_folder()]]
    beside = _bundled_beside(own) if paths and not only else []
    merged = merge([beside, *own])
    names = {contents.page.name for layer in own for contents in layer}
    faults = tuple(fault for fault in merged.faults if fault.file in names)
    warnings = [fault for fault in doubts(merged) if fault.file in names]
    asked = [] if merged.faults else _asked(merged, names)
    if asked:
        warnings.extend(goes_elsewhere(asked, Bot(KnowledgeBase(**merged.parts())).ask))
    entries = sum(len(contents.entries) for layer in own for contents in layer)
    return Report(len(names), entries, faults, tuple(sorted(warnings, key=lambda fault: (fault.file, fault.line))))


def _bundled_beside(own: list[list[Contents]]) -> list[Contents]:
    """Read the bundled files that are not among those to be checked."""
    asked = {contents.page.path.resolve() for layer in own for contents in layer if contents.page.path}
    pages = open_pages(bundled_folder())
    return [read(page) for page in pages if page.path is None or page.path.resolve() not in asked]


def _asked(merged: Merged, names: set[str]) -> list[tuple[Draft[Entry], str, Node]]:
    """Return the wordings that the checked knowledge itself is asked: all, or the questions alone, or none."""
    drafts = [draft for draft in merged.entries.values() if draft.page.name in names]
    for limit in (None, 1):
        wordings = [(draft, text, node) for draft in drafts for text, node in draft.wordings[:limit]]
        if len(wordings) <= MOST_ASKED:
            return wordings
    return []


def _as_text(found: Report, strict: bool) -> str:
    parts = [str(fault) for fault in found.faults]
    parts += [str(fault).replace(fault.where, f"{fault.where}: warning", 1) for fault in found.warnings]
    parts.append(
        f"{_count(found.files, 'file')}, {_count(found.entries, 'entry', 'entries')}: "
        f"{_count(len(found.faults), 'fault')}, {_count(len(found.warnings), 'warning')}"
        + (" (warnings count as faults)" if strict and found.warnings else "")
    )
    return "\n".join(parts) + "\n"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def _as_json(found: Report, strict: bool) -> str:
    return json.dumps({**asdict(found), "strict": strict}, ensure_ascii=False, indent=2) + "\n"


def _as_github(found: Report, strict: bool) -> str:
    """Return the lines with which a GitHub workflow marks the places in a pull request."""
    lines = [_annotation("error", fault) for fault in found.faults]
    lines += [_annotation("error" if strict else "warning", fault) for fault in found.warnings]
    return "".join(f"{line}\n" for line in lines)


def _annotation(level: str, fault: Fault) -> str:
    place = f",line={fault.line},col={fault.column}" if fault.line else ""
    file = _escaped(fault.file).replace(":", "%3A").replace(",", "%2C")
    return f"::{level} file={file}{place},title={fault.code}::{_escaped(f'{fault.message} - {fault.mend}')}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


FORMATS: dict[Format, Callable[[Report, bool], str]] = {"text": _as_text, "json": _as_json, "github": _as_github}
"""The forms of a report."""
