"""The example on another subject can be loaded, checked, asked, tested and added to, as its authors would."""

import io
import json
import shutil
from pathlib import Path

import pytest

from backchat import Bot, Conversation, KnowledgeBase, cases, checking, cli, testing

FOLDER = Path(__file__).parent / "bicycles"
FILE, QUESTIONS = FOLDER / "bicycles.yaml", FOLDER / "questions.yaml"
AT_LEAST = 85.0
"""Percent that must be as the file says: it was 92 when it was written, after one round of wordings."""


@pytest.fixture(scope="module")
def knowledge():
    return KnowledgeBase.load(FILE, bundled=False)


@pytest.fixture(scope="module")
def report(knowledge):
    return testing.run(Bot(knowledge), cases.load(QUESTIONS, knowledge), AT_LEAST)


def test_it_is_sound():
    assert checking.report([FILE], strict=True, only=True) == ("1 file, 17 entries: no faults, no warnings\n", 0)


def test_it_answers_what_its_question_file_asks(report):
    assert report.passed, str(report)


def test_every_danger_is_recognised_and_nothing_else_is_taken_for_one(report):
    missed = [miss for miss in report.misses if "warning" in miss.case.group or miss.reply.kind == "warning"]
    assert missed == []


def test_no_question_is_answered_wrongly(report):
    assert sum(miss.verdict == "wrong" for miss in report.misses) <= 2, str(report)


def test_a_refusal_names_the_subject_of_the_base(knowledge):
    said = str(Bot(knowledge).ask("which car should i buy"))
    assert "punctures and tyres" in said
    assert "back" not in said


def test_a_chat_goes_from_turn_to_turn(knowledge):
    talk = Conversation(Bot(knowledge))
    assert talk.ask("hi there").answers[0].entry.id == "hello"
    assert talk.ask("my chain squeaks").answers[0].entry.id == "chain-oil"
    assert talk.ask("the brake cable has snapped").warning.id == "brake-failure"


@pytest.mark.parametrize(
    "said",
    [
        "what is the tallest mountain",
        "my aunt is a dentist",
        "the moon is bright",
        "who painted the ceiling",
        "i hate mondays",
    ],
)
def test_what_no_base_is_about_goes_on_from_nothing(knowledge, said):
    talk = Conversation(Bot(knowledge))
    talk.ask("my chain squeaks")
    assert talk.ask(said).context is None


@pytest.mark.parametrize("said", ["how often", "why is that", "is it hard to do"])
def test_what_says_nothing_of_its_own_goes_on_from_the_answer(knowledge, said):
    talk = Conversation(Bot(knowledge))
    talk.ask("how do i oil the chain")
    assert talk.ask(said).context == "chain-oil"


def test_it_is_chatted_with_through_a_pipe(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("i got a flat tyre\nmy brakes have failed\nthanks\n"))
    assert cli.main(["--only", "--knowledge", str(FILE), "--json"]) == 0
    replies = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [reply["kind"] for reply in replies] == ["answer", "warning", "answer"]


def test_an_entry_is_added_to_it(bundled, capsys):
    shutil.copy(FILE, "mine.yaml")
    new = ["--question", "How do I true a wheel?", "--answer", "With a spoke key: a quarter turn at a time."]
    assert cli.main(["add", "--only", *new, "--source", "workshop", "--to", "mine.yaml"]) == 0
    before, after = FILE.read_text("utf-8"), Path("mine.yaml").read_text("utf-8")
    assert [line for line in after.splitlines() if line not in before.splitlines()] == [
        "  - id: how-do-i-true-a-wheel",
        "    question: How do I true a wheel?",
        '    answer: "With a spoke key: a quarter turn at a time."',
    ]
    assert cli.main(["ask", "--only", "--knowledge", "mine.yaml", "true a wheel"]) == 0
