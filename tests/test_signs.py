"""Warning signs: which ideas make one, and which denials, idioms and questions do not."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from backchat import Bot
from backchat.entries import Entry, OutOfScope, WarningSign
from backchat.ideas import IdeaIndex, Line, faults
from backchat.knowledge import KnowledgeBase
from backchat.likeness import Likeness
from backchat.signs import SignIndex

WARNINGS = Path(__file__).parent / "warnings"

COOKER = KnowledgeBase(
    ideas={
        "gas": ("gas",),
        "smell": ("smell|stink|whiff|reek", "rotten eggs"),
        "flame": ("flame", "burner"),
        "yellow": ("yellow|orange",),
        "ill": ("dizzy", "head|heads ache|aches|aching", "feel|feeling <bad>"),
        "bad": ("sick", "faint", "rough"),
        "harmless": ("smell of cooking|roses", "gas bill"),
    },
    warning_signs=(
        WarningSign(
            "leak",
            "emergency",
            "Turn the gas off, open the windows and leave.",
            when=(["smell", "gas"], {"all": ["gas", "ill"], "within": "message"}),
        ),
        WarningSign("fumes", "today", "Stop using the cooker.", when=({"all": ["yellow", "flame"], "within": 6},)),
    ),
)
"""A base of another field: nothing in the code knows of it."""


def found(base: KnowledgeBase, message: str, before: tuple[str, ...] = ()) -> str | None:
    """The id of the sign that raises an alarm."""
    finding = SignIndex(base).find(message, before)
    return finding.sign.id if finding and finding.alarm else None


def sign(*when: object, **ideas: tuple[str, ...]) -> KnowledgeBase:
    """A base with one sign."""
    return KnowledgeBase(ideas=ideas, warning_signs=(WarningSign("it", "emergency", "Call.", when=when),))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("there is a smell of gas in my kitchen", "leak"),
        ("It STINKS of gas!!", "leak"),
        ("a funny smel, like gas maybe", "leak"),
        ("a funny smel, like gass maybe", "leak"),  # a letter doubled makes no other word
        ("a funny smel, like gaz maybe", None),  # gas is too short to be read from another slip
        ("a fine bell, like glass maybe", None),  # words of their own
        ("gas oven on all morning. now my head aches", "leak"),
        ("since we lit the gas fire I have been feeling really faint", "leak"),
        ("the flame burns yellow", "fumes"),
        ("yellow flame and a strong gas smell", "leak"),
        ("no smell of gas, how do I clean the hob", None),
        ("there isn't any smell of gas or anything like that", None),
        ("no draught, but it smells of gas", "leak"),
        ("how do I get rid of the smell of cooking on a gas hob", None),
        ("what does a gas leak smell like", None),
        ("my gas bill smells of a mistake", None),
        ("ten years ago we had a smell of gas", None),
        ("how long to bake bread", None),
    ],
)
def test_a_base_of_another_field_needs_only_its_own_file(message, expected):
    assert found(COOKER, message) == expected


def test_earlier_turns_complete_a_sign_but_do_not_make_one():
    assert found(COOKER, "and now I feel faint", ("we left the gas on",)) == "leak"
    assert found(COOKER, "thanks, how do I bake bread", ("we left the gas on", "my head aches")) is None


def test_what_speaks_against_a_rule_in_an_earlier_turn_speaks_against_that_turn():
    sign = WarningSign("it", "emergency", "Call.", when=({"all": ["a", "b"], "within": "message", "unless": ["c"]},))
    base = KnowledgeBase(ideas={"a": ("alpha",), "b": ("beta",), "c": ("gamma",)}, warning_signs=(sign,))
    assert found(base, "beta", ("alpha",)) == "it"
    assert found(base, "beta", ("alpha gamma",)) is None
    assert found(base, "beta", ("alpha gamma", "alpha")) == "it"


def test_what_an_earlier_turn_denied_completes_no_sign():
    for denied in ("we never left the gas on", "no smell of gas"):
        assert found(COOKER, "and now I feel faint", (denied,)) is None
        assert found(COOKER, "no power and I feel faint", (denied,)) is None


def test_the_most_urgent_sign_leads_and_then_the_first_in_the_file():
    soon = WarningSign("soon", "soon", "Later.", when=(["a"],))
    today = WarningSign("today", "today", "Today.", when=(["a"],))
    first, second = (WarningSign(name, "emergency", "Now.", when=(["a"],)) for name in ("first", "second"))
    base = KnowledgeBase(ideas={"a": ("alpha",)}, warning_signs=(soon, today, first, second))
    assert found(base, "alpha") == "first"
    assert found(replace(base, warning_signs=(soon, today)), "alpha") == "today"
    finding = SignIndex(replace(base, warning_signs=(soon,))).find("alpha")
    assert finding is not None
    assert finding.sign.id == "soon"
    assert not finding.alarm


PHRASES = [
    ("give|gave way", "my leg gave way", True),
    ("give|gave way", "my leg gave in", False),
    ("lost .. feeling", "I lost nearly every bit of feeling", True),
    ("lost .. feeling", "I lost my keys and went out and then had a feeling", False),
    ("lost .. feeling", "I lost no feeling", False),
    ("alarm .. beeping", "the alarm just will not stop beeping", True),
    ("alarm .. beeping", "the alarm is not beeping", False),
    ("front_door|gate", "at the front door", True),
    ("front_door|gate", "at the front", False),
    ("65to110 year old", "she is an 84 year old", True),
    ("65to110 year old", "she is a 34 year old", False),
    ("(completely) numb toe", "completely numb toes", True),
    ("(completely) numb toe", "a numb toe", True),
    ("gone (for good) now", "it is gone for good now", True),
    ("gone (for good) now", "it is gone now", True),
    ("gone (for good) now", "it is gone off now", False),
    ("=legs weak", "my legs are weak", True),
    ("=legs weak", "my leg is weak", False),
    ("hold <body>", "cannot hold my big toe", True),
    ("numb foot", "numbed the foot", True),
    ("numb foot", "numb. foot", False),
    ("bladder", "my blader", True),
    ("bladder", "my ladder", False),
]


@pytest.mark.parametrize(("phrase", "message", "expected"), PHRASES)
def test_phrases_mean_what_their_form_says(phrase, message, expected):
    base = sign(["it"], it=(phrase,), body=("big toe", "ankle"))
    base = replace(base, entries=(Entry("a", "ladder", "x"),))
    assert (found(base, message) == "it") is expected


CLAIMS = [
    ("it is numb", True),
    ("not numb", False),
    ("it is not at all numb", False),
    ("without any new weakness, fever or numbness, only a stiff back", False),
    ("no fever, weakness, or numb bits", False),
    ("no fever but numb", True),
    ("no fever and I am numb", True),
    ("numb? no.", False),
    ("denies fever, numb feet, weight loss", False),
    ("no fever, numb feet", True),
    ("no fever\nnumb feet", True),
    ("nu\u00admb and num\u200bb", True),
    ("Numb? No. Weak? No. Stiff? Yes.", False),
    ("no wonder I am numb", True),
    ("can't tell you how numb it is", True),
    ("numb as a child, fine since", False),
    ("in 1988 it was numb", False),
    ("it was numb years ago and now it is numb again", True),
    ("that was in 1999, when it was numb", False),
    ("it is six years since I was numb", False),
    ("in the six years since, it went numb", True),
    ("numb last week, all gone now", False),
    ("is numb a symptom of anything", False),
    ("is my foot numb because of the chair", True),
    ("what does numb mean", False),
    ("is it true that a chair can make people numb", False),
    ("is it true? my toe is numb", True),
    ("what does numb mean, I do not know the word", False),
    ("for my exam: which nerve makes it numb", False),
    ("is it normal to be numb", True),
    ("how do I avoid ending up numb", False),
    ("it might go numb", False),
    ("I was told to watch out for numb toes", False),
    ("I was told to watch out, my toe is numb", True),
    ("I would not say numb, only stiff", False),
    ("is a numb tongue still a thing", False),
    ("is my foot still numb because of the chair", True),
    ("is back pain usually numb", False),
    ("can a bite make it numb? asking for my exam", False),
    ("can a bite make it numb? asking for my foot", True),
    ("apart from a numb toe I'm fine", True),
    ("apart from a numb toe I'm fine now", True),
    ("not numb, apart from that fine", False),
    ("no trouble other than a numb toe", True),
    ("other than an ache no numb toe", False),
    ("no bother besides a numb toe", True),
    ("with the exception of a numb toe all good", True),
    ("no numbness except in the toe", True),
    ("no numbness, except for that scar", False),
    ("no lie my toe is numb", True),
    ("haven't got a clue why my toe is numb", True),
    ("haven't got a numb toe", False),
    ("without any reason the toe is numb", True),
    ("without any numb toe", False),
    ("isn't it odd that my toe is numb", True),
    ("shouldn't I mind that my toe is numb", True),
    ("it isn't my toe that is numb", False),
    ("I've not had a numb toe until today", True),
    ("no numbness before the fall", True),
    ("no numbness before or after", False),
    ("no numbness, before bed I walk", False),
    ("they did not feel numb before the stitches", True),
    ("they did not numb it before the stitches", False),
    ("it wasn't numb but now it is", True),
    ("it wasn't numb. Now it is.", True),
    ("it wasn't numb but now it is stiff", False),
    ("I didn't use to have numb toes", True),
    ("if it weren't for a numb toe I'd be happy", True),
    ("were it not for numbness I'd be happy", True),
    ("I can live with the ache but not with numbness", True),
    ("aching but not with numbness", False),
    ("please no more numb toes", True),
    ("no more numb toes", False),
    ("not this numb toe again", True),
    ("not numb again", False),
    ("the doctor didn't ask about numb toes", True),
    ("I didn't ask about numb toes", False),
    ("no one asked me about numb toes", True),
    ("no cream helps numb toes", True),
    ("no cream for numb toes", False),
    ("no shop for weeks and both toes are numb", True),
]


@pytest.mark.parametrize(("message", "expected"), CLAIMS)
def test_only_what_is_claimed_raises_an_alarm(message, expected):
    assert (found(sign(["it"], it=("numb|numbness",)), message) == "it") is expected


def test_a_sign_that_is_only_denied_is_still_named():
    finding = SignIndex(sign(["it"], it=("numb",))).find("not numb")
    assert finding is not None
    assert finding.denied
    assert not finding.alarm
    assert "denied" in str(finding)


def test_a_no_inside_an_idea_denies_nothing_else_in_its_rule():
    base = sign(["power", "leg"], power=("no power",), leg=("leg",))
    assert found(base, "there is no power in the leg") == "it"
    assert found(base, "there is no lack of anything in the leg") is None


def test_ideas_that_count_though_over_or_asked():
    past = {"all": ["illness", "pain"], "within": "message", "ever": ["illness"]}
    base = sign(past, illness=("cancer",), pain=("pain",))
    assert found(base, "had cancer in 2010. new pain") == "it"
    assert found(base, "no cancer in 2010. new pain") is None
    asked = sign({"all": ["it"], "even": ["asked"]}, it=("point of living",))
    assert found(asked, "what is the point of living") == "it"


def test_unless_switches_a_rule_off():
    base = sign({"all": ["fall"], "unless": ["tips"]}, fall=("fell",), tips=("tips",))
    assert found(base, "mum fell") == "it"
    assert found(base, "mum fell, any tips") is None


@pytest.mark.parametrize(
    ("within", "message", "expected"),
    [
        (4, "numb and also a leg", True),
        (3, "numb ever since I went to work and lifted a leg", False),
        ("clause", "numb, and a leg", False),
        ("sentence", "numb, well, since I lifted the heavy thing at work on Monday it has been in the leg", True),
        ("sentence", "numb. my leg", False),
        ("message", "numb. my leg", True),
    ],
)
def test_how_near_the_ideas_of_a_rule_must_stand(within, message, expected):
    base = sign({"all": ["numb", "leg"], "within": within}, numb=("numb",), leg=("leg",))
    assert (found(base, message) == "it") is expected


def test_two_ideas_cannot_be_met_by_the_same_words():
    base = sign(["fall", "place"], fall=("drop",), place=("drop", "roof"))
    assert found(base, "eye drops") is None
    assert found(base, "dropped off the roof") == "it"


def test_faults_of_phrases_are_found_all_at_once():
    ideas = {"a": ("..", "x <nobody>", "9to2 y", "", "z .."), "b": ("<c>",), "c": ("<b>",), "no-warning": ("<x",)}
    reasons = {(idea, phrase): reason for idea, phrase, reason in faults(ideas)}
    assert set(reasons) == {*(("a", phrase) for phrase in ideas["a"]), ("b", ""), ("c", "")}
    assert "nobody" in reasons[("a", "x <nobody>")]


@pytest.mark.parametrize(
    "phrase", ["(hot", "hot)", "(hot)day", "hot(day)", "(a (b) c)", "(a .. b) c", "a| b", "a |b", "a||b", "(a|) b",
               "(a)|b c", "x .. .. y", "x..y", "x ... y", "x ..|y", "<b", "b> c", "x<b>", "a_<b>", "a ! b"],
)  # fmt: skip
def test_no_sign_of_a_phrase_is_passed_over_in_silence(phrase):
    assert {text for _, text, _ in faults({"a": (phrase,), "b": ("b",)})} == {phrase}


@pytest.mark.parametrize(
    "phrase",
    ["(hot) day", "a (b|c d) e", "x .. y", "x .. (y) .. z", "(a) .. b", "<b>|a_b", "(<b>) a", "=a|12to15", "e.g. a"],
)
def test_what_the_grammar_knows_is_no_fault(phrase):
    assert faults({"a": (phrase,), "b": ("b",)}) == []


def test_a_finding_says_what_set_it_off():
    finding = SignIndex(COOKER).find("a smell of gas")
    assert finding is not None
    assert finding.ideas == ("smell", "gas")
    assert finding.words == ("smell", "gas")
    assert "leak" in str(finding)


def test_a_base_without_signs_finds_none():
    assert SignIndex(KnowledgeBase(entries=(Entry("a", "What?", "That."),))).find("numb") is None


SAID = tuple(
    f"the {thing} hissed at {name} and grandma ran out"
    for name in ("me", "us", "him", "her", "them", "you")
    for thing in ("cooker", "stove", "hob", "oven", "ring", "burner", "pipe", "meter", "heater", "grill")
)


def test_messages_under_say_are_known_by_their_words():
    leak = replace(COOKER.warning_signs[0], say=SAID)
    ordinary = tuple(f"how do I cook {dish}" for dish in ("rice", "soup", "peas", "beans", "pasta", "fish", "eggs"))
    base = replace(COOKER, warning_signs=(leak,), out_of_scope=(OutOfScope("food", ordinary),))
    finding = SignIndex(base).find("the cooker hissed at dad and grandma ran out")
    assert finding is not None
    assert finding.alarm
    assert finding.ideas == ()
    assert finding.words
    assert found(base, "how do I cook noodles") is None
    few = replace(base, warning_signs=(replace(leak, say=SAID[:9]),))
    assert found(few, "the cooker hissed at dad and grandma ran out") is None
    assert found(few, SAID[0]) == "leak"
    quiet = replace(base, ideas={**base.ideas, "no-warning": SAID})
    assert found(quiet, "the cooker hissed at dad and grandma ran out") is None


def test_a_wording_of_an_entry_is_not_likened_to_a_sign():
    leak = replace(COOKER.warning_signs[0], say=SAID)
    dishes = ("rice", "soup", "peas", "beans", "pasta", "fish", "eggs")
    story = Entry("story", "the cooker hissed at dad and grandma ran out", "A story.", also=(SAID[0],))
    ordinary = OutOfScope("food", tuple(f"how do I cook {dish}" for dish in dishes))
    bot = Bot(replace(COOKER, entries=(story,), warning_signs=(leak,), out_of_scope=(ordinary,)))
    assert bot.warn("the oven hissed at auntie, the stove hissed at auntie and grandma ran out")
    assert not bot.warn("The cooker hissed at dad, and grandma ran out!")
    assert bot.warn(SAID[0]), "a message under say warns as it stands"


def test_likeness_names_the_sign_it_is_most_like():
    likeness = Likeness({0: [["red", "hot"]] * 3, 1: [["blue", "cold"]] * 3}, [["plain"]] * 3, [], {})
    assert likeness._likest(["blue"])[0] == 1
    assert likeness.score(["red"] * 5) > 0 > likeness.score(["plain"] * 5)
    assert likeness.score(["red"]) == 0
    assert Likeness({}, [["plain"]], [], {}).warns(["plain"] * 9) is None


def test_a_rule_met_by_chance_is_doubted_only_where_enough_messages_say_the_sign():
    said = tuple(f"the hob hissed at {name} and we ran out" for name in "abcdefghijklmnopqrstuvwxyz") * 8
    dishes = ("rice", "soup", "peas", "fish", "eggs") * 8
    alike = tuple(f"old wine smells of gas with {dish}" for dish in dishes)
    ordinary = tuple(f"some pudding goes well behind {dish}" for dish in dishes)
    leak = replace(COOKER.warning_signs[0], say=said)
    ideas = {**COOKER.ideas, "no-warning": alike}
    base = replace(COOKER, warning_signs=(leak,), out_of_scope=(OutOfScope("food", ordinary),), ideas=ideas)
    by_chance = "old wine smells of gas with soup. some pudding goes well behind fish"
    doubted = SignIndex(base).find(by_chance)
    assert doubted is not None
    assert not doubted.alarm
    assert found(base, f"{by_chance}, the hob hissed and we ran out") == "leak"
    assert found(replace(base, warning_signs=(replace(leak, say=said[:9]),)), by_chance) == "leak"


def test_ideas_that_a_word_says_teach_more_than_the_word():
    kin = {"red": {"colour"}, "blue": {"colour"}, "green": {"colour"}}
    likeness = Likeness({0: [["it", "is", "red"], ["it", "is", "blue"]] * 3}, [["it", "is", "plain"]] * 6, [], kin)
    assert likeness.score(["why", "it", "is", "green", "now"]) > likeness.score(["why", "it", "is", "grey", "now"])


def test_what_looks_like_an_ending_may_be_the_slip():
    index = IdeaIndex({"wish": ("wish i was",)})
    assert [index.mend(word) for word in ("wishes", "wihs", "wsih", "is")] == ["wish", "wish", "wish", "is"]


def test_words_in_their_own_right_are_no_slips():
    index = IdeaIndex({"soil": ("soiling|soiled",)}, known=("boil",))
    assert index.mend("boiling") == "boil"
    assert index.mend("soilling") != "boil"
    assert index.find(Line(["soiled"], ["soil"], [0], [0]))


# ------------------------------------------------------------------------------------------- the bundled knowledge


@pytest.fixture(scope="module")
def bundled() -> KnowledgeBase:
    return KnowledgeBase.load()


@pytest.fixture(scope="module")
def index(bundled: KnowledgeBase) -> SignIndex:
    return SignIndex(bundled)


def test_phrases_of_the_bundled_ideas_have_no_fault(bundled):
    assert faults(bundled.ideas) == []


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("can i do stretches with a numb bottom", "cauda-equina"),
        ("is swimming good when my private parts are tingling", "cauda-equina"),
        ("no fever but my bottom is dead", "cauda-equina"),
        ("which stretch helps with a numb bottom", "cauda-equina"),
        ("both legs are getting weaker every day", "leg-weakness"),
        ("my left foot keeps catching the carpet", "foot-drop"),
        ("I fell off the garage roof", "accident"),
        ("gran is 84 and tripped over the rug", "fragile-bones"),
        ("backache and a temperature of 39", "infection"),
        ("back ache and blood in my urine", "kidney"),
        ("breast cancer in 2018 and a new pain in my spine", "cancer"),
        ("tight chest and an aching back", "chest-pain"),
        ("I have a triple a and sudden back pain", "aneurysm"),
        ("30 weeks pregnant, back ache and bleeding", "pregnancy-warning"),
        ("took a whole packet of paracetamol", "too-many-painkillers"),
        ("I want to die", "crisis"),
        ("I fell off a roof and want to die", "crisis"),
        ("no fever, no weakness, bladder fine. Only stiff", None),
        ("no wait, I cannot feel my bottom", "cauda-equina"),
        ("no I can not feel my bottom", "cauda-equina"),
        ("no my bladder is fine, only stiff", None),
        ("is a stiff back a sign of age", None),
        ("this back of mine is killing me", None),
    ],
)
def test_plain_messages(index, message, expected):
    finding = index.find(message)
    assert (finding.sign.id if finding and finding.alarm else None) == expected


SENSES = [
    ("my car is a write off, my back is sore", "I wrote off the afternoon, my back is sore"),
    ("nobody would miss me if I were gone", "nobody would miss sit ups, would they"),
    ("I can not see any point in living like this", "I do not see the point of a heat pack"),
    ("had eight ibuprofen since breakfast", "is eight weeks of ibuprofen usual"),
    ("my pee looks like cola and my back aches", "I pee a lot as I like tea, my back is stiff"),
    ("my ankle buckled twice today, back bad", "bend the ankle and never the back if it is weak"),
    ("I collapsed with back pain", "the tent collapsed on us, back pain"),
    ("I was hit by a bus, my back is sore", "I feel like I was hit by a bus, my back is sore"),
    ("I got a kick in the back, it is sore", "a kick in the teeth from my boss, and my back is sore"),
    ("I had cancer in 2019 and my back hurts", "my late uncle had cancer, my own back hurts from digging"),
    ("it burns when I wee and my back hurts", "my back hurts but I can still wee normally"),
    ("I keep letting one off without noticing", "I keep letting the dog off the lead without noticing"),
    ("the ditch side went and they dug me out, my back is sore", "I dug the ditch sides out, my back is sore"),
    ("found a tumour and my back hurts", "convinced it's a tumour as my back hurts after planks"),
    ("I am 20 weeks and bleeding, back hurts", "one of the ewes is bleeding, my own back is stiff"),
    ("I had cancer and now there is a pain in my neck", "I had cancer once, and my boss is a pain in the neck"),
    ("my dad had cancer, his back hurts", "my dad had cancer, my back hurts"),
    ("mum had cancer and is complaining of backache", "mum had cancer, and I get backache from digging"),
    ("I had cancer and my dad had cancer, my back hurts", "my dad had lymphoma. do belts help a sore back"),
    ("I can not go on like this", "who should not go on an inversion table"),
    ("there is no point in me being here any more", "is there any point in me joining a pilates class"),
    ("pregnant and bleeding, back hurts", "when I was pregnant I had some bleeding, my back is stiff from the garden"),
]
"""A sign, and the same words in another sense."""


@pytest.mark.parametrize(("meant", "other"), SENSES)
def test_the_same_words_in_another_sense_are_no_sign(index, meant, other):
    findings = [index.find(message) for message in (meant, other)]
    assert [bool(finding and finding.alarm) for finding in findings] == [True, False]


PLAIN_SIGNS = [
    message
    for messages in yaml.safe_load((WARNINGS / "plain.yaml").read_text("utf-8"))["warning"].values()
    for message in messages
]
PLAIN = ("is swimming good", "which stretch helps", "is walking ok", "how often should i stretch")
BESIDE = (
    "if i cannot pee",
    "with a numb bottom",
    "if both my legs are weak",
    "when my chest is tight",
    "since i lost control of my bladder",
    "and i fell off a ladder",
)


@pytest.mark.parametrize("question", PLAIN)
@pytest.mark.parametrize("beside", BESIDE)
def test_a_plain_question_does_not_hide_a_sign(index, question, beside):
    for message in (f"{question} {beside}", f"{beside}, {question}?"):
        finding = index.find(message)
        assert finding is not None, message
        assert finding.alarm, message


@pytest.mark.parametrize("message", PLAIN_SIGNS)
def test_a_sign_in_plain_words_is_found_by_itself_and_beside_a_plain_question(index, message):
    for whole in (message, *(f"{question}? {message}" for question in PLAIN), *(f"{message}, {q}?" for q in PLAIN)):
        finding = index.find(whole)
        assert finding is not None, whole
        assert finding.alarm, whole


SLIPS = {
    "two letters swapped": (lambda word, at: word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :], 4, 0.98),
    "a letter doubled": (lambda word, at: word[:at] + word[at] + word[at:], 4, 0.98),
    "a letter left out": (lambda word, at: word[:at] + word[at + 1 :], 5, 0.9),
}
"""What is done to the middle of a word, from how many letters on, and the least share of signs still heard."""


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_of_the_pen_hides_no_sign_in_plain_words(bundled, name):
    slip, least, share = SLIPS[name]
    bot = Bot(bundled)
    messages = [
        message.replace(word, slip(word, len(word) // 2), 1)
        for message in PLAIN_SIGNS
        for word in message.split()
        if len(word) >= least and word.isalpha()
    ]
    missed = [message for message in messages if not bot.warn(message)]
    assert len(messages) > 80
    assert len(missed) <= (1 - share) * len(messages), missed


def test_a_sign_read_from_a_slip_is_explained_as_such(bundled):
    bot = Bot(bundled)
    assert SignIndex(bundled).find("my foot drafs when I walk") is None
    assert bot.ask("my foot drafs when I walk").warning.id == "foot-drop"
    assert "drag" in str(bot.explain("my foot drafs when I walk"))


@pytest.mark.parametrize("message", ["not breathless, only tight low down from rowing", "tell me a lifehack"])
def test_a_word_that_is_known_to_any_part_of_the_base_is_no_slip_for_a_sign(bundled, message):
    assert Bot(bundled).warn(message) is None


STATED = ("my back hurts", "i have back pain", "my lower back is sore", "i've had a stiff back", "my spine aches")
TIMES = (
    "since monday", "since last week", "for three weeks", "most days", "at night", "in the morning", "again",
    "when i sit", "after work", "on and off", "and it comes and goes", "every winter", "for a fortnight",
)  # fmt: skip


def test_that_it_hurts_and_since_when_is_no_sign(bundled):
    bot = Bot(bundled)
    messages = [f"{stated} {time}" for stated in STATED for time in TIMES]
    assert sum(bot.warn(message) is not None for message in messages) <= 1


def test_a_line_break_does_not_part_a_sign(bundled):
    assert Bot(bundled).ask("i have lost control\nof my bladder").warning.id == "cauda-equina"


@pytest.mark.parametrize("message", ["the light is funny", "Hey, the light is funny, please"])
def test_a_message_under_say_warns_as_it_stands(message):
    base = KnowledgeBase(warning_signs=(WarningSign("it", "today", "Call.", say=("the light is funny",)),))
    assert found(base, message) == "it"
    assert found(base, "the light is lovely") is None


WRAPPED = (
    "I might be daft but {}",
    "my husband left last year and {}",
    "I used to be so fit, {}",
    "I have not told anyone that {}",
    "I did not tell my wife that {}",
    "nobody believes me that {}",
    "my GP does not care that {}",
    "no one listens but {}",
    "I am revising for an exam and {}",
    "in general I am healthy but {}",
    "what does it mean that {}",
    "I saw something on the telly, and {}",
    "{}, it is not a joke",
    "no lie {}",
    "no word of a lie {}",
    "not gonna lie {}",
    "no clue why {}",
    "I haven't got the foggiest why {}",
    "isn't it odd that {}",
    "doesn't it matter that {}",
    "don't you think it's bad that {}",
    "without fail {}",
    "no appointment for weeks and {}",
)
CORES = ("I can not feel between my legs", "both my legs are weak", "I can not pee", "I want to kill myself")


@pytest.mark.parametrize("wrapping", WRAPPED)
def test_what_is_said_around_a_sign_does_not_silence_it(index, wrapping):
    for core in CORES:
        finding = index.find(wrapping.format(core))
        assert finding is not None, core
        assert finding.alarm, core


AROUND = (
    "apart from {} I'm fine",
    "aside from {} I'm ok",
    "except for {} all good",
    "other than {} no problems",
    "save for {} I'm fine",
    "no symptoms other than {}",
    "no issues besides {}",
    "not had {} until now",
    "I didn't have {} until yesterday",
    "I didn't have {} before the accident",
    "I didn't use to have {} but now I do",
    "if it weren't for {} I'd be fine",
    "if not for {} I'd be ok",
    "were it not for {} I'd exercise",
    "I can live with the ache but not with {}",
    "I can put up with the ache, not {}",
    "please no more {}",
    "the doctor isn't worried about {}",
    "the doctor didn't ask about {} which I have",
    "no one asked me about {}",
    "no exercise helps {}",
)
NAMED = ("numbness between my legs", "leaking urine", "weakness in both legs", "thoughts of suicide", "black poo")


@pytest.mark.parametrize("around", AROUND)
def test_a_sign_that_is_only_named_is_not_denied_by_a_no_for_something_else(index, around):
    for named in NAMED:
        finding = index.find(around.format(named))
        assert finding is not None, named
        assert finding.alarm, named


@pytest.mark.parametrize(
    "denial",
    [
        "no {}, no fever, apart from that fine",
        "no fever or {}, other than that fine",
        "apart from the stiffness I have no {}",
        "other than stiffness no {}",
        "my back aches but not with {}",
        "I can live with it, no {}",
        "I haven't got {}",
        "the doctor asked about {} and I have not",
        "no {} before or after",
        "no more {} since the operation",
        "isn't it good that there is no {}",
        "no clue how to stretch, no {}",
    ],
)
def test_a_denied_sign_stays_denied_beside_an_exception(index, denial):
    for named in NAMED:
        finding = index.find(denial.format(named))
        assert finding is None or not finding.alarm, named


@pytest.mark.parametrize(
    "message", ["haven't got a clue why the pain goes down one leg", "if it weren't for bad posture I'd be fine"]
)
def test_words_that_only_lead_up_to_something_make_it_like_no_sign(bundled, message):
    assert Bot(bundled).warn(message) is None


@pytest.mark.parametrize(
    "message",
    [
        "the nurse asked if I was numb between the legs and I am not",
        "they asked whether I was suicidal and I was not",
        "for my essay I have to describe numbness between the legs",
        "I was numb between the legs in 2009, sorted now",
        "I was numb between the legs as a child, and I am fine",
        "could it be cancer, my back aches",
        "my back hurts when I turn left and right",
        "my mum is 80 and has a slipped disc",
        "my legs go numb when I kneel in the garden",
        "should I stretch both legs, my back hurts",
        "my cat has lost control of her bladder",
    ],
)
def test_what_is_denied_studied_feared_or_of_an_animal_is_no_sign(index, message):
    finding = index.find(message)
    assert finding is None or not finding.alarm


@pytest.mark.parametrize(
    "turns",
    [
        ("my back hurts", "both of my legs", "they have gone weak"),
        ("I think I have sciatica", "it is in both legs"),
        ("pain runs down my leg to the foot", "its in both legs"),
        ("back pain", "and my chest", "tight and sweaty"),
        (
            "I am 31 weeks pregnant",
            "do belts help",
            "is heat good",
            "which mattress",
            "is walking good",
            "I am bleeding",
        ),
    ],
)
def test_a_sign_may_be_told_piece_by_piece(index, turns):
    finding = index.find(turns[-1], turns[:-1])
    assert finding is not None
    assert finding.alarm
    assert index.find(turns[-1]) is None or len(turns) > 4


@pytest.mark.parametrize(
    "message",
    ["I can't move my lehs", "i carnt pee", "i canot feel my legs", "lost controll of my bladder", "i wihs i was dead"],
)
def test_a_slip_beside_a_rare_word_or_in_a_not_hides_no_sign(bundled, message):
    assert Bot(bundled).warn(message) is not None


def test_what_completed_a_sign_before_does_not_repeat_it():
    base = sign({"all": ["gas", "ill"], "within": "message"}, gas=("gas",), ill=("dizzy",))
    assert found(base, "I am dizzy", ("the gas is on",)) == "it"
    assert found(base, "is gas dear", ("the gas is on, I am dizzy",)) is None
    assert found(base, "the gas is on and I am dizzy", ("the gas is on, I am dizzy",)) == "it"


def test_ordinary_wordings_of_the_base_raise_no_alarm(bundled, index):
    wordings = [wording for entry in bundled.entries for wording in entry.wordings][::12]
    alarms = [wording for wording in wordings if (finding := index.find(wording)) and finding.alarm]
    assert len(alarms) <= len(wordings) // 100, alarms
