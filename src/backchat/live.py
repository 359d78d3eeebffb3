"""A bot whose knowledge is read beside the work of the user, and again when one of its files has changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from backchat.faults import BackchatError

if TYPE_CHECKING:  # reading and matching are imported while the prompt is up already
    from backchat.bot import Bot
    from backchat.knowledge import About
    from backchat.suggest import KnownQuestions

Stamp = tuple[int, int, int]

ABOUT = "about.yaml"
"""The bundled file with the greeting, which can be shown before the rest is read."""


class Live:
    """A bot that is ready when it is needed first, and then follows its files."""

    def __init__(self, paths: Sequence[str | Path] = (), *, bundled: bool = True) -> None:
        self._paths = tuple(paths)
        self._bundled = bundled
        self._bot: Bot | None = None
        self._error: BackchatError | None = None
        self._stamps: dict[Path, Stamp] = {}
        self._thread: threading.Thread | None = None
        self.known: KnownQuestions | None = None
        """The questions to suggest, as soon as they are there."""

    def start(self) -> None:
        """Begin to read in the background, then to prepare what is suggested while somebody types."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._start, daemon=True)
            self._thread.start()

    def bot(self) -> Bot:
        """Return the bot, waiting for it if need be; raises KnowledgeError where the first reading failed."""
        if self._bot is None and self._thread is None:
            self._load()
        while self._bot is None and self._error is None and self._thread is not None and self._thread.is_alive():
            self._thread.join(0.01)  # not until it ends: it goes on with what is suggested
        if self._bot is None:
            raise self._error or BackchatError("the knowledge could not be read")
        return self._bot

    def about(self) -> About:
        """Return what the knowledge says of itself, as early as it can be known."""
        from backchat import compiled
        from backchat.knowledge import KnowledgeBase

        early = compiled.bundled_folder() / ABOUT
        if self._bot is None and self._bundled and not self._paths and early.exists():
            return compiled.about(lambda: KnowledgeBase.load(early, bundled=False).about)
        return self.bot().knowledge.about

    def refresh(self, *, always: bool = False) -> bool:
        """Read anew if a file has changed on disk, and say whether that was so.

        With a fault the old knowledge stays, and the fault is raised: once, until a file changes again.
        """
        self.bot()
        if not always and self._look() == self._stamps:
            return False
        self._error = None
        self._load()
        if self._error is not None:
            raise self._error
        if self.known is not None:
            self._suggest()
        return True

    def _start(self) -> None:
        if self._bot is None:
            self._load()
        self._suggest()

    def _suggest(self) -> None:
        from backchat.suggest import KnownQuestions

        if self._bot is not None:
            self.known = KnownQuestions(self._bot.knowledge)

    def _load(self) -> None:
        from backchat.bot import Bot
        from backchat.knowledge import KnowledgeBase

        self._stamps = self._look()
        try:
            self._bot = Bot(KnowledgeBase.load(*self._paths, bundled=self._bundled))
        except BackchatError as error:
            self._error = error

    def _look(self) -> dict[Path, Stamp]:
        """When each file was changed last; a folder stands for the files in it, as these come and go."""
        from backchat.knowledge import bundled_folder

        roots = [*([bundled_folder()] if self._bundled else []), *map(Path, self._paths)]
        return {path: stamp for root in roots for path, stamp in _stamps(root)}


def _stamps(root: Path) -> Iterator[tuple[Path, Stamp]]:
    try:
        for path in sorted(root.iterdir()) if root.is_dir() else (root,):
            found = path.stat()
            yield path, (found.st_mtime_ns, found.st_size, found.st_ino)
    except OSError:
        return
