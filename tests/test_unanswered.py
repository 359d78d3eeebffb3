"""What goes without an answer is written down only where that is wanted, and becomes an answer in one step."""

import io
import json
import stat
from datetime import date
from pathlib import Path

import pytest

from backchat import authoring, cli, unanswered
from backchat.reply import Reply
from backchat.unanswered import Unanswered

ASKED = "how do i fix a tap\nhow do i fix the tap\nis bed rest good for back pain\nsauna for a sore back\n"


@pytest.fixture
def asked(bundled, monkeypatch, capsys):
    """Two questions about a tap and one about a sauna, written down in a chat."""
    _chat(monkeypatch, "--log-unanswered")
    capsys.readouterr()


def _chat(monkeypatch, *options):
    monkeypatch.setattr("sys.stdin", io.StringIO(ASKED))
    assert cli.main(list(options)) == 0


def test_nothing_is_written_down_unless_the_user_wants_it(bundled, monkeypatch, capsys):
    _chat(monkeypatch)
    assert not unanswered.file().exists()
    assert cli.main(["unanswered"]) == 0
    assert "kept only where you switch that on" in capsys.readouterr().out


def test_text_and_date_are_written_down_for_the_user_alone(asked):
    lines = [json.loads(line) for line in unanswered.file().read_text().splitlines()]
    assert [line["text"] for line in lines[:2]] == ["how do i fix a tap", "how do i fix the tap"]
    assert all(line.keys() == {"date", "text"} and line["date"] == date.today().isoformat() for line in lines)
    assert "is bed rest good for back pain" not in [line["text"] for line in lines]
    assert stat.S_IMODE(unanswered.file().stat().st_mode) == 0o600
    assert stat.S_IMODE(unanswered.file().parent.stat().st_mode) == 0o700


def test_the_setting_switches_it_on(bundled, monkeypatch):
    from backchat import places

    places.settings_file().parent.mkdir(parents=True)
    places.settings_file().write_text("log_unanswered: true\n")
    _chat(monkeypatch)
    assert unanswered.file().exists()
    unanswered.clear()
    _chat(monkeypatch, "--no-log-unanswered")
    assert not unanswered.file().exists()


def test_a_file_that_others_could_read_is_closed_to_them(asked, monkeypatch):
    unanswered.file().chmod(0o644)
    _chat(monkeypatch, "--log-unanswered")
    assert stat.S_IMODE(unanswered.file().stat().st_mode) == 0o600


def test_a_warning_is_never_written_down(bundled):
    unanswered.record(Reply("numb between my legs", "warning"))
    unanswered.record(Reply("  ", "unknown"))
    assert not unanswered.file().exists()


def test_a_disk_that_takes_nothing_does_not_disturb(bundled):
    unanswered.file().parent.parent.mkdir(parents=True, exist_ok=True)
    unanswered.file().parent.write_text("in the way")
    unanswered.record(Reply("how do i fix a tap", "unknown"))


def test_the_file_does_not_grow_for_ever(asked, monkeypatch):
    monkeypatch.setattr(unanswered, "MOST_BYTES", 10)
    before = unanswered.file().read_text()
    unanswered.record(Reply("something else", "unknown"))
    assert unanswered.file().read_text() == before


def test_alike_questions_are_grouped_the_most_frequent_first():
    texts = ["sauna for a bad back", "Fix a tap?", "fix a tap", "is a sauna for a bad back good", "fix the tap", "lift"]
    groups = unanswered.group(Unanswered(f"2024-01-0{n}", text) for n, text in enumerate(texts, 1))
    assert [(group.text.lower().rstrip("?"), group.count) for group in groups][:2] == [
        ("fix a tap", 3),
        ("sauna for a bad back", 2),
    ]
    assert groups[0].last == "2024-01-05"


def test_a_damaged_file_is_read_as_far_as_it_goes(asked):
    with unanswered.file().open("ab") as stream:
        stream.write(b'{"date": 1}\n\x00\n["a"]\n{"date": "2024-01-01", "text": "lift"}\n{"date"')
    assert unanswered.load()[-1] == Unanswered("2024-01-01", "lift")


def test_the_list_shows_what_came_nearest(asked, capsys):
    assert cli.main(["unanswered"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("1. how do i fix a tap\n   asked 2 times, last on ")
    assert "also as: how do i fix the tap" in shown
    assert cli.main(["unanswered", "--json"]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (first["number"], first["count"], first["texts"]) == (1, 2, ["how do i fix a tap", "how do i fix the tap"])


def test_one_step_makes_a_wording_of_it(asked, capsys):
    unanswered.record(Reply("who sells saunas", "unknown"))
    Path("mine.yaml").write_text("entries:\n  - question: Who repairs the tap?\n    answer: The plumber.\n")
    asked = ["unanswered", "--knowledge", "mine.yaml", "--add", "1", "--entry", "who-repairs-the-tap"]
    assert cli.main(asked) == 0
    said = capsys.readouterr().out
    assert 'Written under "who-repairs-the-tap" (mine.yaml:2).\nAsked again, it answers' in said
    assert said.endswith('Number 1, "how do i fix a tap", is off the list; those below it have moved up.\n')
    assert "      - how do i fix a tap\n" in Path("mine.yaml").read_text()
    assert "tap" not in unanswered.file().read_text()


def test_one_step_makes_an_entry_of_it(asked, capsys):
    new = ["--question", "How is a tap repaired?", "--answer", "With a new washer.", "--to", "mine.yaml"]
    assert cli.main(["unanswered", "--add", "1", *new]) == 0
    assert "question: How is a tap repaired?" in Path("mine.yaml").read_text()
    assert "tap" not in unanswered.file().read_text()


def test_on_a_terminal_it_says_what_is_taken_before_it_asks(asked, monkeypatch, capsys):
    monkeypatch.setattr(authoring, "is_terminal", lambda _: True)
    monkeypatch.setattr(authoring.prompting, "add", lambda *_: 0)
    assert cli.main(["unanswered", "--add", "1"]) == 0
    first, last = capsys.readouterr().out.splitlines()
    assert (first, last) == ("Question: how do i fix a tap", 'Number 1, "how do i fix a tap", is off the list.')


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--add", "9"], "there is no number 9"),
        (["--add", "0"], "there is no number 0"),
        (["--add", "1"], "--entry ID, or --answer TEXT --to FILE"),
        (["--add", "1", "--entry", "nothing"], 'no entry "nothing"'),
        (["--add", "1", "--clear"], "not allowed with"),
    ],
)
def test_wrong_usage_is_told_and_nothing_is_lost(asked, arguments, said, capsys):
    before = unanswered.file().read_text()
    assert cli.main(["unanswered", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert unanswered.file().read_text() == before


def test_clear_deletes_it_all(asked, capsys):
    assert cli.main(["unanswered", "--clear"]) == 0
    assert "messages deleted" in capsys.readouterr().out
    assert not unanswered.file().exists()
    assert cli.main(["unanswered", "--clear"]) == 0
