"""The tree of one knowledge file -> its checked values, with a fault for everything that does not fit the format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from backchat.entries import Entry, OutOfScope, Place, Source, WarningSign
from backchat.syntax import Mapping, Node, Page, Sequence, compose
from backchat.values import did_you_mean, fields, flag, integer, key_text, one_line, prose, records, texts

VERSION = 1
"""The format that this program knows."""

URGENCIES = ("emergency", "today", "soon")

TOP = ("backchat", "about", "sources", "entries", "synonyms", "ideas", "warning_signs", "out_of_scope")
ABOUT = ("subject", "knows", "greeting", "seek_help", "reminder")
SOURCE = ("title", "organisation", "year", "url")
ENTRY = (
    "id", "topic", "question", "also", "answer", "evidence", "sources", "see_also", "seek_help", "small_talk",
)  # fmt: skip
SIGN = ("id", "urgency", "text", "sources", "say", "when")
GROUP = ("id", "wordings", "refusal")

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_URL = re.compile(r"https?://[^\s<>\"]+\.[^\s<>\"]+")
_YEAR = re.compile(r"[12][0-9]{3}")
LONGEST_MADE_ID = 60

Wording = tuple[str, Node]
"""A wording with the node it stands in, for its place."""


@dataclass(slots=True)
class Draft:
    """An entry, group or sign as read, with the nodes that later checks have to point at."""

    value: Any
    node: Node
    id_node: Node
    id_is_made: bool = False
    wordings: list[Wording] = field(default_factory=list)
    see_also: list[Wording] = field(default_factory=list)


@dataclass(slots=True)
class Contents:
    """What one file holds."""

    page: Page
    about: dict[str, str] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    entries: list[Draft] = field(default_factory=list)
    out_of_scope: list[Draft] = field(default_factory=list)
    warning_signs: list[Draft] = field(default_factory=list)
    synonyms: list[tuple[str, ...]] = field(default_factory=list)
    ideas: dict[str, tuple[tuple[str, ...], Node]] = field(default_factory=dict)
    ideas_used: list[Wording] = field(default_factory=list)


def read(page: Page) -> Contents:
    """Read everything in a page; faults are noted on the page."""
    contents = Contents(page)
    if page.broken and not page.lines[0] and len(page.lines) == 1:
        return contents
    root = compose(page)
    if root is None:
        if not page.faults:
            page.fault_at(1, 1, "empty-file", "the file holds nothing", 'begin with "entries:"')
        return contents
    top = fields(page, root, TOP, "a knowledge file", starts_with="entries:")
    if not _version_is_known(page, top):
        return contents
    if not page.faults and not (top.keys() - {"backchat"}):
        page.fault(root, "empty-file", "the file holds no knowledge", 'write the first entry under "entries:"')
    for name, reader in SECTIONS.items():
        if name in top:
            reader(contents, top[name])
    return contents


def _version_is_known(page: Page, top: dict[str, Node]) -> bool:
    if "backchat" not in top:
        return True
    version = integer(page, top["backchat"], "backchat", "the version of the format, such as 1")
    if version is None or 1 <= version <= VERSION:
        return True
    if version > VERSION:
        message = f"the file is written for format {version}; this program knows format {VERSION}"
        page.fault(top["backchat"], "newer-format", message, "update backchat")
        return False
    page.fault(top["backchat"], "bad-version", "there is no such version of the format", f"write backchat: {VERSION}")
    return True


def _about(contents: Contents, node: Node) -> None:
    page = contents.page
    for name, value in fields(page, node, ABOUT, "about").items():
        line = one_line(page, value, name)
        if line is not None:
            contents.about[name] = line


def _sources(contents: Contents, node: Node) -> None:
    page = contents.page
    for name, value in fields(page, node, None, "sources").items():
        found = fields(page, value, SOURCE, "a source", required=("title",))
        title = one_line(page, found["title"], "title") if "title" in found else None
        organisation = one_line(page, found["organisation"], "organisation") if "organisation" in found else None
        contents.sources[name] = Source(title or name, organisation, _year(page, found), _url(page, found))


def _year(page: Page, found: dict[str, Node]) -> int | None:
    if "year" not in found:
        return None
    node = found["year"]
    year = integer(page, node, "year", "a year in four digits, such as 2020")
    if year is not None and not _YEAR.fullmatch(str(node.value)):
        page.fault(node, "bad-year", f"{node.value} is not a year", "write four digits, or leave the year out")
        return None
    return year


def _url(page: Page, found: dict[str, Node]) -> str | None:
    if "url" not in found:
        return None
    url = one_line(page, found["url"], "url")
    if url is not None and not _URL.fullmatch(url):
        message = "this is not the address of a web page"
        page.fault(found["url"], "bad-url", message, "copy the whole address, from https:// on, without spaces")
        return None
    return url


def _entries(contents: Contents, node: Node) -> None:
    page = contents.page
    for item in records(page, node, "entries", "an entry", "- question: ..."):
        found = fields(page, item, ENTRY, "an entry", required=("question", "answer"))
        if found:
            contents.entries.append(_entry(contents, item, found))


def _entry(contents: Contents, item: Node, found: dict[str, Node]) -> Draft:
    page = contents.page
    get = found.get
    question = one_line(page, found["question"], "question") if "question" in found else None
    also = texts(page, found["also"], "also") if "also" in found else []
    see_also = texts(page, found["see_also"], "see_also") if "see_also" in found else []
    name, id_node, is_made = _id(page, item, found, question)
    entry = Entry(
        name,
        question or "",
        prose(page, get("answer"), "answer") or "",
        tuple([wording for wording, _ in also]),
        prose(page, get("evidence"), "evidence"),
        _cited(contents, get("sources")),
        tuple([reference for reference, _ in see_also]),
        one_line(page, found["topic"], "topic") if "topic" in found else None,
        flag(page, get("seek_help"), "seek_help"),
        flag(page, get("small_talk"), "small_talk"),
        place(page, item),
    )
    draft = Draft(entry, item, id_node, is_made, also, see_also)
    if question:
        draft.wordings.insert(0, (question, found["question"]))
    return draft


def place(page: Page, node: Node) -> Place:
    """Return where a node starts."""
    mark = node.start_mark
    return Place(page.name, mark.line + 1, mark.column + 1)


def _cited(contents: Contents, node: Node | None) -> tuple[Source, ...]:
    """Look the keys of sources up; `sources:` may stand below the entries, so that it was read before them."""
    if node is None:
        return ()
    cited = []
    for name, item in texts(contents.page, node, "sources"):
        if name in contents.sources:
            cited.append(contents.sources[name])
        else:
            no_such(contents.page, item, name, contents.sources, "unknown-source", "source under sources: in this file")
    return tuple(cited)


def no_such(page: Page, node: Node, name: str, known: Any, code: str, what: str) -> None:
    """Note a reference that leads nowhere."""
    meant = did_you_mean(name, known)
    page.fault(node, code, f'there is no {what} called "{name}"', meant or "correct the name, or take it out")


def _id(page: Page, item: Node, found: dict[str, Node], question: str | None) -> tuple[str, Node, bool]:
    if "id" not in found:
        made = slug(question or "")
        if question and not made:
            message = "no id can be made from this question"
            page.fault(found["question"], "missing-field", message, "give the entry an id, such as id: bed-rest")
        return made, found.get("question", item), True
    node = found["id"]
    name = key_text(page, node, "id")
    if name and not _ID.fullmatch(name):
        better = slug(name)
        mend = f"write id: {better}" if better else "write a short name such as id: bed-rest"
        page.fault(node, "bad-id", "an id has lower-case letters, digits and single hyphens only", mend)
    return name or "", node, False


def slug(question: str) -> str:
    """Make an id from a question: "Should I rest?" becomes "should-i-rest"."""
    plain = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode().lower().replace("'", "")
    made = "-".join(re.findall(r"[a-z0-9]+", plain))
    if len(made) > LONGEST_MADE_ID:
        made = made[: LONGEST_MADE_ID + 1].rpartition("-")[0] or made[:LONGEST_MADE_ID]
    return made


def _out_of_scope(contents: Contents, node: Node) -> None:
    page = contents.page
    for item in records(page, node, "out_of_scope", "a group", "- id: ..."):
        found = fields(page, item, GROUP, "an out-of-scope group", required=("id", "wordings"))
        if not found:
            continue
        name, id_node, _ = _id(page, item, {"id": item, **found}, None) if "id" in found else ("", item, False)
        wordings = texts(page, found["wordings"], "wordings") if "wordings" in found else []
        refusal = one_line(page, found["refusal"], "refusal") if "refusal" in found else None
        group = OutOfScope(name, tuple([wording for wording, _ in wordings]), refusal, place(page, item))
        contents.out_of_scope.append(Draft(group, item, id_node, wordings=wordings))


def _warning_signs(contents: Contents, node: Node) -> None:
    page = contents.page
    for item in records(page, node, "warning_signs", "a warning sign", "- id: ..."):
        found = fields(page, item, SIGN, "a warning sign", required=("id", "urgency", "text"))
        if found:
            contents.warning_signs.append(_sign(contents, item, found))


def _sign(contents: Contents, item: Node, found: dict[str, Node]) -> Draft:
    page = contents.page
    name, id_node, _ = _id(page, item, found, None) if "id" in found else ("", item, False)
    urgency = one_line(page, found["urgency"], "urgency") if "urgency" in found else None
    if urgency and urgency not in URGENCIES:
        message = f'"{urgency}" is not an urgency'
        page.fault(found["urgency"], "bad-urgency", message, "write emergency, today or soon")
    if "say" not in found and "when" not in found:
        message = "nothing says which messages this warning is for"
        page.fault(item, "missing-field", message, "add say: with messages in the words people use, or when:")
    say = texts(page, found["say"], "say") if "say" in found else []
    when = plain(found["when"]) if "when" in found else ()
    sign = WarningSign(
        name,
        urgency or "soon",  # type: ignore[arg-type] # anything else was noted as a fault
        prose(page, found.get("text"), "text") or "",
        tuple([message for message, _ in say]),
        when if isinstance(when, tuple) else (when,),
        _cited(contents, found.get("sources")),
        place(page, item),
    )
    return Draft(sign, item, id_node)


def plain(node: Node) -> Any:
    """Return a part of the tree as tuples, dicts and texts."""
    if isinstance(node, Mapping):
        return {key.value: plain(value) for key, value in node.value}
    if isinstance(node, Sequence):
        return tuple(plain(item) for item in node.value)
    return node.value


def _synonyms(contents: Contents, node: Node) -> None:
    page = contents.page
    for item in records(page, node, "synonyms", "a group of words", "- [hamstring, hammy]"):
        group = tuple(word for word, _ in texts(page, item, "a group of synonyms", single=False))
        if len(group) == 1:
            mend = "write at least two in one pair of brackets: [hamstring, hammy]"
            page.fault(item, "lonely-synonym", "one word alone has no synonym", mend)
        contents.synonyms.append(group)


def _ideas(contents: Contents, node: Node) -> None:
    page = contents.page
    for name, value in fields(page, node, None, "ideas").items():
        contents.ideas[name] = (tuple(word for word, _ in texts(page, value, name)), value)


SECTIONS: dict[str, Callable[[Contents, Node], None]] = {
    "about": _about,
    "sources": _sources,
    "entries": _entries,
    "synonyms": _synonyms,
    "ideas": _ideas,
    "warning_signs": _warning_signs,
    "out_of_scope": _out_of_scope,
}
"""How each part of a file is read; sources come before what cites them, wherever they stand in the file."""
