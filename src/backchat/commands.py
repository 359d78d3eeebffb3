"""What can be typed after a slash in a chat, and what a turn of it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from backchat import manual, places, privacy, saving, topics
from backchat.faults import BackchatError
from backchat.frozen import frozen
from backchat.safe import one_line
from backchat.session import Session


@frozen
class Command:
    """A word after a slash."""

    name: str
    summary: str
    run: Callable[[Session, str], None]
    argument: str = ""
    is_for_people: bool = False
    """Whether it changes files or the program itself, so that lines from a pipe must not reach it."""

    @property
    def usage(self) -> str:
        """The command as it is typed."""
        return f"{self.name} {self.argument}".rstrip()


def turn(session: Session, line: str, *, is_typed: bool = True) -> None:
    """Do what a line of the chat asks for: a command or a reply."""
    text = line.strip()
    if not text.startswith("/"):
        _ask(session, text)
        return
    name, _, argument = text.partition(" ")
    command = COMMANDS.get(name.lower())
    if command and (command.argument or not argument.strip()):
        if command.is_for_people and not is_typed:
            session.notice(f"{command.name} works only where it is typed, as it changes more than the talk.")
        else:
            command.run(session, argument.strip())
    elif command is None and not argument.strip() and (near := _nearest(name)):
        session.screen.show(f"There is no command {one_line(name)}. Did you mean {near}? /help lists all.")
    else:
        _ask(session, text.lstrip("/").strip() or "/")


def _ask(session: Session, text: str) -> None:
    session.screen.reply(session.reply_to(text))


def _nearest(name: str) -> str | None:
    from difflib import get_close_matches  # here, because only a slip of the finger needs it

    longer = [each for each in COMMANDS if each.startswith(name.lower())] if len(name) > 1 else []
    return next(iter(longer or get_close_matches(name.lower(), COMMANDS, n=1, cutoff=0.7)), None)


def _help(session: Session, _: str) -> None:
    session.screen.show(manual.CHAT)
    widest = max(len(command.usage) for command in COMMANDS.values())
    lines = [f"{command.usage:<{widest}}  {command.summary}" for command in COMMANDS.values()]
    session.screen.show("\n".join(lines))


def _topics(session: Session, _: str) -> None:
    topics.show(session.live.bot().knowledge, session.screen)


def _why(session: Session, _: str) -> None:
    if session.last is None:
        session.screen.show("Nothing has been answered yet.")
        return
    session.screen.show(str(session.live.bot().explain(session.last.question, session.last)))


def _sources(session: Session, _: str) -> None:
    parts = [part for part in session.last.parts() if part.kind == "sources"] if session.last else []
    for part in parts:
        session.screen.write(session.screen.look.part(part))
    if not parts:
        session.screen.show("The last reply rests on no source.")


def _more(session: Session, _: str) -> None:
    entry = session.next_unread()
    if entry is None:
        session.screen.show("There is nothing to read next. /topics lists every question.")
        return
    session.screen.show(f"{entry.question}\n")
    session.screen.reply(session.reply_to(entry.question))


def _again(session: Session, _: str) -> None:
    if session.last is None:
        session.screen.show("Nothing has been answered yet.")
    else:
        session.screen.reply(session.last)


def _plain(session: Session, _: str) -> None:
    session.is_plain = not session.is_plain
    text = "Plain from here on: no colour, nothing redrawn." if session.is_plain else "No longer plain."
    session.screen.show(f"{text} /plain changes back.")


def _save(session: Session, argument: str) -> None:
    if not argument:
        session.screen.show("Name a file: /save talk.md")
        return
    path = Path(argument.strip("\"'")).expanduser()
    try:
        saving.write(path, saving.markdown(session.turns), replace=str(path) in session.saved)
    except FileExistsError:
        session.screen.show(f"{path} is there already. Name another file.")
    except (OSError, ValueError) as error:
        session.screen.show(f"The talk could not be saved: {getattr(error, 'strerror', None) or error}.")
    else:
        session.saved.add(str(path))
        session.screen.show(f"Saved to {path}")


def _privacy(session: Session, _: str) -> None:
    session.screen.show(privacy.report(history_is_on=session.history.path is not None))


def _forget(session: Session, _: str) -> None:
    session.forget()
    try:
        gone = privacy.forget()
    except OSError as error:
        session.screen.show(f"{error.filename} could not be deleted: {error.strerror}.")
        return
    files = "".join(f"\n- deleted {places.with_tilde(path)}" for path in gone)
    session.screen.show(f"Forgotten: what was said in this chat, and the history of questions.{files}")


def _reload(session: Session, _: str) -> None:
    try:
        session.live.refresh(always=True)
    except BackchatError as error:
        session.screen.show(f"The knowledge cannot be read. The old one stays.\n{error}")
    else:
        knowledge = session.live.bot().knowledge
        session.screen.show(f"Read anew: {len(knowledge.entries)} entries from {len(knowledge.files)} files.")


def _quit(session: Session, _: str) -> None:
    session.is_over = True


COMMANDS = {
    command.name: command
    for command in (
        Command("/help", "this list, and the keys", _help),
        Command("/topics", "everything you can ask about", _topics),
        Command("/more", "the next thing to read on the last answer", _more),
        Command("/sources", "what the last answer rests on", _sources),
        Command("/why", "how the last reply was arrived at", _why),
        Command("/again", "show the last reply again", _again),
        Command("/save", "write the talk so far to a Markdown file", _save, "FILE", is_for_people=True),
        Command("/plain", "switch colour and redrawing off or on", _plain, is_for_people=True),
        Command("/privacy", "what is stored on this computer, and where", _privacy, is_for_people=True),
        Command("/forget", "delete all of that, and this talk", _forget, is_for_people=True),
        Command("/reload", "read the knowledge files anew", _reload, is_for_people=True),
        Command("/quit", "leave (or press Ctrl-D)", _quit),
    )
}
