"""The text of a knowledge file -> a tree that knows line and column, or why it is not YAML: all reasons at once."""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.reader import ReaderError

from backchat.mistakes import Mistake, Spot, guesses, last_resort
from backchat.page import LINE_BREAK, Page, unprintable

Node = yaml.Node
Scalar = yaml.ScalarNode
Sequence = yaml.SequenceNode
Mapping = yaml.MappingNode

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where it is there: ten times as fast."""

MAX_DEPTH = 40
"""Lists inside lists: the format needs 8. A hundred thousand of them end the C loader, and the program with it."""

MAX_REPAIRS = 25
"""Faulty lines of one file that are set right in memory, to look for the next one."""

MAX_TRIALS, FEW_TRIALS = 40, 6
"""Guesses about one faulty line that are tried, in a small file and in a large one."""

SMALL = 1_000_000
"""Characters up to which a file is read that often; in a larger one the first faulty line ends the reading."""

TRIED = 30
"""Lines behind a faulty one that a trial of a repair reads: to read all of the file each time would take long."""

FEW_BRACKETS = 30
"""Brackets with which lists cannot stand deeper inside one another than MAX_DEPTH, whatever the file does with them."""

_CALM = re.compile(r"""\[(?:[^\[\]{}"'#\n]|"[^"\n]*"|'[^'\n]*')*\]""")
"""A list in brackets with no other inside it."""
_FAR_IN = re.compile(r"^[ ?-]{120}", re.MULTILINE)
"""Indentation, or dashes in one line, of more levels than the format needs."""
_SPECIAL = re.compile(r"(?:^|[\s\[,{:-])(?:&(?=\S)|!)", re.MULTILINE)
"""What may be the name of a place (&) or an order to the program (!)."""


def compose(page: Page) -> Node | None:
    """Return the tree of a page; None where there is none, with the reason noted on the page unless it is empty."""
    text = page.text
    if not _nesting_is_calm(text) and _too_deep(page, text):
        return None
    try:
        text, root = _set_right(page, text)
    except ReaderError as error:
        unprintable(page, error.position)
        return None
    except (UnicodeError, RecursionError):
        unprintable(page, next((at for at, char in enumerate(text) if "\ud800" <= char <= "\udfff"), 0))
        return None
    if root is not None and _SPECIAL.search(text) and _has_extras(page, text):
        return None
    page.spoilt.update(fault.line for fault in page.faults)
    return root


def _set_right(page: Page, text: str) -> tuple[str, Node | None]:
    """Read the text; set a faulty line right in memory, note why, and read again, so that no fault hides the next."""
    is_small = len(text) < SMALL
    for _ in range(MAX_REPAIRS if is_small else 1):
        root, spot = _attempt(text)
        if spot is None:
            return text, root
        lines = LINE_BREAK.split(text)
        mistake = _proven(lines, spot, MAX_TRIALS if is_small else FEW_TRIALS) or last_resort(spot, lines)
        if mistake.line in page.shifts:
            break  # what fails now may come from the repair itself
        page.fault_at(mistake.line + 1, mistake.column + 1, mistake.code, mistake.message, mistake.mend)
        if not mistake.repair:
            break
        text = _repaired(lines, mistake)
        for number, repaired in mistake.repair.items():
            moved = _indent(repaired) - _indent(lines[number])
            page.shifts[number] = page.shifts.get(number, 0) + moved
    page.is_readable = False
    return text, None


def _attempt(text: str) -> tuple[Node | None, Spot | None]:
    try:
        return yaml.compose(text, LOADER), None
    except yaml.MarkedYAMLError as error:
        mark, begun = error.problem_mark, error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        problem = f"{error.context or ''} {error.problem or ''}"
        return None, Spot(line, column, problem, *((begun.line, begun.column) if begun else (line, column)))


def _proven(lines: list[str], spot: Spot, trials: int) -> Mistake | None:
    """Return the first guess whose repair lets the reading get past its line, and not stop where it did before."""
    end = spot.line + TRIED
    for _, mistake in zip(range(trials), guesses(spot, lines), strict=False):
        _, next_spot = _attempt(_repaired(lines[:end], mistake))
        if next_spot is None or next_spot.line >= end - 1 or _is_progress(mistake, spot, next_spot):
            return mistake
    return None


def _is_progress(mistake: Mistake, spot: Spot, next_spot: Spot) -> bool:
    last = max(mistake.line, *mistake.repair)
    return next_spot.line > spot.line or (last < spot.line and last < next_spot.begun and next_spot != spot)


def _repaired(lines: list[str], mistake: Mistake) -> str:
    return "\n".join(mistake.repair.get(number, line) for number, line in enumerate(lines))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _nesting_is_calm(text: str) -> bool:
    """Whether no list can stand deep inside others, judged without reading the file: innermost brackets go first."""
    for _ in range(5):  # each round takes out the innermost lists; what still has many then is looked at in full
        if text.count("[") + text.count("{") < FEW_BRACKETS:
            return not _FAR_IN.search(text)
        text = _CALM.sub("", text)
    return False


def _too_deep(page: Page, text: str) -> bool:
    """Walk the file without building anything: a tree of thousands of levels would overflow the C loader."""
    depth = 0
    try:
        for event in yaml.parse(text, LOADER):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    message = f"more than {MAX_DEPTH} lists or groups stand inside one another here"
                    page.unreadable("too-deep", message, "take out brackets", *_start(event))
                    return True
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except (yaml.YAMLError, UnicodeError):
        return False
    return False


def _has_extras(page: Page, text: str) -> bool:
    """Note names for places and orders to the program, which the tree no longer shows; whether parts are repeated."""
    is_repeating = False
    mend = "put the text in double quotes; what is not text has no place in a knowledge file"
    for event in yaml.parse(text, LOADER):
        if isinstance(event, yaml.AliasEvent):
            is_repeating = True
            message = f"*{event.anchor} repeats another part of the file, which a knowledge file does not do"
            page.unreadable("alias", message, "write the text out", *_start(event))
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            message = f"YAML takes &{event.anchor} for a name of this place, and the text loses it"
            page.fault_at(*_start(event), "anchor", message, mend)
        if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag:
            message = f"YAML takes the ! at the start ({event.tag}) for an order to the program, and the text loses it"
            page.fault_at(*_start(event), "tag", message, mend)
    return is_repeating


def _start(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
