"""`backchat add` on a terminal asks for one thing after the other, and writes nothing before the author says so."""

import io
import sys
from pathlib import Path

import pexpect
import pytest

from backchat import prompting
from backchat.adding import Library
from backchat.screen import Screen

BIKE = [
    "How do I oil a chain?",
    "chain oil",
    "what oil for the chain",
    "",
    "One drop",
    "on each link.",
    "",
    "- wipe",
    "",
    "",
]


def fill(*typed: str, **given):
    """Type lines into the form; return the exit status and what was shown."""
    lines, shown = iter(typed), io.StringIO()

    def read(prompt: str) -> str:
        shown.write(prompt)
        said = next(lines, None)
        if said is None:
            raise EOFError
        return said

    status = prompting.add(prompting.Given(**given), Screen(shown), Library(), read)
    return status, shown.getvalue()


def test_an_entry_is_asked_for_and_written(bundled):
    status, shown = fill(*BIKE, "bikes.yaml", "Chain care; Club", "", "care", "y")
    assert status == 0
    assert "Today: it is refused" in shown
    assert 'Written under "how-do-i-oil-a-chain" (bikes.yaml:' in shown
    text = Path("bikes.yaml").read_text()
    assert "    answer: |-\n      One drop on each link.\n\n      - wipe\n" in text
    assert "      - what oil for the chain\n" in text
    assert "    topic: care\n" in text
    assert "    title: Chain care\n    organisation: Club\n" in text


@pytest.mark.parametrize("stop", [0, 1, 4, 10, 13])
def test_leaving_early_writes_nothing(bundled, stop):
    status, shown = fill(*[*BIKE, "bikes.yaml", "", "care", "y"][:stop])
    assert status == 1
    assert shown.endswith("Nothing was written.\n")
    assert list(Path().iterdir()) == []


def test_saying_no_writes_nothing(bundled):
    status, _ = fill(*BIKE, "bikes.yaml", "", "", "n")
    assert status == 1
    assert not Path("bikes.yaml").exists()


def test_a_near_match_may_become_a_wording(bundled):
    status, shown = fill("should i stay in bed with a really bad back", "y")
    assert status == 0
    assert 'Nearly the same stands under "bed-rest"' in shown
    assert "      - should i stay in bed with a really bad back\n" in (bundled / "small.yaml").read_text()


def test_a_question_that_stands_there_already_is_not_asked_for_any_further(bundled):
    status, shown = fill("Is bed rest good for back pain")
    assert status == 1
    assert "stands there already" in shown


def test_what_the_options_give_is_not_asked_for(bundled):
    status, shown = fill("", "", "", "", "y", question="how do i oil a chain", answer="Little.", to="bikes.yaml")
    assert status == 0
    assert "Question:" not in shown
    assert "Knowledge file" not in shown


def test_a_source_that_is_not_there_is_asked_for_again(bundled):
    Path("bikes.yaml").write_text("sources:\n  club: {title: Club}\n")
    status, shown = fill(*BIKE, "bikes.yaml", "clubb", "club", "", "", "y")
    assert status == 0
    assert 'did you mean "club"?' in shown
    assert Path("bikes.yaml").read_text().count("title: Club") == 1


def terminal(folder: Path) -> pexpect.spawn:
    """Start the command on a terminal, with one entry known."""
    (folder / "bikes.yaml").write_text("entries:\n  - question: patch a tyre\n    answer: Glue.\n")
    command = ["-m", "backchat", "add", "--only", "--knowledge", str(folder / "bikes.yaml")]
    home = {"HOME": str(folder), "TERM": "xterm"}
    return pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=20, cwd=str(folder), env=home)


def test_it_works_on_a_real_terminal(tmp_path):
    child = terminal(tmp_path)
    for prompt, typed in [
        ("Question: ", "oil: how much?"), ("- ", ""), ("> ", "Little."), ("> ", ""), ("> ", ""),
        ("Knowledge file", ""), ("Sources", ""), ("Topic", ""), ("[Y/n]", ""),
    ]:  # fmt: skip
        child.expect_exact(prompt)
        child.sendline(typed)
    child.expect("Written under")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert 'question: "oil: how much?"' in (tmp_path / "bikes.yaml").read_text()


def test_ctrl_c_ends_it_without_a_word(tmp_path):
    child = terminal(tmp_path)
    child.expect_exact("Question: ")
    for _ in range(5):
        child.sendintr()  # lost if it comes in the instant before the line is read
        if child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=4) == 0:
            break
    child.close()
    assert child.exitstatus == 130
    assert "Traceback" not in child.before


def test_all_that_the_options_give_is_taken(bundled):
    given = {"question": "how do i oil a chain", "answer": "Little.", "also": ["chain oil"], "source": ["Care; Club"]}
    status, _ = fill("bikes.yaml", "y", **given, topic="care", id="oil")
    assert status == 0
    assert "  - id: oil\n    topic: care\n" in Path("bikes.yaml").read_text()
