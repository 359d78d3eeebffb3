"""Question bases in other forms are taken over whole, or every fault of them is told at its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchat import cli, importing
from backchat.entries import Source
from backchat.faults import KnowledgeError
from backchat.page import Page

TABLE = """\
Question,Answer,Wordings,Source,Topic
"Is it safe, really?","Yes.

It is.",is it safe|dangerous or not,Safety; Club; 2020; https://a.example,safety
What is a link?,"A ""link"" joins.",,,
"""

CORPUS = """\
categories:
- AI
- bot profile
conversations:
- - What is AI?
  - Many things.
- - what is ai
  - Something else.
- - Is it 42
  - 42
- - Are you well?
  - Yes
  - And you?
"""


def imported(text: str, suffix: str) -> importing.Imported:
    page = Page("x", text)
    found = importing.READERS[suffix](page)
    if page.faults:
        raise KnowledgeError(page.faults)
    return found


def faults_of(text: str, suffix: str) -> list[tuple[int, str]]:
    page = Page("x", text)
    importing.READERS[suffix](page)
    return [(fault.line, fault.code) for fault in page.faults]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_whatever_parts_its_cells(separator):
    rows = [["question", "answer", "also"], ["a b", "c", "d e|f g"]]
    (entry,) = imported("\r\n".join(separator.join(row) for row in rows), ".csv").entries
    assert (entry.question, entry.answer, entry.also) == ("a b", "c", ("d e", "f g"))


def test_every_column_of_a_table_is_taken_over():
    first, second = imported(TABLE, ".csv").entries
    assert (first.question, first.answer) == ("Is it safe, really?", "Yes.\n\nIt is.")
    assert first.also == ("is it safe", "dangerous or not")
    assert first.sources == (Source("Safety", "Club", 2020, "https://a.example"),)
    assert (first.topic, second.topic) == ("safety", None)
    assert second.answer == 'A "link" joins.'
    assert [entry.place.line for entry in (first, second)] == [2, 5]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [(1, "empty-file")]),
        ("question\na", [(1, "missing-column")]),
        ("question,answr\na,b", [(1, "unknown-column")]),
        ("question,answer,answer\na,b,c", [(1, "unknown-column")]),
        ("question,answer\na b,\n,c\nd e,f", [(2, "missing-field"), (3, "missing-field")]),
        ("question,answer\na b,c,d", [(2, "too-many-cells")]),
        ("question,answer\na b,c\n\nA B?,d", [(4, "wording-twice")]),
        ('question,answer\na b,c\n"d,e\nf', [(3, "open-quote")]),
        ('question,answer\n"a" b,c', [(2, "open-quote")]),
    ],
)
def test_faults_of_a_table_are_told_at_their_line(text, faults):
    assert faults_of(text, ".csv") == faults


def test_a_corpus_is_read_and_what_is_left_out_is_told():
    found = imported(CORPUS, ".yml")
    assert [(entry.question, entry.answer) for entry in found.entries] == [
        ("What is AI?", "Many things."),
        ("Is it 42", "42"),
        ("Are you well?", "Yes"),
    ]
    assert {entry.topic for entry in found.entries} == {"AI, bot profile"}
    assert [(note.line, note.code) for note in found.notes] == [(7, "second-answer"), (13, "further-text")]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [(1, "empty-file")]),
        ("conversations: []", [(1, "empty-field")]),
        ("categories: [a]", [(1, "missing-field")]),
        ("conversations:\n- - a b\n- c", [(2, "missing-field"), (3, "missing-field")]),
        ("conversations:\n- - a\n  - this: that", [(3, "wrong-type")]),
        ("conversations:\n- - '?'\n  - b", [(2, "no-words")]),
        ("conversations:\n- - a\n\t- b", [(3, "tab")]),
    ],
)
def test_faults_of_a_corpus_are_told_at_their_line(text, faults):
    assert faults_of(text, ".yml") == faults


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.sampled_from([".csv", ".yml"]))
def test_any_text_is_read_or_its_faults_are_told(text, suffix):
    page = Page("x", text)
    found = importing.READERS[suffix](page)
    assert page.faults or found.entries or suffix == ".csv"


def test_a_table_becomes_entries_that_answer(bundled, capsys):
    Path("t.csv").write_bytes(b"\xef\xbb\xbf" + TABLE.encode())
    assert cli.main(["add", "--from", "t.csv", "--to", "mine.yaml"]) == 0
    assert capsys.readouterr().out == "2 entries written to mine.yaml\n"
    assert cli.main(["ask", "--only", "--knowledge", "mine.yaml", "what is a link"]) == 0
    assert 'A "link" joins.' in capsys.readouterr().out


def test_what_a_corpus_leaves_out_is_told_and_the_rest_written(bundled, capsys):
    Path("c.yml").write_text(CORPUS)
    assert cli.main(["add", "--from", "c.yml", "--to", "mine.yaml"]) == 0
    shown = capsys.readouterr()
    assert shown.out == "3 entries written to mine.yaml; 2 texts were left out, see above\n"
    assert "c.yml:7:3: the question has an answer already, from line 5" in shown.err


def test_a_table_with_a_fault_writes_nothing(bundled, capsys):
    Path("t.csv").write_text("question,answer\na b,\nshould i stay in bed with a bad back,x\n")
    assert cli.main(["add", "--from", "t.csv", "--to", "mine.yaml"]) == 2
    Path("t.csv").write_text("question,answer\nshould i stay in bed with a bad back,x\n")
    assert cli.main(["add", "--from", "t.csv", "--to", "mine.yaml"]) == 2
    assert "the same wording stands" in capsys.readouterr().err
    assert not Path("mine.yaml").exists()


def test_a_table_in_another_encoding_is_told(bundled, capsys):
    Path("t.csv").write_bytes("question,answer\nv\xe9lo,x\n".encode("latin-1"))
    assert cli.main(["add", "--from", "t.csv", "--to", "mine.yaml"]) == 2
    assert "t.csv:2:2: the file is not UTF-8" in capsys.readouterr().err
