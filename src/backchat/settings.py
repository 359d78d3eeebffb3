"""What a user has settled once and for all, in an optional YAML file that is read as strictly as knowledge."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from backchat import places
from backchat.faults import KnowledgeError
from backchat.frozen import frozen

if TYPE_CHECKING:
    from pathlib import Path

EDITING = ("readline", "emacs", "vi")
COLOR = ("auto", "always", "never")


@frozen
class Settings:
    """The settings, each as it is without a file."""

    history: bool = False
    """Whether questions are kept on disk, for the Up key of later chats."""
    log_unanswered: bool = False
    """Whether questions without an answer are written down, for `backchat unanswered`."""
    suggestions: bool = True
    """Whether a known question is suggested in grey while one is typed."""
    editing: str = "readline"
    """Which keys edit a line: "emacs", "vi", or what the user's readline is set to."""
    plain: bool = False
    """Whether nothing is coloured or redrawn."""
    color: str = "auto"
    knowledge: tuple[str, ...] = ()
    """Files and folders of knowledge that are always added."""


def load(path: Path | None = None) -> Settings:
    """Read the settings file, if there is one; raises KnowledgeError with every fault in it."""
    if path is None and places.has_settings():
        path = places.settings_file()
    return _read(path) if path else Settings()


def _read(path: Path) -> Settings:
    from pathlib import Path

    from backchat.page import open_page  # here, because most users have no settings file, and reading one costs time
    from backchat.syntax import compose
    from backchat.values import fields

    page = open_page(path, str(path))
    root = None if page.faults else compose(page)
    found = fields(page, root, "the settings file", tuple(READERS)) if root is not None else {}
    values = {name: READERS[name](page, node, name) for name, node in found.items()}
    if page.faults:
        raise KnowledgeError(page.faults)
    if "knowledge" in values:
        values["knowledge"] = tuple(str(path.parent / Path(each).expanduser()) for each in values["knowledge"])
    return Settings(**values)


def _flag(page: Any, node: Any, name: str) -> bool:
    from backchat.values import flag  # here for the same reason

    return flag(page, node, name)


def _one_of(*words: str) -> Callable[[Any, Any, str], str]:
    def read(page: Any, node: Any, name: str) -> str:
        from backchat.values import line

        said = line(page, node, name)
        if said is not None and said not in words:
            message = f'"{name}" cannot be "{said}"'
            page.fault(node, "wrong-value", message, f"write one of {', '.join(words)}")
        return said or words[0]

    return read


def _paths(page: Any, node: Any, name: str) -> tuple[str, ...]:
    from backchat.values import lines

    return tuple(text for text, _ in lines(page, node, name))


READERS: dict[str, Callable[[Any, Any, str], Any]] = {
    "history": _flag,
    "log_unanswered": _flag,
    "suggestions": _flag,
    "editing": _one_of(*EDITING),
    "plain": _flag,
    "color": _one_of(*COLOR),
    "knowledge": _paths,
}
"""The fields of the file, and how each is read."""
