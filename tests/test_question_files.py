"""`backchat test` asks the questions of a file, counts what is as the file says, and ends with a status that tells."""

import json

import pytest

from backchat import Bot, KnowledgeBase, cases, cli, decision, standing, testing
from backchat.faults import KnowledgeError

FILE = """\
bed-rest:
  - is lying in bed all day bad
  - how do i clean an oven
  - which exercise is best for my back
unknown:
  - how to descale a kettle
any:
  - {ask: is swimming good for my back, ids: [bed-rest, exercise-types]}
warning:
  cauda-equina:
    - i am numb between my legs
    - my back hurts
no-warning:
  - no feeling for music
dialogues:
  - turns: [hello, is lying in bed all day bad]
    ids: [bed-rest]
  - {turns: [how do i clean an oven], kind: unknown}
  - {turns: [i have no feeling between my legs], kind: warning, ids: [cauda-equina]}
"""


@pytest.fixture
def knowledge(bundled):
    return KnowledgeBase.load()


def test_every_kind_of_case_is_counted(knowledge):
    report = testing.run(Bot(knowledge), cases.from_text(FILE, knowledge))
    counts = {name: tuple(row.values()) for name, row in report.counts().items()}
    assert counts["bed-rest"] == (1, 0, 1, 1)
    assert counts["warning: cauda-equina"][0] == 1
    assert {name: row[0] for name, row in counts.items() if name not in ("bed-rest", "warning: cauda-equina")} == {
        "unknown": 1, "any": 1, "no-warning": 1, "dialogues": 3, "all": 8,
    }  # fmt: skip
    assert [(miss.case.place.line, miss.verdict) for miss in report.misses][:2] == [(3, "refused"), (4, "wrong")]
    assert report.percent == pytest.approx(100 * 8 / 11)


def test_the_report_says_what_went_elsewhere_and_where(knowledge):
    text = str(testing.run(Bot(knowledge), cases.from_text(FILE, knowledge, "asked.yaml")))
    assert "asked.yaml:4: which exercise is best for my back\n    wanted bed-rest; got exercise-types (" in text
    assert "asked.yaml:3: how do i clean an oven\n    wanted bed-rest; got refused (household)" in text
    assert text.endswith("72.7 % of 11 are as the file says; 100 % are asked for")


def test_choices_are_counted_as_the_list_tells_them(knowledge, monkeypatch):
    monkeypatch.setattr(decision, "SURE", 0.9999)
    asked = "  - best exercise or best treatment for back pain\n"
    file = f"exercise-types:\n{asked}bed-rest:\n{asked}unknown:\n{asked}"
    report = testing.run(Bot(knowledge), cases.from_text(file, knowledge))
    assert report.counts()["all"] == {"right": 0, "offered": 3, "wrong": 0, "refused": 0}
    assert str(report).count("; got offered ") == 3


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [(1, 1, "empty-file")]),
        ("bed-rst: [x]", [(1, 1, "unknown-entry")]),
        ("bed-rest: x", [(1, 11, "wrong-type")]),
        ("bed-rest: [no]\nunknown:\n  - is it: so\n", [(1, 12, "unquoted-yes-no"), (3, 10, "colon-in-text")]),
        ("bed-rest: [a]\nbed-rest: [b]", [(2, 1, "key-twice")]),
        ("any:\n  - {ask: x}", [(2, 5, "missing-field")]),
        ("any:\n  - {ask: x, ids: [nowhere]}", [(2, 20, "unknown-entry")]),
        ("warning:\n  saddle: [x]", [(2, 3, "unknown-warning-sign")]),
        ("dialogues:\n  - {turns: [a], kind: maybe}", [(2, 24, "wrong-value")]),
        ("dialogues:\n  - {turns: [a], kind: warning, ids: [bed-rest]}", [(2, 39, "unknown-warning-sign")]),
        ("- a", [(1, 1, "wrong-type")]),
        ('bed-rest: ["a]', [(1, 11, "open-list")]),
    ],
)
def test_faults_of_a_file_are_placed(knowledge, text, faults):
    with pytest.raises(KnowledgeError) as caught:
        cases.from_text(text, knowledge)
    found = [(fault.line, fault.column, fault.code) for fault in caught.value.faults]
    assert found == faults


def test_messages_keep_their_lines(knowledge):
    (case,) = cases.from_text('unknown: ["one\\ntwo"]', knowledge)
    assert case.turns == ("one\ntwo",)


@pytest.mark.parametrize(("options", "status"), [((), 1), (("--at-least", "70"), 0), (("--at-least", "90"), 1)])
def test_the_command_ends_with_a_status(bundled, tmp_path, options, status, capsys):
    (tmp_path / "q.yaml").write_text(FILE)
    assert cli.main(["test", *options, str(tmp_path / "q.yaml")]) == status
    assert "Not as the file says:" in capsys.readouterr().out


def test_the_report_as_json(bundled, tmp_path, capsys):
    (tmp_path / "q.yaml").write_text(FILE)
    assert cli.main(["test", "--json", str(tmp_path / "q.yaml")]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["questions"] == 11
    assert told["passed"] is False
    assert told["groups"]["all"]["right"] == 8
    assert told["misses"][1]["went_to"] == ["exercise-types"]


@pytest.mark.parametrize("arguments", [[], ["--leave-one-out", "q.yaml"], ["no-such.yaml"], ["--at-least", "x", "q"]])
def test_wrong_usage_is_told_in_a_sentence(bundled, arguments, capsys):
    assert cli.main(["test", *arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Traceback" not in shown.err
    assert shown.err.count("\n") <= 3


BASE = """\
entries:
  - {id: tyre, question: patch a flat tyre, also: [patch a tyre, flat tyre what to do, patch my flat tyre], answer: a}
  - {id: chain, question: when is a chain worn, also: [worn chain, my chain worn, the right saddle height], answer: b}
  - {id: saddle, question: how high should my saddle be, also: [saddle height, set the saddle right], answer: c}
  - {id: hello, question: hello, also: [hi], answer: d, small_talk: true}
"""


def test_leaving_out_finds_the_wording_that_stands_in_the_wrong_place():
    found = standing.leave_one_out(Bot(KnowledgeBase.from_text(BASE)))
    assert ("chain", "saddle", ("the right saddle height",)) in found.pairs()
    assert not [each for each in found.asked if each.id == "hello"]
    assert len(found.asked) == 11


def test_an_entry_that_only_literal_wordings_reach_is_named():
    lonely = "  - {id: odd, question: zebra xylophone, also: [quantum teapot, purple monday], answer: e}\n"
    found = standing.leave_one_out(Bot(KnowledgeBase.from_text(BASE + lonely)))
    assert "odd" in found.shaky()
    assert "tyre" not in found.shaky()
    assert "Cannot stand without a literal wording: " in str(found)
    assert json.dumps(found.as_dict())


def test_leaving_out_from_the_command_line(bundled, capsys):
    assert cli.main(["test", "--leave-one-out"]) == 0
    assert "lead to their entry without themselves" in capsys.readouterr().out
    assert cli.main(["test", "--leave-one-out", "--at-least", "100", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["passed"] is False
