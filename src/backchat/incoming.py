"""The lines of a pipe or file, each as soon as it is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO


def lines(stream: TextIO | None) -> Iterator[str]:
    """Yield the lines without what editors put around them; a stream that is missing has none."""
    for number, line in enumerate(stream or ()):
        yield (line.removeprefix("\ufeff") if number == 0 else line).rstrip("\r\n")
