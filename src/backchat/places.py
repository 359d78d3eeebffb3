"""Where the program may keep anything of a user's: the folders that the platform has for it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = "settings.yaml"
HISTORY = "history"


def settings_file() -> Path | None:
    """Return where the settings file would be, or None where there is no home."""
    return _path(_settings_folder(), SETTINGS)


def has_settings() -> bool:
    """Whether there is a settings file."""
    folder = _settings_folder()
    return folder is not None and os.path.exists(os.path.join(folder, SETTINGS))


def state_folder() -> Path | None:
    """Return the folder for what is kept between chats, or None where there is no home."""
    return _path(_folder("XDG_STATE_HOME", ".local/state", "LOCALAPPDATA"))


def history_file() -> Path | None:
    """Return where the history would be kept."""
    folder = state_folder()
    return folder / HISTORY if folder else None


def cache_folder() -> str | None:
    """Return the folder for what can be made again, or None where there is no home."""
    folder = _folder("XDG_CACHE_HOME", ".cache", "LOCALAPPDATA")
    return folder and os.path.join(folder, "kept")


def _path(folder: str | None, *names: str) -> Path | None:
    from pathlib import Path  # here, because most users have no settings file, and to import it takes time

    return Path(folder, *names) if folder else None


def _settings_folder() -> str | None:
    return _folder("XDG_CONFIG_HOME", ".config", "APPDATA")


def _folder(variable: str, below_home: str, windows: str) -> str | None:
    """Follow the XDG rules, in which a relative path counts as none; on macOS and Windows the platform's own."""
    named = os.environ.get(variable, "")
    if os.path.isabs(named):
        return os.path.join(named, "backchat")
    if sys.platform == "win32":
        named = os.environ.get(windows, "")
        return os.path.join(named, "backchat") if named else None
    home = os.path.expanduser("~")
    if home.startswith("~"):  # nobody knows
        return None
    return os.path.join(home, "Library/Application Support" if sys.platform == "darwin" else below_home, "backchat")


def with_tilde(path: Path) -> str:
    """Return a path as people write it, with ~ for the home."""
    from pathlib import Path

    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)
