"""The knowledge base: everything the bot can say, loaded from files, text or code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from backchat import compiled
from backchat.compiled import bundled_folder
from backchat.entries import About, Entry, Kept, OutOfScope, Place, Source, Urgency, WarningSign
from backchat.faults import BackchatError
from backchat.frozen import field, frozen, replace

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "About",
    "Entry",
    "KnowledgeBase",
    "OutOfScope",
    "Place",
    "Source",
    "Urgency",
    "WarningSign",
    "bundled_folder",
]


@frozen
class KnowledgeBase(Kept):
    """Everything that was loaded, checked; build one with `load`, `from_text` or straight from entries."""

    entries: tuple[Entry, ...] = ()
    out_of_scope: tuple[OutOfScope, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    ideas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    warning_signs: tuple[WarningSign, ...] = ()
    about: About = field(default_factory=About)
    files: tuple[Path, ...] = ()
    """The files it was read from, in order."""

    @classmethod
    def load(cls, *paths: str | Path, bundled: bool = True) -> KnowledgeBase:
        """Read files and folders, a later one replacing what an earlier one holds under the same id.

        The bundled knowledge comes first unless `bundled` is false. Raises `KnowledgeError` with every fault found.
        """
        if "" in paths:
            raise BackchatError("the path of a knowledge file is empty")
        if not bundled and not paths:
            message = "without the bundled knowledge there is nothing to answer from"
            raise BackchatError(f"{message}: name a file or folder (--knowledge PATH)")
        if not paths:
            return compiled.base(lambda: cls._read(bundled_folder()))
        roots = [*([bundled_folder()] if bundled else []), *paths]
        return compiled.own(map(str, roots), lambda: cls._read(*roots))

    @classmethod
    def _read(cls, *paths: str | Path) -> KnowledgeBase:
        from backchat import merging  # here, because importing backchat must not import yaml

        return cls(**merging.read_paths(paths).parts())

    @classmethod
    def from_text(cls, text: str, name: str = "<text>") -> KnowledgeBase:
        """Read one knowledge file that is at hand as text; `name` stands for it in faults."""
        if not isinstance(text, str):
            raise TypeError(f"the text of a knowledge file is a str, not {type(text).__name__}")
        from backchat import merging  # here, because importing backchat must not import yaml

        return cls(**merging.read_text(text, name).parts())

    def __reduce__(self) -> tuple[Any, ...]:
        """Kept so that the bundled files are found where they lie when it is read back."""
        files: list[Any] = [_Bundled(path) if path.parent == bundled_folder() else path for path in self.files]
        return Kept.__reduce__(replace(self, files=tuple(files)))


class _Bundled:
    """A bundled file, which may lie somewhere else when it is read back."""

    def __init__(self, path: Path) -> None:
        self._name = path.name

    def __reduce__(self) -> tuple[Any, ...]:
        return _bundled, (self._name,)


def _bundled(name: str) -> Path:
    return bundled_folder() / name
