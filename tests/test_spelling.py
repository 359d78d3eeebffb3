"""Misspelt words are read by their letters, their sound and their neighbours; what is spelt right stays as it is."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backchat.mending import Pairs, mend
from backchat.search import Document, Index
from backchat.sounds import consonants, sound, written_short
from backchat.spelling import Speller

WORD = st.text("abcdeorst", min_size=1, max_size=7)
NO_PAIRS = Pairs({}, 1.0)

WORDINGS = {
    "brakes": (
        "my brakes squeak",
        "how do i stop brake noise",
        "the back brake makes a noise",
        "noise from the brakes",
    ),
    "chain": (
        "how often should i oil the chain",
        "the chain comes off",
        "my chain is too loose",
        "do i oil a new chain",
    ),
    "tyre": (
        "how do i mend a hole in a tyre",
        "there is a hole in my tyre",
        "the tyre is flat",
        "is the tyre too weak",
    ),
    "lights": (
        "do i need lights at night",
        "which lights should i use",
        "the whole light is broken",
        "lights for night",
    ),
    "saddle": (
        "how high should the saddle be",
        "my saddle is too low",
        "set the height of the saddle",
        "a saddle cover",
    ),
    "touring": (
        "how much luggage can i take",
        "a tour of two weeks",
        "how many weeks does it take",
        "a physio for cyclists",
    ),
}
"""A base about bicycles."""


@cache
def bicycles() -> Index:
    return Index([Document(name, wordings) for name, wordings in WORDINGS.items()])


def read(text: str) -> str:
    return " ".join(bicycles().read(text).words)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("strech", "stretch"),
        ("stertch", "stretch"),
        ("excercise", "exercise"),
        ("exersize", "exercise"),
        ("matress", "mattress"),
        ("invershun", "inversion"),
        ("lowback", "low back"),
        ("xylophone", "xylophone"),
        ("qi", "qi"),
        ("12", "12"),
    ],
)
def test_a_word_is_read_by_itself(said, meant):
    speller = Speller(dict.fromkeys(["stretch", "exercise", "mattress", "inversion", "low", "back"], 3))
    assert mend([said], speller, NO_PAIRS) == [(said, tuple(meant.split()))]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("my brkaes squeek", "my brakes squeak"),  # fingers
        ("the chian comes of", "the chain comes of"),
        ("a fysio for syclists", "a physio for cyclists"),  # ears
        ("how mutch lugage can i tayk", "how much luggage can i take"),
        ("set the hieght of the sadle", "set the height of the saddle"),
        ("lghts for nght", "lights for night"),  # haste
        ("is my saddletoo low", "is my saddle too low"),  # blanks
        ("how much lug gage", "how much luggage"),
    ],
)
def test_a_message_is_read_as_it_was_meant(said, meant):
    assert read(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("two weaks", "two weeks"),
        ("too week", "too weak"),
        ("two weeks", "two weeks"),
        ("week weeks", "week weeks"),
        ("two wekes", "two weeks"),
        ("too wek", "too weak"),
    ],
)
def test_neighbours_choose_between_words_that_are_alike(said, meant):
    speller = Speller({"two": 9, "too": 9, "weeks": 9, "week": 9, "weak": 9})
    pairs = Pairs({"^ two": (1.0,), "^ too": (1.0,), "two week": (1.0,), "too weak": (1.0,)}, 5.0)
    assert " ".join(word for _, words in mend(said.split(), speller, pairs) for word in words) == meant


@pytest.mark.parametrize("wording", [wording for wordings in WORDINGS.values() for wording in wordings])
def test_what_is_spelt_right_stays(wording):
    query = bicycles().read(wording)
    assert " ".join(query.words) == wording
    assert (query.corrections, query.unknown) == ({}, frozenset())


@pytest.mark.parametrize("strange", ["the weather in marseille", "zebra crossing", "my trombone needs polish"])
def test_words_of_other_subjects_are_not_bent(strange):
    assert set(bicycles().read(strange).corrections.values()) <= {"need"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("physio", "fizio"),
        ("ache", "ake"),
        ("knee", "nee"),
        ("wrist", "rist"),
        ("tough", "tuff"),
        ("cough", "cuff"),
        ("muscle", "mussel"),
        ("night", "nite"),
        ("pain", "pane"),
        ("chair", "chare"),
        ("tension", "tenshun"),
        ("picture", "pikcher"),
        ("sore", "saw"),
        ("lower", "lowa"),
    ],
)
def test_what_sounds_the_same_has_the_same_code(one, other):
    assert sound(one).lower() == sound(other).lower()


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_codes_never_fail_and_are_no_longer_than_they_must_be(word):
    assert len(sound(word)) <= 2 * len(word)
    assert len(consonants(sound(word))) <= len(sound(word)) + 1
    assert written_short(word)[0] == word[0]


@settings(deadline=None)
@given(st.dictionaries(WORD, st.integers(1, 99), max_size=30), st.lists(st.one_of(WORD, st.text(max_size=12))))
def test_a_word_is_read_as_known_words_or_as_itself(counts, said):
    speller = Speller(counts)
    read = mend(said, speller, NO_PAIRS)
    assert "".join(word for word, _ in read) == "".join(said)
    assert all(meant == (word,) or set(meant) <= set(counts) for word, meant in read)
    assert all(speller.knows(known) and mend([known], speller, NO_PAIRS) == [(known, (known,))] for known in counts)


@pytest.mark.parametrize("question", ["they know that this week", "will she be there", "is it dead", "please give it"])
def test_common_words_are_no_slips_in_a_base_of_few_words(question):
    few = Index([Document("open", ("when do you open", "the hours")), Document("bring", ("did i bring weak tea",))])
    assert not few.read(question).corrections
    assert few.read("wehn do you opne").corrections == {"wehn": "when", "opne": "open"}
