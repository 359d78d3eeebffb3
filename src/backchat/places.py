"""Where the program may keep anything of a user's: the folders that the platform has for it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SETTINGS = "settings.yaml"
HISTORY = "history"


def settings_file() -> Path | None:
    """Return where the settings file would be, or None where there is no home."""
    folder = _folder("XDG_CONFIG_HOME", ".config", "APPDATA")
    return folder / SETTINGS if folder else None


def state_folder() -> Path | None:
    """Return the folder for what is kept between chats, or None where there is no home."""
    return _folder("XDG_STATE_HOME", ".local/state", "LOCALAPPDATA")


def history_file() -> Path | None:
    """Return where the history would be kept."""
    folder = state_folder()
    return folder / HISTORY if folder else None


def _folder(variable: str, below_home: str, windows: str) -> Path | None:
    """Follow the XDG rules, in which a relative path counts as none; on macOS and Windows the platform's own."""
    named = os.environ.get(variable, "")
    if Path(named).is_absolute():
        return Path(named) / "backchat"
    if sys.platform == "win32":
        named = os.environ.get(windows, "")
        return Path(named) / "backchat" if named else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Application Support" if sys.platform == "darwin" else below_home) / "backchat"


def shown(path: Path) -> str:
    """Return a path with ~ for the home, as people write it."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)
