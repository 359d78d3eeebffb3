"""The tree of one knowledge file -> its checked values, with a fault for all that does not fit the format."""

from __future__ import annotations

import re
from collections.abc import Callable

from backchat.contents import Contents, Draft, cited, place, read_id, slug
from backchat.entries import FIELDS, Entry, OutOfScope, Source
from backchat.page import Page
from backchat.rules import read_ideas, read_signs
from backchat.syntax import Mapping, Node, Scalar, Sequence, compose
from backchat.values import fields, flag, integer, items, labels, line, lines, text

VERSION = 1
"""The newest format that this program knows."""

BEGIN = 'write "entries:", and the first entry under it'

_URL = re.compile(r"https?://[^\s<>\"]+")
_YEAR = re.compile(r"[12][0-9]{3}")


def read(page: Page) -> Contents:
    """Read everything in a page; faults are noted on it."""
    contents = Contents(page)
    if page.faults and not page.text:
        return contents
    root = compose(page)
    if root is None:
        if not page.faults:
            page.fault_at(1, 1, "empty-file", "the file holds nothing", BEGIN)
        return contents
    if isinstance(root, Sequence):
        message = "this list has no name; a file of questions and answers begins with entries:"
        page.fault(root, "wrong-type", message, 'write "entries:" on a line of its own above the list')
    elif not _is_newer(page, root):
        _sections(contents, root)
    return contents


def _sections(contents: Contents, root: Node) -> None:
    page = contents.page
    found = fields(page, root, "a knowledge file", FIELDS["file"])
    if "backchat" in found:
        version = integer(page, found["backchat"], "backchat", f"the version of the format, {VERSION}")
        if version is not None and version < 1:
            page.fault(found["backchat"], "bad-version", "there is no such version", f"write backchat: {VERSION}")
    if not page.faults and found.keys() <= {"backchat"}:
        page.fault(root, "empty-file", "the file holds no knowledge", BEGIN)
    for name, reader in SECTIONS.items():
        if name in found:
            reader(contents, found[name])


def _is_newer(page: Page, root: Node) -> bool:
    """Whether the file is of a later format, whose fields this program cannot judge."""
    for key, value in root.value if isinstance(root, Mapping) else ():
        version = value.value if isinstance(value, Scalar) and key.value == "backchat" else ""
        if re.fullmatch("[0-9]{1,9}", version) and int(version) > VERSION:
            message = f"the file is written in format {version}; this program knows formats up to {VERSION}"
            page.fault(value, "newer-format", message, "install a newer backchat")
            return True
    return False


def _about(contents: Contents, node: Node) -> None:
    for name, value in fields(contents.page, node, '"about"', FIELDS["about"]).items():
        contents.about[name] = text(contents.page, value, name) or ""


def _sources(contents: Contents, node: Node) -> None:
    page = contents.page
    for name, value in fields(page, node, '"sources"').items():
        found = fields(page, value, f'the source "{name}"', FIELDS["source"], ("title",))
        title, organisation, url = (
            line(page, found[part], part) if part in found else None for part in ("title", "organisation", "url")
        )
        if url and not _URL.fullmatch(url):
            mend = "copy the whole address from the browser, from https:// to its end"
            page.fault(found["url"], "bad-url", "this is not the address of a web page", mend)
        contents.sources[name] = Source(title or "", organisation, _year(page, found), url)


def _year(page: Page, found: dict[str, Node]) -> int | None:
    if "year" not in found:
        return None
    node = found["year"]
    year = integer(page, node, "year", "a year in four digits, such as 2020")
    if year is not None and not _YEAR.fullmatch(str(node.value)):
        page.fault(node, "bad-year", f"{node.value} is no year", "write four digits, or leave the year out")
    return year


def _entries(contents: Contents, node: Node) -> None:
    for item in items(contents.page, node, "entries", "- question: ..."):
        found = fields(contents.page, item, "an entry", FIELDS["entry"], ("question", "answer"))
        if found:
            contents.entries.append(_entry(contents, item, found))


def _entry(contents: Contents, item: Node, found: dict[str, Node]) -> Draft[Entry]:
    page = contents.page
    question = line(page, found["question"], "question") if "question" in found else None
    also = lines(page, found["also"], "also") if "also" in found else []
    see_also = labels(page, found["see_also"], "see_also") if "see_also" in found else []
    entry = Entry(
        read_id(page, found) if "id" in found else _made_id(page, found, question),
        question or "",
        (text(page, found["answer"], "answer") if "answer" in found else None) or "",
        tuple([wording for wording, _ in also]),
        text(page, found["evidence"], "evidence") if "evidence" in found else None,
        cited(contents, found),
        tuple([name for name, _ in see_also]),
        line(page, found["topic"], "topic") if "topic" in found else None,
        "seek_help" in found and flag(page, found["seek_help"], "seek_help"),
        "small_talk" in found and flag(page, found["small_talk"], "small_talk"),
        place(page, item),
    )
    wordings = [(question, found["question"]), *also] if question else also
    id_node = found.get("id", found.get("question", item))
    return Draft(entry, page, id_node, "id" not in found, wordings, see_also, found.get("seek_help"))


def _made_id(page: Page, found: dict[str, Node], question: str | None) -> str:
    made = slug(question or "")
    if question and not made:
        message = "no id can be made from this question, which has no letter from a to z"
        page.fault(found["question"], "missing-field", message, "give the entry an id, such as id: bed-rest")
    return made


def _out_of_scope(contents: Contents, node: Node) -> None:
    page = contents.page
    for item in items(page, node, "out_of_scope", "- id: ..."):
        found = fields(page, item, "an out-of-scope group", FIELDS["group"], ("id", "wordings"))
        if not found:
            continue
        wordings = lines(page, found["wordings"], "wordings") if "wordings" in found else []
        refusal = text(page, found["refusal"], "refusal") if "refusal" in found else None
        said = tuple([wording for wording, _ in wordings])
        group = OutOfScope(read_id(page, found), said, refusal, place(page, item))
        contents.out_of_scope.append(Draft(group, page, found.get("id", item), wordings=wordings))


def _synonyms(contents: Contents, node: Node) -> None:
    for item in items(contents.page, node, "synonyms", "- [hamstring, hammy]"):
        group = tuple([word for word, _ in lines(contents.page, item, "a group of synonyms")])
        if len(group) == 1:
            message = "one word alone is no group: synonyms are at least two that mean the same"
            mend = "write them in one pair of brackets: [hamstring, hammy]"
            contents.page.fault(item, "lonely-synonym", message, mend)
        contents.synonyms.append(group)


SECTIONS: dict[str, Callable[[Contents, Node], None]] = {
    "about": _about,
    "sources": _sources,
    "entries": _entries,
    "synonyms": _synonyms,
    "ideas": read_ideas,
    "warning_signs": read_signs,
    "out_of_scope": _out_of_scope,
}
"""How each part of a file is read: sources first, whatever the order in the file, for the others cite them."""
