"""Broken knowledge files: each fault is found at its line and column, with a reason and a mend in plain words."""

import re

import pytest

from backchat import syntax
from backchat.faults import KnowledgeError
from backchat.knowledge import KnowledgeBase

HEAD = "entries:\n  - id: one\n    question: Should I rest?\n"
PAIR = f"{HEAD}    answer: Not for long.\n"
MORE = "  - id: two\n    question: Is heat good?\n    answer: It may soothe.\n"
SIGN = "warning_signs:\n  - id: fall\n    urgency: today\n    text: See a doctor.\n"

SYNTAX = [
    # what is wrong, the file, line, column, words of the reason, words of the mend
    ("tab", f"{HEAD}\tanswer: x\n{MORE}", 4, 1, "a tab", "spaces"),
    ("tab before an item", f"{PAIR}    also:\n\t- foo\n{MORE}", 6, 1, "a tab", "spaces"),
    (
        "colon", f"{HEAD}    answer: One thing is clear: rest is bad\n",
        4, 31, "a colon followed by a space", "double quotes",
    ),
    ("colon at the end", f"{HEAD}    answer: One thing is clear:\n{MORE}", 4, 31, "a colon", "double quotes"),
    ("apostrophe", f"{HEAD}    answer: 'don't lie down'\n{MORE}", 4, 17, "apostrophe ends the text", "double quotes"),
    ("apostrophe of many", f"{HEAD}    answer: 'the muscles' role'\n", 4, 25, "apostrophe ends the text", "twice"),
    (
        "apostrophe in a list", f"{PAIR}    also: ['don't lie', 'b']\n",
        5, 16, "apostrophe ends the text", "double quotes",
    ),
    ("star", f"{HEAD}    answer: *Never* lie down\n{MORE}", 4, 13, "cannot start with *", "double quotes"),
    ("percent", f"{HEAD}    answer: %5 of people\n{MORE}", 4, 13, "cannot start with %", "double quotes"),
    ("at", f"{HEAD}    answer: @home it helps\n{MORE}", 4, 13, "cannot start with @", "double quotes"),
    ("backtick", f"{HEAD}    answer: `rest` is bad\n{MORE}", 4, 13, "cannot start with `", "double quotes"),
    ("ampersand", f"{HEAD}    answer: & then rest\n{MORE}", 4, 13, "cannot start with &", "double quotes"),
    ("question mark", f"{HEAD}    answer: ? not sure\n{MORE}", 4, 13, "cannot start with ?", "double quotes"),
    ("hyphen", f"{HEAD}    answer: - not sure\n{MORE}", 4, 13, "cannot start with -", "double quotes"),
    ("pipe", f"{HEAD}    answer: | rest\n      more\n{MORE}", 4, 13, "cannot start with |", "on the next line"),
    ("bracket", f"{HEAD}    answer: [Note] rest is bad\n{MORE}", 4, 13, "read as a list", "double quotes"),
    ("open bracket", f"{PAIR}    also: [a, b\n{MORE}", 5, 11, "read as a list", "close it with ]"),
    ("brace", f"{HEAD}    answer: {{Note}} rest is bad\n{MORE}", 4, 13, "read as a list", "double quotes"),
    ("too far right", f"{HEAD}      answer: x\n{MORE}", 4, 7, "further right", "put 4 spaces"),
    ("too far left", f"{HEAD}   answer: x\n{MORE}", 4, 4, "further left", "put 4 spaces"),
    ("item too far left", f"{PAIR}    also:\n      - x\n     - y\n{MORE}", 7, 6, "further left", "put 6 spaces"),
    (
        "item too far right", f"{PAIR}    also:\n      - x\n       - y\n{MORE}",
        7, 8, "part of the text above", "line it up",
    ),
    ("entry too far left", f"{PAIR} - id: two\n   question: x\n   answer: y\n", 5, 2, "further left", "put 2 spaces"),
    (
        "stray text", f"{HEAD}    answer: Rest\n    is bad.\n    topic: rest\n",
        5, 5, "belongs to no field", "spaces",
    ),
    ("stray text at the edge", f"{HEAD}    answer: Rest\nis bad.\n{MORE}", 5, 1, "belongs to no field", "spaces"),
    ("long text too far left", f"{HEAD}    answer: >-\n      one\n     two\n{MORE}", 6, 6, "too far left", "spaces"),
    ("open quote", f'{HEAD}    answer: "Rest is bad\n    topic: rest\n', 4, 13, "not closed", 'close it with "'),
    (
        "open quote, then another", f'{HEAD}    answer: "Rest\n    topic: "rest"\n',
        4, 13, "not closed", 'close it with "',
    ),
    (
        "quotes in quotes", f'{HEAD}    answer: "I said "ouch" twice"\n',
        4, 21, "double quote inside", "single quotes outside",
    ),
    (
        "text after a quote", f'{HEAD}    answer: "Rest" is bad\n{MORE}',
        4, 19, "after its closing quote", "whole text in quotes",
    ),
    ("backslash", f'{HEAD}    answer: "Rest \\& more"\n{MORE}', 4, 19, "a backslash", "twice"),
    (
        "cut and continued", f"{HEAD}    answer: It is #1\n      of all\n{MORE}",
        4, 19, "after # is lost", "double quotes",
    ),
    ("cut in a list", f"{PAIR}    also: [the #1 rest, b]\n{MORE}", 5, 16, "after # is lost", "double quotes"),
    (
        "no space after the colon", f"{HEAD}    answer:Rest is bad\n{MORE}",
        4, 11, "a space is missing", "answer: and a space",
    ),
    ("no colon", f"{HEAD}    answer Rest is bad\n{MORE}", 4, 11, "colon after", "answer:"),
    (
        "no space after the hyphen", f"{PAIR}    also:\n      -foo\n      -bar\n",
        6, 7, "space is missing after the -", "- ",
    ),
    ("second document", f"{PAIR}---\n{PAIR}", 5, 1, "second document", "two files"),
    ("control character", f"{HEAD}    answer: ok\x07\n", 4, 15, "control character", "delete it"),
    ("half a character", f"{HEAD}    answer: ok\ud800\n", 4, 15, "control character", "delete it"),
    ("order to the reader", f"%foo bar\n{PAIR}", 1, 1, "starts with %", "take the line out"),
    ("deep lists", "entries: " + "[" * 100_000, 1, 49, "inside one another", "brackets"),
]  # fmt: skip

VALUES = [
    ("unknown field", f"{PAIR}    note: x\n", 5, 5, 'no field "note"', "the fields are question"),
    ("misspelt field", "entries:\n  - qestion: x\n    answer: y\n", 2, 5, 'no field "qest', 'did you mean "question"'),
    ("misspelt part", f"entires:\n  - x\n{PAIR}", 1, 1, 'no field "entires"', 'did you mean "entries"'),
    ("missing field", HEAD, 2, 5, 'needs "answer"', "add a line answer:"),
    ("empty field", f"{HEAD}    answer:\n", 4, 12, '"answer" is empty', "write its text"),
    ("blank field", f'{HEAD}    answer: " "\n', 4, 13, '"answer" is empty', "write its text"),
    ("empty list", f"{PAIR}    also: []\n", 5, 11, '"also" is empty', "take the line out"),
    ("empty file", "", 1, 1, "holds nothing", "entries:"),
    ("version alone", "backchat: 1\n", 1, 1, "no knowledge", "entries:"),
    ("list for a text", f"{HEAD}    answer: [no way]\n", 4, 13, "read as a list", "double quotes"),
    ("text for a list", f"{PAIR}    also: stay in bed\n", 5, 11, "is a list", "also: [stay in bed]"),
    ("text for an entry", "entries:\n  - Should I rest?\n", 2, 5, "a text stands here", "question: and a space"),
    ("list at the top", "- question: x\n  answer: y\n", 1, 1, "no name", 'write "entries:"'),
    ("number for a text", f"{HEAD}    answer: 5\n", 4, 13, "read as a number", '"5"'),
    ("date for a text", f"{HEAD}    answer: 2020-01-02\n", 4, 13, "read as a date", '"2020-01-02"'),
    ("colon in an item", f"{PAIR}    also:\n      - rest: good or bad\n", 6, 13, "the colon makes", "double quotes"),
    ("colon in a list in brackets", f"{PAIR}    also: [a, is it: bad]\n", 5, 20, "the colon makes", "double quotes"),
    ("hyphen of the next entry", f"{PAIR}    id: two\n", 5, 5, "given twice", "put - before its first line"),
    ("no as an answer", f"{HEAD}    answer: No\n", 4, 13, "true or false", '"No"'),
    ("yes in a list", f"{PAIR}    also: [yes, stay in bed]\n", 5, 12, "true or false", '"yes"'),
    ("on as a question", "entries:\n  - question: On\n    answer: y\n", 2, 15, "true or false", '"On"'),
    ("null as an answer", f"{HEAD}    answer: null\n", 4, 13, "nothing at all", '"null"'),
    ("cut short", f"{HEAD}    answer: It is #1 of all\n", 4, 19, "after # is lost", "double quotes"),
    ("cut to nothing", f"{HEAD}    answer: #1 of all\n", 4, 13, "after # is lost", "double quotes"),
    ("cut in an item", f"{PAIR}    also:\n      - the #1 rest\n", 6, 13, "after # is lost", "double quotes"),
    ("key twice", f"{PAIR}    answer: Never.\n", 5, 5, "given twice", "keep one"),
    ("source twice", "sources:\n  a: {title: x}\n  a: {title: y}\n", 3, 3, "given twice", "keep one"),
    ("part twice", f"{PAIR}{PAIR}", 5, 1, "given twice", "put both together"),
    ("id twice", f"{PAIR}  - id: one\n    question: x\n    answer: y\n", 5, 9, "first in line 2", "another id"),
    (
        "made ids clash",
        "entries:\n  - {question: A b?, answer: x}\n  - {question: A-b!, answer: y}\n",
        3, 16, "id made from this question", "id: my-entry",
    ),
    ("no id to be made", "entries:\n  - {question: 痛い？, answer: x}\n", 2, 16, "no id can", "give the entry an id"),
    ("bad id", "entries:\n  - {id: Bed rest, question: x, answer: y}\n", 2, 10, "lower-case letters", "id: bed-rest"),
    ("same wording", f"{PAIR}{MORE}    also: ['should i rest']\n", 8, 12, 'under "one" in line 3', "leave it under"),
    (
        "wording out of scope as well",
        f"{PAIR}out_of_scope:\n  - id: no\n    wordings: [SHOULD I REST]\n",
        7, 16, 'under "one"', "leave it under",
    ),
    ("wording without a word", f"{PAIR}    also: ['?!']\n", 5, 12, "no word", "as somebody would ask"),
    ("see_also to nowhere", f"{PAIR}{MORE}    see_also: [onee]\n", 8, 16, "leads nowhere", '"one"'),
    ("source to nowhere", f"sources: {{nice: {{title: x}}}}\n{PAIR}    sources: [nise]\n", 6, 15, "leads", '"nice"'),
    ("source without a title", "sources:\n  nice: {year: 2020}\n", 2, 9, 'needs "title"', "title:"),
    ("year in words", "sources:\n  a: {title: x, year: last}\n", 2, 23, "four digits", "write year:"),
    ("year of two digits", "sources:\n  a: {title: x, year: 20}\n", 2, 23, "20 is no year", "four digits"),
    ("bad address", "sources:\n  a: {title: x, url: nice}\n", 2, 22, "address of a web page", "from https://"),
    ("flag in quotes", f'{PAIR}    seek_help: "yes"\n', 5, 16, "true or false", "seek_help: true"),
    ("help line that nobody wrote", f"{PAIR}    seek_help: true\n", 5, 16, "nothing would close", "under about:"),
    ("lonely synonym", "synonyms:\n  - [hammy]\n", 2, 5, "one word alone", "[hamstring, hammy]"),
    ("unknown urgency", f"{SIGN}    say: [i fell]\n".replace("today", "now"), 3, 14, "no urgency", "today or soon"),
    ("sign for nothing", SIGN, 2, 5, "which messages", "add say:"),
    (
        "rule without brackets", f"ideas: {{fell: [fell]}}\n{SIGN}    when: [fell]\n",
        6, 12, "list of ideas", "when: [[fell]]",
    ),
    ("idea to nowhere", f"ideas: {{fell: [fell]}}\n{SIGN}    when: [[fel]]\n", 6, 13, "leads nowhere", 'mean "fell"'),
    ("idea inside to nowhere", "ideas:\n  fell: [fell off <hight>]\n", 2, 10, "unknown idea", "correct the phrase"),
    ("open bracket in a phrase", "ideas: {fell: [over, fell (hot]}\n", 1, 22, '"fell (hot": brackets', "correct the"),
    ("blank in a choice", "ideas: {fell: [fell| off]}\n", 1, 16, "no blanks", "correct the phrase"),
    ("sign by itself in a phrase", "ideas: {fell: [fell & slid]}\n", 1, 16, "stands by itself", "correct the phrase"),
    ("gap after gap", "ideas: {fell: [fell .. .. off]}\n", 1, 16, "two gaps", "correct the phrase"),
    ("idea in a circle", "ideas:\n  fell: [<fell> off]\n", 2, 3, "leads back to itself", "correct the phrase"),
    (
        "rule within nothing", f"ideas: {{fell: [fell]}}\n{SIGN}    when: [{{all: [fell], within: 0}}]\n",
        6, 34, "number of words", "clause",
    ),
    ("anchor", f"{HEAD}    answer: &rest is bad\n", 4, 13, "takes &rest for a name", "double quotes"),
    ("alias bomb", "entries: &a [&b [x], *b]\n", 1, 22, "*b repeats", "write the text out"),
    ("tag", f"{HEAD}    answer: !stop it\n", 4, 13, "takes the ! at the start", "double quotes"),
    ("tag that builds an object", "entries: !!python/object/apply:os.system [ls]\n", 1, 10, "order to the", "no place"),
    ("newer format", f"backchat: 2\n{PAIR}", 1, 11, "format 2", "newer backchat"),
    ("version that never was", f"backchat: 0\n{PAIR}", 1, 11, "no such version", "backchat: 1"),
]  # fmt: skip

JARGON = re.compile(r"scalar|mapping|sequence|node|token|parse|schema|null\b|boolean|string|traceback", re.IGNORECASE)


def faults_of(text: str):
    with pytest.raises(KnowledgeError) as caught:
        KnowledgeBase.from_text(text, "mine.yaml")
    return caught.value.faults


@pytest.mark.parametrize(
    ("text", "line", "column", "reason", "mend"),
    [case[1:] for case in SYNTAX + VALUES],
    ids=[case[0] for case in SYNTAX + VALUES],
)
def test_a_fault_is_named_with_its_place_its_reason_and_its_mend(text, line, column, reason, mend):
    faults = faults_of(text)
    assert [(fault.line, fault.column) for fault in faults if reason in fault.message and mend in fault.mend] == [
        (line, column)
    ]
    assert all(not JARGON.search(fault.message.replace("null without", "")) for fault in faults)


@pytest.mark.parametrize(("text", "line", "column"), [pytest.param(*case[1:4], id=case[0]) for case in SYNTAX])
def test_a_line_that_is_not_yaml_makes_one_fault_only(text, line, column):
    assert [(fault.line, fault.column) for fault in faults_of(text)] == [(line, column)]


@pytest.mark.parametrize(("text", "line"), [case[1:3] for case in SYNTAX if len(case[1]) < 1000])
def test_without_libyaml_the_same_lines_are_named(text, line, monkeypatch):
    monkeypatch.setattr(syntax, "LOADER", syntax.yaml.SafeLoader)
    assert line in [fault.line for fault in faults_of(text)]


def test_no_fault_hides_another():
    text = """\
entries:
  - id: a
    answer: what: is
  - id: b
    question: 'don't'
    answer: *x
  - id: c
    qestion: foo
    answer: [Note] x
    also: [no]
  - id: d
\tquestion: f
    answer: `x
    see_also: [nowhere]
"""
    found = [(fault.line, fault.code) for fault in faults_of(text)]
    assert found == [
        (2, "missing-field"),
        (3, "colon-in-text"),
        (5, "apostrophe"),
        (6, "starts-with-sign"),
        (8, "unknown-field"),
        (9, "open-list"),
        (10, "unquoted-yes-no"),
        (12, "tab"),
        (13, "starts-with-sign"),
        (14, "unknown-entry"),
    ]


def test_a_fault_never_moves_the_cursor():
    (fault,) = faults_of('entries:\n  - id: "\\e[2Jx"\n    question: x\n    answer: y\n    see_also: ["\\e[2J"]\n')[1:]
    assert "\x1b" in fault.message
    assert str(fault).replace("\n", "").isprintable()


def test_an_error_prints_each_fault_with_its_line_a_caret_and_the_mend():
    with pytest.raises(KnowledgeError) as caught:
        KnowledgeBase.from_text(f"{HEAD}    answer: No\n", "mine.yaml")
    assert str(caught.value) == (
        "mine.yaml:4:13: No without quotes is read as true or false, not as a word\n"
        "        answer: No\n"
        "                ^\n"
        '  mend: write "No" with the quotes'
    )
