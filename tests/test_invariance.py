"""Law: politeness, capitals, emoji and punctuation never change which entry answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backchat import Bot, KnowledgeBase
from backchat.knowledge import Entry

KNOWLEDGE = KnowledgeBase.load()
BOT = Bot(KNOWLEDGE)

Change = Callable[[str], str]
OUTER: dict[str, Change] = {
    "hey": lambda text: f"hey {text}",
    "Hey, and a small letter": lambda text: f"Hey, {text[0].lower()}{text[1:]}",
    "please before": lambda text: f"please {text}",
    "capitals": str.upper,
    "emoji": lambda text: f"\N{WEARY FACE} {text} \N{PERSON WITH FOLDED HANDS}\N{PERSON WITH FOLDED HANDS}",
    "no punctuation at the end": lambda text: text.rstrip("?.! "),
    "question marks": lambda text: f"{text.rstrip('?.! ')}???",
    "exclamation marks": lambda text: f"{text.rstrip('?.! ')}!!",
    "blanks": lambda text: f"  {text.replace(' ', '   ')} ",
}
"""What may be done to any message."""

QUESTIONS: dict[str, Change] = {
    "please after": lambda text: f"{text} please",
    "thanks after": lambda text: f"{text} thanks",
    "hi there, quick question": lambda text: f"hi there, quick question: {text}",
}
"""What may be done to any question, though not to a bare "thank you"."""


def answering(text: str) -> tuple[str, ...]:
    reply = BOT.ask(text)
    if reply.warning:
        return (reply.warning.id,)
    return tuple(answer.entry.id for answer in reply.answers) or tuple(entry.id for entry in reply.choices)


@pytest.mark.parametrize("entry", KNOWLEDGE.entries, ids=lambda entry: entry.id)
def test_the_question_of_an_entry_is_answered_however_it_is_dressed(entry: Entry) -> None:
    plain = answering(entry.question)
    changes = OUTER if entry.small_talk else OUTER | QUESTIONS
    found = {name: answering(change(entry.question)) for name, change in changes.items()}
    assert found == dict.fromkeys(changes, plain)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(KNOWLEDGE.entries), st.data())
def test_any_wording_is_answered_however_it_is_dressed(entry: Entry, data: st.DataObject) -> None:
    wording = data.draw(st.sampled_from(entry.wordings))
    changes = OUTER if entry.small_talk else OUTER | QUESTIONS
    for name in data.draw(st.lists(st.sampled_from(sorted(changes)), min_size=1, max_size=3, unique=True)):
        assert answering(changes[name](wording)) == answering(wording), name


@pytest.mark.parametrize("wording", ["night pain", "thoracic pain at night", "stretch? i cannot even sit up"])
def test_a_wording_of_few_words_is_answered_however_it_is_dressed(wording: str) -> None:
    found = {name: answering(change(wording)) for name, change in (OUTER | QUESTIONS).items()}
    assert found == dict.fromkeys(found, answering(wording))
    assert answering(wording)[0] in {entry.id for entry in KNOWLEDGE.entries if wording in entry.wordings}
