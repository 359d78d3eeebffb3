"""Keys in, a line out: the editing of a chat line on a terminal, and the only module that knows prompt_toolkit."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncGenerator, Iterable, Iterator
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.auto_suggest import AutoSuggest, Suggestion
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.enums import DEFAULT_BUFFER, EditingMode
from prompt_toolkit.filters import Condition, emacs_insert_mode, has_focus, vi_insert_mode
from prompt_toolkit.history import History
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import Style

from backchat.commands import COMMANDS
from backchat.endings import Ended
from backchat.layout import TAB
from backchat.safe import harmless, one_line, same_length
from backchat.session import Session

PROMPT = "> "

MENU_LINES = 8
"""Lines kept free below the prompt while a list to pick from is shown."""

SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""What the system sends to a program that has to end."""

STYLE = Style.from_dict(
    {
        "prompt": "bold",
        "auto-suggestion": "ansibrightblack italic",
        "completion-menu": "noinherit",
        "completion-menu.completion": "noinherit",
        "completion-menu.completion.current": "noinherit reverse",
        "completion-menu.meta.completion": "noinherit italic",
        "completion-menu.meta.completion.current": "noinherit reverse italic",
    }
)
"""Nothing depends on a colour: without any, the grey suggestion is still slanted, and the choice in a list reversed."""


class Editor:
    """Asks for a line that can be edited, completed and called back."""

    def __init__(self, session: Session, *, editing: EditingMode, suggestions: bool) -> None:
        self._session = session
        self._prompt: PromptSession[str] = PromptSession(
            [("class:prompt", PROMPT)],
            style=STYLE,
            color_depth=ColorDepth.DEPTH_4_BIT if session.screen.coloured else ColorDepth.DEPTH_1_BIT,
            editing_mode=editing,
            history=_Typed(session),
            enable_history_search=~_is_command,
            completer=_Completions(session),
            complete_while_typing=_is_command,
            reserve_space_for_menu=MENU_LINES,
            auto_suggest=_Endings(session) if suggestions else None,
            key_bindings=_keys(),
            input_processors=[_Harmless()],
            enable_suspend=True,
        )
        self._prompt.app.renderer.cpr_not_supported_callback = None  # its warning would stand in the middle of the chat
        self._prompt.app.after_render += self._start

    def read(self) -> str:
        """Return what was typed, as it was typed.

        Raises EOFError at Ctrl-D, KeyboardInterrupt at Ctrl-C on an empty line, Ended at a signal to end.
        """
        return self._prompt.prompt(pre_run=_listen_for_endings)

    def _start(self, _: object) -> None:
        """Read the knowledge once the prompt is there: nobody asks within the time that takes."""
        self._session.live.start()


def editor(session: Session, editing: str, *, suggestions: bool) -> Editor:
    """Return the editor with the keys that the user wants."""
    from backchat import inputrc

    is_vi = inputrc.uses_vi() if editing == "readline" else editing == "vi"
    return Editor(session, editing=EditingMode.VI if is_vi else EditingMode.EMACS, suggestions=suggestions)


def _listen_for_endings() -> None:
    """While a line is edited the terminal is not as it was: a signal to end has to put it back first."""
    app, loop = get_app(), asyncio.get_running_loop()

    def end(number: int) -> None:
        if app.is_running and not app.is_done:
            app.exit(exception=Ended(number))

    for number in SIGNALS:
        try:
            loop.add_signal_handler(number, end, number)
        except (NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
            return


@Condition
def _is_command() -> bool:
    return get_app().current_buffer.text.lstrip().startswith("/")


@Condition
def _has_text() -> bool:
    return bool(get_app().current_buffer.text)


@Condition
def _has_suggestion() -> bool:
    buffer = get_app().current_buffer
    return bool(buffer.suggestion and buffer.suggestion.text and buffer.document.is_cursor_at_the_end)


def _keys() -> KeyBindings:
    """The keys that are not prompt_toolkit's own."""
    keys = KeyBindings()
    typing = has_focus(DEFAULT_BUFFER)

    @keys.add("c-c", filter=typing & _has_text)
    @keys.add("<sigint>", filter=typing & _has_text)
    def _clear(event: KeyPressEvent) -> None:
        event.current_buffer.reset()
        event.app.vi_state.reset()

    @keys.add("escape", "enter", filter=typing & (emacs_insert_mode | vi_insert_mode))
    def _new_line(event: KeyPressEvent) -> None:
        event.current_buffer.newline(copy_margin=False)

    @keys.add("end", filter=typing & _has_suggestion)
    def _take(event: KeyPressEvent) -> None:
        suggestion = event.current_buffer.suggestion
        event.current_buffer.insert_text(suggestion.text if suggestion else "")

    @keys.add(Keys.BracketedPaste, filter=typing)
    def _paste(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(harmless(event.data).expandtabs(TAB))

    return keys


class _Typed(History):
    """The lines that Up and Ctrl-R bring back: those that the session keeps, as it keeps them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    async def load(self) -> AsyncGenerator[str, None]:
        for line in self.load_history_strings():
            yield line

    def load_history_strings(self) -> Iterable[str]:
        return reversed(self._session.history.lines)

    def get_strings(self) -> list[str]:
        return self._session.history.lines

    def append_string(self, string: str) -> None:
        """Leave it to the session, which keeps some lines out."""

    def store_string(self, string: str) -> None:
        """Leave it to the session."""


class _Completions(Completer):
    """Completes a command, or words to a question that has an answer."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        if not document.is_cursor_at_the_end:
            return
        typed = document.text
        for text, meaning in _commands(typed) if typed.lstrip().startswith("/") else self._questions(typed):
            yield Completion(text, start_position=-len(typed), display_meta=meaning)

    def _questions(self, typed: str) -> Iterator[tuple[str, str]]:
        known = self._session.live.known
        for entry in known.offers(typed) if known else ():
            yield one_line(entry.question), one_line(entry.topic or "")


def _commands(typed: str) -> Iterator[tuple[str, str]]:
    """The commands that begin with what was typed, then those that hold its letters in the same order."""
    wanted = typed.strip().lower()
    names = [name for name in COMMANDS if _holds(name, wanted)]
    for name in sorted(names, key=lambda name: not name.startswith(wanted)):
        yield name, COMMANDS[name].summary


def _holds(name: str, letters: str) -> bool:
    left = iter(name)
    return all(letter in left for letter in letters)


class _Endings(AutoSuggest):
    """Suggests the rest of a known question."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_suggestion(self, buffer: Buffer, document: Document) -> Suggestion | None:
        known = self._session.live.known
        if known is None or not document.is_cursor_at_the_end or "\n" in document.text:
            return None
        return Suggestion(one_line(known.ending(document.text)))


class _Harmless(Processor):
    """Shows a dot for what a terminal would obey, if it got into the line."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        fragments: list[Any] = [
            (style, same_length(text), *rest) for style, text, *rest in transformation_input.fragments
        ]
        return Transformation(fragments)
