"""One place of the tree -> a text, a list of texts, a number, a record; a fault where something else stands there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from backchat.mistakes import QUOTE_IT
from backchat.page import Page
from backchat.syntax import Mapping, Node, Scalar, Sequence

STR = "tag:yaml.org,2002:str"
BOOL = "tag:yaml.org,2002:bool"
NULL = "tag:yaml.org,2002:null"
INT = "tag:yaml.org,2002:int"
READ_AS = {INT: "a number", "tag:yaml.org,2002:float": "a number", "tag:yaml.org,2002:timestamp": "a date"}

NEAR_ENOUGH = 70
"""Likeness in percent from which a name is offered as the one that was meant: "qestion" has 93, "note" 22."""

LOST = "everything after # is lost: YAML takes it for a remark"

_REMARK = re.compile(r"\s*#")
_ITEM = re.compile(r"\s*- ")
_PLAIN_ITEM = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .?!'/-]*[A-Za-z0-9.?!'/])?")
"""A text that may stand between brackets as it is."""


def meant(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is nearly this one."""
    from rapidfuzz import fuzz, process  # here, because only a fault needs it

    found = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
    return found[0] if found else None


def fields(
    page: Page, node: Node, what: str, allowed: tuple[str, ...] | None = None, required: tuple[str, ...] = ()
) -> dict[str, Node]:
    """Return the fields of a record by name; without `allowed`, the names are the author's."""
    if not isinstance(node, Mapping) or not node.value:
        _no_record(page, node, what, (required or allowed or ("name",))[0])
        return {}
    found: dict[str, Node] = {}
    misspelt = set()
    for key, value in node.value:
        name = key.value if isinstance(key, Scalar) else ""
        if name in found:
            message = f'"{name}" is given twice; only one of the two would count'
            mend = "keep one, or put both together under one name"
            if what == "an entry":
                mend += "; where a new entry is to begin, put - before its first line"
            page.fault(key, "key-twice", message, mend)
        elif allowed is None:
            if label(page, key, what) is not None:
                found[name] = value
        elif name in allowed:
            found[name] = value
        else:
            misspelt.add(_unknown(page, key, name, what, allowed))
    for name in required:
        if name not in found and name not in misspelt:
            page.fault(node, "missing-field", f'{what} needs "{name}"', f"add a line {name}: ...")
    return found


def _no_record(page: Page, node: Node, what: str, first: str) -> None:
    if _is_empty(node):
        page.fault(node, "empty-field", f"{what} is empty", f"write {first}: ..., or take it out")
        return
    kind = "a list" if isinstance(node, Sequence) else "a text"
    message = f"{kind} stands here, where {what} has lines such as {first}: ..."
    value = node.value if isinstance(node, Scalar) else ""
    mend = f"begin with {first}: and a space"
    if value.startswith("-"):
        mend = f"put a space after the -, and write {first}: and a space"
    page.fault(node, "wrong-type", message, mend)


def _unknown(page: Page, key: Node, name: str, what: str, allowed: tuple[str, ...]) -> str | None:
    """Note an unknown field; return the field that was meant, if one is near."""
    if name.startswith("-") and name[1:].strip() in allowed:
        page.fault(key, "missing-space", "a space is missing after the -", f"write - {name[1:].strip()}:")
        return name[1:].strip()
    near = meant(name.strip().lower().replace(" ", "_").replace("-", "_"), allowed)
    message = f'{what} has no field "{name[:60]}"' if name else "a name is wanted before the colon"
    mend = f'did you mean "{near}"?' if near else f"the fields are {', '.join(allowed)}"
    page.fault(key, "unknown-field", message, mend)
    return near


def items(page: Page, node: Node, name: str, example: str) -> list[Node]:
    """Return the items of a list."""
    if isinstance(node, Sequence):
        if not node.value:
            page.fault(node, "empty-field", f'"{name}" is empty', f"write {example} under it, or take the line out")
        return list(node.value)
    value = node.value.strip() if isinstance(node, Scalar) else ""
    first = node.value[0][0].value if isinstance(node, Mapping) and node.value else value
    if _is_empty(node):
        _no_text(page, node, name)
    elif str(first).startswith("-"):
        page.fault(node, "missing-space", "a space is missing after the -", f"write {example}")
    else:
        message = f'"{name}" is a list: its items stand under it with - before each, or in brackets'
        mend = f"write {name}: [{value}]" if _PLAIN_ITEM.fullmatch(value) else f"write {example} on a line of its own"
        page.fault(node, "wrong-type", message, mend)
    return []


def lines(page: Page, node: Node, name: str) -> list[tuple[str, Node]]:
    """Return the texts of a list, each in one line and with its node."""
    return _each(page, node, name, line)


def labels(page: Page, node: Node, name: str) -> list[tuple[str, Node]]:
    """Return the names in a list of references, each with its node."""
    return _each(page, node, name, label)


def _each(page: Page, node: Node, name: str, read: Callable[[Page, Node, str], str | None]) -> list[tuple[str, Node]]:
    found = [(read(page, item, name), item) for item in items(page, node, name, "- ...")]
    return [(value, item) for value, item in found if value is not None]


def label(page: Page, node: Node, name: str) -> str | None:
    """Return a name; unlike a text, it may be followed by a remark."""
    if node.tag == STR and isinstance(node, Scalar) and node.value.strip():
        return str(node.value.strip())
    _no_text(page, node, name)
    return None


def line(page: Page, node: Node, name: str) -> str | None:
    """Return a text in one line, whatever lines it is written on."""
    value = text(page, node, name)
    return " ".join(value.split()) if value is not None and "\n" in value else value


def text(page: Page, node: Node, name: str) -> str | None:
    """Return a text without the space around it; notes what is none, and what YAML would cut off or run together."""
    if node.tag == STR and isinstance(node, Scalar):
        value: str = node.value.strip()
        if value:
            if not node.style:
                end = node.end_mark
                if end.line in page.hash_lines:
                    _cut_short(page, end.line, page.column(end))
                if end.line > node.start_mark.line:
                    _run_together(page, node.start_mark.line, end.line)
            return value
    _no_text(page, node, name)
    return None


def _cut_short(page: Page, number: int, column: int) -> None:
    remark = _REMARK.match(page.lines[number], column)
    if remark and number + 1 not in page.spoilt:
        mend = f"{QUOTE_IT}; a remark goes on a line of its own"
        page.fault_at(number + 1, remark.end(), "text-lost", LOST, mend)


def _run_together(page: Page, first: int, last: int) -> None:
    for number in range(first + 1, last + 1):
        if _ITEM.match(page.lines[number]) and number + 1 not in page.spoilt:
            column = len(page.lines[number]) - len(page.lines[number].lstrip()) + 1
            message = "this - is indented too far: the line is read as part of the text above it"
            page.fault_at(number + 1, column, "wrong-indent", message, "line it up with the - above")


def _no_text(page: Page, node: Node, name: str) -> None:
    """Say what stands where a text should."""
    fault = page.fault
    if isinstance(node, Mapping) and node.value and node.value[0][0].start_mark.index == node.start_mark.index:
        _colon(page, node.value[0][0])
    elif not isinstance(node, Scalar):
        sign = "{" if isinstance(node, Mapping) else "[" if node.flow_style else "-"  # type: ignore[attr-defined]
        message = f'"{name}" is one text, but what starts with {sign} is read as a list'
        mend = QUOTE_IT if sign != "-" else "take the - out, and put the text in double quotes"
        fault(node, "wrong-type", message, mend)
    elif _is_empty(node):
        _empty(page, node, name)
    elif node.tag == BOOL:
        message = f"{node.value} without quotes is read as true or false, not as a word"
        fault(node, "unquoted-yes-no", message, f'write "{node.value}" with the quotes')
    elif node.tag == NULL:
        message = f"{node.value} without quotes is read as nothing at all"
        fault(node, "unquoted-null", message, f'write "{node.value}" with the quotes')
    else:
        message = f"{node.value} without quotes is read as {READ_AS.get(node.tag, 'a sign')}, not as text"
        fault(node, "wrong-type", message, f'write "{node.value}" with the quotes')


def _colon(page: Page, key: Node) -> None:
    if key.end_mark.line + 1 in page.spoilt:
        return
    before = str(key.value)[:40] if isinstance(key, Scalar) else "..."
    message = f'a text is wanted here, but the colon makes "{before}" a field'
    page.fault_at(key.end_mark.line + 1, page.column(key.end_mark) + 1, "colon-in-text", message, QUOTE_IT)


def _empty(page: Page, node: Scalar, name: str) -> None:
    mark = node.start_mark
    source = page.lines[mark.line] if mark.line < len(page.lines) else ""
    remark = _REMARK.match(source, page.column(mark))
    if remark and not node.style:
        page.fault_at(mark.line + 1, remark.end(), "text-lost", LOST, f"{QUOTE_IT}; a remark goes on a line of its own")
    else:
        page.fault(node, "empty-field", f'"{name}" is empty', "write its text, or take the line out")


def _is_empty(node: Node) -> bool:
    return not node.value.strip() if isinstance(node, Scalar) else not node.value


def flag(page: Page, node: Node, name: str) -> bool:
    """Return a true or false."""
    if node.tag == BOOL and isinstance(node, Scalar):
        return node.value.lower() in ("yes", "true", "on", "y")
    page.fault(node, "wrong-type", f'"{name}" is either true or false', f"write {name}: true, or take the line out")
    return False


def integer(page: Page, node: Node, name: str, what: str) -> int | None:
    """Return a whole number."""
    if node.tag == INT and isinstance(node, Scalar) and re.fullmatch(r"[+-]?[0-9]{1,18}", node.value):
        return int(node.value)
    page.fault(node, "wrong-type", f'"{name}" is {what}, without quotes', f"write {name}: and the number")
    return None
