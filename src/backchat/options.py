"""The options that the commands share, and what the settings file and the surroundings add to them."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from backchat.screen import Screen, wants_colour, wants_plain

NOTHING = argparse.SUPPRESS
"""No default of its own: an option given before the command must not be undone by the command's own parser."""

DEFAULTS: dict[str, Any] = {"knowledge": [], "more": [], "only": False, "json": False, "plain": False, "color": None}
DEFAULTS |= {"history": None, "log_unanswered": None, "strict": False}


def add_shared(to: argparse.ArgumentParser, *, is_command: bool = False) -> None:
    """Take the options that the chat shares with the commands that ask."""
    to.add_argument("--knowledge", metavar="PATH", action="append", dest="more" if is_command else "knowledge",
                    default=NOTHING, help="add the knowledge of a file or folder (may be repeated)")  # fmt: skip
    to.add_argument("--only", action="store_true", default=NOTHING, help="leave the bundled knowledge out")
    to.add_argument("--json", action="store_true", default=NOTHING, help="write one JSON object a line")
    to.add_argument("--plain", action="store_true", default=NOTHING, help="no colour, no redrawing: for screen "
                    "readers and logs")  # fmt: skip
    to.add_argument("--color", choices=("auto", "always", "never"), default=NOTHING, help="when to colour (auto)")


def add_kept(to: argparse.ArgumentParser) -> None:
    """Take the options of the chat that allow something to be written down."""
    yes_or_no = argparse.BooleanOptionalAction
    to.add_argument("--history", action=yes_or_no, default=NOTHING, help="keep questions for later chats, on this "
                    "computer (off unless you say so)")  # fmt: skip
    to.add_argument("--log-unanswered", action=yes_or_no, default=NOTHING, help="write down what goes without an "
                    "answer, on this computer, for `backchat unanswered` (off)")  # fmt: skip


def settle(options: argparse.Namespace) -> None:
    """Fill in from the settings file and the surroundings what the command line leaves open."""
    from backchat import settings

    options.settings = settings.load()
    options.knowledge = [*options.settings.knowledge, *options.knowledge, *options.more]
    options.plain = options.plain or options.settings.plain or wants_plain(os.environ)
    options.color = "never" if options.plain else options.color or options.settings.color
    options.history = options.settings.history if options.history is None else options.history
    if options.log_unanswered is None:
        options.log_unanswered = options.settings.log_unanswered


def screen(options: argparse.Namespace) -> Screen:
    """Return standard output, coloured if that is wanted."""
    return Screen(sys.stdout, coloured=wants_colour(options.color, sys.stdout, os.environ))
