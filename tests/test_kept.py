"""What is kept is read back as it was, and what is not whole is made anew."""

import copy
import os
import pickle
import sys
from pathlib import Path

import pytest

from backchat import Bot, Entry, KnowledgeBase, compiled
from backchat.bot import prepare
from backchat.knowledge import bundled_folder
from backchat.packed import Packed

PROTOCOLS = range(2, pickle.HIGHEST_PROTOCOL + 1)

BASE = KnowledgeBase.from_text(
    """
about: {subject: bicycles}
sources: {workshop: {title: The workshop}}
synonyms: [[tyre, tire]]
ideas: {burning: [smoke, smells burnt]}
warning_signs: [{id: fire, urgency: emergency, text: Stop., when: [{all: [burning]}]}]
out_of_scope: [{id: cars, wordings: [how do I change a car battery]}]
entries:
  - {question: How do I patch a tyre?, also: [mend a puncture], answer: With glue., sources: [workshop]}
  - {question: Which oil is best for a chain?, answer: A thin one.}
"""
)


@pytest.fixture
def beside(tmp_path, monkeypatch) -> Path:
    """A folder to keep things in."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(compiled, "beside", lambda: str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_base_is_read_back_as_it_was(protocol):
    again = pickle.loads(pickle.dumps(BASE, protocol))
    assert (again, hash(again.entries), repr(again)) == (BASE, hash(BASE.entries), repr(BASE))
    assert again.entries[0].wordings == ("How do I patch a tyre?", "mend a puncture")
    assert copy.deepcopy(again) == copy.copy(again) == BASE


def test_an_entry_read_back_is_frozen_and_has_no_other_fields():
    entry = pickle.loads(pickle.dumps(Entry("a", "b", "c", also=("d",))))
    with pytest.raises(AttributeError):
        entry.also = ()
    with pytest.raises(AttributeError, match="no attribute 'colour'"):
        _ = entry.colour
    assert entry.also == ("d",)


def test_the_bundled_files_are_found_where_they_lie_when_read_back_and_others_stay(monkeypatch, tmp_path):
    dumped = pickle.dumps(KnowledgeBase(files=(bundled_folder() / "a.yaml", Path("b.yaml"))))
    monkeypatch.setattr("backchat.knowledge.bundled_folder", lambda: tmp_path)
    assert pickle.loads(dumped).files == (tmp_path / "a.yaml", Path("b.yaml"))


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_packed_dictionary_is_read_back_as_it_was(protocol):
    values = {str(number): [number] * number for number in range(20)}
    packed = pickle.loads(pickle.dumps(Packed(values), protocol))
    assert (dict(packed), len(packed), packed.get("x"), "x" in packed) == (values, 20, None, False)


def test_what_is_kept_is_not_made_again_and_answers_the_same(beside):
    made = compiled.fetch("index", b"now\n\n", lambda: prepare(BASE))
    again = compiled.fetch("index", b"now\n\n", pytest.fail)
    assert again[0].rank("patch a tire") == made[0].rank("patch a tire")
    assert again[1].find("there is smoke") == made[1].find("there is smoke")
    assert pickle.loads(pickle.dumps(again))[0].rank("thin oil") == made[0].rank("thin oil")
    assert Bot(BASE).ask("patch a tire").answers[0].entry == BASE.entries[0]


@pytest.mark.parametrize("stamp", [b"later\n\n", b""])
def test_what_was_kept_in_another_state_is_made_anew(beside, stamp):
    compiled.fetch("x", b"now\n\n", lambda: 1)
    assert compiled.fetch("x", stamp or b"now and then\n\n", lambda: 2) == 2


def test_what_is_not_whole_is_made_anew(beside):
    values = {number: str(number) for number in range(50)}
    compiled.fetch("x", b"now\n\n", lambda: Packed(values))
    (path,) = beside.iterdir()
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert compiled.fetch("x", b"now\n\n", lambda: "anew") == "anew"
        path.unlink()


@pytest.fixture
def cache(tmp_path, monkeypatch) -> Path:
    """The folder for what is made of a user's own files, all of which is worth keeping."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(compiled, "WORTH", 0)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "cache" / "backchat" / "kept"


def bicycles(answer: str = "With glue.") -> Bot:
    Path("bicycles.yaml").write_text(f"entries: [{{question: How do I patch a tyre?, answer: {answer}}}]\n")
    return Bot(KnowledgeBase.load("bicycles.yaml", bundled=False))


def test_what_is_made_of_own_files_is_kept_for_their_owner_alone(cache, monkeypatch):
    bicycles()
    assert {path.stat().st_mode & 0o777 for path in cache.iterdir()} == {0o600}
    assert (len(list(cache.iterdir())), cache.stat().st_mode & 0o777) == (2, 0o700)
    monkeypatch.setattr("backchat.bot.prepare", pytest.fail)
    monkeypatch.setattr("backchat.merging.read_paths", pytest.fail)
    assert str(bicycles().ask("patch a tyre").answers[0].entry.answer) == "With glue."


def test_own_files_that_changed_are_read_anew(cache):
    bicycles()
    assert bicycles("With a plaster.").ask("patch a tyre").answers[0].entry.answer == "With a plaster."
    bicycles("With care.")
    bicycles("With luck.")
    assert len(list(cache.iterdir())) == compiled.MOST


def test_what_may_not_be_kept_beside_the_program_is_kept_for_its_user(cache, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(compiled, "beside", lambda: str(tmp_path / "beside"))
    assert compiled.fetch("x", b"now\n\n", lambda: 1) == 1
    assert compiled.fetch("x", b"now\n\n", pytest.fail) == 1
    assert not (tmp_path / "beside").exists()


def test_small_files_leave_nothing_behind(cache, monkeypatch):
    monkeypatch.setattr(compiled, "WORTH", 60)
    bicycles()
    assert not cache.exists()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no such owner here")
def test_what_somebody_else_has_put_there_is_not_read(cache, monkeypatch):
    bicycles()
    stranger = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: stranger)
    monkeypatch.setattr("backchat.bot.prepare", lambda knowledge: pytest.skip("made anew"))
    with pytest.raises(pytest.skip.Exception):
        bicycles()
