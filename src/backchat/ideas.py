"""Finds the ideas of a knowledge base in a message: named lists of phrases with gaps, alternatives and numbers.

The form of a phrase: plain words; `a|b_c|d` one of these (`_` joins the words of one choice); `..` up to four words
between; `<idea>` whatever that idea matches; `65to110` a number in that range; `(word)` or `(two words)` may be
missing; `=legs` this very form ("legs", not "leg"). Fillers ("the", "my") are stepped over.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from backchat import english
from backchat.packed import Packed
from backchat.text import stem, words

GAP = 4
"""Words a `..` may bridge: "lost just about all of the feeling". Above five, unrelated halves of a story meet."""

FILLERS_IN_A_ROW = 4
"""Fillers stepped over between two words of a phrase ("in my own private bits"); bounds the work on "the the the"."""

TYPO = {1: 4, 2: 8}
"""Letters that a word nobody knows needs before it may be read as another one so many slips away."""

SWAPPED = 7
"""Letters from which on a word may be read as one that differs in a letter: below, "liter" would be "liner"."""

_RANGE = re.compile(r"^(\d+)to(\d+)$")
_PIECE = re.compile(r"\([^()]*\)|\S+")
_IDEA = re.compile(r"^<([a-z0-9-]+)>$")
_BRACKETS = re.compile(r"(?<!\S)\(((?:(?!\.\.)[^()])*)\)(?!\S)")
_NAMED = re.compile(r"(?<![^\s|])<[a-z0-9-]+>(?![^\s|])")
_SPOILT = {
    re.compile(r"[()]"): "brackets stand around words that may be missing, (very), with blanks on both sides",
    re.compile(r"[<>]"): "an idea is named as <its-name>, by itself or between |",
    re.compile(r"(?<!\S)\||\|(?![^\s|])"): "a choice has a word on both sides of |, and no blanks: a|b",
    re.compile(r"\S\.\.|\.\.\S"): "a gap (..) needs blanks on both sides",
    re.compile(r"\.\.\s+\.\."): "two gaps (..) stand in a row, where one is meant",
}
"""What is left of signs where brackets and ideas are whole, and would be passed over in silence."""

HARMLESS = "harmless"
"""The idea whose phrases are masked out before any other is looked for."""

NO_WARNING = "no-warning"
"""The idea that holds no phrases but whole messages: they sound like a warning and are none."""

NUMBER = "#"
"""Stands for any number where phrases are filed by their words."""

NOTHING = "*"
"""Stands for the word that a phrase of one place needs besides."""

Filed = Mapping[str, Mapping[str, Sequence[int]]]
"""A word that phrases begin with -> another one that they need -> the numbers of these phrases."""


class Span(NamedTuple):
    """An idea in a message, from one word up to another."""

    idea: str
    start: int
    end: int


class Line(NamedTuple):
    """A message as the matcher sees it: stems ("" where masked), with the sentence and clause each stands in."""

    words: list[str]
    stems: list[str]
    sentences: list[int]
    clauses: list[int]


class Part(NamedTuple):
    """One place in a phrase: what may stand there."""

    stems: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    """Words wanted in this very form."""
    groups: tuple[tuple[str, ...], ...] = ()
    """Choices of several words."""
    ideas: tuple[str, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()
    optional: bool = False
    gap: bool = False

    def has_word(self, word: str, form: str) -> bool:
        """Whether a word by itself may stand here, given its stem and its form."""
        if word in self.stems or form in self.forms:
            return True
        if not self.ranges or not (word.isascii() and word.isdigit()) or len(word) > 6:
            return False
        return any(low <= int(word) <= high for low, high in self.ranges)


class Phrase(NamedTuple):
    """One way to say an idea."""

    idea: str
    parts: tuple[Part, ...]


class Wanting(NamedTuple):
    """A phrase with what a message must hold for it to be there at all: of each set one word."""

    phrase: Phrase
    needed: tuple[frozenset[str], ...]
    """Beyond the words that it is filed under."""


def read_phrase(idea: str, text: str) -> Phrase:
    """The phrase that a text of the knowledge file describes."""
    parts: list[Part] = []
    for piece in _PIECE.findall(text):
        parts.extend(_read_parts(piece))
    return Phrase(idea, tuple(parts))


def _read_parts(piece: str) -> Iterator[Part]:
    if piece == "..":
        yield Part(gap=True)
        return
    optional = piece.startswith("(") and piece.endswith(")")
    ideas, ranges, stems, forms, groups = [], [], set(), set(), []
    for choice in re.sub(r"\s+", "_", piece.strip("() ")).split("|"):
        if found := _IDEA.match(choice):
            ideas.append(found[1])
        elif found := _RANGE.match(choice):
            ranges.append((int(found[1]), int(found[2])))
        elif choice.startswith("="):
            forms.update(words(choice))
        else:
            group = tuple(stem(word) for word in words(choice.replace("_", " ")))
            if len(group) == 1:
                stems.add(group[0])
            elif group:
                groups.append(group)
    if not (ideas or ranges or stems or forms) and len(groups) == 1 and not optional:
        yield from (Part(frozenset({word})) for word in groups[0])
        return
    yield Part(frozenset(stems), frozenset(forms), tuple(groups), tuple(ideas), tuple(ranges), optional)


def _beginnings(part: Part, firsts: Mapping[str, set[str]]) -> set[str]:
    """The words that can stand first where the part stands."""
    words_ = {*part.stems, *map(stem, part.forms), *(group[0] for group in part.groups)}
    if part.ranges:
        words_.add(NUMBER)
    for name in part.ideas:
        words_ |= firsts.get(name, set())
    return words_


def _words_of(part: Part) -> Iterator[str]:
    yield from part.stems
    yield from map(stem, part.forms)
    for group in part.groups:
        yield from group


def _likely(word: str, other: str) -> bool:
    """Whether the slip is one of the fingers: in a short word, one letter put for another makes a different word."""
    return len(word) != len(other) or len(word) >= SWAPPED or sorted(word) == sorted(other)


def faults(ideas: Mapping[str, Sequence[str]]) -> list[tuple[str, str, str]]:
    """Every phrase that cannot be read: its idea, the phrase, and the reason."""
    found: list[tuple[str, str, str]] = []
    for idea, phrases in ideas.items():
        for text in phrases if idea != NO_WARNING else ():
            found.extend((idea, text, reason) for reason in _phrase_faults(text, ideas))
    found.extend((idea, "", "leads back to itself") for idea in ideas if idea in _reached(idea, ideas))
    return found


def _phrase_faults(text: str, ideas: Collection[str]) -> Iterator[str]:
    phrase = read_phrase("", text)
    solid = [part for part in phrase.parts if not part.gap and not part.optional]
    if not solid:
        yield "holds no word"
        return
    if phrase.parts[0].gap or phrase.parts[-1].gap:
        yield "a gap (..) needs a word on both sides"
    rest = _NAMED.sub("idea", _BRACKETS.sub(r"\1", text))
    spoilt = [reason for sign, reason in _SPOILT.items() if sign.search(rest)]
    if any(part == Part(optional=part.optional) for part in phrase.parts) and not spoilt:
        yield "a sign stands by itself, without a word"
    yield from spoilt
    for part in phrase.parts:
        yield from (f"unknown idea <{name}>" for name in part.ideas if name not in ideas)
        yield from (f"range {low}to{high} is upside down" for low, high in part.ranges if low > high)


def _reached(start: str, ideas: Mapping[str, Sequence[str]]) -> set[str]:
    reached: set[str] = set()
    todo = [start]
    while todo:
        for text in ideas.get(todo.pop(), ()):
            for name in re.findall(r"<([a-z0-9-]+)>", text):
                if name not in reached:
                    reached.add(name)
                    todo.append(name)
    return reached


def _first_words(idea: str, phrases: Mapping[str, Sequence[Phrase]], firsts: dict[str, set[str]]) -> set[str]:
    """The words an idea can begin with."""
    if idea not in firsts:
        mine = firsts[idea] = set()
        for phrase in phrases.get(idea, ()):
            for part in phrase.parts:
                for name in part.ideas:
                    _first_words(name, phrases, firsts)
                mine |= _beginnings(part, firsts)
                if not part.optional:
                    break
    return firsts[idea]


class _Files:
    """The phrases of all ideas, numbered, and their numbers under the words they begin with."""

    def __init__(self) -> None:
        self.firsts: dict[str, set[str]] = {}
        """Idea -> the words it can begin with."""
        self.wanting: list[Wanting] = []
        self.starts: dict[str, dict[str, dict[str, list[int]]]] = {}
        self.all: dict[str, dict[str, list[int]]] = {}
        self.alone: dict[str, set[str]] = {}
        """Word -> the ideas that it says by itself."""

    def add(self, idea: str, phrases: Sequence[Phrase]) -> None:
        """Files the phrases of an idea, each with the words it cannot do without."""
        starts = self.starts.setdefault(idea, {})
        for phrase in phrases:
            if len(phrase.parts) == 1:
                for word in phrase.parts[0].stems:
                    self.alone.setdefault(word, set()).add(idea)
            opening: set[str] = set()
            for part in phrase.parts:
                opening |= _beginnings(part, self.firsts)
                if not part.optional:
                    break
            # an idea can begin with hundreds of words: looking for them would take longer than trying the phrase
            solid = [part for part in phrase.parts if not (part.gap or part.optional)]
            needed = [frozenset(_beginnings(part, self.firsts)) for part in solid[1:] if not part.ideas]
            fewest, *others = sorted(needed, key=len) or [frozenset({NOTHING})]
            for word in opening:
                self._file(starts, word, fewest)
                if idea != HARMLESS and idea not in self.alone.get(word, ()):
                    self._file(self.all, word, fewest)
            self.wanting.append(Wanting(phrase, tuple(others)))

    def _file(self, under: dict[str, dict[str, list[int]]], first: str, needed: Iterable[str]) -> None:
        """Files the next phrase."""
        for word in needed:
            under.setdefault(first, {}).setdefault(word, []).append(len(self.wanting))


class IdeaIndex:
    """All phrases of all ideas, found by the word they start with; built once, then read-only."""

    def __init__(self, ideas: Mapping[str, Sequence[str]], known: Iterable[str] = ()) -> None:
        """`known`: stems that are words in their own right, and never a slip for another."""
        phrases = {idea: [read_phrase(idea, text) for text in texts] for idea, texts in ideas.items()}
        self.fillers = frozenset(s for p in phrases.get("fillers", ()) for part in p.parts for s in part.stems)
        """Words a phrase may step over."""
        self.negators = frozenset(s for p in phrases.get("denial", ()) if len(p.parts) == 1 for s in p.parts[0].stems)
        """Words a gap never bridges: what stands behind one is denied."""
        files = _Files()
        for idea in phrases:
            _first_words(idea, phrases, files.firsts)
        for idea in phrases:
            files.add(idea, phrases[idea])
        # packed, as all together would take longer to read from disk than a message takes to be answered
        self.wanting: Mapping[int, Wanting] = Packed(dict(enumerate(files.wanting)), together=1)
        """The phrases by their numbers, each with what it wants."""
        self._starts: Mapping[str, Filed] = Packed(files.starts, together=1)
        self._all: Filed = Packed(files.all)
        self.alone: Mapping[str, set[str]] = Packed(files.alone)
        """Word -> the ideas that it says by itself."""
        vocabulary = {s for each in phrases.values() for p in each for part in p.parts for s in _words_of(part)}
        self._known = Packed(dict.fromkeys(sorted(vocabulary.union(known)), True))
        by_shape: dict[tuple[str, int], list[str]] = {}
        for word in sorted(vocabulary):
            by_shape.setdefault((word[:1], len(word)), []).append(word)
        self._by_shape = Packed(by_shape)

    def knows(self, word: str) -> bool:
        """Whether a stem is a word in its own right, and no slip for another."""
        return word in self._known

    def mend(self, word: str) -> str:
        """The stem of a word, or the one it was probably meant to have where nobody knows it."""
        stemmed = stem(word)
        if self.knows(stemmed) or not word.isalpha():
            return stemmed
        if word != stemmed and self.knows(word):
            return word
        if word.endswith("in") and len(word) > TYPO[1] and self.knows(full := stem(f"{word}g")):
            return full  # "leakin", "pissin"
        # as written too: what looks like an ending may be the slip, "wihs" for "wish"
        return self._near(stemmed) or (self._near(word) if word != stemmed else "") or stemmed

    def _near(self, word: str) -> str:
        """The stem nearest to letters that are no word; none if all are too far."""
        size = len(word)
        if size < TYPO[1]:
            return ""
        for single in (word[:n] + word[n + 1 :] for n in range(1, size) if word[n] == word[n - 1]):
            if single in self._by_shape.get((word[0], size - 1), ()):
                return single
        from rapidfuzz.distance import OSA  # here, because most messages hold no typo

        slips = 2 if size >= TYPO[2] else 1
        best, distance = "", slips + 1
        for length in range(size - slips, size + slips + 1):
            if min(size, length) < TYPO[1]:
                continue
            for other in self._by_shape.get((word[0], length), ()):
                found = OSA.distance(word, other, score_cutoff=slips)
                if found < distance and max(size, length) >= TYPO[found] and _likely(word, other):
                    best, distance = other, found
        return best

    def find(self, line: Line, only: str | None = None) -> list[Span]:
        """Every idea in the message but the harmless (or one of them), each at its shortest, in their order."""
        search = _Search(self, line)
        table = self._all if only is None else self._starts.get(only, {})
        found: set[Span] = set()
        for start, ahead in search.from_the_end():
            word = line.stems[start]
            if only is None:
                found.update([Span(idea, start, start + 1) for idea in self.alone.get(word, ())])
            for phrase in search.likely(table, word, ahead):
                if ends := search.ends(phrase, start):
                    found.add(Span(phrase.idea, start, min(ends)))
        return sorted(found, key=lambda span: (span.start, span.end, span.idea))

    def starting(self, idea: str) -> Filed:
        """The numbers of the phrases of an idea, by the words they can begin with."""
        return self._starts.get(idea, {})


class _Search:
    """One message being searched: remembers where each idea matched, so that no place is tried twice."""

    def __init__(self, index: IdeaIndex, line: Line) -> None:
        self._index = index
        self._line = line
        self._seen: dict[tuple[str, int], set[int]] = {}
        self._skipped: dict[int, tuple[int, ...]] = {}
        self._present = {NOTHING, *line.stems, *(NUMBER for word in line.stems if word.isdigit())}

    def from_the_end(self) -> Iterator[tuple[int, set[str]]]:
        """The places from the last to the first, each with the words that follow it in its sentence."""
        stems, sentences = self._line.stems, self._line.sentences
        ahead: set[str] = set()
        for place in range(len(stems) - 1, -1, -1):
            if place == len(stems) - 1 or sentences[place] != sentences[place + 1]:
                ahead = {NOTHING}
            else:
                ahead.add(stems[place + 1])
                if stems[place + 1].isdigit():
                    ahead.add(NUMBER)
            yield place, ahead

    def likely(self, table: Filed, word: str, present: set[str]) -> Iterator[Phrase]:
        """The phrases filed under a word whose other words are present too."""
        numbers: set[int] = set()
        for first in (word, NUMBER) if word.isdigit() else (word,):
            if filed := table.get(first):
                numbers.update(*[filed[needed] for needed in filed.keys() & present])
        for number in numbers:
            wanting = self._index.wanting[number]
            if not any(map(present.isdisjoint, wanting.needed)):
                yield wanting.phrase

    def ends(self, phrase: Phrase, start: int) -> set[int]:
        """Where the phrase can end if it begins at `start` (all places are followed at once, so it never explodes)."""
        places = {start}
        step = False
        for part in phrase.parts:
            if part.gap:
                places = {later for place in places for later in self._bridge(place)}
                continue
            if step:
                places.update(*map(self._skip, places))
            reached = set().union(*[self._one(part, place, start) for place in places])
            places = reached | places if part.optional else reached
            if not places:
                return places
            step = True
        return places

    def _one(self, part: Part, place: int, start: int) -> set[int]:
        line = self._line
        if place >= len(line.stems) or line.sentences[place] != line.sentences[start] or not line.stems[place]:
            return set()
        ends = {place + 1} if part.has_word(line.stems[place], line.words[place]) else set()
        for group in part.groups:
            if line.stems[place] == group[0] and self._present.issuperset(group):
                ends |= self._group(group, place)
        for idea in part.ideas:
            ends |= self._idea(idea, place)
        return ends

    def _group(self, group: tuple[str, ...], place: int) -> set[int]:
        line = self._line
        places = {place + 1}
        for word in group[1:]:
            later = {p for place in places for p in self._skip(place)}
            places = {
                p + 1
                for p in later
                if p < len(line.stems) and line.stems[p] == word and line.sentences[p] == line.sentences[place]
            }
        return places

    def _idea(self, idea: str, place: int) -> set[int]:
        key = (idea, place)
        if key not in self._seen:
            self._seen[key] = set()
            for phrase in self.likely(self._index.starting(idea), self._line.stems[place], self._present):
                self._seen[key] |= self.ends(phrase, place)
        return self._seen[key]

    def _skip(self, place: int) -> tuple[int, ...]:
        """The place, and those behind the fillers that stand there."""
        if place not in self._skipped:
            stems, last = self._line.stems, place
            while last < min(place + FILLERS_IN_A_ROW, len(stems)) and stems[last] in self._index.fillers:
                last += 1
            self._skipped[place] = tuple(range(place, last + 1))
        return self._skipped[place]

    def _denies(self, place: int) -> bool:
        """Whether a negator stands there, but not as in "it won't stop", which says that it goes on."""
        line = self._line
        return line.stems[place] in self._index.negators and english.CEASING.isdisjoint(
            line.words[place + 1 : place + 2]
        )

    def _bridge(self, place: int) -> Iterator[int]:
        line = self._line
        yield place
        for later in range(place, min(place + GAP, len(line.stems))):
            if line.clauses[later] != line.clauses[place - 1] or self._denies(later):
                return
            yield later + 1
