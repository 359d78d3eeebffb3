"""Knowledge files are read strictly, and every fault is named with its place and mend."""

import pytest

from backchat.faults import KnowledgeError
from backchat.knowledge import KnowledgeBase

SMALLEST = """\
entries:
  - question: Should I stay in bed when my back hurts?
    answer: Staying in bed can make it worse.
"""


def test_the_smallest_file_loads_and_its_entry_gets_an_id():
    (entry,) = KnowledgeBase.from_text(SMALLEST).entries
    assert entry.id == "should-i-stay-in-bed-when-my-back-hurts"
    assert entry.answer == "Staying in bed can make it worse."
    assert entry.place is not None
    assert (entry.place.line, entry.place.column) == (2, 5)


def test_all_faults_come_at_once():
    text = "entries:\n  - qestion: a\n    also: [no]\n    answer: x # y\n"
    with pytest.raises(KnowledgeError) as caught:
        KnowledgeBase.from_text(text)
    assert [(f.line, f.column, f.code) for f in caught.value.faults] == [
        (2, 5, "unknown-field"),
        (3, 12, "unquoted-yes-no"),
        (4, 15, "text-lost"),
    ]
