"""The one door for text: any text becomes comparable words, the same way for knowledge and for questions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from backchat import english

LONGEST = 8_000
"""Characters of a message that are read. A message twice as long takes twice the time: this keeps any below 0.1 s,
and the longest story among 500 real questions had 1,900."""

_BLANKS = re.compile(r"(\s)\s+")
_WORD = re.compile(r"[^\W_]+")
_BLANKED = {code: " " for code in range(128) if not chr(code).isalnum()}
"""To cut plain text into words in a fifth of the time that the pattern takes."""

_GLUED = re.compile(r"(\d+)(?!(?:st|nd|rd|th)$)([a-z]{2,})")
"""A number written on to its unit: "12yrs", "10mins"."""

_CANNOT = re.compile(r"\b(?:can'[try]+|can'(?=\s)|ca'n?t+|cna't)(?!\w)")
"""As it is typed: the apostrophe, and the keys beside it, slip most."""

_NOT = re.compile(r"(?<=[a-z])n't+\b")
_SLIPPED = re.compile(r"(?<=n);(?=t\b)")
"""The key beside the apostrophe: "don;t"."""

_ENDING = re.compile(rf"(?<=[a-z0-9])'({'|'.join(english.ENDINGS)})\b")
_IS = re.compile(rf"\b({'|'.join(english.BEFORE_IS)})'s\b")
_SENTENCE = re.compile(r"(?<=[.!?;:])[\s.!?;:]+|\n\s*\n|\s+-\s+|\s*[\u2013\u2014]\s*")
_KEPT_S = ("ss", "us", "is")
_VOWEL = re.compile(r"[aeiouy]")


def shortened(message: str) -> str:
    """What is read of a message: runs of blanks as one, and no more than the longest that is answered in time."""
    if not isinstance(message, str):
        raise TypeError(f"a message is a str, not {type(message).__name__}")
    return _BLANKS.sub(r"\1", message[:LONGEST])


def fold(text: str) -> str:
    """Lower case without accents, typographic variants or contractions ("Can’t" becomes "can not")."""
    text = text[:LONGEST]
    if not text.isascii():
        text = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u00b4", "'")
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    text = text.casefold()
    if ";" in text:
        text = _SLIPPED.sub("'", text)
    if "'" in text or "`" in text:
        text = _CANNOT.sub("can not", text.replace("`", "'"))
        text = text.replace("won't", "will not").replace("shan't", "shall not")
        text = _ENDING.sub(_written_out, _IS.sub(r"\1 is", _NOT.sub(" not", text)))
    return text


def _written_out(ending: re.Match[str]) -> str:
    return f" {english.ENDINGS[ending[1]]}"


def words(text: str) -> list[str]:
    """The words of a text in their order: folded, contractions opened, texting words written out."""
    return list(_words(text))


@lru_cache(maxsize=32)  # a message, and each of its parts, is asked for its words several times
def _words(text: str) -> Sequence[str]:
    folded = fold(text)
    said: list[str] = folded.translate(_BLANKED).split() if folded.isascii() else _WORD.findall(folded)
    if english.SPELT_OUT.keys().isdisjoint(said) and "".join(said).isalpha():
        return said
    found: list[str] = []
    for word in said:
        spelt = english.SPELT_OUT.get(word)
        if spelt is None and word[0].isdigit() and (glued := _GLUED.fullmatch(word)):
            spelt = (glued[1], *english.SPELT_OUT.get(glued[2], (glued[2],)))
        found.extend((word,) if spelt is None else spelt)
    return found


def each_word(text: str, change: Callable[[str], str]) -> str:
    """The text with each of its words changed, as it is written there."""
    return _WORD.sub(lambda found: change(found[0]), text)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without its grammatical ending: "stretches", "stretched" and "stretching" become "stretch".

    A suffix stripper in the manner of Porter's steps 1a to 1c, and 5b for "controll(ed)"; on short questions it does as
    well as the whole.
    """
    if len(word) < 4 or not word.isascii():
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(_KEPT_S):
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) > 2 and _VOWEL.search(rest):
            word = _mend(rest)
            break
    if word.endswith("ly") and len(word) > 5:
        word = word[:-2]
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    if word.endswith("i") and len(word) > 3:
        word = word[:-1] + "y"
    if word.endswith("ll") and len(_VOWEL.findall(word)) > 1:
        word = word[:-1]
    return word


def _mend(rest: str) -> str:
    """What an "-ing" or "-ed" leaves: a doubled letter made single again ("stopping", "stopp", "stop")."""
    if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz":
        return rest[:-1]
    return rest


def sentences(text: str) -> list[str]:
    """The sentences of a text, by its punctuation and empty lines; never empty ones."""
    return [part.strip() for part in _SENTENCE.split(text[:LONGEST]) if part.strip()]


def key(text: str) -> str:
    """What two wordings share when they differ only in case, punctuation or contractions."""
    return " ".join(_words(text))
