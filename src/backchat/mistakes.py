"""Lines that are not YAML -> what their author may have meant: guesses with reason, mend and a trial repair."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from backchat.entries import FIELDS
from backchat.frozen import field, frozen

LOOK_BACK = 6
"""Lines above the place where reading failed in which the cause is looked for."""

LOOK_FAR_BACK = 80
"""Lines above in which a quote left open is looked for: it shows only where the next quote comes."""

FELLOWS = 60
"""Lines above in which those are looked for that a wrongly indented line may belong with: a long entry."""

QUOTE_IT = "put the whole text in double quotes"

_SHAPE = re.compile(r"([ \t]*(?:-[ \t]+)*)((?:[\w-]+|\"[^\"]*\"|'[^']*') *:(?:[ \t]+|$))?(.*)", re.DOTALL)
_FIELD = re.compile(rf"[ \t]*(?:-[ \t]+)*({'|'.join(name for names in FIELDS.values() for name in names)})\b( *:)?")
"""A line that starts with the name of a field is one, not text."""
_NO_ITEM = "*&!%@`|>]},?"
_LONG_TEXT = re.compile(r"[|>][0-9+-]*\s*")
"""What stands behind a field whose text begins on the next line."""
_COLON = re.compile(r":(?=\s|$)")
"""One that makes a field of what stands before it."""
_SPOILING = re.compile(r":(?=\s|$)| (?=#)")
"""What else than its first sign keeps a text from being read as one."""
_BETWEEN_LETTERS = re.compile(r"(?<=\w)'(?=\w)")


@frozen
class Spot:
    """Where the YAML reader gave up, counted from 0, and the line on which what it was reading began."""

    line: int
    column: int
    problem: str
    begun: int
    begun_column: int


@frozen
class Mistake:
    """A guess why a file cannot be read; the repair replaces lines, counted from 0, to try whether it is right."""

    line: int
    column: int
    code: str
    message: str
    mend: str
    repair: dict[int, str] = field(default_factory=dict)


def guesses(spot: Spot, lines: Sequence[str]) -> Iterator[Mistake]:
    """Yield what may be wrong, the likeliest first; each guess has a repair that will prove it or not."""
    spot = _inside(spot, lines)
    above = [number for number in range(spot.line - 1, -1, -1)[:LOOK_FAR_BACK] if lines[number].strip()]
    near = list(dict.fromkeys([spot.line, spot.begun, *above[:LOOK_BACK]]))
    for number in near[:2]:
        yield from _tabs(number, lines)
    for guess in LINE_GUESSES:
        for number in near:
            yield from guess(number, lines[number])
    for number in near[:3]:
        yield from _indent(number, spot, lines)
        yield from _stray(number, lines)
    for number in above[LOOK_BACK:]:
        yield from _quotes(number, lines[number])


def last_resort(spot: Spot, lines: Sequence[str]) -> Mistake:
    """Say in plain words what the YAML reader says, where no guess holds."""
    spot = _inside(spot, lines)
    if "document" in spot.problem:
        message = "a line --- begins a second document here; a knowledge file is one document"
        return Mistake(spot.line, spot.column, "several-documents", message, "take the line out, or make two files")
    if "end of stream" in spot.problem or "document separator" in spot.problem:
        message = "a quote is opened here and never closed"
        return Mistake(spot.begun, spot.begun_column, "open-quote", message, "close it at the end of the text")
    if "expected ':'" in spot.problem:
        message = "this line belongs to no field"
        return Mistake(spot.begun, spot.begun_column, "stray-text", message, "indent it further than its field")
    message = "this line does not fit the lines before it"
    mend = "line it up with the lines of the same list or entry, and look for a quote or bracket left open above"
    return Mistake(spot.line, spot.column, "wrong-indent", message, mend)


def _inside(spot: Spot, lines: Sequence[str]) -> Spot:
    """Move a spot behind the last line, where an unclosed quote is noticed, onto the last line."""
    last = max(0, len(lines) - 1)
    return Spot(min(spot.line, last), spot.column, spot.problem, min(spot.begun, last), spot.begun_column)


def _tabs(number: int, lines: Sequence[str]) -> Iterator[Mistake]:
    line = lines[number]
    indent = re.match(r"[ \t]*(?:-[ \t]+)*", line)
    if indent is None or "\t" not in indent[0]:
        return
    message = "a tab stands in the indentation; YAML wants spaces"
    mend = "replace the tab by spaces, as many as the lines around it have (most editors can do so for the whole file)"
    previous = next((lines[n] for n in range(number - 1, -1, -1) if lines[n].strip()), "")
    before = _start(previous)
    for width in dict.fromkeys((before + 2, before, before + 4, 2, 4)):
        if line.strip():
            repaired = " " * width + line.lstrip()
            yield Mistake(number, indent[0].index("\t"), "tab", message, mend, {number: repaired})


def _colon(number: int, line: str) -> Iterator[Mistake]:
    """`answer: One thing is clear: bed rest is bad`."""
    start, value = _value(line)
    found = _COLON.search(value)
    if found is None or value[:1] in "\"'":
        return
    message = "a colon followed by a space stands in this text, so YAML takes what is before it for a field"
    repaired = line[:start] + _COLON.sub("_", value)
    yield Mistake(number, start + found.start(), "colon-in-text", message, QUOTE_IT, {number: repaired})


def _first_sign(number: int, line: str) -> Iterator[Mistake]:
    """`answer: *Never* lie down for long`."""
    start, value = _value(line)
    if not value or (value[0] not in _NO_ITEM and value[:2] != "- ") or _LONG_TEXT.fullmatch(value):
        return
    if value[0] == "%" and not start:
        message = "a line that starts with % is an order to the YAML reader, and not one it knows"
        yield Mistake(number, 0, "starts-with-sign", message, "take the line out", {number: "#" + line[1:]})
    rest = _SPOILING.sub("_", value[1:])
    message = f"a text cannot start with {value[0]} in YAML, where that sign has a meaning of its own"
    mend = QUOTE_IT
    if value[0] in "|>":
        mend = f"begin the text on the next line, or {QUOTE_IT}"
    yield Mistake(number, start, "starts-with-sign", message, mend, {number: f"{line[:start]}_{rest}"})


def _bracket(number: int, line: str) -> Iterator[Mistake]:
    """`answer: [Note] rest is bad` and `also: [one wording, another`."""
    start, value = _value(line)
    if value[:1] not in ("[", "{"):
        return
    closing = "]" if value[0] == "[" else "}"
    message = f"what starts with {value[0]} is read as a list, and this one does not end as a list does"
    mend = f"if it is a text, {QUOTE_IT}; if it is a list, close it with {closing}"
    as_text = _SPOILING.sub("_", value[1:])
    yield Mistake(number, start, "open-list", message, mend, {number: line + closing})
    yield Mistake(number, start, "open-list", message, mend, {number: f"{line[:start]}_{as_text}"})


def _apostrophe(number: int, line: str) -> Iterator[Mistake]:
    """`answer: 'don't lie down for long'`."""
    start, value = _value(line)
    if "'" not in value or value[0] not in "'[":
        return
    message = "the apostrophe ends the text, which stands in single quotes"
    mend = "put the text in double quotes, or write the apostrophe twice: ''"
    found = _BETWEEN_LETTERS.search(value)
    if found:
        repaired = line[:start] + _BETWEEN_LETTERS.sub("_", value)
        yield Mistake(number, start + found.start(), "apostrophe", message, mend, {number: repaired})
    inner = value.rstrip()[1:-1]
    if value[0] == "'" and value.rstrip()[-1] == "'" and "'" in inner:
        repaired = f"{line[:start]}'{inner.replace(chr(39), '_')}'"
        yield Mistake(number, start + 1 + inner.index("'"), "apostrophe", message, mend, {number: repaired})


def _quotes(number: int, line: str) -> Iterator[Mistake]:
    """`answer: "Bed rest" is no cure`, `answer: "He said "ouch""`, `answer: "back\\slash"`, `answer: "never closed`."""
    start, value = _value(line)
    if not value or value[0] not in "\"'":
        return
    quote, body = value[0], value.rstrip()
    if "\\" in body and quote == '"':
        at = start + body.index("\\")
        message = "a backslash in double quotes has a meaning of its own"
        yield Mistake(number, at, "backslash", message, "write it twice: \\\\", {number: line.replace("\\", "/")})
    inner = body[1:-1]
    if quote == '"' and len(body) > 1 and body[-1] == '"' and '"' in inner:
        message = "the double quote inside the text ends it, for the text stands in double quotes"
        at = start + 1 + inner.index('"')
        repaired = {number: f'{line[:start]}"{inner.replace(chr(34), "_")}"'}
        mend = 'write \\" inside, or use single quotes outside'
        yield Mistake(number, at, "quote-in-quotes", message, mend, repaired)
    plain = line[:start] + _COLON.sub("_", re.sub(r" #", "__", value.replace(quote, "_")))
    closed = body.find(quote, 1)
    if 0 < closed < len(body) - 1:
        message = "the text goes on after its closing quote"
        mend = "put the whole text in quotes: single ones outside where double ones stand inside"
        yield Mistake(number, start + closed + 1, "text-after-quote", message, mend, {number: plain})
    elif closed < 0:
        message = "a quote is opened here and not closed on its line"
        yield Mistake(number, start, "open-quote", message, f"close it with {quote} at the end", {number: plain})


def _missing_sign(number: int, line: str) -> Iterator[Mistake]:
    """`question:Should I rest?` and `question Should I rest?`."""
    dash = re.match(r"\s*-(?=[^\s-])", line)
    if dash:
        repaired = {number: f"{dash[0]} {line[dash.end() :]}"}
        message = "a space is missing after the -"
        yield Mistake(number, dash.end() - 1, "missing-space", message, "write - and a space", repaired)
    found = _FIELD.match(line)
    if found is None:
        return
    name, at = found[1], found.end()
    if found[2] and at < len(line) and not line[at].isspace():
        message = f'a space is missing after "{name}:"'
        repaired = {number: f"{line[:at]} {re.sub(':(?= )', '_', line[at:])}"}
        yield Mistake(number, at - 1, "missing-space", message, f"write {name}: and a space", repaired)
    elif not found[2] and line[at : at + 1] in (" ", ""):
        message = f'the colon after "{name}" is missing'
        yield Mistake(number, at, "missing-colon", message, f"write {name}:", {number: f"{line[:at]}:{line[at:]}"})


def _hash(number: int, line: str) -> Iterator[Mistake]:
    """`answer: Rest is not #1` with more of the text on the next line."""
    found = re.search(r"[ \t]#", line)
    if found and line[: found.start()].strip():
        message = "everything after # is lost: YAML takes it for a remark, and the next line for something new"
        repaired = {number: f"{line[: found.end() - 1]}_{line[found.end() :]}"}
        yield Mistake(number, found.end() - 1, "text-lost", message, QUOTE_IT, repaired)


def _indent(number: int, spot: Spot, lines: Sequence[str]) -> Iterator[Mistake]:
    """A field or item that starts further left or right than its fellows."""
    line = lines[number]
    here = _start(line)
    if not (_FIELD.match(line) or line.lstrip().startswith("- ")):
        return
    for column in sorted(_columns_above(number, spot, lines), key=lambda column: abs(column - here))[:6]:
        if column == here:
            continue
        side = "further left" if here < column else "further right"
        message = f"this line starts {side} than the lines it belongs with: in column {here + 1}, not {column + 1}"
        spaces = "1 space" if column == 1 else f"{column} spaces"
        mend = f"put {spaces} before it" if column else "take the spaces before it away"
        alone, together = (list(_block(number, lines, last)) for last in (here, here - 1))
        if len(together) > len(alone):
            moved = {n: " " * column + lines[n][here:] for n in together}
            yield Mistake(number, here, "wrong-indent", message, f"{mend}, and move the lines under it along", moved)
        yield Mistake(number, here, "wrong-indent", message, mend, {n: " " * column + lines[n][here:] for n in alone})


def _columns_above(number: int, spot: Spot, lines: Sequence[str]) -> set[int]:
    """Return the columns in which the lines above start, and what follows their dashes."""
    columns = {spot.begun_column}
    for above in range(number - 1, max(-1, number - FELLOWS), -1):
        dashes = re.match(r"( *)((?:- +)*)", lines[above])
        if dashes and lines[above].strip():
            columns |= {len(dashes[1]), len(dashes[0])}
    return columns


def _block(number: int, lines: Sequence[str], last: int) -> Iterator[int]:
    """Return a line and those under it, up to one that is indented by no more than `last`."""
    yield number
    for below in range(number + 1, len(lines)):
        line = lines[below]
        if line.strip() and _start(line) <= last:
            return
        if line.strip():
            yield below


def _stray(number: int, lines: Sequence[str]) -> Iterator[Mistake]:
    """A second line of text that is not indented."""
    line = lines[number]
    here = _start(line)
    if line.lstrip()[:1] in ("-", "#", "") or _FIELD.match(line) or _value(line)[0] > here:
        return
    message = "this line belongs to no field: it starts too far left for the text above it"
    mend = 'put as many spaces before it as the other lines of the text have (and write "answer: >-" above a long one)'
    for more in (2, 4, 8):
        repaired = " " * (here + more) + _COLON.sub("_", line.lstrip())
        yield Mistake(number, here, "stray-text", message, mend, {number: repaired})


def _start(line: str) -> int:
    """Return the column in which a line starts."""
    return len(line) - len(line.lstrip())


def _value(line: str) -> tuple[int, str]:
    """Return what stands after the dashes and the field's name, and where it starts."""
    shape = _SHAPE.match(line)
    if shape is None:
        return 0, line
    return shape.start(3), shape[3]


LINE_GUESSES: tuple[Callable[[int, str], Iterator[Mistake]], ...] = (
    _first_sign, _apostrophe, _quotes, _missing_sign, _colon, _hash, _bracket,
)  # fmt: skip
"""What is looked for in single lines, the surest first."""
