"""What a user settles, and what is kept of a user's: strict, private, and never half written."""

import os
import stat
from pathlib import Path

import pytest

from backchat import history, inputrc, places, privacy, saving, settings
from backchat.faults import KnowledgeError
from backchat.history import History
from backchat.reply import Reply


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "INPUTRC"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


# The settings file


def test_without_a_file_everything_is_off_that_writes(home):
    found = settings.load()
    assert found == settings.Settings()
    assert not found.history
    assert not found.log_unanswered


def test_a_file_is_read_and_its_paths_are_beside_it(tmp_path):
    path = tmp_path / "settings.yaml"
    path.write_text(
        "history: true\nsuggestions: false\nediting: vi\nplain: true\ncolor: never\nknowledge: [a.yaml, /b, ~/c]\n"
    )
    found = settings.load(path)
    assert (found.history, found.suggestions, found.plain) == (True, False, True)
    assert (found.editing, found.color) == ("vi", "never")
    assert found.knowledge == (str(tmp_path / "a.yaml"), "/b", str(Path.home() / "c"))


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("histroy: true\n", "1:1", 'did you mean "history"?'),
        ("history: 1\n", "1:10", "true or false"),
        ("editing: ed\n", "1:10", "readline, emacs, vi"),
        ("color: [a]\n", "1:8", "color"),
        ("knowledge: mine.yaml\n", "1:12", "list"),
        ("history: true\nhistory: false\n", "2:1", "given twice"),
        ("- history\n", "1:1", "a list stands here"),
        ("history: [\n", "1:10", ""),
    ],
)
def test_faults_are_told_with_their_place_and_mend(tmp_path, text, place, word):
    path = tmp_path / "settings.yaml"
    path.write_text(text)
    with pytest.raises(KnowledgeError) as caught:
        settings.load(path)
    assert f"settings.yaml:{place}:" in str(caught.value)
    assert word in str(caught.value)


def test_an_empty_file_settles_nothing(tmp_path):
    (tmp_path / "settings.yaml").write_text("# nothing yet\n")
    assert settings.load(tmp_path / "settings.yaml") == settings.Settings()


# Places


def test_places_follow_the_platform(home, monkeypatch):
    assert places.settings_file() == home / ".config/backchat/settings.yaml"
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    assert places.history_file() == home / "state/backchat/history"
    monkeypatch.setenv("XDG_STATE_HOME", "not/absolute")
    assert places.history_file() == home / ".local/state/backchat/history"
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.delenv("XDG_STATE_HOME")
    assert places.history_file() == home / "Library/Application Support/backchat/history"
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(home / "local"))
    assert places.history_file() == home / "local/backchat/history"


def test_a_user_without_a_home_has_no_places(monkeypatch):
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    assert places.history_file() is None


# The history


def test_lines_come_back_as_they_were_typed(tmp_path):
    path = tmp_path / "state" / "history"
    kept = History(path)
    for line in ["one", "two\nlines", " secret", "", "two\nlines", "caf\u00e9 \u75db"]:
        kept.add(line)
    assert History(path).lines == ["one", "two\nlines", "caf\u00e9 \u75db"]
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path):
    path = tmp_path / "history"
    path.write_text('"old"\n')
    path.chmod(0o644)
    History(path).add("new")
    assert mode(path) == 0o600


def test_a_damaged_file_is_read_as_far_as_it_goes(tmp_path):
    path = tmp_path / "history"
    path.write_bytes(b'"good"\n{"not": "a line"}\nby hand\n\xff\x1b[31m\n\n"half')
    assert History(path).lines == ["good", '{"not": "a line"}', "by hand", "\ufffd", '"half']


def test_a_long_history_is_cut_back_as_a_whole(tmp_path):
    path = tmp_path / "history"
    path.write_text("".join(f'"{n}"\n' for n in range(history.LIMIT + 1)))
    assert len(History(path).lines) == history.KEPT
    assert len(path.read_text().splitlines()) == history.KEPT
    assert (mode(path), names(tmp_path)) == (0o600, ["history"])


def test_forget_deletes_all_that_is_kept(home):
    History(places.history_file()).add("one")
    assert "~/.local/state/backchat/history (1 line, 6 bytes)" in privacy.report(history_is_on=True)
    assert privacy.forget() == [home / ".local/state/backchat/history"]
    assert "Stored: nothing." in privacy.report(history_is_on=True)


# A saved talk


def test_a_talk_is_saved_as_a_whole_or_not_at_all(tmp_path, monkeypatch):
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "talk.md"
    saving.write(path, "first", replace=False)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        saving.write(path, "second", replace=True)
    assert (path.read_text(), names(tmp_path)) == ("first", ["talk.md"])


def test_signs_that_markdown_would_read_are_escaped():
    page = saving.markdown([Reply("# <b>*you*</b>\nand _me_", "unknown")])
    assert "## \\# \\<b\\>\\*you\\*\\</b\\> and \\_me\\_\n" in page


# The user's readline


@pytest.mark.parametrize(
    ("text", "is_vi"),
    [
        ("set editing-mode vi\n", True),
        ("SET Editing-Mode VI # yes\n", True),
        ("# set editing-mode vi\n", False),
        ("set editing-mode vi\nset editing-mode emacs\n", False),
        ("$if Bash\nset editing-mode vi\n$endif\n", False),
        ("$if backchat\nset editing-mode vi\n$else\nset editing-mode emacs\n$endif\n", True),
        ("$if Bash\n$if mode=emacs\nset editing-mode vi\n$endif\n$endif\n", False),
        ("$if mode=emacs\nset editing-mode vi\n$endif\n", True),
        ("$include other\n", True),
        ("$include .inputrc\n", False),
        ("$else\n$endif\n$if\n$include\nset\n\x00\xff", False),
    ],
)
def test_the_keys_that_readline_is_set_to(home, monkeypatch, text, is_vi):
    (home / "other").write_text("set editing-mode vi\n")
    (home / ".inputrc").write_text(text.replace("other", str(home / "other")), encoding="latin-1")
    assert inputrc.uses_vi() == is_vi
