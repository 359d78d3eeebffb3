"""The commands as a shell or another program runs them: replies, streams and exit statuses."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from backchat import __main__, cli, usage
from pseudo_terminal import ASKING, KNOWLEDGE


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(KNOWLEDGE)
    return path


@pytest.fixture
def backchat(tmp_path: Path, small: Path):
    def run(*arguments: str, typed: str | bytes = "", only: bool = True, **environ: str):
        base = ["--only", "--knowledge", str(small)] if only else []
        return subprocess.run(
            [sys.executable, "-m", "backchat", *base, *arguments],
            input=typed.encode() if isinstance(typed, str) else typed,
            capture_output=True,
            env=surroundings(tmp_path) | environ,
            cwd=tmp_path,
            timeout=60,
            check=False,
        )

    return run


def surroundings(home: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name not in ASKING}
    return clean | {"HOME": str(home), "XDG_CONFIG_HOME": "", "XDG_STATE_HOME": "", "TERM": "xterm"}


# ask


@pytest.mark.parametrize(
    ("question", "kind", "status"),
    [
        ("is bed rest good", "answer", 0),
        ("i cannot control my bladder", "warning", 0),
        ("capital of france", "unknown", 1),
        ("", "unknown", 1),
    ],
)
def test_ask_says_by_its_status_whether_it_answered(backchat, question, kind, status):
    done = backchat("ask", "--json", question)
    assert (json.loads(done.stdout)["kind"], done.returncode, done.stderr) == (kind, status, b"")


def test_ask_prints_plain_text_without_colour_on_a_pipe(backchat):
    done = backchat("ask", "is", "bed", "rest", "good?")
    assert done.stdout.startswith(b"Answer: Staying in bed can make it worse. Keep moving")
    assert b"\nSource: NHS, Back pain, 2023. https://" in done.stdout
    assert b"\x1b" not in done.stdout


def test_ask_reads_questions_each_on_its_own(backchat):
    done = backchat("ask", "--json", "-", typed="\ufeffis bed rest good\r\n\n1\nwhen to stretch")
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reply["question"] for reply in replies] == ["is bed rest good", "", "1", "when to stretch"]
    assert [reply["kind"] for reply in replies] == ["answer", "unknown", "unknown", "answer"]
    assert done.returncode == 1


@pytest.mark.parametrize("command", ["ask", "explain"])
def test_empty_lines_ask_nothing(backchat, command):
    with_them = backchat(command, "-", typed="\nis bed rest good\n \t\r\n\nwhen to stretch\n\n")
    without = backchat(command, "-", typed="is bed rest good\nwhen to stretch\n")
    assert (with_them.returncode, with_them.stdout) == (0, without.stdout)


def test_each_reply_is_there_before_the_next_question_is_asked(tmp_path, small):
    command = [sys.executable, "-m", "backchat", "--json", "--only", "--knowledge", str(small)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings(tmp_path), text=True
    ) as talk:
        assert talk.stdin is not None
        assert talk.stdout is not None
        for question, kind in [("capital of france", "unknown"), ("is bed rest good", "answer")]:
            talk.stdin.write(question + "\n")
            talk.stdin.flush()
            assert json.loads(talk.stdout.readline())["kind"] == kind
        talk.stdin.close()
    assert talk.returncode == 0


# The pipe


def test_a_pipe_is_one_conversation_without_prompt_or_echo(backchat):
    done = backchat(typed="capital of france\nis bed rest good\n")
    first, second = done.stdout.decode().split("\n\nAnswer: Staying")
    assert first.startswith("I don't know the answer to that. I only know about sore backs.")
    assert "Source: NHS" in second
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"> " not in done.stdout
    assert b"capital of france" not in done.stdout


def test_commands_work_on_a_pipe_unless_they_touch_files(backchat, tmp_path):
    done = backchat(typed="is bed rest good\n/sources\n/save out.md\n/quit\nis bed rest good\n")
    assert done.stdout.count(b"Source: NHS") == 2
    assert done.stdout.count(b"Answer: Staying") == 1
    assert b"/save works only where it is typed" in done.stderr
    assert not (tmp_path / "out.md").exists()


def test_as_many_objects_as_lines(backchat):
    done = backchat("--json", typed="is bed rest good\n\n/quit\n   \nis bed rest good\n")
    assert len(done.stdout.splitlines()) == 5


def test_no_input_at_all_ends_at_once(backchat):
    assert (backchat().returncode, backchat().stdout) == (0, b"")


def test_a_closed_standard_input_counts_as_empty(tmp_path, small):
    command = f'"{sys.executable}" -m backchat --only --knowledge "{small}" <&-'
    done = subprocess.run(command, shell=True, capture_output=True, env=surroundings(tmp_path), check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_bytes_that_are_no_letters_do_no_harm(backchat):
    done = backchat("ask", "--json", "-", typed=b"is bed rest good \xff\xfe\x1b[31m\x00\xc2\x9b\n")
    assert json.loads(done.stdout)["kind"] == "answer"
    assert done.stdout.decode().rstrip("\n").isprintable()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_replies_fit_the_encoding_of_the_stream(backchat, small, encoding):
    small.write_text(KNOWLEDGE.replace("can make it worse", "can make it worse – très 😀"))
    text = backchat("ask", "is bed rest good", PYTHONIOENCODING=encoding)
    as_json = backchat("ask", "--json", "is bed rest good", PYTHONIOENCODING=encoding)
    assert text.stdout.decode(encoding).startswith("Answer: Staying")
    assert "très 😀" in json.loads(as_json.stdout.decode(encoding))["answers"][0]["answer"]


# Colour


@pytest.mark.parametrize(
    ("arguments", "environ", "is_coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color=always"], {"NO_COLOR": "1"}, True),
        (["--color", "always", "--plain"], {}, False),
        (["--color", "never"], {}, False),
    ],
)
def test_colour_as_the_user_wants_it(backchat, arguments, environ, is_coloured):
    done = backchat("ask", *arguments, "is bed rest good", **environ)
    assert (b"\x1b[" in done.stdout) == is_coloured


# The other commands


def test_topics_groups_the_questions(backchat):
    assert backchat("topics").stdout.decode() == (
        "Rest\n  - Is bed rest good for back pain?\n\nExercise\n  - When should I start stretching?\n"
    )
    groups = [json.loads(line) for line in backchat("topics", "--json").stdout.splitlines()]
    assert groups[1] == {
        "topic": "exercise",
        "questions": [{"id": "stretching", "question": "When should I start stretching?"}],
    }


def test_explain_names_entries_and_scores(backchat):
    done = backchat("explain", "is bed rest good")
    assert (done.returncode, b"bed-rest" in done.stdout) == (0, True)


def test_check_tells_faults_of_a_file(backchat, small):
    small.write_text("entries: 3\n")
    done = backchat("check", str(small), only=False)
    assert (done.returncode, b"small.yaml" in done.stdout) == (1, True)


def test_help_names_every_command_option_and_file(backchat):
    shown = backchat("--help", only=False).stdout.decode()
    for word in [*(command.name for command in usage.COMMANDS), "--knowledge", "--only", "--json", "--plain", "--color",
                 "--history", "NO_COLOR", "~/.config/backchat/settings.yaml", "exit status", "examples"]:  # fmt: skip
        assert word in shown


@pytest.mark.parametrize("command", [command.name for command in usage.COMMANDS])
def test_every_command_has_help(backchat, command):
    done = backchat(command, "--help", only=False)
    assert (done.returncode, done.stdout.startswith(f"usage: backchat {command}".encode())) == (0, True)


def test_version(backchat):
    assert backchat("--version", only=False).stdout.startswith(b"backchat 0.")


# Faults


def is_a_plain_fault(done: subprocess.CompletedProcess[bytes], *words: str) -> bool:
    told = done.stderr.decode()
    assert "Traceback" not in told
    assert all(word in told for word in words), told
    return done.returncode == 2 and done.stdout == b""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask"], ["QUESTION"]),
        (["what", "is", "sciatica"], ['there is no command "what"', "backchat ask what"]),
        (["ask", "--nonsense", "x"], ["--nonsense"]),
        (["--color", "pink"], ["pink"]),
        (["ask", "--knowledge", "no-such.yaml", "x"], ["no-such.yaml", "there is no such file"]),
        (["ask", "--only", "x"], ["nothing to answer from", "--knowledge PATH"]),
        (["topics", "--only"], ["nothing to answer from", "--knowledge PATH"]),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(backchat, arguments, words):
    assert is_a_plain_fault(backchat(*arguments, only=False), *words)


def test_every_fault_of_the_knowledge_is_told_with_its_place(backchat, small):
    small.write_text("entries:\n  - qestion: a\n    also: [no]\n    answer: x # y\n")
    assert is_a_plain_fault(backchat("ask", "x"), "small.yaml:2:5", "small.yaml:3:12", "small.yaml:4:15")


def test_faults_in_the_settings_file_too(backchat, tmp_path):
    folder = tmp_path / ".config/backchat"
    folder.mkdir(parents=True)
    (folder / "settings.yaml").write_text("colour: never\nhistory: perhaps\n")
    assert is_a_plain_fault(backchat("ask", "x"), 'did you mean "color"?', "settings.yaml:2:10")


def test_knowledge_named_before_and_after_the_command_counts_both(backchat, tmp_path):
    (tmp_path / "more.yaml").write_text("entries:\n  - question: Where is the key?\n    answer: Under the mat.\n")
    done = backchat("ask", "--knowledge", "more.yaml", "where is the key")
    assert done.stdout.startswith(b"Answer: Under the mat.")


# Endings


def test_a_full_disk_is_told_and_not_a_traceback(tmp_path, small):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "backchat", "--only", "--knowledge", str(small), "ask", "is bed rest good"],
            stdout=full, stderr=subprocess.PIPE, env=surroundings(tmp_path), check=False,
        )  # fmt: skip
    told = b"backchat: the reply could not be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (2, told)


@pytest.mark.parametrize("arguments", ["ask --json -", "--help", "topics"])
def test_a_closed_pipe_is_quiet(tmp_path, small, arguments):
    command = (
        f'yes "is bed rest good" | head -2000 | "{sys.executable}" -m backchat --only --knowledge "{small}" '
        f"{arguments} 2>err | head -1; echo ${{PIPESTATUS[2]}}"
    )
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, env=surroundings(tmp_path), cwd=tmp_path, check=False
    )
    assert (tmp_path / "err").read_bytes() == b""
    assert done.stdout.splitlines()[-1] in (b"0", b"141")


@pytest.mark.parametrize(("number", "statuses"), [(signal.SIGINT, {130}), (signal.SIGTERM, {-15, 143})])
def test_signals_end_it_quietly(tmp_path, small, number, statuses):
    command = [sys.executable, "-m", "backchat", "--json", "--only", "--knowledge", str(small)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings(tmp_path)
    ) as talk:
        assert talk.stdin is not None
        assert talk.stdout is not None
        assert talk.stderr is not None
        talk.stdin.write(b"is bed rest good\n")
        talk.stdin.flush()
        talk.stdout.readline()
        time.sleep(0.05)
        talk.send_signal(number)
        talk.wait(10)
        assert talk.stderr.read() == b""
    assert talk.returncode in statuses


def test_ctrl_c_while_the_program_is_still_being_read(monkeypatch):
    def interrupt() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "main", interrupt)
    assert __main__.main() == 130


# Completion in the shell


@pytest.fixture(scope="module")
def bash_script() -> str:
    done = subprocess.run([sys.executable, "-m", "backchat", "completion", "bash"], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("backchat a", {"ask", "add"}),
        ("backchat comp", {"completion"}),
        ("backchat completion ", {"bash", "zsh", "fish"}),
        ("backchat ask --col", {"--color"}),
        ("backchat ask --color ", {"auto", "always", "never"}),
        ("backchat --knowledge my.yaml top", {"topics"}),
        ("backchat --knowledge my", {"my file.yaml"}),
        ("backchat check my", {"my file.yaml"}),
        ("backchat --pl", {"--plain"}),
    ],
)
def test_bash_completes(tmp_path, bash_script, line, offered):
    (tmp_path / "my file.yaml").touch()
    words = line.split(" ")
    listed = " ".join(f"'{word}'" for word in words)
    code = (
        f"{bash_script}\nCOMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}; _backchat; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "--norc", "-c", code], capture_output=True, cwd=tmp_path, check=True)
    assert set(done.stdout.decode().split("\n")) - {""} == offered
    assert done.stderr == b""


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_scripts_for_other_shells_name_every_command_and_option(capsys, shell):
    assert cli.main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for word in [*(command.name for command in usage.COMMANDS), "knowledge", "plain", "always"]:
        assert word in script
