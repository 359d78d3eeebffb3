"""The bundled knowledge answers, refuses and warns at least as well as when these floors were set.

The questions are not taken from the knowledge, and must not be put into it to make them pass. A floor stands just below
what was measured; whoever improves on it raises it.
"""

import textwrap
from pathlib import Path

import pytest

from backchat import Bot, KnowledgeBase, cases, testing

HERE = Path(__file__).parent

RIGHT, REFUSED = 87.0, 97.0
"""Percent of the questions in questions.yaml that are answered as the file says, and of its `unknown` ones refused."""

WRONG = 8.0
"""Percent that may be answered by another entry than the file says: worse than a refusal."""

WARNED = {"dev-signs": 95.0, "test-signs": 88.0}
"""Percent of the messages with a warning sign that are answered with a warning, whichever it is."""

CALM = {"dev-lookalikes": 97.0, "test-lookalikes": 93.0}
"""Percent of the messages that only sound like one that are not."""


@pytest.fixture(scope="module")
def bot():
    return Bot(KnowledgeBase.load())


@pytest.fixture(scope="module")
def report(bot):
    return testing.run(bot, cases.load(HERE / "questions.yaml", bot.knowledge), RIGHT)


def test_questions_are_answered_as_before(report):
    assert report.passed, str(report)


def test_no_more_questions_are_answered_wrongly(report):
    wrong = sum(miss.verdict == "wrong" for miss in report.misses)
    assert 100 * wrong / len(report.results) <= WRONG, str(report)


def test_what_is_out_of_scope_is_refused_as_before(report):
    row = report.counts()["unknown"]
    assert 100 * row["right"] / sum(row.values()) >= REFUSED, str(report)


def test_every_entry_answers_some_of_its_questions(report):
    counts = report.counts()
    assert [name for name, row in counts.items() if 3 * row["right"] < sum(row.values())] == []


@pytest.mark.parametrize("name", WARNED)
def test_warning_signs_are_recognised_as_before(bot, name):
    text = (HERE / "warnings" / f"{name}.yaml").read_text("utf-8")
    asked = cases.from_text("warning:\n" + textwrap.indent(text, "  "), bot.knowledge, name)
    found = testing.run(bot, asked)
    warned = sum(result.reply.kind == "warning" for result in found.results)
    assert 100 * warned / len(found.results) >= WARNED[name], str(found)


@pytest.mark.parametrize("name", CALM)
def test_what_only_sounds_like_a_warning_sign_is_none(bot, name):
    text = (HERE / "warnings" / f"{name}.yaml").read_text("utf-8")
    messages = [line for line in text.splitlines(keepends=True) if line.startswith("  - ")]
    found = testing.run(bot, cases.from_text("no-warning:\n" + "".join(messages), bot.knowledge, name), CALM[name])
    assert found.passed, str(found)
