"""The warning signs of a knowledge file, and the ideas they are built from -> their checked values."""

from __future__ import annotations

import re
from typing import Any

from backchat.contents import Contents, Draft, cited, is_id, place, read_id
from backchat.entries import FIELDS, URGENCIES, WarningSign
from backchat.frozen import FrozenDict
from backchat.page import Page
from backchat.syntax import Mapping, Node, Scalar
from backchat.values import INT, fields, items, label, line, lines, text

RULE = ("all", "within", "unless", "ever", "even")
EVEN = ("asked", "over", "past", "denied")
SCOPES = ("clause", "sentence", "message")

_OR = re.compile(r"\s*\|\s*")


def read_ideas(contents: Contents, node: Node) -> None:
    """Read `ideas:`, lists of ways to say one thing."""
    page = contents.page
    if not isinstance(node, Mapping):
        fields(page, node, '"ideas"')
        return
    keys = {key.value: key for key, _ in node.value if isinstance(key, Scalar)}
    for name, value in fields(page, node, '"ideas"').items():
        if not is_id(name):
            message = "the name of an idea has only lower-case letters a to z, digits, and single hyphens between them"
            page.fault(keys[name], "bad-id", message, "write a name such as cannot-walk")
        contents.ideas[name] = lines(page, value, name)
        contents.idea_names[name] = keys[name]


def read_signs(contents: Contents, node: Node) -> None:
    """Read `warning_signs:`."""
    for item in items(contents.page, node, "warning_signs", "- id: ..."):
        found = fields(contents.page, item, "a warning sign", FIELDS["sign"], ("id", "urgency", "text"))
        if found:
            contents.warning_signs.append(_sign(contents, item, found))


def _sign(contents: Contents, item: Node, found: dict[str, Node]) -> Draft[WarningSign]:
    page = contents.page
    if "say" not in found and "when" not in found:
        message = "nothing says which messages this warning is for"
        mend = "add say: with messages in the words people use, or when: with ideas"
        page.fault(item, "missing-field", message, mend)
    said = text(page, found["text"], "text") if "text" in found else None
    sign = WarningSign(
        read_id(page, found),
        _urgency(page, found),
        said or "",
        tuple([message for message, _ in lines(page, found["say"], "say")]) if "say" in found else (),
        _when(contents, found["when"]) if "when" in found else (),
        cited(contents, found),
        place(page, item),
    )
    return Draft(sign, page, found.get("id", item))


def _urgency(page: Page, found: dict[str, Node]) -> Any:
    if "urgency" not in found:
        return "soon"
    name = label(page, found["urgency"], "urgency")
    if name and name not in URGENCIES:
        message = f'"{name}" is no urgency'
        page.fault(found["urgency"], "bad-urgency", message, "write emergency, today or soon")
    return name


def _when(contents: Contents, node: Node) -> tuple[object, ...]:
    """Read the rules of a sign: each a list of ideas, or fields with such lists."""
    rules: list[object] = []
    found = items(contents.page, node, "when", "- [an-idea, another-idea]")
    bare = [item.value.strip() for item in found if isinstance(item, Scalar) and item.value.strip()]
    for item in found:
        if isinstance(item, Mapping):
            rules.append(_rule(contents, item))
        elif isinstance(item, Scalar) and item.value.strip():
            message = "a rule is a list of ideas, with brackets of its own"
            contents.page.fault(item, "wrong-type", message, _bracketed(bare))
        else:
            rules.append(_ideas_of(contents, item, "when"))
    return tuple(rules)


def _bracketed(ideas: list[str]) -> str:
    """Return the mend for ideas without the brackets of a rule: what they mean is for the author to say."""
    every = f"write when: [[{', '.join(ideas)}]]"
    return (
        every if len(ideas) == 1 else f"{every} if all must be said, or when: [[{'], ['.join(ideas)}]] if any will do"
    )


def _rule(contents: Contents, node: Node) -> dict[str, object]:
    found = fields(contents.page, node, "a rule", RULE, ("all",))
    rule: dict[str, object] = {
        name: _ideas_of(contents, found[name], name) for name in ("all", "unless", "ever") if name in found
    }
    if "within" in found:
        rule["within"] = _within(contents.page, found["within"])
    if "even" in found:
        rule["even"] = _even(contents.page, found["even"])
    return FrozenDict(rule)


def _ideas_of(contents: Contents, node: Node, name: str) -> tuple[str, ...]:
    """Return the ideas in a list; one of them may offer alternatives, "numb | no-feeling"."""
    found = []
    for item in items(contents.page, node, name, "- [an-idea, another-idea]"):
        value = line(contents.page, item, name)
        if value is not None:
            found.append(value)
            contents.ideas_used.extend((idea, item) for idea in _OR.split(value))
    return tuple(found)


def _even(page: Page, node: Node) -> tuple[str, ...]:
    """Return the ways of meaning an idea that count as well."""
    found = lines(page, node, "even")
    for value, item in found:
        if value not in EVEN:
            mend = f"write {', '.join(EVEN[:-1])} or {EVEN[-1]}"
            page.fault(item, "bad-even", f'"{value}" is no way of meaning an idea', mend)
    return tuple([value for value, _ in found])


def _within(page: Page, node: Node) -> int | str:
    if isinstance(node, Scalar):
        if node.tag == INT and node.value.isdecimal() and 0 < int(node.value) < 10_000:
            return int(node.value)
        if node.value in SCOPES:
            return str(node.value)
    mend = f"write a number of words such as 5, or {', '.join(SCOPES[:-1])} or {SCOPES[-1]}"
    page.fault(node, "bad-within", '"within" is a number of words or a part of the message', mend)
    return SCOPES[1]
