"""The JSON Schema that editors use and the checker judge the same files alike."""

import json
from importlib.resources import files

import pytest
import yaml
from jsonschema import Draft202012Validator

from backchat.faults import KnowledgeError
from backchat.knowledge import KnowledgeBase, bundled_folder

SCHEMA = json.loads((files("backchat") / "knowledge.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

PAIR = "question: Should I rest?\n    answer: Not for long."
SIGN = "id: fall\n    urgency: today\n    text: See a doctor."
RULES_FOR_FALL = f"ideas: {{fell: [fell]}}\nwarning_signs:\n  - {SIGN}\n    when: "

GOOD = {
    "smallest": f"entries:\n  - {PAIR}\n",
    "every field of an entry": (
        "backchat: 1\nsources:\n  nice: {title: Back pain, organisation: NICE, year: 2020, url: https://nice.org.uk/ng59}\n"
        "about: {seek_help: See one.}\n"
        f"entries:\n  - {PAIR}\n    id: rest\n    topic: rest\n    also: [stay in bed]\n    evidence: Keep moving.\n"
        "    sources: [nice]\n    see_also: [rest]\n    seek_help: true\n    small_talk: false\n"
    ),
    "about": "about: {subject: back pain, knows: rest, greeting: Hello., seek_help: See one., reminder: First that.}\n",
    "synonyms": "synonyms:\n  - [hamstring, hammy]\n",
    "out of scope": "out_of_scope:\n  - id: knees\n    wordings: [is it bad for knees]\n    refusal: Backs only.\n",
    "a sign by messages": f"warning_signs:\n  - {SIGN}\n    say: [i fell off a ladder]\n",
    "a sign by rules": (
        f"ideas: {{fell: [fell, took a fall], high: [ladder]}}\nwarning_signs:\n  - {SIGN}\n    when:\n"
        "      - [fell, high]\n      - {all: [fell | high], within: 5, unless: [fell], ever: [high]}\n"
        "      - {all: [high], within: clause}\n"
    ),
}

BAD = {
    "no part at all": "backchat: 1\n",
    "a list at the top": "- question: Should I rest?\n  answer: Not for long.\n",
    "an unknown part": "entrys: []\n",
    "a newer format": f"backchat: 2\nentries:\n  - {PAIR}\n",
    "a version that never was": f"backchat: 0\nentries:\n  - {PAIR}\n",
    "a version in quotes": f'backchat: "1"\nentries:\n  - {PAIR}\n',
    "no entries": "entries: []\n",
    "entries without a list": f"entries:\n    {PAIR}\n",
    "an unknown field": f"entries:\n  - {PAIR}\n    note: x\n",
    "no answer": "entries:\n  - question: Should I rest?\n",
    "an empty answer": 'entries:\n  - question: Should I rest?\n    answer: " "\n',
    "a missing answer": "entries:\n  - question: Should I rest?\n    answer:\n",
    "an unquoted no": "entries:\n  - question: Should I rest?\n    answer: no\n",
    "a number for a text": "entries:\n  - question: Should I rest?\n    answer: 5\n",
    "a list for a text": "entries:\n  - question: Should I rest?\n    answer: [no way]\n",
    "a text for a list": f"entries:\n  - {PAIR}\n    also: stay in bed\n",
    "an empty list": f"entries:\n  - {PAIR}\n    also: []\n",
    "an unquoted yes in a list": f"entries:\n  - {PAIR}\n    also: [stay in bed, yes]\n",
    "a bad id": f"entries:\n  - {PAIR}\n    id: Bed rest\n",
    "a flag in quotes": f'entries:\n  - {PAIR}\n    seek_help: "true"\n',
    "a source without a title": "sources:\n  nice: {year: 2020}\n",
    "a year in quotes": 'sources:\n  nice: {title: x, year: "2020"}\n',
    "a year of two digits": "sources:\n  nice: {title: x, year: 20}\n",
    "a bad address": "sources:\n  nice: {title: x, url: www.nice.org.uk}\n",
    "a lonely synonym": "synonyms:\n  - [hamstring]\n",
    "a group without wordings": "out_of_scope:\n  - id: knees\n",
    "an idea with a bad name": "ideas: {Big Fall: [fell]}\n",
    "an idea without phrases": "ideas: {fell: []}\n",
    "an unknown urgency": "warning_signs:\n  - {id: fall, urgency: now, text: Go., say: [i fell]}\n",
    "a sign for nothing": f"warning_signs:\n  - {SIGN}\n",
    "a rule without ideas": f"{RULES_FOR_FALL}[{{unless: [fell]}}]\n",
    "a rule within nothing": f"{RULES_FOR_FALL}[{{all: [fell], within: 0}}]\n",
    "a rule within a page": f"{RULES_FOR_FALL}[{{all: [fell], within: page}}]\n",
    "an empty part": "synonyms:\n",
    "nothing about": "about: {}\n",
}


def sound(text: str) -> bool:
    try:
        KnowledgeBase.from_text(text)
    except KnowledgeError:
        return False
    return True


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_schema_and_checker_let_good_files_pass(text):
    assert sound(text)
    assert not list(VALIDATOR.iter_errors(yaml.safe_load(text)))


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_schema_and_checker_stop_bad_files(text):
    assert not sound(text)
    assert list(VALIDATOR.iter_errors(yaml.safe_load(text)))


@pytest.mark.parametrize("path", sorted(bundled_folder().glob("*.yaml")), ids=lambda path: path.name)
def test_the_schema_lets_the_bundled_files_pass(path):
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    assert not list(VALIDATOR.iter_errors(yaml.load(path.read_text("utf-8"), Loader=loader)))


def test_every_part_of_the_schema_says_what_it_is_for():
    def silent(part, path):
        for name, value in part.get("properties", {}).items():
            if "description" not in value:
                yield f"{path}.{name}"
            yield from silent(value, f"{path}.{name}")

    parts = {"file": SCHEMA, **SCHEMA["$defs"]}
    assert [place for name, part in parts.items() for place in silent(part, name)] == []
