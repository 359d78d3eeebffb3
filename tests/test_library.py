"""What a program that uses the library can rely on: what it hands over wrongly is told, and what it gets is a value."""

import copy
import json
import pickle
from dataclasses import asdict

import pytest

from backchat import BackchatError, Bot, Conversation, KnowledgeBase
from backchat.frozen import FrozenDict

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


def test_replies_never_change_and_can_be_put_into_a_set():
    sign = "{id: fire, urgency: today, text: Out!, say: [the oven burns], when: [{all: [gas], within: 3}]}"
    bot = Bot(KnowledgeBase.from_text(f"ideas: {{gas: [smell .. gas]}}\nwarning_signs: [{sign}]\n"))
    messages = ["smell of gas", "nothing"]
    assert len({bot.ask(message) for message in messages * 2}) == 2
    reply = BOT.ask("where is the keyy")
    assert reply.corrections == {"keyy": "key"}
    with pytest.raises(TypeError, match="never changes"):
        reply.corrections["key"] = "car"


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.__delitem__("a"),
        lambda d: d.__ior__({"b": 1}),
        lambda d: d.clear(),
        lambda d: d.pop("a"),
        lambda d: d.popitem(),
        lambda d: d.setdefault("b", 1),
        lambda d: d.update(b=1),
    ],
)
def test_a_frozen_dict_refuses_every_change(change):
    frozen = FrozenDict(a=1)
    with pytest.raises(TypeError, match="never changes"):
        change(frozen)
    assert frozen == {"a": 1}


def test_a_frozen_dict_is_a_dict_in_all_else():
    frozen = FrozenDict(a=1)
    assert [copy.copy(frozen), copy.deepcopy(frozen), pickle.loads(pickle.dumps(frozen))] == [frozen] * 3
    assert (repr(frozen), frozen | {"b": 2}) == ("{'a': 1}", {"a": 1, "b": 2})
    assert json.loads(json.dumps(asdict(BOT.ask("where is the keyy"))))["corrections"] == {"keyy": "key"}
