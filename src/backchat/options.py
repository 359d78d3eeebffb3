"""The options that the commands share, and what the settings file and the surroundings add to them."""

from __future__ import annotations

import os
import sys
from types import SimpleNamespace
from typing import Any

from backchat.screen import Screen, wants_colour, wants_plain

DEFAULTS: dict[str, Any] = {
    "knowledge": [], "more": [], "only": False, "json": False, "plain": False, "color": None,
    "history": None, "log_unanswered": None,
}  # fmt: skip
"""What the command line leaves as it is; None stands for what the settings file says. `more` is what was named behind a
command, `knowledge` before it."""


def settle(options: SimpleNamespace) -> None:
    """Fill in from the settings file and the surroundings what the command line leaves open."""
    from backchat import settings

    options.settings = settings.load()
    options.knowledge = [*options.settings.knowledge, *options.knowledge, *options.more]
    options.plain = options.plain or options.settings.plain or wants_plain(os.environ)
    options.color = "never" if options.plain else options.color or options.settings.color
    options.history = options.settings.history if options.history is None else options.history
    if options.log_unanswered is None:
        options.log_unanswered = options.settings.log_unanswered


def screen(options: SimpleNamespace) -> Screen:
    """Return standard output, coloured if that is wanted."""
    return Screen(sys.stdout, coloured=wants_colour(options.color, sys.stdout, os.environ))
