"""`backchat add` on a terminal: asks for one thing after the other, and writes nothing before the author says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from backchat import citing, effects
from backchat.adding import Library, one_line
from backchat.bot import Bot
from backchat.entries import Entry, Source
from backchat.frozen import frozen
from backchat.inserting import EditError
from backchat.safe import harmless
from backchat.screen import Screen
from backchat.text import key

WRITTEN, NOT_WRITTEN = 0, 1

NEW_FILE = "my-knowledge.yaml"
"""The file that is proposed where none was named."""


@frozen
class Given:
    """What the command line says already, and need not be asked for."""

    question: str = ""
    answer: str = ""
    also: Sequence[str] = ()
    source: Sequence[str] = ()
    topic: str = ""
    id: str = ""
    to: str = ""
    knowledge: Sequence[str] = ()
    """The files that are loaded, the last of which is proposed to write to."""


def add(given: Given, screen: Screen, library: Library, read: Callable[[str], str] = input) -> int:
    """Ask for an entry and add it; return the exit status."""
    with suppress(ImportError):  # where there is none, lines are edited with Backspace alone
        __import__("readline")
    form = Form(screen, library, read)
    try:
        added = form.fill(given)
    except EOFError:
        screen.write("")
        added = None
    if added is None:
        screen.write("Nothing was written.")
        return NOT_WRITTEN
    screen.write(harmless(effects.after(library, *added)))
    return WRITTEN


class Form:
    """The questions, in their order; what is asked at length stands above the prompt, which a narrow window cuts."""

    def __init__(self, screen: Screen, library: Library, read: Callable[[str], str]) -> None:
        self.screen = screen
        self.library = library
        self.read = read

    def fill(self, given: Given) -> tuple[Entry, str] | None:
        """Ask for all that is missing; return the entry as written and its new wording, or None if it is not wanted."""
        question = one_line(given.question) or self._line("Question: ")
        bot = Bot(self.library.base)
        self.screen.write(harmless(effects.before(bot, question)))
        near = effects.near_match(bot, question)
        if near and key(near[1]) == key(question):
            self.screen.write("There is nothing to add: the question stands there already.")
            return None
        if near and self._is_yes(f'Add it as another wording of "{near[0].id}" instead of a new entry?', False):
            return self.library.add_wording(near[0].id, question), question
        also = tuple(given.also) or tuple(self._lines("Other wordings, one a line; an empty line ends them:"))
        answer = given.answer or self._paragraphs()
        path = given.to or self._file(given.knowledge)
        known = self.library.sources(path)
        sources = tuple(citing.cite(text, known) for text in given.source) or self._sources(known)
        topic = given.topic or self._topic()
        if not self._is_yes(f"Write it to {path}?", True):
            return None
        entry = Entry(given.id, question, answer, also, None, sources, (), topic or None)
        return self.library.add([entry], path)[0], question

    def _line(self, prompt: str) -> str:
        while True:
            said = one_line(self.read(prompt))
            if said:
                return said

    def _lines(self, title: str) -> Iterator[str]:
        self.screen.write(title)
        while said := one_line(self.read("- ")):
            yield said

    def _paragraphs(self) -> str:
        self.screen.write("Answer; an empty line ends a paragraph, a second one the answer:")
        lines: list[str] = []
        while True:
            said = self.read("> ").rstrip()
            if said:
                lines.append(said)
            elif lines and not lines[-1]:
                return _joined(lines)
            elif lines:
                lines.append("")

    def _file(self, loaded: Sequence[str]) -> str:
        files = [path for path in loaded if not Path(path).is_dir()]
        proposed = files[-1] if files else NEW_FILE
        self.screen.write(harmless(f"Knowledge file, which need not exist yet (Enter for {proposed}):"))
        return self.read("> ").strip() or proposed

    def _topic(self) -> str:
        topics = dict.fromkeys(entry.topic for entry in self.library.base.entries if entry.topic)
        if topics:
            self.screen.write(harmless(f"Topics so far: {', '.join(topics)}"))
        return one_line(self.read("Topic (Enter for none): "))

    def _sources(self, known: Mapping[str, Source]) -> tuple[Source, ...]:
        self.screen.write(f"Sources, one a line: {citing.FORM}; an empty line ends them.")
        if known:
            self.screen.write(harmless(f"Or one of the file's own: {', '.join(known)}"))
        found = []
        while said := self.read("- ").strip():
            try:
                found.append(citing.cite(said, known))
            except EditError as error:
                self.screen.write(harmless(f"{error}"))
        return tuple(dict.fromkeys(found))

    def _is_yes(self, question: str, otherwise: bool) -> bool:
        self.screen.write(harmless(question))
        said = self.read("[Y/n] " if otherwise else "[y/N] ").strip().lower()
        return said.startswith("y") if said else otherwise


def _joined(lines: list[str]) -> str:
    """Put the lines of a paragraph together; an item of a list keeps a line of its own."""
    paragraphs = "\n".join(lines).strip().split("\n\n")
    return "\n\n".join(re.sub("\n(?!- )", " ", paragraph) for paragraph in paragraphs)
