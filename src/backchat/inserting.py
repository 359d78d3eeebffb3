"""Puts text into a file without touching a byte of the rest: the whole new file appears at once, or nothing does."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from backchat.faults import BackchatError, reason
from backchat.frozen import frozen
from backchat.page import LINE_BREAK

BOM = "\ufeff"


class EditError(BackchatError):
    """A file that cannot be added to, said in one sentence."""


@frozen
class Insertion:
    """Text to put in: whole lines after a line of the file, counted from 1, or a piece within that line."""

    line: int
    """0 stands for the beginning of the file."""
    text: tuple[str, ...]
    column: int | None = None
    """Where a piece goes within the line, counted from 0; None for whole lines."""


def inserted(text: str, insertions: Iterable[Insertion]) -> str:
    """Return the text with the insertions in it; those for one place keep their order. New lines end as the old do."""
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    if text.strip(BOM) and text[-1] not in "\r\n":
        text += newline
    places = [len(text) - len(text.lstrip(BOM)), *(found.end() for found in LINE_BREAK.finditer(text))]
    ordered = sorted(enumerate(insertions), key=lambda each: (each[1].line, each[1].column is None, each[0]))
    for _, insertion in reversed(ordered):
        if insertion.column is None:
            at, piece = places[insertion.line], "".join(line + newline for line in insertion.text)
        else:
            at, piece = places[insertion.line - 1] + insertion.column, "".join(insertion.text)
        text = text[:at] + piece + text[at:]
    return text


def content(path: Path) -> str:
    """Return the text of a file as it is, line ends and byte order mark included; of a new file, nothing."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise EditError(f'{path} is not UTF-8 text: save it again with the encoding "UTF-8" first') from None
    except (OSError, ValueError) as error:
        raise EditError(f"{path} cannot be read: {reason(error)}") from None


def replace(path: Path, before: str, after: str) -> None:
    """Write the file anew, unless somebody else has changed it since it was read."""
    path = Path(os.path.realpath(path))
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
        if mode is not None and not os.access(path, os.W_OK):
            raise EditError(f"{path} is write-protected; nothing was changed")
        _write(draft, after, mode)
        if content(path) != before:
            raise EditError(f"{path} was changed by somebody else in the meantime; nothing was written")
        draft.replace(path)
        _settle(path.parent)
    except OSError as error:
        raise EditError(f"{path} cannot be written: {reason(error)}; nothing was changed") from None
    finally:
        draft.unlink(missing_ok=True)


def _write(draft: Path, text: str, mode: int | None) -> None:
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(handle, "wb") as stream:
        if mode is not None:
            draft.chmod(mode)
        stream.write(text.encode())
        stream.flush()
        os.fsync(stream.fileno())


def _settle(folder: Path) -> None:
    """Make the new name last through a power cut, where folders can be synchronised."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
