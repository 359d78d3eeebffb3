"""One node of the tree -> a text, a list, a yes or no, a record; a fault where it is something else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from backchat.syntax import Mapping, Node, Page, Scalar, Sequence

STR = "tag:yaml.org,2002:str"
_KINDS = {
    "tag:yaml.org,2002:int": "number",
    "tag:yaml.org,2002:float": "number",
    "tag:yaml.org,2002:timestamp": "date",
}
_BOOL = "tag:yaml.org,2002:bool"
_NULL = "tag:yaml.org,2002:null"
_INT = "tag:yaml.org,2002:int"


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """Return the mend for a name that is nearly one of the known ones."""
    near = get_close_matches(name, list(known), 1, 0.7)
    return f'did you mean "{near[0]}"?' if near else None


def fields(
    page: Page,
    node: Node,
    allowed: tuple[str, ...] | None,
    what: str,
    required: tuple[str, ...] = (),
    starts_with: str = "",
) -> dict[str, Node]:
    """Return the fields of a record by name; `allowed` is None where the names are the author's."""
    if not isinstance(node, Mapping):
        _not_a_record(page, node, what, starts_with or f"{(required or allowed or ('name',))[0]}: ...")
        return {}
    found: dict[str, Node] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, Scalar) else None
        if name in found:
            message = f'"{name}" is given twice; the one above would be lost'
            page.fault(key, "key-twice", message, "keep one of the two, or put them together")
        elif name is None or (allowed is not None and name not in allowed):
            _unknown_field(page, key, str(name or ""), what, allowed or ())
        else:
            if allowed is None:
                key_text(page, key, what)
            found[name] = value
    for name in required:
        if name not in found:
            page.fault(node, "missing-field", f'{what} needs "{name}"', f"add a line {name}: ...")
    return found


def _not_a_record(page: Page, node: Node, what: str, example: str) -> None:
    if _is_empty(node):
        message = f"{what} is empty"
        page.fault(node, "empty-field", message, f"write {example} or take the line out")
    elif isinstance(node, Sequence):
        message = f"a list stands here, where {what} is made of lines such as {example}"
        page.fault(node, "wrong-type", message, f"take the - or the brackets out and write {example}")
    else:
        message = f"a text stands here, where {what} is made of lines such as {example}"
        page.fault(node, "wrong-type", message, f"write {example} (with a space after the colon)")


def _unknown_field(page: Page, key: Node, name: str, what: str, allowed: tuple[str, ...]) -> None:
    if name.startswith("-") and name[1:] in allowed:
        message, mend = "a space is missing after the -", f"write - {name[1:]}:"
    else:
        message = f'{what} has no field "{name}"'
        mend = did_you_mean(name.lower().replace(" ", "_").replace("-", "_"), allowed) or (
            f"the fields are {', '.join(allowed)}"
        )
    page.fault(key, "unknown-field", message, mend)


def records(page: Page, node: Node, name: str, what: str, example: str) -> list[Node]:
    """Return the items of a list of records."""
    if isinstance(node, Sequence):
        if not node.value:
            page.fault(node, "empty-field", f'"{name}" is empty', f"write {what} under it, or take the line out")
        return list(node.value)
    if _is_empty(node):
        page.fault(node, "empty-field", f'"{name}" is empty', f"write {what} under it, or take the line out")
    else:
        message = f'"{name}" is a list: each of its items starts with - '
        page.fault(node, "wrong-type", message, f"start {what} with {example}")
    return []


def texts(page: Page, node: Node, name: str, single: bool = True) -> list[tuple[str, Node]]:
    """Return the texts of a list, each with its node."""
    if not isinstance(node, Sequence):
        if isinstance(node, Scalar) and not _is_empty(node):
            message = f'"{name}" is a list: its items stand in brackets, or under it with - before each'
            mend = f"write {name}: [{node.value.strip()[:40]}]" if single else f"write [{node.value.strip()[:40]}, ...]"
            page.fault(node, "wrong-type", message, mend)
        else:
            records(page, node, name, "a text", "- ...")
        return []
    if not node.value:
        page.fault(node, "empty-field", f'"{name}" is empty', "write its items, or take the line out")
    found = []
    for item in node.value:
        value = one_line(page, item, name)
        if value is not None:
            found.append((value, item))
    return found


def one_line(page: Page, node: Node, name: str) -> str | None:
    """Return a text in one line, whatever lines it is written on."""
    value = text(page, node, name)
    return " ".join(value.split()) if value is not None and "\n" in value else value


def prose(page: Page, node: Node | None, name: str) -> str | None:
    """Return a text that may have paragraphs, or None where the field is not there."""
    return None if node is None else text(page, node, name)


def text(page: Page, node: Node, name: str) -> str | None:
    """Return a text without the space around it; notes what is none, and a text cut short by a #."""
    if node.tag == STR and isinstance(node, Scalar):
        value: str = node.value.strip()
        if value:
            if page.hash_lines and not node.style and node.end_mark.line in page.hash_lines:
                _cut_short(page, node)
            return value
    _not_text(page, node, name)
    return None


def _cut_short(page: Page, node: Node) -> None:
    line = page.lines[node.end_mark.line]
    rest = line[node.end_mark.column :]
    if re.match(r"\s+#", rest):
        column = node.end_mark.column + len(rest) - len(rest.lstrip()) + 1
        message = "everything after # is lost: YAML takes it for a remark"
        mend = "put the whole text in double quotes; a remark goes on a line of its own"
        page.fault_at(node.end_mark.line + 1, column, "text-lost", message, mend)


def _not_text(page: Page, node: Node, name: str) -> None:
    if isinstance(node, Mapping):
        first = node.value[0][0].value if node.value and isinstance(node.value[0][0], Scalar) else ""
        message = f'a text is wanted here, but the colon after "{str(first)[:40]}" makes it a field of its own'
        page.fault(node, "colon-in-text", message, "put the whole text in double quotes")
    elif isinstance(node, Sequence):
        page.fault(node, "wrong-type", f'"{name}" is one text, not a list', "take the - or the brackets out")
    elif _is_empty(node):
        line = page.lines[node.start_mark.line][node.start_mark.column :] if page.lines else ""
        if line.lstrip().startswith("#"):
            message = "everything after # is lost: YAML takes it for a remark"
            page.fault(node, "text-lost", message, "put the whole text in double quotes")
        else:
            page.fault(node, "empty-field", f'"{name}" is empty', "write its text, or take the line out")
    elif node.tag == _BOOL:
        message = f"{node.value} without quotes is read as true or false, not as a word"
        page.fault(node, "unquoted-yes-no", message, f'write "{node.value}" in quotes')
    elif node.tag == _NULL:
        message = f"{node.value} without quotes is read as nothing at all"
        page.fault(node, "unquoted-null", message, f'write "{node.value}" in quotes')
    else:
        kind = _KINDS.get(node.tag, "sign")
        message = f"{node.value} without quotes is read as a {kind}, not as text"
        page.fault(node, "wrong-type", message, f'write "{node.value}" in quotes')


def _is_empty(node: Node) -> bool:
    if isinstance(node, Scalar):
        return not node.value.strip()
    return not node.value


def key_text(page: Page, node: Node, name: str) -> str | None:
    """Return a name; unlike a text it may be followed by a remark."""
    if node.tag == STR and isinstance(node, Scalar) and node.value.strip():
        return str(node.value.strip())
    _not_text(page, node, name)
    return None


def flag(page: Page, node: Node | None, name: str) -> bool:
    """Return a true or false; false where the field is not there."""
    if node is None:
        return False
    if node.tag == _BOOL:
        return node.value.lower() in ("yes", "true", "on", "y")
    page.fault(node, "wrong-type", f'"{name}" is true or false', f"write {name}: true, or take the line out")
    return False


def integer(page: Page, node: Node, name: str, what: str) -> int | None:
    """Return a whole number."""
    if node.tag == _INT and re.fullmatch(r"[+-]?[0-9]{1,18}", node.value):
        return int(node.value)
    page.fault(node, "wrong-type", f'"{name}" is {what}, without quotes', f"write {name}: and the number")
    return None
