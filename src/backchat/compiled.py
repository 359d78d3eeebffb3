"""Keeps what is made of knowledge files, so that the next start is quick; nothing that a user says.

What is made of the bundled knowledge an installed package brings along; elsewhere it is kept beside Python's own
compiled files. Where that folder cannot be written or PYTHONDONTWRITEBYTECODE is set, it is kept in the user's cache
folder, as is what is made of a user's own files, if it takes long to make. Paths are text here: to import pathlib takes
as long as to load all that is kept.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import accumulate, pairwise
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING, TypeVar, cast

from backchat import places

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")

SUFFIX = ".kept"
"""Of the files that hold what is kept."""

KNOWLEDGE, PROGRAM = (".yaml", ".yml"), (".py", ".txt")
"""Endings of the files that what is kept is made from, and by."""

WORTH = 0.5
"""Seconds of making from which something is kept in the cache folder: small files of one's own leave nothing there."""

MOST = 6
"""Files that are kept in the cache folder: two of each of the bases that were used last."""

_NOT_KEPT = (OSError, pickle.PickleError, EOFError, AttributeError, ImportError, IndexError, ValueError)
"""What shows that a file is not there, or not whole, or of another version."""

_known: list[tuple[object, Callable[[str, Callable[[], object]], object]]] = []
"""What was fetched last for other things to be made of, with the way to fetch these."""


def fetch(name: str, stamp: bytes, make: Callable[[], T]) -> T:
    """What `make` makes, or what it made at an earlier time when files and program were in the same state."""
    for folder in (_shipped(), beside()):
        with suppress(*_NOT_KEPT):
            return cast(T, _read(os.path.join(folder, f"{name}{SUFFIX}"), stamp))
    if sys.dont_write_bytecode or not os.access(os.path.dirname(__file__), os.W_OK):
        return fetch_own(name, stamp, make)
    made = make()
    keep(os.path.join(beside(), f"{name}{SUFFIX}"), stamp, made)
    return made


def fetch_own(name: str, stamp: bytes, make: Callable[[], T]) -> T:
    """The same where it is kept in the user's cache folder."""
    folder = places.cache_folder()
    if folder is None:
        return make()
    path = os.path.join(folder, f"{name}-{zlib.crc32(stamp):08x}{SUFFIX}")
    with suppress(*_NOT_KEPT):
        return cast(T, _read(path, stamp, own=True))
    begun = time.monotonic()
    made = make()
    if time.monotonic() - begun > WORTH:
        with suppress(OSError):
            os.makedirs(folder, 0o700, exist_ok=True)
        keep(path, stamp, made, mode=0o600)
        _leave_newest(folder)
    return made


def _read(path: str, stamp: bytes, *, own: bool = False) -> object:
    with open(path, "rb") as file:
        if own and hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
            raise OSError  # unpickling it would run whatever its owner likes
        # mapped, not read, and never closed: what was laid aside is used where it is, page by page when it is first
        # looked at; to copy all of it would take half of the start
        content = mmap(file.fileno(), 0, access=ACCESS_READ)
    if content[: len(stamp)] != stamp:
        raise ValueError
    with rubbish_kept():
        return _loaded(content, len(stamp))


def _leave_newest(folder: str) -> None:
    """Delete all but the newest files of the folder, MOST of them."""
    with suppress(OSError):
        found = sorted((os.stat(path.path).st_mtime_ns, path.path) for path in os.scandir(folder))
        for _, path in found[:-MOST]:
            os.unlink(path)


def bundled_folder() -> Path:
    """The folder of the knowledge that comes with the program, in an installed package or in a checkout."""
    from pathlib import Path

    installed = Path(_shipped())  # importlib.resources would take a third of the start
    return installed if installed.is_dir() else Path(__file__).parents[2] / "knowledge"


def base(read: Callable[[], T]) -> T:
    """The bundled knowledge; what is `made_of` it may be kept too."""
    stamp = _state()
    found = fetch("knowledge", stamp, read)
    _known[:] = [(found, lambda name, make: fetch(name, stamp, make))]
    return found


def own(paths: Iterable[str], read: Callable[[], T]) -> T:
    """A user's own knowledge; what is `made_of` it may be kept too."""
    try:
        stamp = _own_state(paths)
    except (OSError, ValueError):  # which `read` will tell better
        return read()
    found = fetch_own("knowledge", stamp, read)
    _known[:] = [(found, lambda name, make: fetch_own(name, stamp, make))]
    return found


def about(read: Callable[[], T]) -> T:
    """What the bundled knowledge says of itself: a chat shows it before it reads the rest."""
    return fetch("about", _state(), read)


def made_of(knowledge: object, name: str, make: Callable[[], T]) -> T:
    """What `make` makes of a knowledge base: kept if that was read from files just now."""
    known = next((fetch_it for found, fetch_it in _known if found is knowledge), None)
    return cast(T, known(name, make)) if known else make()


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
    found = _contents(knowledge, KNOWLEDGE)
    if not is_shipped:
        found = _contents(os.path.dirname(__file__), PROGRAM) + found
    return "\n".join([*found, "", ""]).encode()


def _own_state(paths: Iterable[str]) -> bytes:
    """The same of a user's own files, with where they are named from and when each file of the program was written."""
    with os.scandir(os.path.dirname(__file__)) as program:
        stats = sorted((each.name, each.stat()) for each in program if each.is_file())
    found = [os.getcwd(), *[f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in stats]]
    for path in paths:
        found += [path, *(_contents(path, KNOWLEDGE) if os.path.isdir(path) else [_content(path)])]
    return "\n".join([*found, "", ""]).encode()


def _contents(folder: str, endings: tuple[str, ...]) -> list[str]:
    names = sorted(name for name in os.listdir(folder) if name.lower().endswith(endings))
    return [f"{name} {_content(os.path.join(folder, name))}" for name in names]


def _content(path: str) -> str:
    with open(path, "rb") as file:
        content = file.read()
    return f"{len(content)} {zlib.crc32(content)}"


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


def keep(path: str, stamp: bytes, made: object, *, mode: int = 0o666) -> None:
    """Write the file whole or not at all; that it cannot be written is no fault."""
    draft = f"{path}.{os.getpid()}"
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        try:
            with open(draft, "wb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
                file.writelines([stamp, *_dumped(made)])
            os.replace(draft, path)
        finally:
            if os.path.exists(draft):
                os.unlink(draft)
