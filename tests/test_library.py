"""What a program that uses the library can rely on: what it hands over wrongly is told, and what it gets is a value."""

import pytest

from backchat import BackchatError, Bot, Conversation, KnowledgeBase

KNOWLEDGE = KnowledgeBase.from_text("entries:\n  - {question: Where is the key?, answer: Under the mat.}\n")
BOT = Bot(KNOWLEDGE)


@pytest.mark.parametrize("value", [None, 3, b"where is the key", ["where is the key"], KNOWLEDGE])
@pytest.mark.parametrize("ask", [BOT.ask, BOT.explain, Conversation(BOT).ask, KnowledgeBase.from_text])
def test_what_is_no_text_is_told(ask, value):
    with pytest.raises(TypeError, match=f" is a str, not {type(value).__name__}"):
        ask(value)


@pytest.mark.parametrize(
    ("make", "value", "said"),
    [
        (Bot, "knowledge.yaml", r"KnowledgeBase.load\(\) returns it, not of str"),
        (Conversation, KNOWLEDGE, "with a Bot, not with KnowledgeBase"),
        (KnowledgeBase.load, 3, "int"),
        (KnowledgeBase.load, ["a.yaml"], "list"),
    ],
)
def test_what_is_of_another_kind_is_told(make, value, said):
    with pytest.raises(TypeError, match=said):
        make(value)


def test_an_empty_path_is_not_the_current_folder():
    with pytest.raises(BackchatError, match="path of a knowledge file is empty"):
        KnowledgeBase.load("")
