"""Known questions are suggested and completed, fast enough for every key."""

import random
import string
from time import perf_counter

import pytest

from backchat.entries import Entry
from backchat.knowledge import KnowledgeBase
from backchat.suggest import KnownQuestions

BASE = KnowledgeBase(
    entries=(
        Entry("rest", "Is bed rest good for back pain?", "a", also=("should i lie in bed", "is bed rest any good")),
        Entry("stretch", "When should I start stretching?", "a", also=("how soon can i stretch",)),
        Entry("hello", "Hello", "a", also=("is anybody there",), small_talk=True),
    )
)


@pytest.mark.parametrize(
    ("typed", "ending"),
    [
        ("is bed", " rest good for back pain?"),
        ("Is BED rest a", "ny good"),
        ("should i lie in bed", ""),
        ("is anyb", ""),
        ("is", ""),
        ("", ""),
        ("zzz", ""),
        ("wheñ", ""),
    ],
)
def test_the_grey_suggestion_completes_a_known_question(typed, ending):
    assert KnownQuestions(BASE).ending(typed) == ending


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("bed", ["rest"]),
        ("pain rest", ["rest"]),
        ("lie bed", ["rest"]),
        ("how soon", ["stretch"]),
        ("should", ["stretch", "rest"]),
        ("stretchnig", ["stretch"]),
        ("start nonsense", ["stretch"]),
        ("anybody", []),
        ("", []),
        ("?!", []),
    ],
)
def test_words_or_their_beginnings_find_a_question(typed, offered):
    assert [entry.id for entry in KnownQuestions(BASE).offers(typed)] == offered


def test_a_key_takes_less_than_5_ms_at_10000_wordings():
    dice = random.Random(5)
    words = ["".join(dice.choices(string.ascii_lowercase, k=dice.randint(2, 9))) for _ in range(3000)]
    common = ["is", "it", "bad", "to", "my", "back", "pain", "when", "should", "i", "what"]

    def wording() -> str:
        return " ".join(dice.choices(common, k=5) + dice.choices(words, k=3))

    entries = tuple(Entry(f"e{n}", wording(), "a", also=tuple(wording() for _ in range(9))) for n in range(1000))
    known = KnownQuestions(KnowledgeBase(entries=entries))
    known.offers("warm")
    times = []
    for entry in entries[::50]:
        typed = entry.also[3]
        for end in range(1, len(typed)):
            start = perf_counter()
            known.ending(typed[:end])
            known.offers(typed[:end])
            times.append(perf_counter() - start)
    times.sort()
    assert times[len(times) * 99 // 100] < 0.005
