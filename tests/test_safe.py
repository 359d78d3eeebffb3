"""Nothing that is shown can give orders to a terminal, whatever text it was made from."""

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchat.knowledge import About, Entry, Source, WarningSign
from backchat.look import Look
from backchat.reply import Answer, Reply
from backchat.safe import harmless, json_line, one_line, same_length
from backchat.saving import markdown

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x00\x07\x08\x1b\x1b\x1b[]PX^_0;31m\\\x7f\x85\x90\x9b\x9c\x9d\u200b\u200d\u202e\u2066\u2069\ufeff"
        ),
    )
)


def is_safe(text: str) -> bool:
    return all(char in "\n\t" or unicodedata.category(char)[0] != "C" or char == "\ufffd" for char in text)


@given(HOSTILE)
def test_nothing_but_newline_and_tab_is_left_of_controls(text):
    assert is_safe(harmless(text))


@given(HOSTILE)
def test_twice_is_the_same_as_once(text):
    assert harmless(harmless(text)) == harmless(text)


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_ordinary_text_stays_as_it_is(text):
    assert harmless(text) == text


@given(HOSTILE)
def test_one_line_is_one_line(text):
    assert len(one_line(text).splitlines()) <= 1


@given(HOSTILE)
def test_what_is_edited_keeps_its_places(text):
    assert len(same_length(text)) == len(text)
    assert is_safe(same_length(text))


@given(HOSTILE, st.booleans())
def test_json_is_one_harmless_line_that_loses_nothing(text, ascii_only):
    line = json_line({"text": text}, ascii_only=ascii_only)
    assert line.isprintable()
    assert json.loads(line) == {"text": text}


@given(HOSTILE, st.integers(1, 60), st.booleans())
def test_no_field_of_a_reply_reaches_the_screen_with_orders_in_it(text, columns, is_warning):
    source = Source(text, text, 2020, text)
    entry = Entry("id", text, text, evidence=text, sources=(source,), seek_help=True)
    warning = WarningSign("id", "today", text, sources=(source,)) if is_warning else None
    about = About(subject=text, knows=text, seek_help=text, reminder=text)
    kind = "warning" if is_warning else "answer"
    reply = Reply(
        text, kind, answers=() if is_warning else (Answer(entry, text),), choices=(entry,), warning=warning,
        corrections={text: text}, context=text, refusal=text, about=about, remind=True,
    )  # fmt: skip
    assert is_safe(Look(columns).reply(reply))
    assert is_safe(Look(columns, is_chat=True).reply(reply))
    assert is_safe(Look(columns, is_coloured=True).reply(reply).replace("\x1b", ""))
    assert "\x1b" not in Look(columns, is_coloured=True).reply(reply).replace("\x1b[0m", "").replace("\x1b[1", "")
    assert is_safe(markdown([reply]))


def test_every_character_that_unicode_calls_control_or_format_is_taken_out():
    signs = "".join(char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char) in ("Cc", "Cf"))
    assert harmless(signs).replace("\n", "").replace("\t", "") == ""


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]52;c;Y2xpcA==\x07", ""),
        ("\x1bPq#0\x1b\\after", "after"),
        ("\x9b2Jcleared", "cleared"),
        ("\x1b]0;never ended", "0;never ended"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("zero\u200bwidth", "zerowidth"),
        ("no\u00a0break", "no break"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
        ("caf\u00e9 \U0001f600 \u75db", "caf\u00e9 \U0001f600 \u75db"),
    ],
)
def test_known_tricks(hostile, shown):
    assert harmless(hostile) == shown
