"""The commands for authors: `test`, `add` and `unanswered`; each has its options, and a status to end with."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from types import SimpleNamespace

from backchat import cases, citing, effects, importing, prompting, standing, testing
from backchat import unanswered as log
from backchat.adding import Library
from backchat.bot import Bot
from backchat.entries import Entry
from backchat.faults import BackchatError
from backchat.knowledge import KnowledgeBase
from backchat.safe import harmless, one_line
from backchat.screen import Screen, is_terminal

DONE, NOT_SO = 0, 1


def test_arguments(to: argparse.ArgumentParser) -> None:
    """Take the options of `test`."""
    to.epilog = TEST
    to.add_argument("files", nargs="*", metavar="FILE", help="a file of questions with what each should get")
    to.add_argument("--leave-one-out", action="store_true", default=False, help="without a file: take each wording "
                    "of the knowledge away in turn, and ask it")  # fmt: skip
    to.add_argument("--at-least", type=float, metavar="PERCENT", default=None, help="be content with this many in a "
                    "hundred (all; with --leave-one-out: any)")  # fmt: skip


def test(options: SimpleNamespace, screen: Screen) -> int:
    """Ask all questions of files, or all wordings of the knowledge."""
    if options.leave_one_out == bool(options.files):
        raise BackchatError("test needs either a file of questions or --leave-one-out (see backchat test --help)")
    knowledge = KnowledgeBase.load(*options.knowledge, bundled=not options.only)
    if options.leave_one_out:
        report: testing.Report | standing.Standing = standing.leave_one_out(Bot(knowledge), options.at_least or 0.0)
    else:
        asked = [case for file in options.files for case in cases.load(file, knowledge)]
        report = testing.run(Bot(knowledge), asked, 100.0 if options.at_least is None else options.at_least)
    _show(screen, report, as_json=options.json)
    return DONE if report.passed else NOT_SO


def _show(screen: Screen, report: testing.Report | standing.Standing, *, as_json: bool) -> None:
    if as_json:
        screen.write_json(report.as_dict())
    else:
        screen.write(harmless(str(report)))


def add_arguments(to: argparse.ArgumentParser) -> None:
    """Take the options of `add`."""
    to.epilog = ADD
    to.add_argument("--question", default="", help="the question, in its best wording")
    to.add_argument("--also", action="append", default=[], metavar="WORDING", help="another wording (may be repeated)")
    to.add_argument("--answer", default="", help="the answer; - reads it from standard input")
    to.add_argument("--source", action="append", default=[], metavar="SOURCE", help='"title; organisation; year; web '
                    'address", or the name of a source of the file (may be repeated)')  # fmt: skip
    to.add_argument("--topic", default="", help="what it is grouped under")
    to.add_argument("--id", default="", help="the name of the entry (made from the question)")
    to.add_argument("--to", default="", metavar="FILE", help="the knowledge file, which need not exist yet")
    to.add_argument("--from", dest="source_file", default=None, metavar="FILE", help="take over all questions of a "
                    ".csv file, or of a chatterbot corpus (.yml)")  # fmt: skip


def add(options: SimpleNamespace, screen: Screen) -> int:
    """Add an entry from the command line or by asking for it, or many from a file."""
    library = Library(options.knowledge, bundled=not options.only)
    if options.source_file:
        return _add_from_file(options, screen, library)
    if options.question and options.answer and options.to:
        return _add_from_options(options, screen, library)
    if not is_terminal(sys.stdin):
        raise BackchatError("add needs --question, --answer and --to, or a terminal to ask for them")
    fields = ("question", "answer", "also", "source", "topic", "id", "to", "knowledge")
    return prompting.add(prompting.Given(**{name: getattr(options, name) for name in fields}), screen, library)


def _add_from_file(options: SimpleNamespace, screen: Screen, library: Library) -> int:
    if not options.to:
        raise BackchatError("name the knowledge file that is to take them: --to FILE")
    found = importing.load(options.source_file)
    for note in found.notes:
        sys.stderr.write(harmless(str(note)) + "\n")
    added = library.add(found.entries, options.to)
    left = f"; {len(found.notes)} texts were left out, see above" if found.notes else ""
    screen.write(one_line(f"{len(added)} entries written to {options.to}{left}"))
    return DONE


def _add_from_options(options: SimpleNamespace, screen: Screen, library: Library) -> int:
    answer = sys.stdin.read() if options.answer == "-" else options.answer
    if not answer.strip():
        raise BackchatError("the answer is empty")
    library.include(options.to)
    known = library.sources(options.to)
    sources = tuple(citing.cite(text, known) for text in options.source)
    entry = Entry(options.id, options.question, answer, tuple(options.also), None, sources, (), options.topic or None)
    screen.write(harmless(effects.before(Bot(library.base), entry.question)))
    (added,) = library.add([entry], options.to)
    screen.write(harmless(effects.after(library, added)))
    return DONE


def unanswered_arguments(to: argparse.ArgumentParser) -> None:
    """Take the options of `unanswered`."""
    to.epilog = UNANSWERED
    what = to.add_mutually_exclusive_group()
    what.add_argument("--add", type=int, default=None, metavar="N", help="make a wording or an entry of number N")
    what.add_argument("--clear", action="store_true", default=False, help="delete all that was written down")
    to.add_argument("--entry", default="", metavar="ID", help="with --add: the entry that should answer it")
    to.add_argument("--question", default="", help="with --add: a better wording of it")
    to.add_argument("--answer", default="", help="with --add, instead of --entry: the answer of a new entry")
    to.add_argument("--to", default="", metavar="FILE", help="with --answer: the knowledge file that takes it")


def unanswered(options: SimpleNamespace, screen: Screen) -> int:
    """Show what went without an answer, or do something about it."""
    if options.clear:
        screen.write(f"{log.clear()} messages deleted")
        return DONE
    groups = log.group(log.load())
    if options.add is not None:
        return _mend(options, screen, groups)
    bot = Bot(KnowledgeBase.load(*options.knowledge, bundled=not options.only)) if groups else None
    for number, group in enumerate(groups, 1):
        near = effects.nearest(bot, group.text) if bot else None
        if options.json:
            screen.write_json({**asdict(group), "number": number, "nearest": near.id if near else None})
        else:
            screen.write(harmless("\n".join(_listed(number, group, near))))
    if not groups and not options.json:
        screen.write(NONE)
    return DONE


def _listed(number: int, group: log.Group, near: Entry | None) -> Iterator[str]:
    times = "once" if group.count == 1 else f"{group.count} times"
    yield f"{number}. {one_line(group.text)}"
    yield f"   asked {times}, last on {group.last}" + (f"; nearest: {near.id} ({near.question})" if near else "")
    others = [one_line(text) for text in group.texts[1:]]
    if others:
        yield f"   also as: {' / '.join(others)}"


def _mend(options: SimpleNamespace, screen: Screen, groups: Sequence[log.Group]) -> int:
    """Turn a group into a wording of an entry, or into an entry."""
    if not 0 < options.add <= len(groups):
        raise BackchatError(f"there is no number {options.add}; backchat unanswered lists {len(groups)}")
    group = groups[options.add - 1]
    question = one_line(options.question or group.text)
    library = Library(options.knowledge, bundled=not options.only)
    added = None
    if options.entry:
        added = library.add_wording(options.entry, question)
    elif options.answer and options.to:
        (added,) = library.add([Entry("", question, options.answer)], options.to)
    elif is_terminal(sys.stdin):
        screen.write(f"Question: {question}")
        given = prompting.Given(question, options.answer, to=options.to, knowledge=options.knowledge)
        if prompting.add(given, screen, library) != DONE:
            return NOT_SO
    else:
        raise BackchatError("say what should answer it: --entry ID, or --answer TEXT --to FILE")
    log.drop(group)
    if added:
        screen.write(harmless(effects.after(library, added, question)))
    moved = "; those below it have moved up" if options.add < len(groups) else ""
    screen.write(f'Number {options.add}, "{one_line(group.text)}", is off the list{moved}.')
    return DONE


NONE = """\
Nothing is written down. Questions without an answer are kept only where you switch that on:
start the chat as backchat --log-unanswered, or write log_unanswered: true into the settings file."""
"""What is said where there is nothing to list."""

TEST = """\
a file of questions:
  bed-rest:                       # an entry, and questions that it should answer
    - a week under the blankets, good or bad for my back
  unknown:                        # what should be refused
    - how do i descale a kettle
  any:                            # what several entries answer well
    - {ask: rest or stretch, ids: [bed-rest, start-stretching]}
  warning:                        # warning signs, and messages that must set them off
    cauda-equina: [i cannot feel when i wipe]
  no-warning:                     # messages that only sound like one
    - my legs are dead after the gym
  dialogues:                      # the last turn is judged
    - {turns: [tell me of inversion tables, is it safe], ids: [inversion-safety]}

exit status: 0 all is as the files say, 1 it is not, 2 they cannot be read"""

ADD = """\
examples:
  backchat add
  backchat add --question "Can I ride a bike?" --also "is cycling ok" \\
      --answer "Yes, if it does not hurt." --source "Back pain; NHS; https://www.nhs.uk" --to my.yaml
  backchat add --from questions.csv --to my.yaml

A table has a first row of headings: question, answer, and if you like wordings (with | between), source, topic.
The file is checked before it is written; what stands in it already is not touched."""

UNANSWERED = """\
examples:
  backchat --log-unanswered                     chat, and write down what goes without an answer
  backchat unanswered                           what was written down, most frequent first
  backchat unanswered --add 1 --entry bed-rest  let this entry answer number 1
  backchat unanswered --add 2                   make an entry of number 2
  backchat unanswered --clear"""
