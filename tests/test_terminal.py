"""The chat on a terminal: what each key, command and ending does, as a person would see it."""

import json
import os
import signal
import stat
import time
from pathlib import Path

import pytest

from pseudo_terminal import KNOWLEDGE, Terminal

HOSTILE = """\
entries:
  - question: "Is this \\e]0;owned\\a safe?"
    answer: "Yes \\e[2J\\x9b31m and \\u202e no."
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def state(home: Path) -> Path:
    return home / ".local/state/backchat"


def settings(home: Path, text: str) -> None:
    folder = home / ".config/backchat"
    folder.mkdir(parents=True)
    (folder / "settings.yaml").write_text(text)


# What it looks like


def test_a_question_is_answered_with_guidelines_and_source_in_words(home):
    with Terminal(home=home) as chat:
        chat.ready()
        assert "This is a small base for tests." in chat.text
        assert "/quit or Ctrl-D leaves" in " ".join(chat.text.split())
        chat.say("is bed rest good")
        shown = chat.see("Read next (type a number): 1. When should I start stretching?")
        assert "Answer: Staying in bed" in shown
        assert "Guidelines: Guidelines agree." in shown
        assert "Source: NHS, Back pain, 2023. https://www.nhs.uk/conditions/back-pain/" in shown
        assert shown.count("This is a small base") == 1
        chat.say("/quit")
        assert chat.leave() == 0


def test_a_warning_says_so_in_words(home):
    with Terminal(home=home, NO_COLOR="1") as chat:
        chat.ready().say("i cannot control my bladder")
        chat.see("EMERGENCY: Call an ambulance now.")
        assert b"31m" not in chat.raw


@pytest.mark.parametrize("columns", [40, 200])
def test_lines_fit_the_window_and_are_never_too_long_to_read(home, columns):
    with Terminal(home=home, columns=columns) as chat:
        chat.ready().say("is bed rest good")
        chat.see("rest only for short spells.")
        longest = max(len(line.rstrip()) for line in chat.screen.display)
        assert longest <= min(columns, 88)
        assert "short\nspells" in chat.text or "short spells" in chat.text


def test_a_new_size_counts_from_the_next_reply_on(home):
    with Terminal(home=home, columns=40) as chat:
        chat.ready().resize(80)
        chat.settle()
        chat.say("is bed rest good")
        chat.see("short spells")
        assert "Answer: Staying in bed can make it worse. Keep moving as far as you can, and\n" in chat.text + "\n"


def test_a_window_of_one_column_does_no_harm(home):
    with Terminal(home=home, columns=1, rows=10) as chat:
        chat.settle(1.0)
        chat.say("is bed rest good").settle(0.5)
        chat.say("/quit")
        assert chat.leave() == 0
        assert b"Traceback" not in chat.raw


# Keys


def test_enter_sends_what_was_typed_and_not_the_suggestion(home):
    with Terminal("--history", home=home) as chat:
        chat.ready().type("should i l").settle()
        chat.type("i").see("should i lie in bed all day")
        chat.say("").ready()
    assert (state(home) / "history").read_text() == '"should i li"\n'


@pytest.mark.parametrize("key", ["\x1b[C", "\x1b[F", "\x05"])
def test_right_and_end_take_the_suggestion(home, key):
    with Terminal("--history", home=home) as chat:
        chat.ready().type("should i l").settle()
        chat.type("i").see("should i lie in bed all day")
        chat.type(key).settle(0.1)
        chat.say("").see("Answer: Staying")
    assert (state(home) / "history").read_text() == '"should i lie in bed all day"\n'


def test_a_setting_turns_suggestions_off(home):
    settings(home, "suggestions: false\n")
    with Terminal(home=home) as chat:
        chat.ready().say("is bed rest good").see("Answer: Staying")
        chat.type("should i li")
        assert "lie in bed" not in chat.settle()


def test_tab_completes_words_of_a_question_and_shows_its_topic(home):
    with Terminal(home=home) as chat:
        chat.ready().type("i")
        chat.settle()
        chat.type("\x03stretch soon\t")
        chat.see("> When should I start stretching?")
        chat.type("\x03").type("re\t")
        chat.see("Is bed rest good for back pain? rest")


def test_a_list_to_pick_from_leaves_the_line_to_enter(home):
    with Terminal("--history", home=home) as chat:
        chat.ready().say("is bed rest good").see("Answer: Staying")
        chat.type("pain i\t").settle()
        chat.say("").settle()
    lines = (state(home) / "history").read_text().splitlines()
    assert lines[1] in ('"pain i"', '"Is bed rest good for back pain?"')


def test_a_slash_lists_the_commands_with_what_they_do(home):
    with Terminal(home=home) as chat:
        chat.ready().type("/")
        chat.see("/topics", "everything you can ask about")
        chat.type("pv")
        chat.see("/privacy", "what is stored on this computer", gone="/topics")


def test_up_brings_back_lines_that_begin_like_this_one(home):
    with Terminal(home=home) as chat:
        chat.ready().say("is bed rest good").see("Answer: Staying")
        chat.say("when should i stretch").see("Answer: Start as soon")
        chat.type("\x1b[A").see("> when should i stretch\n".strip())
        chat.type("\x03is b\x1b[A").see("> is bed rest good for back pain?")
        assert "is bed rest good\x1b" in chat.raw.decode().rsplit("is b", 1)[0] + "is bed rest good\x1b"


def test_ctrl_r_searches_earlier_lines(home):
    with Terminal(home=home) as chat:
        chat.ready().say("is bed rest good").see("Answer: Staying")
        chat.type("\x12rest")
        chat.see("reverse-i-search)`rest': is bed rest good")


def test_alt_enter_starts_a_new_line_of_the_same_message(home):
    with Terminal("--history", home=home) as chat:
        chat.ready().type("is bed rest").type("\x1b\r").settle(0.1)
        chat.say("good for my back").see("Answer: Staying")
    assert json.loads((state(home) / "history").read_text()) == "is bed rest\ngood for my back"


def test_many_pasted_lines_are_one_message_without_anything_harmful(home):
    with Terminal("--history", home=home) as chat:
        chat.ready().type("\x1b[200~is bed\r\trest \u202e\x07good\x1b[201~").settle(0.2)
        chat.say("").see("Answer: Staying")
    assert json.loads((state(home) / "history").read_text()) == "is bed\n    rest good"


def test_keys_of_vi_where_readline_is_set_to_them(home):
    (home / ".inputrc").write_text("set editing-mode vi\n")
    with Terminal("--history", home=home) as chat:
        chat.ready().type("s bed rest good").type("\x1b")
        chat.settle(0.8)
        chat.say("0ii").see("Answer: Staying")
    assert (state(home) / "history").read_text() == '"is bed rest good"\n'


def test_the_settings_file_outranks_readline(home):
    (home / ".inputrc").write_text("set editing-mode vi\n")
    settings(home, "editing: emacs\nhistory: true\n")
    with Terminal(home=home) as chat:
        chat.ready().type("s bed rest good").type("\x01").settle(0.1)
        chat.say("i").see("Answer: Staying")
    assert (state(home) / "history").read_text() == '"is bed rest good"\n'


def test_ctrl_c_clears_the_line_and_on_an_empty_one_says_how_to_leave(home):
    with Terminal(home=home) as chat:
        chat.ready().type("half a thought").see("> half a thought")
        chat.type("\x03").settle(0.1)
        assert chat.last == ">"
        chat.type("\x03").see("To leave, type /quit or press Ctrl-D.")
        chat.ready().type("\x04")
        assert chat.leave() == 0


def test_an_empty_line_is_just_a_new_prompt(home):
    with Terminal(home=home) as chat:
        chat.ready().say("").say("   ")
        assert chat.settle().count("\n>") == 3


# Commands


def test_many_sources_are_named_in_one_line_and_told_in_full_on_demand(home):
    with Terminal(bundled=True, home=home, rows=200) as chat:
        chat.ready().say("is bed rest any good").see("Cochrane, 2010", "/sources tells more.")
        assert "https://" not in chat.text
        chat.say("/sources").see("- NHS (England), Back pain. https://www.nhs.uk/conditions/back-pain/")


def test_commands_that_show_something(home):
    with Terminal(home=home, rows=100) as chat:
        chat.ready().say("/why").see("Nothing has been answered yet.")
        chat.say("/more").see("There is nothing to read next.")
        chat.say("is bed rest good").see("Answer: Staying")
        chat.say("/help").see("/forget", "delete all of that", "Alt-Enter starts a new line")
        chat.say("/topics").see("Rest", "- Is bed rest good for back pain?", "Exercise")
        chat.say("/why").see("bed-rest")
        assert chat.settle().count("Source: NHS") == 1
        chat.say("/sources").see("/sources")
        assert chat.settle().count("Source: NHS") == 2
        chat.say("/again").settle(0.3)
        assert chat.settle().count("Answer: Staying") == 2
        chat.say("/more").see("Answer: Start as soon as it does not hurt.")
        chat.say("/more").see("/more")
        assert "There is nothing to read next." in chat.settle()


def test_an_unknown_command_gets_the_nearest_one_offered(home):
    with Terminal(home=home) as chat:
        chat.ready().say("/tpoics").see("There is no command /tpoics. Did you mean /topics?")
        chat.say("/so").see("Did you mean /sources?")


@pytest.mark.parametrize("line", ["/is bed rest good", "/stretching", "/why is bed rest good"])
def test_a_question_behind_a_slash_is_not_lost(home, line):
    with Terminal(home=home) as chat:
        chat.ready().say(line).see("Answer:")


def test_save_writes_the_talk_as_markdown_and_never_replaces_a_file_of_the_user(home):
    (home / "mine.md").write_text("precious")
    with Terminal(home=home) as chat:
        chat.ready().say("is bed rest good").see("Answer: Staying")
        chat.say("/save").see("Name a file")
        chat.say("/save mine.md").see("mine.md is there already.")
        chat.say("/save no/such/folder.md").see("could not be saved: No such file or directory.")
        chat.say("/save ~/talk.md").see("Saved to")
        saved = (home / "talk.md").read_text()
        chat.say("when should i stretch").see("Start as soon")
        chat.say("/save ~/talk.md").settle(0.3)
    assert (home / "mine.md").read_text() == "precious"
    assert "## is bed rest good\n\n**Answer:** Staying in bed" in saved
    assert "## when should i stretch" in (home / "talk.md").read_text()
    assert stat.S_IMODE((home / "talk.md").stat().st_mode) == 0o600


def test_plain_can_be_switched_on_and_off_in_the_chat(home):
    with Terminal(home=home) as chat:
        chat.ready().say("/plain").see("You:")
        before = len(chat.raw)
        chat.say("is bed rest good").see("Answer: Staying")
        chat.settle(0.1)
        assert b"\x1b" not in chat.raw[before:]
        chat.say("/plain").see("No longer plain.")
        chat.settle()
        assert chat.last == ">"


# Privacy


def test_without_being_asked_nothing_is_written(home):
    with Terminal(home=home) as chat:
        chat.ready().say("is bed rest good").see("Answer: Staying")
        chat.say("/privacy").see("Stored: nothing.", "backchat --history", "never uses the network")
        chat.say("/quit")
        assert chat.leave() == 0
    assert sorted(path.name for path in home.rglob("*")) == ["small.yaml"]


def test_history_is_private_kept_between_chats_and_forgotten_on_request(home):
    with Terminal("--history", home=home) as chat:
        chat.ready().say("is bed rest good").see("Answer: Staying")
        chat.say(" when should i stretch").see("Answer: Start")
        chat.say("/quit")
        assert chat.leave() == 0
    kept = state(home) / "history"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert kept.read_text() == '"is bed rest good"\n"/quit"\n'
    with Terminal("--history", home=home) as chat:
        chat.ready().type("is\x1b[A").see("> is bed rest good")
        chat.say("").see("Answer: Staying")
        chat.say("/privacy").see("4 lines, 57 bytes", "/forget deletes them")
        chat.say("/forget").see("deleted ~/.local/state/backchat/history")
        assert not kept.exists()
        chat.type("\x1b[A").settle(0.1)
        assert chat.last == ">"


def test_a_disk_that_takes_no_history_is_told_once(home):
    with Terminal("--history", home=home, XDG_STATE_HOME="/dev/null") as chat:
        chat.ready().say("is bed rest good").see("Answer: Staying")
        chat.say("when should i stretch").see("Answer: Start")
        assert chat.ready().text.count("The history cannot be kept on disk: Not a directory.") == 1


def test_a_full_disk_is_told_once_too(home):
    state(home).mkdir(parents=True)
    (state(home) / "history").symlink_to("/dev/full")
    with Terminal("--history", home=home) as chat:
        chat.ready().say("is bed rest good")
        chat.see("The history cannot be kept on disk: No space left on device.", "Answer: Staying")
        chat.say("when should i stretch").see("Answer: Start")
        assert chat.ready().text.count("No space left on device") == 1


# Plain


@pytest.mark.parametrize(
    ("arguments", "environ"),
    [(["--plain"], {}), ([], {"ACCESSIBLE": "1"}), ([], {"TERM": "dumb"}), (["--plain", "--color", "always"], {})],
)
def test_plain_is_a_line_prompt_without_any_control_sequence(home, arguments, environ):
    with Terminal(*arguments, home=home, **environ) as chat:
        chat.ready("You:").say("is bed rest good")
        chat.see("Answer: Staying", "Guidelines: Guidelines agree.", "Source: NHS")
        chat.say("/tpoics").see("Did you mean /topics?")
        chat.type("\x03").see("To leave, type /quit or press Ctrl-D.")
        chat.ready("You:").type("\x04")
        assert chat.leave() == 0
        assert b"\x1b" not in chat.raw


# Nothing hostile


def test_nothing_in_the_knowledge_gives_orders_to_the_terminal(home):
    (home / "hostile.yaml").write_text(HOSTILE)
    with Terminal("--knowledge", "hostile.yaml", home=home) as chat:
        chat.ready().say("is this safe").see("Answer: Yes and no.")
        chat.type("is this safe\t").settle(0.3)
        for order in (b"\x1b]0;owned", b"\x1b[2J\xc2\x9b", b"\xc2\x9b", b"\xe2\x80\xae", b"\x07"):
            assert order not in chat.raw


# The knowledge changes


def test_an_edited_file_is_live_at_the_next_question(home):
    with Terminal(home=home, rows=100) as chat:
        chat.ready().say("is bed rest good").see("Answer: Staying")
        knowledge = home / "small.yaml"
        knowledge.write_text(KNOWLEDGE.replace("Staying in bed can", "Lying there will"))
        chat.say("is bed rest good").see("Answer: Lying there will make it worse.")
        knowledge.write_text(KNOWLEDGE + "    nonsense: yes\n")
        chat.say("is bed rest good").see("small.yaml:", "The old one stays.")
        chat.say("is bed rest good").settle(0.5)
        assert chat.ready().text.count("The old one stays.") == 1
        assert chat.text.count("Answer: Lying there") == 3
        knowledge.write_text(KNOWLEDGE)
        chat.say("/reload").see("Read anew: 2 entries from 1 files.")


def test_a_fault_from_the_start_ends_before_the_prompt(home):
    (home / "small.yaml").write_text("entries: 3\n")
    with Terminal(home=home) as chat:
        assert chat.leave() == 2
        assert "small.yaml:1:10:" in chat.text
        assert "Traceback" not in chat.text


# Endings


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_to_end_leaves_the_terminal_as_it_was(home, number, status):
    with Terminal(home=home) as chat:
        before = chat.line_of_settings()
        chat.ready().type("half a thou").settle()
        assert chat.line_of_settings() != before
        chat.child.kill(number)
        assert chat.leave() == status
        assert b"Traceback" not in chat.raw
        assert chat.raw.rstrip().endswith(b"\x1b[?2004l") or b"\x1b[?2004l" in chat.raw[-60:]


def test_ctrl_c_while_the_editor_is_still_being_read_is_quiet(home):
    with Terminal(home=home) as chat:
        chat.see("This is a small base")
        chat.child.kill(signal.SIGINT)
        chat.settle(0.5)
        if chat.child.isalive():
            chat.ready().type("\x04")
        assert chat.leave() in (0, 130)
        assert b"Traceback" not in chat.raw


def test_a_terminal_that_goes_away_ends_the_chat(home):
    chat = Terminal(home=home)
    chat.ready()
    os.close(chat.child.child_fd)
    chat.child.closed = True
    for _ in range(200):
        pid, _ = os.waitpid(chat.child.pid, os.WNOHANG)
        if pid:
            break
        time.sleep(0.02)
    assert pid == chat.child.pid
    chat.child.terminated = True
