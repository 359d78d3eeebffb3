"""Adding writes what was meant at the end of a file, leaves every byte of the rest, or leaves the file as it was."""

import os
import shutil
import stat
import threading
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backchat import cli, inserting
from backchat.adding import Library
from backchat.entries import Entry, Source
from backchat.faults import BackchatError, KnowledgeError
from backchat.inserting import EditError
from backchat.knowledge import KnowledgeBase, bundled_folder
from backchat.quoting import field, quoted, scalar, tidy
from backchat.syntax import compose

SOURCE = Source("Chain care", "Bike Club", 2020, "https://bike.example/chain")
NEW = Entry(
    "", "Oil: how much? # none", "Little.\n\n- one drop\n- wipe", ("yes", "*oil it", "- oil"), sources=(SOURCE,)
)

FILES = {
    "nothing": "",
    "a remark": "# bicycles\n",
    "a head": "backchat: 1\n",
    "a head without a line end": "backchat: 1",
    "entries begun": "entries:\n",
    "one entry": "entries:\n  - question: patch a tyre\n    answer: Glue.\n",
    "no line end": "entries:\n  - question: patch a tyre\n    answer: Glue.",
    "a block at the end": "entries:\n  - question: patch a tyre\n    answer: |\n      Glue.\n\n      Wait.",
    "kept line ends": "entries:\n  - question: patch a tyre\n    answer: |+\n      Glue.\n\n\nabout: {subject: x}\n",
    "no indent": (
        "entries:\n- question: patch a tyre\n  answer: Glue.\n\n"
        "- question: fit a tube\n  answer: >-\n    Air\n    first.\n"
    ),
    "entries first": "entries:\n  - question: patch a tyre\n    answer: Glue.\n\n# w\nsynonyms:\n  - [tyre, tire]\n",
    "sources there": (
        "sources:\n  a: {title: A}\n\nentries:\n  - question: patch a tyre\n    answer: Glue.\n    sources: [a]\n"
    ),
    "the same source": (
        "sources:\n  old:\n    title: Chain care\n    organisation: Bike Club\n    year: 2020\n"
        "    url: https://bike.example/chain\nentries:\n  - {question: patch a tyre, answer: Glue., sources: [old]}\n"
    ),
    "line ends of Windows": "\ufeffentries:\r\n  -   question: patch a tyre\r\n      answer: Glue.\r\n",
    "a dash alone": "entries:\n  -\n    question: patch a tyre\n    answer: Glue.\n",
    "a remark at the end": "entries:\n  - question: patch a tyre\n    answer: Glue.\n  # more to come\n",
    "the end marked": "about:\n  subject: bikes\n...\n",
    "the start marked": "---\nabout:\n  subject: bikes\n",
    "all indented": "  about:\n    subject: bikes\n",
    "no entries": "synonyms:\n  - [tyre, tire]\n",
    "other letters": 'about:\n  subject: "v\u00e9lo \u2028 \U0001f6b2"\n',
}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "mine.yaml"


def library(path, text):
    path.write_bytes(text.encode())
    is_whole = not text or "entries:\n  -" in text or "about" in text or "synonyms" in text or "entries:\n-" in text
    return Library([path] if text and (is_whole or "\r" in text) else [], bundled=False)


def is_kept(before: str, after: str) -> bool:
    """Whether all of a text stands in another, in its order."""
    rest = iter(after)
    return all(char in rest for char in before)


@pytest.mark.parametrize("name", FILES)
def test_an_entry_is_added_to_any_file_and_read_back_as_it_was_meant(path, name):
    text = FILES[name]
    before = library(path, text).base
    (added,) = library(path, text).add([NEW], path)
    after = path.read_bytes().decode()
    assert (added.question, added.answer, added.also) == (NEW.question, NEW.answer, NEW.also)
    assert added.sources == (SOURCE,)
    assert is_kept(text, after)
    again = KnowledgeBase.load(path, bundled=False)
    assert again.entries[-1].id == "oil-how-much-none"
    assert len(again.entries) == len(before.entries) + 1
    if "\r\n" in text:
        assert after.count("\n") == after.count("\r\n")
    assert list(path.parent.iterdir()) == [path]


def test_what_is_written_looks_as_an_author_would_write_it(path):
    Library(bundled=False).add([NEW], path)
    assert path.read_text() == (
        "backchat: 1\n\n"
        "sources:\n  bike-club-2020:\n    title: Chain care\n    organisation: Bike Club\n    year: 2020\n"
        "    url: https://bike.example/chain\n\n"
        "entries:\n  - id: oil-how-much-none\n"
        '    question: "Oil: how much? # none"\n'
        '    also:\n      - "yes"\n      - "*oil it"\n      - "- oil"\n'
        "    answer: |-\n      Little.\n\n      - one drop\n      - wipe\n"
        "    sources: [bike-club-2020]\n"
    )


def test_a_source_that_the_file_has_is_not_written_twice(path):
    library(path, FILES["the same source"]).add([NEW], path)
    assert path.read_text().count("Chain care") == 1
    assert "sources: [old]" in path.read_text().splitlines()[-1]


@pytest.mark.parametrize(
    "text",
    [
        "entries: [{question: patch a tyre, answer: Glue.}]\n",
        "{entries: [{question: patch a tyre, answer: Glue.}]}",
        "entries: []\n",
        "entries:\n  - question: no\n    answer: x\n",
        "- a list\n",
        "entries:\n  - question: Oil, how much\n    id: oil\n    answer: x # y\n",
    ],
)
def test_a_file_that_cannot_be_added_to_stays_as_it_was(path, text):
    path.write_text(text)
    with pytest.raises(BackchatError):
        Library(bundled=False).add([NEW], path)
    assert path.read_text() == text


def test_a_question_that_stands_there_already_is_refused(path):
    there = library(path, FILES["one entry"])
    with pytest.raises(KnowledgeError, match="the same wording stands"):
        there.add([Entry("", "Patch a tyre!", "x")], path)
    assert path.read_text() == FILES["one entry"]


def test_ids_that_are_taken_are_not_given_again(path):
    there = library(path, "entries:\n  - id: oil-a-chain\n    question: chain oil\n    answer: x\n")
    added = there.add([Entry("", "Oil a chain?", "x"), Entry("", "oil-a chain, you said", "y")], path)
    assert [entry.id for entry in added] == ["oil-a-chain-2", "oil-a-chain-you-said"]


@pytest.mark.parametrize("question", ["No?", "On", "null", "2024?", "2024-01-05", "1e3"])
def test_an_id_that_yaml_would_take_for_something_else_is_quoted(tmp_path, question):
    path = tmp_path / "mine.yaml"
    arguments = ["add", "--only", "--question", question, "--answer", "Never.", "--to", str(path)]
    assert cli.main(arguments) == 0
    (entry,) = KnowledgeBase.load(path, bundled=False).entries
    assert entry.question == question


def test_several_files_can_be_added_to_one_after_the_other(tmp_path):
    there = Library(bundled=False)
    for name in ("a.yaml", "b.yaml", "a.yaml"):
        there.add([Entry("", f"{name} {len(there.base.entries)}", "x")], tmp_path / name)
    assert len(there.base.entries) == 3


WORDINGS = {
    "none yet": ("entries:\n  - question: patch a tyre\n    answer: Glue.\n", '    also:\n      - "tyre: flat"\n'),
    "a list": ("entries:\n- also:\n  - flat tyre\n  question: patch a tyre\n  answer: Glue.\n", '  - "tyre: flat"\n'),
    "brackets": (
        "entries:\n  - question: patch a tyre\n    also: [flat tyre, 'a, b'] # more\n    answer: Glue.\n",
        ', "tyre: flat"] # more\n',
    ),
    "a question of two lines": (
        "entries:\n  - question: patch\n      a tyre\n    answer: Glue.\n",
        '    also:\n      - "tyre: flat"\n    answer',
    ),
}


@pytest.mark.parametrize("name", WORDINGS)
def test_a_wording_is_added_under_its_entry(path, name):
    text, written = WORDINGS[name]
    entry = library(path, text).add_wording("patch-a-tyre", " tyre:\n flat ")
    assert entry.also[-1] == "tyre: flat"
    assert written in path.read_text()
    assert is_kept(text, path.read_text())


def test_a_wording_is_not_added_to_what_is_not_there(path):
    with pytest.raises(EditError, match="there is no entry"):
        library(path, FILES["one entry"]).add_wording("patch-a-tube", "x")
    path.write_text("entries:\n  - {question: patch a tyre, answer: x}\n")
    with pytest.raises(EditError, match="stands in braces"):
        Library([path], bundled=False).add_wording("patch-a-tyre", "x")


def test_mode_and_link_stay(path, tmp_path):
    library(path, FILES["one entry"])
    path.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    Library([path], bundled=False).add([NEW], link)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert "Little." in path.read_text()


def test_a_new_file_is_as_readable_as_any_new_file(path):
    old = os.umask(0o022)
    try:
        Library(bundled=False).add([NEW], path)
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_file_that_somebody_else_changes_meanwhile_is_left_to_them(path):
    path.write_text("a")
    with pytest.raises(EditError, match="changed by somebody else"):
        inserting.replace(path, "b", "c")
    assert path.read_text() == "a"
    assert list(path.parent.iterdir()) == [path]


def test_a_disk_that_takes_nothing_leaves_the_file_as_it_was(path, monkeypatch):
    library(path, FILES["one entry"])

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EditError, match="no space left"):
        Library([path], bundled=False).add([NEW], path)
    assert path.read_text() == FILES["one entry"]
    assert list(path.parent.iterdir()) == [path]


def test_a_reader_never_sees_half_a_file(path):
    there = library(path, FILES["one entry"])
    torn, done = [], threading.Event()

    def watch():
        while not done.is_set():
            text = path.read_text()
            if not text.endswith(("Glue.\n", "x\n")):
                torn.append(text)

    watcher = threading.Thread(target=watch)
    watcher.start()
    for number in range(20):
        there.add([Entry("", f"question number {number}", "x")], path)
    done.set()
    watcher.join()
    assert not torn


def test_the_knowledge_of_the_program_itself_is_not_written_to(tmp_path, monkeypatch):
    from backchat import adding

    folder = tmp_path / "knowledge_files"
    folder.mkdir()
    (folder / "a.yaml").write_text(FILES["one entry"])
    monkeypatch.setattr(adding, "bundled_folder", lambda: folder)
    with pytest.raises(EditError, match="next update would undo"):
        Library().add_wording("patch-a-tyre", "x")
    with pytest.raises(EditError, match="next update would undo"):
        Library().add([NEW], folder / "b.yaml")


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)


@given(TEXTS)
def test_any_text_is_quoted_so_that_it_is_read_back(text):
    from backchat.page import Page

    for written in (quoted(text), scalar(text)):
        page = Page("", f"- {written}\n- x")
        assert compose(page).value[0].value == text
        assert page.faults == []


@given(st.lists(TEXTS, min_size=1, max_size=4).map("\n".join))
def test_any_text_is_written_as_a_field_that_is_read_back(text):
    from backchat.page import Page

    text = tidy(text)
    page = Page("", "\n".join(["  a: b", *field("answer", text, 2), "  c: d"]))
    root = compose(page)
    assert root.value[1][1].value == text
    assert page.faults == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(question=TEXTS, answer=TEXTS, also=st.lists(TEXTS, max_size=2), base=st.sampled_from(sorted(FILES)))
def test_whatever_is_typed_is_written_as_meant_or_refused_in_a_sentence(path, question, answer, also, base):
    text = FILES[base]
    there = library(path, text)
    try:
        (added,) = there.add([Entry("", question, answer, tuple(also))], path)
    except BackchatError:
        assert path.read_bytes().decode() == text
    else:
        assert added.question == " ".join(question.split())
        assert added.answer == tidy(answer)
        assert is_kept(text, path.read_bytes().decode())


def test_add_from_the_command_line(bundled, capsys):
    arguments = ["--question", "how warm is the pool", "--also", "pool temperature", "--answer", "33 degrees"]
    asked = ["add", *arguments, "--source", "Leaflet; Clinic; 2024", "--topic", "pool", "--to", "mine.yaml"]
    assert cli.main(asked) == 0
    shown = capsys.readouterr().out
    assert 'Written under "how-warm-is-the-pool" (mine.yaml:10)' in shown
    assert cli.main(["ask", "--knowledge", "mine.yaml", "pool temperature"]) == 0
    assert "33 degrees" in capsys.readouterr().out


def test_add_warns_of_a_near_match(bundled, capsys):
    asked = ["add", "--question", "should i stay in bed with a bad back today", "--answer", "x", "--to", "mine.yaml"]
    assert cli.main(asked) == 0
    shown = capsys.readouterr().out
    assert 'Today: "bed-rest" answers it' in shown
    assert 'Nearly the same stands under "bed-rest"' in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "needs --question, --answer and --to, or a terminal"),
        (["--question", "a b", "--answer", "x"], "needs --question, --answer and --to"),
        (["--question", "a b", "--answer", " ", "--to", "x.yaml"], "the answer is empty"),
        (["--question", "?", "--answer", "y", "--to", "x.yaml"], "no word"),
        (["--question", "a b", "--answer", "y", "--to", "."], "is a directory"),
        (["--question", "a b", "--answer", "y", "--to", "no/x.yaml"], "no such file or directory"),
        (["--question", "a b", "--answer", "y", "--to", "x.yaml", "--source", "nhs-bak"], 'no source "nhs-bak"'),
        (["--question", "a b", "--answer", "y", "--to", "x.yaml", "--id", "A B"], "an id has only lower-case"),
        (["--from", "x.csv"], "--to FILE"),
        (["--from", "x.csv", "--to", "x.yaml"], "no such file"),
        (["--from", "x.txt", "--to", "x.yaml"], "only .csv, .yml and .yaml"),
    ],
)
def test_add_tells_wrong_usage_in_a_sentence(bundled, arguments, said, capsys):
    from pathlib import Path

    Path("x.txt").write_text("x")
    assert cli.main(["add", *arguments]) == 2
    shown = capsys.readouterr().err
    assert said in shown
    assert "Traceback" not in shown
    assert not Path("x.yaml").exists()


@pytest.mark.parametrize("name", ["inversion.yaml", "synonyms.yaml", "out-of-scope.yaml"])
def test_the_bundled_files_can_be_added_to(tmp_path, name):
    folder = tmp_path / "knowledge"
    shutil.copytree(bundled_folder(), folder)
    before = (folder / name).read_bytes()
    there = Library([folder], bundled=False)
    there.add([replace(NEW, also=("*zzz: oil",))], folder / name)
    after = (folder / name).read_bytes()
    assert is_kept(before.decode(), after.decode())
    assert len(after) > len(before)
    assert there.add_wording("bed-rest", "zzz one more wording").also[-1] == "zzz one more wording"
