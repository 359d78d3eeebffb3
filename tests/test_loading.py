"""Knowledge comes from files, folders and text, later ones over earlier ones, and nothing of it is lost."""

import gc
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backchat import page
from backchat.faults import BackchatError, KnowledgeError
from backchat.knowledge import About, KnowledgeBase, Source, bundled_folder
from backchat.syntax import LOADER

SMALLEST = """\
entries:
  - question: Should I stay in bed when my back hurts?
    answer: Staying in bed can make it worse.
"""


def entry(name: str, question: str, more: str = "") -> str:
    return f"  - id: {name}\n    question: {question}\n    answer: Answer of {name}.\n{more}"


def faults_of(*paths, **options):
    with pytest.raises(KnowledgeError) as caught:
        KnowledgeBase.load(*paths, bundled=False, **options)
    return [(Path(fault.file).name, fault.line, fault.code) for fault in caught.value.faults]


@pytest.fixture
def write(tmp_path):
    def write(name: str, text: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_the_smallest_file_loads_and_its_entry_gets_an_id():
    (found,) = KnowledgeBase.from_text(SMALLEST).entries
    assert found.id == "should-i-stay-in-bed-when-my-back-hurts"
    assert found.answer == "Staying in bed can make it worse."
    assert found.place is not None
    assert (found.place.line, found.place.column) == (2, 5)


def test_every_field_arrives():
    base = KnowledgeBase.from_text("""\
backchat: 1  # a remark where no text can be meant
about: {subject: back pain, reminder: Please see to that first., seek_help: See one.}
entries:
  - id: rest  # another
    topic: bed rest
    question: >-
      Should I
      rest?
    also:  # and another
      - stay in bed
      # a line of its own
      - "lie down #1"
    answer: |
      First line.

      - a list
    evidence: Guidelines say no.
    sources: [nice]  # the last
    see_also:
      - heat  # not even this one
    seek_help: yes
  - {id: heat, question: "Heat?", answer: 'It''s fine.', small_talk: true}
sources:
  nice: {title: Back pain, organisation: NICE, year: 2020, url: https://nice.org.uk/ng59#a}
synonyms: [[hamstring, hammy]]
ideas: {fell: [fell, "fell .. ladder"]}
warning_signs:
  - id: fall
    urgency: today  # never text
    text: See a doctor.
    say: [i fell]
    when: [[fell], {all: [fell], within: 5, unless: [harmless]}]
    sources: [nice]
out_of_scope: [{id: knees, wordings: [bad knees], refusal: Backs only.}]
""")
    rest, heat = base.entries
    source = Source("Back pain", "NICE", 2020, "https://nice.org.uk/ng59#a")
    assert rest.wordings == ("Should I rest?", "stay in bed", "lie down #1")
    assert (rest.answer, rest.evidence, rest.topic) == ("First line.\n\n- a list", "Guidelines say no.", "bed rest")
    assert (rest.sources, rest.see_also, rest.seek_help, rest.small_talk) == ((source,), ("heat",), True, False)
    assert (heat.answer, heat.small_talk) == ("It's fine.", True)
    assert base.about == About(subject="back pain", reminder="Please see to that first.", seek_help="See one.")
    assert (base.synonyms, base.ideas) == ((("hamstring", "hammy"),), {"fell": ("fell", "fell .. ladder")})
    (sign,) = base.warning_signs
    assert (sign.id, sign.urgency, sign.text, sign.say, sign.sources) == (
        "fall", "today", "See a doctor.", ("i fell",), (source,),
    )  # fmt: skip
    assert sign.when == (("fell",), {"all": ("fell",), "within": 5, "unless": ("harmless",)})
    (group,) = base.out_of_scope
    assert (group.id, group.wordings, group.refusal) == ("knees", ("bad knees",), "Backs only.")


def test_a_later_file_replaces_by_id_and_adds_the_rest(write):
    first = write("a.yaml", "about: {subject: backs, knows: rest}\nsynonyms: [[a, b]]\nideas: {x: [one]}\nentries:\n"
                  + entry("rest", "Rest?") + entry("heat", "Heat?"))  # fmt: skip
    second = write("b.yaml", "about: {subject: bikes}\nsynonyms: [[c, d]]\nideas: {x: [two]}\nentries:\n"
                   + entry("rest", "Rest? Really?", "    also: ['rest']\n"))  # fmt: skip
    base = KnowledgeBase.load(first, second, bundled=False)
    assert [(found.id, found.question) for found in base.entries] == [("rest", "Rest? Really?"), ("heat", "Heat?")]
    assert (base.about.subject, base.about.knows) == ("bikes", "rest")
    assert (base.synonyms, base.ideas["x"]) == ((("a", "b"), ("c", "d")), ("one", "two"))
    assert base.files == (first, second)


def test_lines_on_help_of_several_files_are_all_said(write):
    """Whoever was warned of one subject's sign must not be reminded of the other's."""
    first = write("a.yaml", "about: {subject: backs, knows: rest, reminder: See a doctor., seek_help: Ring 1.}\n")
    second = write("b.yaml", "about: {subject: gas, knows: cookers, reminder: Get out., seek_help: Ring 2.}\n")
    about = KnowledgeBase.load(first, second, bundled=False).about
    assert (about.subject, about.knows) == ("gas", "rest, cookers")
    assert (about.reminder, about.seek_help) == ("See a doctor. Get out.", "Ring 1. Ring 2.")


def test_a_file_adds_to_the_bundled_knowledge_and_replaces_in_it(write):
    path = write(
        "mine.yaml",
        "entries:\n" + entry("bed-rest", "Mine?") + entry("bikes", "Bikes?", "    see_also: [heat-or-cold]\n"),
    )
    base = KnowledgeBase.load(str(path))
    assert base.entries[-1].id == "bikes"
    assert [found.id for found in base.entries].count("bed-rest") == 1
    assert next(found.question for found in base.entries if found.id == "bed-rest") == "Mine?"


def test_within_one_folder_nothing_is_given_twice(write, tmp_path):
    write("a.yaml", "ideas: {x: [one]}\nentries:\n" + entry("rest", "Rest?"))
    write("b.yml", "ideas: {x: [two]}\nentries:\n" + entry("rest", "Rest again?"))
    write("c.txt", "not knowledge: [")
    write(".d.yaml", "an editor's: [")
    assert faults_of(tmp_path) == [("b.yml", 1, "id-twice"), ("b.yml", 3, "id-twice")]


def test_a_file_answers_what_the_groups_below_it_refuse(write):
    below = write(
        "a.yaml",
        "out_of_scope:\n  - {id: shops, refusal: No shops., wordings: [what should I wear, where are shoes]}\n",
    )
    own = write("b.yaml", "entries:\n" + entry("veil", "What should I wear?"))
    base = KnowledgeBase.load(below, own, bundled=False)
    assert base.out_of_scope[0].wordings == ("where are shoes",)
    assert [found.id for found in base.entries] == ["veil"]


def test_references_lead_across_files_and_sources_do_not(write):
    first = write(
        "a.yaml", "sources: {nice: {title: x}}\nentries:\n" + entry("rest", "Rest?", "    see_also: [heat]\n")
    )
    second = write("b.yaml", "entries:\n" + entry("heat", "Heat?"))
    third = write("c.yaml", "entries:\n" + entry("ice", "Ice?", "    sources: [nice]\n"))
    assert len(KnowledgeBase.load(first, second, bundled=False).entries) == 2
    assert faults_of(first, second, third) == [("c.yaml", 5, "unknown-source")]


def test_a_file_that_cannot_be_read_does_not_hide_the_faults_of_others(write, tmp_path):
    broken = write("a.yaml", "entries: [\n" * 3)
    other = write("b.yaml", "entries:\n" + entry("rest", "Rest?", "    also: [no]\n    see_also: [who-knows]\n"))
    found = faults_of(broken, tmp_path / "nowhere.yaml", other)
    assert ("nowhere.yaml", 0, "no-such-file") in found
    assert ("b.yaml", 5, "unquoted-yes-no") in found
    assert not [code for _, _, code in found if code == "unknown-entry"], "the entry may stand in the broken file"


@pytest.mark.parametrize(
    ("data", "line", "column", "code"),
    [
        (b"entries:\n  - question: caf\xe9 au lait\n    answer: x\n", 2, 18, "not-utf8"),
        (b"\xef\xbb\xbfentries:\n  - question: caf\xe9 au lait\n    answer: x\n", 2, 18, "not-utf8"),
        (SMALLEST.encode("utf-16"), 1, 1, "not-utf8"),
        (b"", 1, 1, "empty-file"),
        (b"# remarks only\n", 1, 1, "empty-file"),
        (b"\x00\x01\x02", 1, 1, "control-character"),
    ],
)
def test_bytes_that_are_no_text(write, data, line, column, code):
    path = write("a.yaml", data)
    with pytest.raises(KnowledgeError) as caught:
        KnowledgeBase.load(path, bundled=False)
    assert [(fault.line, fault.column, fault.code) for fault in caught.value.faults] == [(line, column, code)]


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf" + SMALLEST.encode(), SMALLEST.replace("\n", "\r\n").encode()])
def test_a_byte_order_mark_and_windows_lines_do_no_harm(write, data):
    (found,) = KnowledgeBase.load(write("a.yaml", data), bundled=False).entries
    assert found.answer == "Staying in bed can make it worse."


def test_places_that_hold_no_knowledge(write, tmp_path, monkeypatch):
    monkeypatch.setattr(page, "MAX_FILE_BYTES", 20)
    large = write("large.yaml", SMALLEST)
    (tmp_path / "empty").mkdir()
    assert faults_of(large) == [("large.yaml", 0, "too-large")]
    assert faults_of(tmp_path / "empty") == [("empty", 0, "empty-folder")]
    assert faults_of("no\0such") == [("no\0such", 0, "unreadable")]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read_it(write):
    path = write("a.yaml", SMALLEST)
    path.chmod(0)
    assert faults_of(path) == [("a.yaml", 0, "unreadable")]


def test_a_bomb_of_repetitions_is_refused_at_once():
    bomb = "entries: &a [x]\n" + "".join(
        f"k{n}: &b{n} [{', '.join([f'*b{n - 1}' if n else '*a'] * 9)}]\n" for n in range(30)
    )
    with pytest.raises(KnowledgeError, match="repeats another part"):
        KnowledgeBase.from_text(bomb)


def test_every_exception_has_one_root():
    with pytest.raises(BackchatError):
        KnowledgeBase.from_text("entries: 5")


def test_importing_the_knowledge_base_imports_no_yaml():
    code = "import sys, backchat.knowledge; sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_threads_may_load_at_the_same_time(write):
    path = write("a.yaml", f"entries:\n{MARKED}")
    found: list[int] = []

    def load():
        found.append(len(KnowledgeBase.load(path, bundled=False).entries))

    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [3] * 4
    assert gc.isenabled()


BUNDLED = [path.read_text("utf-8").splitlines(keepends=True) for path in sorted(bundled_folder().glob("*.yaml"))]
PIECES = st.one_of(
    st.sampled_from(
        [*"\t\"'#:*&!%@`|>{}[],?-\\\n \u2028\ufeff\x07", "#", ": ", " #", "\n- ", "- ", "no", "<<", "---\n", "\n\n"]
    ),
    st.text(max_size=3),
)


@st.composite
def mutated(draw):
    """A piece of a bundled file, with up to four places of it replaced, cut out or written into."""
    lines = draw(st.sampled_from(BUNDLED))
    start = draw(st.integers(0, max(0, len(lines) - 30)))
    text = "entries:\n" * draw(st.booleans()) + "".join(lines[start : start + 30])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(PIECES) + text[at + draw(st.integers(0, 3)) :]
    return text


def error_in(text: str) -> KnowledgeError | None:
    try:
        KnowledgeBase.from_text(text)
    except KnowledgeError as error:
        return error
    return None


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_a_damaged_file_loads_or_is_refused_with_places_in_it(text):
    error = error_in(text)
    lines = page.LINE_BREAK.split(text)
    for fault in error.faults if error else ():
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 2
        assert fault.message
        assert fault.mend
        assert str(fault)


MARKED = "".join(
    f"  - id: e{n}\n    question: wq{n}x should wa{n}x\n"
    f"    also:\n      - wb{n}x in bed wc{n}x\n      - wd{n}x we{n}x\n"
    f"    answer: >-\n      wf{n}x is not\n      wg{n}x at all\n    evidence: wh{n}x says wi{n}x so\n"
    for n in range(3)
)


REMARK = re.compile(r"\s*(\w+:\s+([>|]-?\s*)?)?#")
"""A remark on a line of its own, or behind a field that has nothing else on its line."""


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(MARKED)), PIECES, st.sampled_from([0, 0, 1]))
def test_what_loads_is_not_silently_shortened(at, piece, cut):
    text = "entries:\n" + MARKED[:at] + piece + MARKED[at + cut :]
    if error_in(text):
        return
    base = KnowledgeBase.from_text(text)
    kept = " ".join(str((found.wordings, found.answer, found.evidence)) for found in base.entries)
    remarks = " ".join(line for line in page.LINE_BREAK.split(text) if REMARK.match(line))
    fields = yaml.load(text, Loader=LOADER)["entries"]
    assert len(fields) == len(base.entries)
    lost = [word for word in set(MARKED.split()) if word.startswith("w") and word in text.split() and word not in kept]
    assert all(word in remarks for word in lost)
