"""The program: reads what was typed behind its name, runs it, and ends in an orderly way."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import SimpleNamespace

from backchat import endings
from backchat.options import DEFAULTS


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; return its exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    try:
        return endings.status_of(lambda: _run(arguments))
    finally:
        if argv is None:
            endings.close()


def _run(arguments: Sequence[str]) -> int:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a letter that does not fit the encoding is no reason to fall silent
    options = SimpleNamespace(**DEFAULTS)
    if _asks_plainly(arguments):
        from backchat import asking

        options.question = arguments[1:]
        return asking.start("ask", options)

    from backchat import usage

    usage.parser(arguments).parse_args(arguments, options)
    return int(options.run(options))


def _asks_plainly(arguments: Sequence[str]) -> bool:
    """Whether it is `ask` and a question without any option: to have argparse read that takes a tenth of the time."""
    return len(arguments) > 1 and arguments[0] == "ask" and not any(word.startswith("-") for word in arguments)
