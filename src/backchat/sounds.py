"""Short codes of English words: what they sound like, and what is left of them in a hurry."""

from __future__ import annotations

import re

_SPELLINGS = (
    (r"^[kgp](?=n)|^w(?=r|ho)|^p(?=s)", ""),  # knee, wrist, whole, psychology
    (r"(?<=s)t(?=l|en)|(?<=s)c(?=l)|(?<=[ao])l(?=[km])", ""),  # listen, muscle, talk
    (r"(?<=m)[bn]$|(?<=[aeiou])gh|h(?![aeiouy])", ""),  # limb, high
    (r"(?:ti|ci|ss?i|sh)(?:on|[au]n(?!d))|(?<=[a-z])[sz]h[aeou]n", "Sn"),  # motion, tension, invershun
    (r"(?<=[^aeiouy])[aeiu]l(?=s?$)", "l"),  # mussel, muscle
    (r"(?<=[^aeioudty])ed$", "d"),  # rolled, rold
    (r"sc(?=[eiy])|^x", "s"),
    (r"[tc]i(?=al|ou)|ss?(?=ure)|sh", "S"),
    (r"t(?=ure)|t?ch|c?k|c(?![eiyk])", "k"),  # posture, ache
    (r"qu", "kw"),
    (r"x", "ks"),
    (r"ph", "f"),
    (r"th", "T"),
    (r"wh", "w"),
    (r"dg|g(?=[eiy])", "j"),
    (r"c|z", "s"),
    (r"eigh|ai|ay|ei|a(?=[ct]?[^aeiouy]e$)", "E"),  # weight, pain, pane, ache
    (r"igh|[iy](?=[^aeiouy]e$)|(?<=^.)ie$", "Y"),  # night, nite, lie
    (r"[ao]ugh(?=t)|aw|au|oa?r(?![aeiouy])|oa?re?$", "o"),  # bought, saw, soar, sore
    (r"ough", "uf"),
    (r"(?<=[aei])re$", ""),  # chare, chair
    (r"ure$|[aeo]r$|re$|a$", "a"),  # lower, lowa
    (r"[eiu]r(?![aeiouy])", "e"),  # hurt, hert
    (r"r(?![aeiouy])", ""),
    (r"ee|ea|ie|ey$|y$|i$", "I"),
    (r"oa|oe|ow|o(?=[^aeiouy]e$)", "O"),
    (r"oo|ew|ue|ui|ou|u(?=[^aeiouy]e$)", "U"),
    (r"(?<=..)e(?=s?$)", ""),
    (r"(?<!^)y", "i"),
)  # fmt: skip
"""Ways to spell a sound, each before those that it is an exception to; letters not among them stand for themselves."""

VOWELS = "aeiouEIOUY"
"""The vowels of the code: capitals are long ones."""

_SPELLING = re.compile("|".join(f"({spelling})" for spelling, _ in _SPELLINGS))
_SOUNDS = ("", *(sound for _, sound in _SPELLINGS))
_TWICE = re.compile(r"(.)\1+")
_WRITTEN_VOWEL = re.compile("[aeiou]")
_NO_VOWEL = str.maketrans("", "", VOWELS)


def sound(word: str) -> str:
    """The sounds of a word in lower case: "physio" and "fizio" have the same."""
    return _TWICE.sub(r"\1", _SPELLING.sub(lambda found: _SOUNDS[found.lastindex or 0], word))


def consonants(sounds: str) -> str:
    """Those of a sound, alike neighbours merged, with a mark for a vowel at its start."""
    return first(sounds) + _TWICE.sub(r"\1", sounds[1:].translate(_NO_VOWEL))


def first(sounds: str) -> str:
    """What a sound begins with, where all vowels are one."""
    return "a" if sounds[:1] in VOWELS else sounds[:1]


def written_short(word: str) -> str:
    """What people in a hurry leave of a word: "lwr" of "lower", "bk" of "back"."""
    return _TWICE.sub(r"\1", word[0] + _WRITTEN_VOWEL.sub("", word[1:]).replace("ck", "k"))
