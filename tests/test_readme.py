"""Every example of the README is run: the talk typed on a terminal, commands in a shell, Python as it stands.

`...` in an example stands for anything; blanks and line breaks do not matter. The section on extending the knowledge is
tested with the guide for authors.
"""

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from backchat import cli, commands, usage
from pseudo_terminal import Terminal

TOP = Path(__file__).parents[1]
README = (TOP / "README.md").read_text("utf-8")
SECTIONS = {part.partition("\n")[0]: part for part in re.split(r"^## ", README, flags=re.MULTILINE)}
BLOCKS = [
    block
    for title, part in SECTIONS.items()
    if title != "Teach it something new"
    for block in re.findall(r"```(\w+)\n(.*?)```", part, re.DOTALL)
]
CONSOLE = [body for language, body in BLOCKS if language == "console"]
TALK = next(body for body in CONSOLE if body.startswith("$ backchat\n"))
STEPS = [
    step for body in CONSOLE if body != TALK for step in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", body, re.MULTILINE)
]


def flat(text: str) -> str:
    return " ".join(text.split())


def pieces(shown: str) -> list[str]:
    """What has to appear, in this order."""
    return [flat(piece) for piece in shown.split("...") if piece.strip()]


def appear(wanted: list[str], text: str) -> bool:
    return re.search(".*".join(map(re.escape, wanted)), flat(text)) is not None


def surroundings(home: Path) -> dict[str, str]:
    folders = {"HOME": str(home), "XDG_CONFIG_HOME": "", "XDG_STATE_HOME": ""}
    return os.environ | folders | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def test_no_block_is_of_a_kind_that_is_not_tested():
    kinds = [language for language, _ in BLOCKS]
    assert sorted(set(kinds)) == ["console", "python", "sh", "text"]
    assert (kinds.count("sh"), kinds.count("text"), len(STEPS)) == (2, 1, 5)


def test_the_talk_goes_on_a_terminal_as_shown(tmp_path):
    turns = re.findall(r"^> (.*)\n((?:(?!> ).*\n)*)", TALK, re.MULTILINE)
    assert len(turns) == 5
    with Terminal(bundled=True, columns=82, rows=200, home=tmp_path) as terminal:
        for line, shown in turns[:-1]:
            terminal.ready().say(line)
            assert appear(pieces(f"> {line} {shown}"), terminal.see(*pieces(shown)))
        terminal.ready().say(turns[-1][0])
        assert terminal.leave() == 0


@pytest.mark.parametrize(("command", "shown"), STEPS, ids=[command for command, _ in STEPS])
def test_a_command_shows_what_the_page_says(tmp_path, command, shown):
    shell = ["sh", "-c", command]
    done = subprocess.run(
        shell, capture_output=True, text=True, timeout=60, cwd=tmp_path, env=surroundings(tmp_path), check=False
    )
    assert done.stderr == ""
    assert appear(pieces(shown), done.stdout), done.stdout


def test_python_prints_what_its_comments_say():
    (example,) = [body for language, body in BLOCKS if language == "python"]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example, "README.md", "exec"), {})
    comments = re.findall(r"^print\(.*\)  # (.*)$", example, re.MULTILINE)
    assert len(comments) == example.count("print(")
    assert appear([piece for comment in comments for piece in pieces(comment)], printed.getvalue()), printed.getvalue()


def test_every_command_and_no_other_stands_in_the_table():
    named = re.findall(r"^\| `backchat ?([a-z]*)", SECTIONS["Commands"], re.MULTILINE)
    assert sorted(named) == sorted(["", *(command.name for command in usage.COMMANDS)])


def test_the_options_are_those_of_the_program(capsys):
    for arguments in ([], *([command.name] for command in usage.COMMANDS)):
        assert cli.main([*arguments, "--help"]) == 0
    known = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    foreign = {"--method", "--split"}  # of the benchmarks
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) - foreign <= known


def test_slash_commands_and_files_named_on_the_page_exist():
    for name in re.findall(r"`(/[a-z]+)`", README):
        assert name in commands.COMMANDS
    for path in re.findall(r"(?:tests|knowledge|src)/[\w/.-]+\.\w+", README):
        assert (TOP / path).is_file(), path


@pytest.mark.parametrize("script", sorted(set(re.findall(r"python (tests/benchmarks/\w+\.py)", README))))
def test_the_measuring_commands_can_be_run(script):
    if script.endswith("startup.py"):
        compile((TOP / script).read_text("utf-8"), script, "exec")
        return
    done = subprocess.run([sys.executable, TOP / script, "--help"], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_second_command_is_what_the_checks_run():
    commands_of_the_page = [body.strip() for language, body in BLOCKS if language == "sh"]
    pattern = re.search(r"grep -m 1 -E '(.*?)' README.md", (TOP / ".ci" / "run").read_text("utf-8"))
    assert pattern
    assert re.findall(f"(?m){pattern[1]}", README) == [commands_of_the_page[1]]
