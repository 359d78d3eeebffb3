"""What an author types for a source -> the source: a name that the file has, or title; organisation; year; address."""

from __future__ import annotations

import re
from collections.abc import Mapping

from backchat.contents import is_id
from backchat.entries import Source
from backchat.inserting import EditError
from backchat.values import meant

FORM = '"title; organisation; year; web address"'


def cite(text: str, known: Mapping[str, Source]) -> Source:
    """Return the source that a text names or describes."""
    name = text.strip()
    if name in known:
        return known[name]
    if is_id(name):
        near = meant(name, known)
        raise EditError(f'the file has no source "{name}"; ' + (f'did you mean "{near}"?' if near else f"write {FORM}"))
    return describe(text)


def describe(text: str) -> Source:
    """Read a source from its parts; what is neither an address nor a year is its title, then its organisation."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    url = next((part for part in parts if re.fullmatch(r"https?://\S+", part)), None)
    year = next((part for part in parts if re.fullmatch("(19|20)[0-9]{2}", part)), None)
    names = [part for part in parts if part not in (url, year)]
    title = names[0] if names else url or text.strip()
    return Source(title, ", ".join(names[1:]) or None, int(year) if year else None, url)
