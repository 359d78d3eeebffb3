"""What is stored of a user's on this computer, where and how much, and how it goes away again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from backchat import places


def report(*, history_is_on: bool) -> str:
    """Say what is stored."""
    return "\n\n".join(_sentences(history_is_on))


def _sentences(history_is_on: bool) -> Iterator[str]:
    yield "Nothing you type leaves this computer: backchat never uses the network."
    settings = places.settings_file()
    if history_is_on:
        yield "Your questions are kept for the Up key of later chats. A line that begins with a space is not kept."
    else:
        yield "This chat keeps your questions in memory only, and forgets them when it ends."
        if settings:
            yield (
                "To keep them on disk, start it as backchat --history, or write history: true into "
                f"{places.with_tilde(settings)}"
            )
    yield (
        "Questions without an answer are written down, with the date and nothing else, only where somebody has "
        "switched that on (backchat --log-unanswered, or log_unanswered: true in the settings)."
    )
    stored = list(files())
    if stored:
        yield "\n".join(["Stored:", *(f"- {places.with_tilde(path)} ({size})" for path, size in stored)])
        yield "Only you can read these files. /forget deletes them."
    else:
        yield "Stored: nothing."
    kept = places.cache_folder()
    if kept and Path(kept).exists():
        yield (
            f"In {places.with_tilde(Path(kept))} is what was made of your own knowledge files, so that the next start "
            "is quick; nothing that you said. It may be deleted."
        )
    if settings and settings.exists():
        yield f"Your settings are in {places.with_tilde(settings)}, and stay there."


def files() -> Iterator[tuple[Path, str]]:
    """The files that are kept between chats, each with how much it holds."""
    folder = places.state_folder()
    with suppress(OSError):
        for path in sorted(folder.iterdir()) if folder else ():
            if path.is_file():
                data = path.read_bytes()
                lines = data.count(b"\n")
                yield path, f"{lines} {'line' if lines == 1 else 'lines'}, {len(data):,} bytes"


def forget() -> list[Path]:
    """Delete these files; return which. Raises OSError where one cannot be deleted."""
    gone = [path for path, _ in files()]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone
