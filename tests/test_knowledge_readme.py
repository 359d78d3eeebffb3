"""Every example of the guide for authors is run: files are written, commands typed, and their output compared."""

import io
import re
import shlex
from pathlib import Path

import pytest

from backchat import cli
from backchat.knowledge import KnowledgeBase

TOP = Path(__file__).parents[1]
GUIDE = (TOP / "knowledge" / "README.md").read_text("utf-8")
SECTION = (TOP / "README.md").read_text("utf-8").partition("## Teach it something new")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", GUIDE + SECTION, re.DOTALL)
NAMED = re.compile(r"# (\S+)\n")


@pytest.fixture
def folder(tmp_path, monkeypatch, bundled):
    """A folder with all files of the page in it."""
    for language, body in BLOCKS:
        name = NAMED.match(body)
        if name:
            (tmp_path / name[1]).write_text(body[name.end() :] if language == "csv" else body, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def steps():
    """Each command of the page with the output that stands under it."""
    for language, body in BLOCKS:
        if language == "console":
            yield from re.findall(r"^\$ backchat ?(.*)\n((?:(?!\$ ).*\n)*)", body, re.MULTILINE)


def looks_like(expected: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in expected.strip().split("...")]
    return re.compile(".*".join(parts).replace(r"\n.*", r"(?:\n.*)?"), re.DOTALL)


def test_every_file_and_command_of_the_page_is_found():
    assert len([body for _, body in BLOCKS if NAMED.match(body)]) == 8
    assert len(list(steps())) == 10


def test_the_commands_do_what_the_page_shows(folder, monkeypatch, capsys):
    for command, expected in steps():
        monkeypatch.setattr("sys.stdin", io.StringIO())
        status = cli.main(shlex.split(command))
        shown = capsys.readouterr()
        assert status == 0, (command, shown)
        assert looks_like(expected).search(shown.out), (command, shown)


@pytest.mark.parametrize("name", ["smallest.yaml", "quoting.yaml", "about.yaml", "more.yaml"])
def test_the_other_files_can_be_loaded(folder, name):
    KnowledgeBase.load(folder / name, bundled=False)


def test_the_warning_sign_is_recognised(folder, capsys):
    asked = ["ask", "--only", "--knowledge", "more.yaml", "I slipped by the pool and hit my head"]
    assert cli.main(asked) == 0
    assert "do not drive" in capsys.readouterr().out
