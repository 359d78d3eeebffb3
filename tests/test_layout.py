"""Text fits the window by the columns that its characters take, and loses nothing on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth

from backchat.layout import columns, wrap

PROSE = st.text(st.sampled_from("abc def ghi. -\n1)漢字😀é"), max_size=200)


@given(PROSE, st.integers(2, 100), st.sampled_from(["", "  "]))
def test_no_line_is_wider_than_the_window(text, limit, indent):
    assert all(columns(line) <= limit for line in wrap(text, limit, indent))


@given(PROSE, st.integers(1, 100), st.sampled_from(["", "  "]))
def test_every_letter_is_kept_in_its_order(text, limit, indent):
    assert "".join("".join(wrap(text, limit, indent)).split()) == "".join(text.split())


@given(PROSE, st.integers(1, 100))
def test_what_is_wrapped_stays_so(text, limit):
    once = list(wrap(text, limit))
    assert all(list(wrap(line, limit)) == [line] for line in once if columns(line) <= limit)


@given(PROSE)
def test_without_a_window_lines_stay_as_long_as_they_are(text):
    assert list(wrap(text, None)) == [line.rstrip(" ") for line in text.split("\n")]


@pytest.mark.parametrize(
    ("first", "last"),
    [(0x20, 0x24FF), (0x3000, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFFEF), (0x1F300, 0x1F64F)],
)
def test_no_character_takes_more_room_than_reckoned(first, last):
    known = [char for char in map(chr, range(first, last)) if char.isprintable()]
    assert [char for char in known if columns(char) < get_cwidth(char)] == []


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("- one two three four five six", 26, ["- one two three four five", "  six"]),
        ("10. one two three four five six", 26, ["10. one two three four", "    five six"]),
        ("see https://example.org/a/long/address now", 24, ["see", "https://example.org/a/long/address", "now"]),
        ("背中が痛いです", 6, ["背中が", "痛いで", "す"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("/more       the next thing to read", 26, ["/more       the next thing", "            to read"]),
        ("a b", 1, ["a", "b"]),
        (" 字", 2, ["字"]),
    ],
)
def test_examples(text, limit, lines):
    assert list(wrap(text, limit)) == lines
