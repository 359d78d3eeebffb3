"""Keeps what is made of the bundled knowledge beside Python's own compiled files, so that the next start is quick.

Only of the bundled knowledge, never of a user's own, and nothing a user says. An installed package brings it along;
elsewhere, where the folder cannot be written or PYTHONDONTWRITEBYTECODE is set, everything is made anew each time.
Paths are text here: to import pathlib takes as long as to load all that is kept.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import accumulate, pairwise
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")

SUFFIX = ".kept"
"""Of the files that hold what is kept."""


_NOT_KEPT = (OSError, pickle.PickleError, EOFError, AttributeError, ImportError, IndexError, ValueError)
"""What shows that a file is not there, or not whole, or of another version."""

_known: list[tuple[object, bytes]] = []
"""What was fetched last for other things to be made of, with the state of the files then."""


def fetch(name: str, stamp: bytes, make: Callable[[], T]) -> T:
    """What `make` makes, or what it made at an earlier time when files and program were in the same state."""
    for folder in (_shipped(), beside()):
        with suppress(*_NOT_KEPT), open(os.path.join(folder, f"{name}{SUFFIX}"), "rb") as file:
            # mapped, not read, and never closed: what was laid aside is used where it is, page by page when it is
            # first looked at; to copy all of it would take half of the start
            content = mmap(file.fileno(), 0, access=ACCESS_READ)
            if content[: len(stamp)] == stamp:
                with rubbish_kept():
                    return cast(T, _loaded(content, len(stamp)))
    made = make()
    if not sys.dont_write_bytecode:
        keep(os.path.join(beside(), f"{name}{SUFFIX}"), stamp, made)
    return made


def bundled_folder() -> Path:
    """The folder of the knowledge that comes with the program, in an installed package or in a checkout."""
    from pathlib import Path

    installed = Path(_shipped())  # importlib.resources would take a third of the start
    return installed if installed.is_dir() else Path(__file__).parents[2] / "knowledge"


def base(read: Callable[[], T]) -> T:
    """The bundled knowledge; what is `made_of` it may be kept too."""
    stamp = _state()
    found = fetch("knowledge", stamp, read)
    _known[:] = [(found, stamp)]
    return found


def about(read: Callable[[], T]) -> T:
    """What the bundled knowledge says of itself: a chat shows it before it reads the rest."""
    return fetch("about", _state(), read)


def made_of(knowledge: object, name: str, make: Callable[[], T]) -> T:
    """What `make` makes of a knowledge base: kept if that is the bundled one, just as it was read."""
    stamp = next((stamp for found, stamp in _known if found is knowledge), None)
    return fetch(name, stamp, make) if stamp else make()


@contextmanager
def rubbish_kept() -> Iterator[None]:
    """Let Python look for rubbish later: while a large tree grows there is none, and looking takes half of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _state() -> bytes:
    shipped = _shipped()
    is_shipped = os.path.isdir(shipped)
    return state(shipped if is_shipped else str(bundled_folder()), is_shipped=is_shipped)


def _shipped() -> str:
    """Where an installed package brings along what was made when it was built."""
    return os.path.join(os.path.dirname(__file__), "knowledge_files")


def beside() -> str:
    """Where Python keeps its own compiled files of the package."""
    prefix, own = sys.pycache_prefix, os.path.dirname(__file__)
    if prefix:
        return os.path.join(prefix, os.path.splitdrive(own)[1].lstrip(os.sep))
    return os.path.join(own, "__pycache__")


def state(knowledge: str, *, is_shipped: bool) -> bytes:
    """Name, size and checksum of every file that what is kept is made from or by.

    An installed program does not change under what it brought along, and to read it all would slow down each start.
    """
    found = []
    program, files = (os.path.dirname(__file__), (".py", ".txt")), (knowledge, (".yaml", ".yml"))
    for folder, endings in (files,) if is_shipped else (program, files):
        for name in sorted(name for name in os.listdir(folder) if name.endswith(endings)):
            with open(os.path.join(folder, name), "rb") as file:
                content = file.read()
            found.append(f"{name} {len(content)} {zlib.crc32(content)}")
    return "\n".join([*found, "", ""]).encode()


def _dumped(made: object) -> Iterator[bytes]:
    """A line of sizes, the pickle, and behind it what was laid aside, each of its size."""
    large: list[pickle.PickleBuffer] = []
    parts = [pickle.dumps(made, protocol=5, buffer_callback=large.append), *[part.raw() for part in large]]
    yield b" ".join([b"%d" % len(part) for part in parts]) + b"\n"
    yield from map(bytes, parts)


def _loaded(content: mmap, start: int) -> object:
    line_end = content.find(b"\n", start) + 1
    ends = [*accumulate(map(int, content[start:line_end].split()), initial=line_end)]
    if ends[-1] != len(content):
        raise EOFError
    whole = memoryview(content)
    made, *large = [whole[begin:end] for begin, end in pairwise(ends)]
    return pickle.loads(made, buffers=large)


def keep(path: str, stamp: bytes, made: object) -> None:
    """Write the file whole or not at all; that it cannot be written is no fault."""
    draft = f"{path}.{os.getpid()}"
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        try:
            with open(draft, "wb") as file:
                file.writelines([stamp, *_dumped(made)])
            os.replace(draft, path)
        finally:
            if os.path.exists(draft):
                os.unlink(draft)
