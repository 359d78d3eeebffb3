"""What the bundled knowledge must keep to, whoever writes the next answer: rules of content a machine can check."""

import datetime
import re

import pytest

from backchat import Bot, Conversation, KnowledgeBase


def ids(text):
    return frozenset(text.split())


ARTICLE = ids(
    """
    bed-rest start-stretching why-exercise flexibility strain nutrients what-to-stretch glutes hamstrings
    who-should-stretch prevention warm-up go-gently cool-down inversion-table inversion-comfort inversion-how
    inversion-rest severe-pain best-treatment
    """
)
GUIDELINES = ids(
    """
    how-long see-a-doctor heat-or-cold painkillers walking work sleeping-position mattress sitting lifting sciatica
    scans massage acupuncture injections-surgery exercise-types how-often hold-time pregnancy causes slipped-disc
    stress-mood belts weight-smoking inversion-safety inversion-evidence inversion-how-long pain-during-exercise
    flare-up chronic-pain
    """
)
SMALL_TALK = ids("greeting thanks goodbye who-are-you what-can-you-do not-a-doctor")
EMERGENCIES = ids("crisis cauda-equina leg-weakness accident fragile-bones chest-pain aneurysm too-many-painkillers")
TODAY = ids("infection cancer kidney pregnancy-warning foot-drop fragile-bones-today")
INVERSION = ids("inversion-safety inversion-evidence inversion-how-long")
ABOUT_PAIN = ids(
    """
    bed-rest start-stretching severe-pain best-treatment see-a-doctor how-long sciatica slipped-disc painkillers
    flare-up chronic-pain causes scans heat-or-cold work sleeping-position pregnancy pain-during-exercise
    inversion-safety inversion-evidence inversion-how-long night-pain children distress
    """
)
NOT_ABOUT_PAIN = ids("warm-up cool-down flexibility mattress hold-time how-often greeting thanks goodbye")
DISPUTED = ids(
    """
    start-stretching why-exercise best-treatment strain nutrients what-to-stretch glutes hamstrings
    who-should-stretch prevention severe-pain inversion-table inversion-comfort inversion-how inversion-rest
    inversion-evidence
    """
)
"""Where today's guidelines and studies do not bear out the article."""

NUMBER = re.compile(r"(?:\b(?:call|text|ring|on|or|NHS|Samaritans)\s|,\s)(999|112|911|111|988|000|116 123)\b")
COUNTRY = re.compile(r"[^.()]{0,45}\((?:UK|Europe|England|USA|Australia|New Zealand|Ireland)\b")
BRACKET = re.compile(r"\((?:UK|England|USA)\b[^)]*$")
DOSE = re.compile(
    r"\d\s*(?:mg|mcg|micrograms?|milligrams?|ml|g|tablets?|pills?|capsules?)\b|every (?:\d+|four|six|eight) hours"
    r"|(?:once|twice|\d+ times|three times|four times) (?:a day|daily)|\b(?:max|maximum) (?:of )?\d",
    re.IGNORECASE,
)
BASE = KnowledgeBase.load()
ENTRIES = {entry.id: entry for entry in BASE.entries}
SIGNS = {sign.id: sign for sign in BASE.warning_signs}
ANSWERS = [entry for entry in BASE.entries if not entry.small_talk]
SOURCES = {source for holder in (*BASE.entries, *BASE.warning_signs) for source in holder.sources}


def told(entry):
    return f"{entry.answer} {entry.evidence or ''}".strip()


def everything_shown():
    for entry in BASE.entries:
        yield f"entry {entry.id}", told(entry)
    for sign in BASE.warning_signs:
        yield f"warning sign {sign.id}", sign.text
    for group in BASE.out_of_scope:
        yield f"refusal {group.id}", group.refusal or ""
    for name in ("greeting", "seek_help", "reminder", "knows"):
        yield f"about {name}", getattr(BASE.about, name) or ""


def words(text):
    return len(re.findall(r"\w[^\s]*", text))


def named(entries):
    return sorted(entry.id for entry in entries)


def without_country(text):
    for number in NUMBER.finditer(text):
        if not COUNTRY.match(text, number.end()) and not BRACKET.search(text, 0, number.start(1)):
            yield number[0]


def test_every_subject_has_its_entry():
    assert not (ARTICLE | GUIDELINES | SMALL_TALK) - ENTRIES.keys()
    assert not SMALL_TALK - {entry.id for entry in BASE.entries if entry.small_talk}


def test_every_warning_sign_is_there_and_as_urgent_as_it_must_be():
    assert not EMERGENCIES - {sign.id for sign in BASE.warning_signs if sign.urgency == "emergency"}
    assert not TODAY - {sign.id for sign in BASE.warning_signs if sign.urgency == "today"}


def test_thoughts_of_suicide_come_before_every_other_sign():
    assert BASE.warning_signs[0].id == "crisis"


def test_an_answer_and_its_evidence_fit_on_a_screen():
    assert {entry.id: words(told(entry)) for entry in BASE.entries if words(told(entry)) > 125} == {}


def test_warnings_are_short():
    assert {sign.id: words(sign.text) for sign in BASE.warning_signs if words(sign.text) > 70} == {}


def test_nothing_runs_on_without_a_rest():
    long = {
        name: part.strip()
        for name, text in everything_shown()
        if not name.startswith("about")
        for part in re.split(r"[.!?;:]\s|\n", text)
        if words(part) > 40
    }
    assert long == {}


def test_no_doses():
    assert {name: DOSE.findall(text) for name, text in everything_shown() if DOSE.search(text)} == {}


@pytest.mark.parametrize("text", ["take 400 mg", "two tablets every 4 hours", "twice daily", "500mg", "8 tablets"])
def test_a_dose_is_seen(text):
    assert DOSE.search(text)


def test_a_country_stands_beside_every_phone_number():
    assert {name: bad for name, text in everything_shown() if (bad := list(without_country(text)))} == {}


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("call 999 (UK), 112 (Europe) or 911 (USA and Canada) now", 0),
        ("a doctor today (UK: GP or NHS 111)", 0),
        ("988, call or text (USA)", 0),
        ("after 208 days, against 112 for the others", 0),
        ("call 999 now", 1),
        ("ring NHS 111. Elsewhere (UK too) call a doctor", 1),
        ("call 999 (UK) or 112", 1),
    ],
)
def test_a_number_without_its_country_is_seen(text, bad):
    assert len(list(without_country(text))) == bad


def test_no_answer_starts_with_a_yes_or_no_that_a_negated_question_turns_round():
    start = re.compile(r"(?:yes|no|sure|of course|definitely|absolutely|certainly|true|false)\b", re.IGNORECASE)
    assert named(entry for entry in ANSWERS if start.match(entry.answer)) == []


def test_every_answer_says_where_it_stands_last():
    bad = [entry for entry in ANSWERS if not re.search(r"Where that stands: [^.]+\.$", (entry.evidence or "").strip())]
    assert named(bad) == []


def test_a_dispute_is_told_in_the_first_words():
    first = {name: re.split(r"[.:]\s", ENTRIES[name].evidence or "")[0] for name in DISPUTED}
    assert {name: text for name, text in first.items() if not re.search(r"\bnot\b|only in part", text)} == {}


def test_what_the_article_says_is_told_as_its_word_and_it_is_a_source():
    for name in ARTICLE:
        assert "article" in ENTRIES[name].answer, name
        assert any("Stretching Exercises For Back Pain" in source.title for source in ENTRIES[name].sources), name


def test_what_the_article_does_not_say_is_said():
    assert [name for name in sorted(GUIDELINES) if "article" not in told(ENTRIES[name])] == []


def test_every_answer_has_sources():
    assert named(entry for entry in ANSWERS if not entry.sources) == []
    assert sorted(sign.id for sign in BASE.warning_signs if not sign.sources) == []


def test_sources_can_be_looked_up():
    this_year = datetime.datetime.now(datetime.UTC).year
    for source in SOURCES:
        assert source.organisation, source
        assert source.title, source
        assert source.url is None or re.fullmatch(r"https://[^\s]+", source.url), source
        assert source.year is None or 1950 <= source.year <= max(this_year, 2026), source
    without = {source.title for source in SOURCES if source.url is None}
    assert without == {"Why You Need To Do Stretching Exercises For Back Pain"}


def test_two_or_three_to_read_next():
    assert named(entry for entry in ANSWERS if not 2 <= len(entry.see_also) <= 3) == []
    assert named(entry for entry in BASE.entries if entry.id in entry.see_also) == []


@pytest.mark.parametrize("name", sorted(name for name in ENTRIES if name.startswith("inversion")))
def test_inversion_leads_to_its_risks_and_names_who_must_not(name):
    entry = ENTRIES[name]
    assert INVERSION - {name} <= set(entry.see_also)
    who_must_not = "glaucoma, blood pressure, heart disease, stroke, pregnan, hernia, fragile bones, blood thinners"
    for who in who_must_not.split(", "):
        assert who in told(entry), who


def test_answers_about_pain_say_when_to_seek_help_and_others_do_not():
    assert sorted(name for name in ABOUT_PAIN if not ENTRIES[name].seek_help) == []
    assert sorted(name for name in NOT_ABOUT_PAIN if ENTRIES[name].seek_help) == []
    for phrase in ("bladder or bowels", "both legs", "chest pain", "accident"):
        assert phrase in (BASE.about.seek_help or "")


@pytest.mark.parametrize("sign", BASE.warning_signs, ids=lambda sign: sign.id)
def test_a_warning_says_what_to_do_first_and_asks_nobody_to_test_themselves(sign):
    assert re.match(r"(?:Please talk|Call|Go to|Get medical help|Ask for)\b", sign.text)
    assert "?" not in sign.text
    assert not re.search(
        r"\b(?:try to|see if|check (?:if|whether|for)|test (?:your|it)|press (?:on|your))\b", sign.text
    )
    assert not re.search(r"\b(?:you have (?:a|an|got)|this is (?:a|an|probably|likely))\b", sign.text)
    assert not re.search(r"\b(?:diagnos|stretch|probably)", sign.text, re.IGNORECASE)


@pytest.mark.parametrize("name", sorted(EMERGENCIES))
def test_an_emergency_gives_the_three_numbers(name):
    for number in ("999 (UK)", "112 (Europe)", "911 (USA and Canada)"):
        assert number in SIGNS[name].text


def test_the_text_on_suicide_is_kind_short_and_about_nothing_else():
    text = SIGNS["crisis"].text
    assert words(text) <= 80
    assert "116 123 (UK)" in text
    assert "988" in text
    assert "alone" in text
    methods = "back|exercise|stretch|doctor|overdose|tablet|pill|medicine|rope|blade|bridge|suicide|kill|harm"
    assert not re.search(rf"\b(?:{methods})", text, re.IGNORECASE)


def test_entries_have_wordings_enough():
    assert {entry.id: len(entry.also) for entry in BASE.entries if len(entry.also) < 30} == {}


def test_groups_of_other_subjects_are_many_and_well_filled():
    assert len(BASE.out_of_scope) >= 30
    assert {group.id: len(group.wordings) for group in BASE.out_of_scope if len(group.wordings) < 15} == {}


def test_a_refusal_is_a_sentence_or_three():
    assert {group.id: group.refusal for group in BASE.out_of_scope if words(group.refusal or "") > 50} == {}


BOT = Bot(BASE)

IN_A_FEW_WORDS = {
    "crisis": ["does it hurt to die", "better of dead", "i wanna dye", "I burn my arms", "I burned my arm on purpose"],
    "cauda-equina": [
        "no bladder control",
        "lost bowel control",
        "can't take a leak",
        "cant pea",
        "poo leaking",
        "wee'd myself",
    ],
    "leg-weakness": [
        "I can't walk",
        "cant walk properly",
        "numb legs",
        "legs dead",
        "I am paralysed",
        "my legs gave up on me",
        "both legs just give up",
        "legs quit on me",
    ],
    "accident": ["felt off a ladder", "fell down stares", "I think I broke my back"],
    "chest-pain": ["heart attack", "am I having a heart attack", "slurred speech", "face drooping"],
    "too-many-painkillers": ["over dose", "she took the whole box", "half the box is gone, she swallowed them"],
    "foot-drop": ["my knee buckles", "my leg is not working", "my foot is numb"],
    "fragile-bones": ["mum 84 came off her chair", "my granny shouts with pain when she bends"],
    "fragile-bones-today": ["lump on my back", "I've become hunched", "bent over and felt a snap"],
    "infection": [
        "roasting hot and sore back",
        "hi temp and back pain",
        "I can't get warm and my back is very sore",
        "my scar is red and hot and my back hurts",
        "bad chills with back pain",
    ],
    "cancer": [
        "unexplained weight loss",
        "weight loss without trying",
        "my weight is reducing daily and my back hurts",
    ],
    "pregnancy-warning": [
        "waters broke",
        "am I in labour",
        "I am 30 weeks and my bump is rock hard",
        "bump has gone rock hard, 30 weeks",
    ],
}
"""Sign -> messages of a few words, with nothing beside them, that everybody would call this sign."""

ORDINARY = [
    "the spasm comes without warning",
    "nobody warned me that the stretches hurt",
    "not that it matters, I am left handed",
    "how long do I hang myself upside down",
    "I can't go on sitting like this",
    "I want out of this job, it is all lifting",
    "can't bend down to get my pants on",
    "worse when I lie on my front",
    "the pain goes down my leg so I can't work",
    "getting up to wee hurts my back",
    "felt a pop when I was lifting a box",
    "I crashed out after a long shift",
    "rolled over my lower back with a foam roller",
    "feels like I have been run over",
    "sore from sitting on stone",
    "my bladder is fine, stop asking",
    "missed a step and jarred my back",
    "a double dose of stretching",
    "is it ok to take a nurofen on top",
    "can I take more ibuprofen, I had two at 8",
    "I was in a smash in 1994, whiplash, long mended",
    "how do I do it",
    "it is already 3 month now",
    "he has dementia so he can't tell us much",
    "I used to be able to kneel but now I can't",
    "not sure if it matters but I drive all day",
    "just noticed that I can't reach the top shelf",
    "my physio laughed when I told her I can't touch my knees",
    "there is an ache under my shoulder blade",
    "I want to dye my hair, how do I lean over the sink",
    "losing weight for my back",
    "does yoga help bladder control",
    "week 3 of pain down my leg",
    "my foot is numb when I sit on it",
    "is numbness in my leg normal with sciatica",
    "is a roasting hot bath good for a sore back",
    "I wake up on my front with an aching back",
    "not sure if I am just soft or if my back is bad",
    "I am scared of the hot tub and my back is stiff",
    "getting dressed is slow and my red jumper pulls on my sore back",
    "a boiling hot drink eases my back",
    "it takes ages to get clothes on, back pain suddenly",
    "it is all rather confusing, my back hurts",
    "I hang from the bar and stand, my legs are tired",
    "my legs are quite tight after the gym",
    "I was packing, my leg over the case",
    "hug the knees tightly to my chest",
    "chilling on the sofa with a sore back",
    "my mum is 81 and came round for lunch with a stiff back",
    "I waved to my neighbour and my side pulled",
    "should I or shouldn't I keep warm with a sore back",
    "do we or don't we have to get warm before a run",
    "do I or don't I need to lift my legs when I stretch",
    "the cot mattress is rock hard, I am 20 weeks",
    "our floor is hard as a board, I'm six months gone",
    "sofa rock hard, seven months pregnant",
    "she gave up driving, my legs are fine",
    "gave up on yoga, my legs don't bend",
    "he gave up football as his thighs are tight",
    "the postman had a huge box for us and I lugged it upstairs",
    "I took a box to the tip and my back is sore",
    "nan says tablets, belts, she has tried the lot",
    "I take the odd paracetamol and walk",
    "my nan shouts at me to bend my knees",
    "grandpa yells at the football and I lean over",
    "gran shouted that tea was ready and I bent to the oven",
    "the wheel has come off my grandad's trolley and my back aches from pulling it",
    "a button came off granny's coat",
    "my gran comes over on Sundays, what can she do for stiffness",
    "I don't mind knowing whether it is done",
    "would not mind hearing if it is on the list",
    "I would not mind telling you if my chair is on its way",
    "my head was thumping after hanging and my eyes felt huge",
    "my eyes felt huge and my head pounded after the inversion table",
    "hung upside down, got a headache off it and my face felt full",
    "burned my arm on the oven",
    "burnt my wrist yesterday",
    "cut my leg on the fence",
    "cut my arm shaving a hedge",
]
ORDINARY_TALKS = [
    ["im 78 with a sore back", "she won't get out of bed"],
    ["my husband is 80, back pain", "he sits down heavily"],
    ["i take steroids, an asthma inhaler", "back aches", "which stretches"],
    ["i took two ibuprofen", "can i take more tomorrow"],
    ["i had a heart attack in 2012", "back aches"],
    ["i get night sweats, menopause", "back ache"],
    ["my chest is fine", "back is sore"],
    ["i have a weak back", "my legs are strong"],
    ["how do i lift a box", "how do i do it"],
]


@pytest.mark.parametrize(("sign", "said"), [(sign, said) for sign, texts in IN_A_FEW_WORDS.items() for said in texts])
def test_a_sign_is_known_by_a_few_words(sign, said):
    warning = BOT.ask(said).warning
    assert warning is not None
    assert warning.id == sign


@pytest.mark.parametrize("said", ORDINARY)
def test_ordinary_talk_of_backs_is_no_sign(said):
    assert BOT.ask(said).warning is None


@pytest.mark.parametrize("turns", ORDINARY_TALKS, ids="; ".join)
def test_ordinary_turns_make_no_sign_together(turns):
    talk = Conversation(BOT)
    assert [talk.ask(turn).warning for turn in turns] == [None] * len(turns)
