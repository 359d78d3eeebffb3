"""`backchat check` reports faults and doubts of the files it is asked about, in three forms, with an exit status."""

import json
import random
import time

import pytest

from backchat import Answer, Entry, Reply, checking
from backchat.checking import check, report
from backchat.doubts import goes_elsewhere
from backchat.merging import read_paths

TYRE = Reply("?", "answer", answers=(Answer(Entry("tyre", "Tyre?", "Patch it.")),))
ENTRY = "  - id: {id}\n    question: {question}\n    also: [{also}]\n    answer: {answer}\n    sources: [a]\n"


def entry(name: str, question: str, also: str = "", answer: str = "Yes.") -> str:
    return ENTRY.format(id=name, question=question, also=also or f"another way to ask of {name}", answer=answer)


def base(*entries: str) -> str:
    return "sources: {a: {title: A}}\nentries:\n" + "".join(entries)


@pytest.fixture
def write(tmp_path):
    def write(text: str, name: str = "mine.yaml"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


def warnings_of(path, **options):
    return [(found.line, found.column, found.code) for found in check([path], **options).warnings]


def test_the_bundled_knowledge_has_no_fault(monkeypatch):
    monkeypatch.setattr(checking, "MOST_ASKED", 0)
    text, status = report([])
    assert status == 0
    assert ": no faults" in text.splitlines()[-1]


def test_a_sound_file_passes_without_a_word(write):
    path = write(base(entry("tyre", "How do I patch a tyre?"), entry("chain", "When is a chain worn out?")))
    assert report([path], strict=True, only=True) == ("1 file, 2 entries: no faults, no warnings\n", 0)


def test_faults_are_printed_with_their_place_and_end_with_status_1(write):
    path = write(base(entry("tyre", "How do I patch a tyre?", answer="No")))
    text, status = report([path], only=True)
    assert status == 1
    assert text == (
        f"{path}:6:13: No without quotes is read as true or false, not as a word\n"
        "        answer: No\n"
        "                ^\n"
        '  mend: write "No" with the quotes\n'
        "1 file, 1 entry: 1 fault, no warnings\n"
    )


def test_strict_turns_warnings_into_faults(write):
    path = write("entries:\n  - question: How do I patch a tyre?\n    answer: With a patch.\n")
    assert report([path], only=True)[1] == 0
    text, status = report([path], strict=True, only=True)
    assert status == 1
    assert text.endswith("no faults, 2 warnings (warnings count as faults)\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("entries:\n  - question: Patch a tyre?\n    answer: x\n", [(2, 15, "one-wording"), (2, 15, "no-source")]),
        ("entries:\n  - {question: Hi bike, also: [hi bikes], answer: Hi., small_talk: true}\n", []),
        (base(entry("tyre", "Patch a tyre?", "'patch a tyre!', other")), [(5, 12, "wording-repeated")]),
        (base(entry("tyre", "Patch a tyre?", answer="word " * 400)), [(3, 9, "long-answer")]),
        (base(entry("tyre", "Patch a tyre?", answer="|\n" + "      - a\n" * 21)), [(3, 9, "long-answer")]),
        (base(entry("tyre", "Patch a tyre?")) + "    see_also: [tyre]\n", [(8, 16, "leads-to-itself")]),
        (
            base(entry("tyre", "To patch a punctured tyre?"), entry("tube", "Tubes?", "to patch puncturd tyres")),
            [(10, 12, "near-wordings")],
        ),
        (
            base(entry("tyre", "How do I patch a tyre?"), entry("tube", "Tubes?", "how do i patch a tube")),
            [],
        ),
    ],
)  # fmt: skip
def test_doubts_are_warnings(write, text, expected, monkeypatch):
    monkeypatch.setattr(checking, "MOST_ASKED", 0)
    assert warnings_of(write(text), only=True) == expected


def test_near_wordings_name_both_places(write):
    path = write(base(entry("tyre", "How do I patch my tyre?"), entry("tube", "Tubes?", "how do i patch my tyres")))
    (found,) = [found for found in check([path], only=True).warnings if found.code == "near-wordings"]
    assert '"How do I patch my tyre?", stands under "tyre" in line 4' in found.message


def test_a_wording_of_common_words_is_found_among_many_entries(write):
    names = [f"thing{chr(97 + number)}" for number in range(24)]
    entries = [entry(name, f"How do I fix my {name}?", f"my {name} is broken") for name in names]
    path = write(base(*entries, entry("last", "Something else entirely?", "how do i fix my")))
    found = [line for line, _, code in warnings_of(path, only=True) if code == "common-words"]
    assert found == [2 + 5 * 24 + 3]


def test_a_wording_that_another_entry_would_answer_is_found(write):
    path = write(base(entry("tyre", "How do I patch a tyre?"), entry("tube", "When is a tube worn out?")))
    drafts = read_paths([path]).entries.values()
    asked = [(draft, text, node) for draft in drafts for text, node in draft.wordings]
    found = list(goes_elsewhere(asked, lambda _: TYRE))
    assert [(fault.line, fault.code) for fault in found] == [(9, "goes-elsewhere"), (10, "goes-elsewhere")]
    assert not list(goes_elsewhere(asked, lambda _: Reply("?", "unknown")))


def test_a_wording_that_sets_off_a_warning_sign_is_told(write):
    sign = "ideas: {gas: [smell .. gas]}\nwarning_signs:\n  - {id: leak, urgency: today, text: Out!, when: [[gas]]}\n"
    (found,) = check([write(base(entry("oven", "Cook with gas?", "i smell some gas")) + sign)], only=True).warnings
    assert (found.line, found.column, found.code) == (5, 12, "sets-off-sign")
    assert '"leak"' in found.message


def test_the_program_itself_is_asked_about_a_file_without_faults(write, monkeypatch):
    monkeypatch.setattr(checking.Bot, "ask", lambda *_: TYRE)
    sound = base(entry("tyre", "How do I patch a tyre?"), entry("tube", "When is a tube worn out?"))
    assert [code for _, _, code in warnings_of(write(sound), only=True)] == ["goes-elsewhere"] * 2
    monkeypatch.setattr(checking, "MOST_ASKED", 2)
    assert [line for line, _, _ in warnings_of(write(sound), only=True)] == [9], "the questions alone"
    assert warnings_of(write(sound + "synonyms: [[a]]\n"), only=True) == []


def test_a_file_is_checked_with_the_bundled_knowledge_at_its_side(write, monkeypatch):
    monkeypatch.setattr(checking, "MOST_ASKED", 0)
    path = write(base(entry("tyre", "Patch a tyre?")) + "    see_also: [bed-rest]\n")
    assert not check([path]).faults
    assert [found.code for found in check([path], only=True).faults] == ["unknown-entry"]


def test_wordings_of_an_entry_that_replaces_a_bundled_one_are_its_own(write, monkeypatch):
    monkeypatch.setattr(checking, "MOST_ASKED", 0)
    path = write(base(entry("bed-rest", "Is bed rest good for back pain?", "should i stay in bed")))
    assert not check([path]).faults


def test_a_sign_that_takes_the_place_of_a_bundled_one_is_told(write, monkeypatch):
    monkeypatch.setattr(checking, "MOST_ASKED", 0)
    sign = "warning_signs:\n  - id: cauda-equina\n    urgency: today\n    text: Call.\n    say: [it fizzes]\n"
    (found,) = check([write(sign)]).warnings
    assert (found.line, found.code) == (2, "sign-replaced")
    assert not check([write(sign.replace("cauda-equina", "fizz"), "other.yaml")]).warnings


def test_a_wording_of_the_bundled_knowledge_is_taken(write, monkeypatch):
    monkeypatch.setattr(checking, "bundled_folder", lambda: write(base(entry("bed-rest", "Rest?")), "bundled.yaml"))
    path = write(base(entry("tyre", "REST")))
    (found,) = check([path]).faults
    assert (found.line, found.column, found.code) == (4, 15, "wording-twice")
    assert "bed-rest" in found.mend


def test_json_names_everything(write):
    text, status = report([write(base(entry("tyre", "Patch a tyre?", answer="No")))], "json", only=True)
    found = json.loads(text)
    assert status == 1
    assert (found["files"], found["entries"], found["warnings"]) == (1, 1, [])
    (fault,) = found["faults"]
    assert (fault["line"], fault["column"], fault["code"]) == (6, 13, "unquoted-yes-no")
    assert fault.keys() == {"file", "line", "column", "code", "message", "mend", "source"}


def test_github_marks_each_line_and_escapes_what_it_must(write, tmp_path):
    path = write(base(entry("tyre", "Patch 100% of a tyre?", answer="No")), "a,b.yaml")
    text, status = report([path, tmp_path / "none.yaml"], "github", only=True)
    assert status == 1
    first, second = text.splitlines()
    assert first.startswith(
        f"::error file={str(path).replace(',', '%2C')},line=6,col=13,title=unquoted-yes-no::No without"
    )
    assert second.startswith(f"::error file={tmp_path / 'none.yaml'},title=no-such-file::there is no such file")


def test_near_wordings_are_found_within_seconds_among_thousands(write, monkeypatch):
    monkeypatch.setattr(checking, "MOST_ASKED", 0)
    chance = random.Random(1)
    words = [
        f"{a}{b}{c}" for a in ("ka", "lo", "mi", "nu") for b in ("ban", "cor", "dil", "fen", "gor") for c in "aeiou"
    ]
    entries = [
        entry(
            f"e{number}",
            f"{' '.join(chance.sample(words, 6))} {number}?",
            ", ".join(" ".join(chance.sample(words, 6)) for _ in range(3)),
        )
        for number in range(1000)
    ]
    path = write(base(*entries))
    start = time.process_time()
    assert not check([path], only=True).faults
    assert time.process_time() - start < 10
