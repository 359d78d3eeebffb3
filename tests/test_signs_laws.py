"""Laws of the warning layer: any text gets an answer, in time that grows with its length, whatever its dress."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backchat.knowledge import KnowledgeBase
from backchat.signs import SignIndex

MESSAGES = [
    "my bottom has gone numb and I cannot pee",
    "fell down the stairs and my back hurts",
    "no numbness, no fever, only stiffness",
    "is yoga good for a stiff back",
    "I want to die",
    "chest pain and short of breath",
    "what does foot drop mean",
]


WORDS = ["no", "not", "my", "legs", "numb", "can", "pee", "..", "fell", "off", "84", "65to110", "<pee>", "(x)", "a|b"]


@pytest.fixture(scope="module")
def index() -> SignIndex:
    return SignIndex(KnowledgeBase.load())


def said(index: SignIndex, message: str) -> tuple[str, bool] | None:
    finding = index.find(message)
    return (finding.sign.id, finding.denied) if finding else None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gets_an_answer(index, text):
    first = said(index, text)
    assert said(index, text) == first


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS)))
def test_any_words_of_the_ideas_get_an_answer(index, words):
    said(index, " ".join(words))


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize(
    "dressed",
    [str.upper, str.title, "{} 😢😢".format, "{}!!!".format, "  {}  ".format, "{}...".format, "\u201c{}\u201d".format],
)
def test_dress_does_not_change_the_finding(index, message, dressed):
    assert said(index, dressed(message)) == said(index, message)


@pytest.mark.parametrize("typed", ["cannot", "can't", "can not"])
def test_an_apostrophe_left_out_does_not_change_the_finding(index, typed):
    assert said(index, f"I {typed} pee") == said(index, "I cant pee") is not None


@pytest.mark.parametrize("word", ["numb ", "no ", "the ", "can not feel ", "84 ", "fell off ", "a, ", ". ", "x"])
def test_time_grows_with_the_length_only(index, word):
    def seconds(times: int) -> float:
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            index.find(word * times)
            best = min(best, time.process_time() - start)
        return best

    short, long = 1500 // len(word), 6000 // len(word)
    assert seconds(long) < 12 * seconds(short) + 0.05


def test_a_finding_does_not_change_what_is_found_next(index):
    before = [said(index, message) for message in MESSAGES]
    assert [said(index, message) for message in MESSAGES] == before
