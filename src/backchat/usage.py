"""The commands of `backchat`, their options, and what each of them starts: all that argparse has to know."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple, NoReturn

import backchat
from backchat import endings, manual, places
from backchat.options import screen, settle
from backchat.settings import COLOR

NOTHING = argparse.SUPPRESS
"""No default of its own: an option given before the command must not be undone by the command's own parser."""


class Command(NamedTuple):
    """A word after `backchat`."""

    name: str
    summary: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    """Called only where the command was asked for, so that the others cost no time."""
    run: Callable[[SimpleNamespace], int]
    """Returns the exit status."""


class Parser(argparse.ArgumentParser):
    """Tells wrong usage in a sentence."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        """Say what was wrong and where to look; wrong usage has a status of its own."""
        unknown = re.match("argument COMMAND: invalid choice: '(.*?)'", message)
        if unknown:
            message = f'there is no command "{unknown[1]}"; to ask something, write: backchat ask {unknown[1]} ...'
        endings.complain(f"{self.prog}: {message} (see {self.prog} --help)")
        raise SystemExit(endings.FAILED)


class Whole(Parser):
    """The parser of the program itself."""

    def format_help(self) -> str:
        """Return the help with the manual; only here does it matter where anything lies."""
        found = {"settings": _shown(places.settings_file()), "history": _shown(places.history_file())}
        self.epilog = manual.MANUAL.format(**found)
        return super().format_help()


def parser(arguments: Sequence[str] | None = None) -> Parser:
    """Build the parser of the commands named in the arguments, or of all commands."""
    whole = Whole(prog="backchat", description=manual.DESCRIPTION)
    add_shared(whole)
    add_kept(whole)
    version = f"backchat {backchat.__version__}"
    whole.add_argument("--version", action="version", version=version, help="show the version and leave")
    whole.set_defaults(run=_chat)
    group = whole.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    named = next((word for word in arguments or () if word in {command.name for command in COMMANDS}), None)
    for command in COMMANDS:
        part = group.add_parser(command.name, help=command.summary, description=f"{command.summary}.".capitalize())
        if arguments is None or command.name == named:
            command.add_arguments(part)
            part.set_defaults(run=command.run)
    return whole


def add_shared(to: argparse.ArgumentParser, *, is_command: bool = False) -> None:
    """Take the options that the chat shares with the commands that ask."""
    to.add_argument("--knowledge", metavar="PATH", action="append", dest="more" if is_command else "knowledge",
                    default=NOTHING, help="add the knowledge of a file or folder (may be repeated)")  # fmt: skip
    to.add_argument("--only", action="store_true", default=NOTHING, help="leave the bundled knowledge out")
    to.add_argument("--json", action="store_true", default=NOTHING, help="write one JSON object a line")
    to.add_argument("--plain", action="store_true", default=NOTHING, help="no colour, no redrawing: for screen "
                    "readers and logs")  # fmt: skip
    to.add_argument("--color", choices=COLOR, default=NOTHING, help="when to colour (auto)")


def add_kept(to: argparse.ArgumentParser) -> None:
    """Take the options of the chat that allow something to be written down."""
    yes_or_no = argparse.BooleanOptionalAction
    to.add_argument("--history", action=yes_or_no, default=NOTHING, help="keep questions for later chats, on this "
                    "computer (off unless you say so)")  # fmt: skip
    to.add_argument("--log-unanswered", action=yes_or_no, default=NOTHING, help="write down what goes without an "
                    "answer, on this computer, for `backchat unanswered` (off)")  # fmt: skip


def _chat(options: SimpleNamespace) -> int:
    from backchat import chat

    settle(options)
    chat.start(options, screen(options))
    return 0


def _asking(name: str) -> Callable[[SimpleNamespace], int]:
    def run(options: SimpleNamespace) -> int:
        from backchat import asking

        return asking.start(name, options)

    return run


def _question(to: argparse.ArgumentParser) -> None:
    add_shared(to, is_command=True)
    to.add_argument("question", nargs="+", metavar="QUESTION", help="the question, in quotes or not; - reads "
                    "questions from standard input, one a line, each on its own")  # fmt: skip


def _shells(to: argparse.ArgumentParser) -> None:
    from backchat import completion

    to.add_argument("shell", choices=tuple(completion.SHELLS))


def _check_arguments(to: argparse.ArgumentParser) -> None:
    to.add_argument("files", nargs="*", metavar="FILE", help="a knowledge file or folder (the bundled knowledge)")
    to.add_argument("--only", action="store_true", default=NOTHING, help="do not look at the bundled knowledge "
                    "beside them")  # fmt: skip
    to.add_argument("--strict", action="store_true", help="let warnings count as faults")
    to.add_argument("--format", choices=("text", "json", "github"), default="text", help="form of the report (text)")


def _check(options: SimpleNamespace) -> int:
    from backchat import checking
    from backchat.safe import harmless

    text, status = checking.report(options.files, options.format, strict=options.strict, only=options.only)
    sys.stdout.write(harmless(text))
    return status


def _authors(name: str) -> Command:
    """Return a command for authors: a function of the module `authoring`, and one for its options."""

    def arguments(to: argparse.ArgumentParser) -> None:
        from backchat import authoring

        add_shared(to, is_command=True)
        getattr(authoring, f"{name}_arguments")(to)

    def run(options: SimpleNamespace) -> int:
        from backchat import authoring

        settle(options)
        return int(getattr(authoring, name)(options, screen(options)))

    return Command(name, AUTHORS[name], arguments, run)


AUTHORS = {
    "test": "ask the questions of a file, and tell which replies are not as it says",
    "add": "add a question and its answer to a knowledge file",
    "unanswered": "show what went without an answer, most frequent first",
}


def _completion(options: SimpleNamespace) -> int:
    from backchat import completion

    sys.stdout.write(completion.script(options.shell, parser()))
    return 0


def _shown(path: Any) -> str:
    return places.with_tilde(path) if path else "nowhere, as there is no home folder"


COMMANDS = (
    Command("ask", "answer one question", _question, _asking("ask")),
    Command("explain", "show how a reply is arrived at", _question, _asking("explain")),
    Command("topics", "list what can be answered", lambda to: add_shared(to, is_command=True), _asking("topics")),
    Command("check", "tell every fault of knowledge files at once", _check_arguments, _check),
    *map(_authors, AUTHORS),
    Command("completion", "print what lets a shell complete these commands", _shells, _completion),
)
