"""An explanation says which words, typos, synonyms and wordings counted, where they stand, and what decided."""

import json

import pytest

from backchat import Answer, Bot, Conversation, KnowledgeBase, Reply, decision


@pytest.fixture
def bot(bundled):
    return Bot(KnowledgeBase.load())


def test_it_names_typos_synonyms_words_and_the_wording_that_matched(bot):
    told = bot.explain("is swimmnig good for a sore back")
    first = told.entries[0]
    assert told.judgement.query.corrections == {"swimmnig": "swimming"}
    assert [word.synonyms for word in told.words if word.text == "sore"] == [("painful", "sore", "aching")]
    assert first.id == "exercise-types"
    assert first.wording == "is swimming good for my back"
    assert first.counted["swimming"] == max(
        value for word, value in first.counted.items() if word in ("swimming", "back")
    )
    text = str(told)
    for part in ('"swimmnig" read as "swimming"', '"sore" counts as one of painful, sore, aching', "small.yaml:15"):
        assert part in text


def test_a_word_that_the_base_has_never_seen_is_named(bot):
    told = bot.explain("is qigong good for my back")
    assert "Never seen   qigong" in str(told)
    assert next(word.weight for word in told.words if word.text == "qigong") == 0


def test_the_weights_of_the_words_make_up_the_whole(bot):
    told = bot.explain("what is the best exercise for my back")
    assert 0.5 < sum({word.text: word.weight for word in told.words}.values()) < 1 + 1e-9  # related words have the rest
    assert [entry.share for entry in told.entries] == sorted((entry.share for entry in told.entries), reverse=True)


@pytest.mark.parametrize(
    ("question", "kind", "reason"),
    [
        ("which exercise is best for my back", "answer", "(SURE): answered"),
        ("how do i clean the oven", "unknown", "asked for (IN_SCOPE): refused"),
        ("i am numb between my legs", "warning", "outranks every answer"),
    ],
)
def test_it_says_which_number_decided(bot, question, kind, reason):
    told = bot.explain(question)
    assert told.reply.kind == bot.ask(question).kind == kind
    assert reason in " ".join(str(told).split())


def test_a_choice_is_explained_too(bot, monkeypatch):
    monkeypatch.setattr(decision, "SURE", 0.9999)
    told = bot.explain("best exercise or best treatment for back pain")
    assert told.reply.kind == "choices"
    assert "(SURE): a choice" in " ".join(str(told).split())


def test_the_group_that_drew_a_message_is_named(bot):
    told = bot.explain("recipe for soup please")
    assert told.reply.out_of_scope == told.group.id == "household"
    assert "Out-of-scope group household drew the message" in str(told)


def test_a_warning_sign_is_told_with_its_words(bot):
    told = bot.explain("numb between my legs since monday")
    assert told.as_dict()["warning"]["id"] == "cauda-equina"
    assert "cauda-equina (emergency)" in str(told)


def test_it_says_what_a_warning_sign_lacks(bot):
    told = bot.explain("it tickles between my legs")
    assert '   almost    cauda-equina: saddle "between my legs"; lacking numb' in str(told)
    (almost,) = told.as_dict()["almost"]
    assert almost == {"id": "cauda-equina", "said": ['saddle "between my legs"'], "lacking": "numb"}


@pytest.mark.parametrize(
    "message",
    [
        "numb. the bag stood between my legs",
        "there is no feeling for music in him who sat on the bus with the bag and the dog right between my legs",
    ],
)
def test_it_says_that_a_warning_sign_was_said_in_pieces(bot, message):
    assert "all was said, but too far apart, or taken back" in " ".join(str(bot.explain(message)).split())


@pytest.mark.parametrize("message", ["numb between my legs", "no numbness between my legs", "is bed rest good"])
def test_no_sign_is_nearly_named_where_one_is_or_none_is_near(bot, message):
    assert bot.explain(message).almost == ()


@pytest.mark.parametrize(
    "question", ["", "?!", "qwrtzpsdf", "no", "x" * 9000, "back " * 300, "1 2 3", "\u202e\x1b[31m"]
)
def test_anything_can_be_explained(bot, question):
    told = bot.explain(question)
    assert json.dumps(told.as_dict())
    assert str(told).startswith("Question")


def test_a_table_fits_a_usual_terminal(bot):
    told = bot.explain(
        "my neighbour says that swimming is the best exercise of all for a sore and aching back, is that so"
    )
    assert max(map(len, str(told).splitlines())) <= 80


def test_the_turns_that_a_warning_takes_are_named_with_their_words():
    bot = Bot(KnowledgeBase.load())
    talk = Conversation(bot)
    for turn in ("hello", "my gran is 86", "which mattress is best"):
        assert talk.ask(turn).kind != "warning"
    reply = talk.ask("she had a fall")
    assert reply.kind == "warning"
    told = bot.explain(reply.question, reply)
    assert told.heard == ("my gran is 86",)
    assert told.finding
    assert told.finding.words == ("gran", "had a fall")
    text = " ".join(str(told).split())
    assert 'Said before "my gran is 86"' in text
    assert "together with what was said before" in text


def test_a_warning_that_is_given_again_names_the_turn_that_set_it_off():
    bot = Bot(KnowledgeBase.load())
    talk = Conversation(bot)
    talk.ask("i can't feel anything between my legs")
    reply = talk.ask("he is 71")
    assert bot.explain(reply.question, reply).heard == ("i can't feel anything between my legs",)


def test_a_warning_of_one_message_names_no_other():
    bot = Bot(KnowledgeBase.load())
    talk = Conversation(bot)
    talk.ask("which mattress is best")
    reply = talk.ask("i can't feel anything between my legs")
    assert bot.explain(reply.question, reply).heard == ()


def test_a_follow_up_is_explained_as_one(bot):
    told = bot.explain(
        "how often", Reply("how often", "answer", answers=(Answer(bot.entry("bed-rest")),), context="bed-rest")
    )
    assert 'read as a follow-up to "bed-rest"' in " ".join(str(told).split())


def test_a_number_that_was_picked_is_explained_as_a_choice(bot):
    told = bot.explain("2", bot.show("2", [bot.entry("bed-rest")]))
    assert "taken for a choice among those offered" in " ".join(str(told).split())


def test_each_of_several_questions_is_named(bot):
    answers = (Answer(bot.entry("bed-rest"), "is rest good"), Answer(bot.entry("exercise-types"), "what sport"))
    told = bot.explain("is rest good and what sport", Reply("is rest good and what sport", "answer", answers=answers))
    assert '"what sport": exercise-types' in str(told)


def test_small_talk_is_called_small_talk(bot):
    assert "it is small talk" in str(bot.explain("hello"))
