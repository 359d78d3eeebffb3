"""The knowledge base: everything the bot can say, loaded from files, text or code."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from backchat import compiled
from backchat.compiled import bundled_folder
from backchat.entries import About, Entry, OutOfScope, Place, Source, Urgency, WarningSign
from backchat.frozen import field, frozen, replace

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
class KnowledgeBase:
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
        if bundled and not paths:
            return compiled.base(lambda: cls.load(bundled_folder(), bundled=False), cls._moved)
        from backchat import merging  # here, because importing backchat must not import yaml

        first = [bundled_folder()] if bundled else []
        return cls(**merging.read_paths([*first, *paths]).parts())

    @classmethod
    def from_text(cls, text: str, name: str = "<text>") -> KnowledgeBase:
        """Read one knowledge file that is at hand as text; `name` stands for it in faults."""
        from backchat import merging  # here, because importing backchat must not import yaml

        return cls(**merging.read_text(text, name).parts())

    def _moved(self) -> KnowledgeBase:
        """The same, read from where the bundled files lie now."""
        return replace(self, files=tuple([bundled_folder() / path.name for path in self.files]))
