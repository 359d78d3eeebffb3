"""Recognises warning signs in a message, before and above every answer."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from backchat import english, thesaurus
from backchat.denial import Claim, Claims, read_line, with_english
from backchat.entries import URGENCIES
from backchat.frozen import frozen
from backchat.ideas import NO_WARNING, IdeaIndex, Line, Span
from backchat.knowledge import KnowledgeBase, WarningSign
from backchat.likeness import Likeness
from backchat.mending import Pairs, mend
from backchat.packed import Packed
from backchat.spelling import Speller
from backchat.text import each_word, stem, words

NEAR = 12
"""Words within which the ideas of a rule must meet, unless it says otherwise: about one long clause of a story."""

EARLIER_TURNS = 10
"""Turns of a conversation that may complete a rule with what is said now: who was pregnant at the start still is."""

SEEN = 2
"""Times a word must stand in the base to be no slip, where no idea and no list of common words has it."""

PIECE = 6
"""Words of a message that may go on with the sentence of the turn before."""

TELLING = 0.2
"""How telling the ideas of a rule must be for it to be called nearly met: an idea that five rules use has a fifth.
Below, every message that names the back nearly meets twenty rules."""

_EVEN = {"asked": Claim.ASKED, "over": Claim.OVER, "past": Claim.PAST, "denied": Claim.DENIED}
_BYGONE = (Claim.PAST, Claim.OVER)


@frozen
class Finding:
    """A warning sign in a message."""

    sign: WarningSign
    words: tuple[str, ...] = ()
    """The words of the message that set it off."""
    ideas: tuple[str, ...] = ()
    """The ideas that met."""
    denied: bool = False
    """Named, but denied, long over or only asked about: no warning."""
    how: Literal["rule", "said", "likeness"] = "rule"
    """By the ideas of a rule, word for word as a message under `say`, or by being like such messages."""

    @property
    def alarm(self) -> bool:
        """Whether the sign's text must be shown, alone."""
        return not self.denied and self.sign.urgency != "soon"

    def __str__(self) -> str:
        what = "is named but denied or over" if self.denied else f"({self.sign.urgency})"
        why = " + ".join(self.ideas) or "like the messages under `say`"
        return f"{self.sign.id} {what}: {why}: {' ... '.join(self.words)}"


@frozen
class Almost:
    """A warning sign of which something was said, and not enough."""

    id: str
    said: tuple[str, ...]
    """The ideas that the message holds, each with its words."""
    lacking: str | None
    """The idea that it does not, or those of which one is wanted; none where all were said."""

    def __str__(self) -> str:
        lacking = f"lacking {self.lacking}" if self.lacking else "all was said, but too far apart, or taken back"
        return f"{self.id}: {', '.join(self.said)}; {lacking}"


@frozen
class Rule:
    """Ideas that make a sign when they meet."""

    sign: int
    """The sign's rank: lower outranks higher."""
    needs: tuple[tuple[str, ...], ...]
    """One of each group must occur."""
    within: int
    """Words; 0 if `scope` decides."""
    scope: str
    unless: frozenset[str] = frozenset()
    ever: frozenset[str] = frozenset()
    """Ideas that count though long over."""
    claims: frozenset[Claim] = frozenset({Claim.REAL})
    """How an idea may be meant to count."""

    @property
    def ideas(self) -> frozenset[str]:
        """Every idea the rule can use."""
        return frozenset(idea for group in self.needs for idea in group)


def read_rule(sign: int, text: object) -> Rule:
    """The rule that an item of `when` describes."""
    fields = text if isinstance(text, Mapping) else {"all": text}
    within = fields.get("within", NEAR)
    needs = tuple(tuple(re.split(r"\s*\|\s*", str(item).strip())) for item in _strings(fields["all"]))
    scope = within if isinstance(within, str) else "sentence"
    words_ = within if isinstance(within, int) else 0
    unless, ever = (frozenset(_strings(fields.get(name, ()))) for name in ("unless", "ever"))
    claims = {Claim.REAL} | {_EVEN[name] for name in _strings(fields.get("even", ())) if name in _EVEN}
    return Rule(sign, needs, words_, scope, unless, ever, frozenset(claims))


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(item) for item in value) if isinstance(value, Iterable) else ()


def _bare(message: str) -> str:
    return " ".join([word for word in words(message) if word not in english.POLITE])


class _Reader:
    """Turns wordings into stems, and counts every word it met."""

    def __init__(self) -> None:
        self.counts = Counter[str]()

    def __call__(self, wording: str) -> list[str]:
        said = words(wording)
        self.counts.update(said)
        return [stem(word) for word in said]

    def often(self, times: int) -> Iterator[str]:
        """The words met that often, and the stems of those that came in several forms, met more often together."""
        stems = Counter[str]()
        for word, count in self.counts.items():
            stems[stem(word)] += count
            if count >= times:
                yield word
        yield from (_ending(word) for word, count in stems.items() if count > times)


def _ending(stemmed: str) -> str:
    """How a stem is kept that any ending may follow."""
    return f"{stemmed}-"


class SignIndex:
    """The warning signs of a knowledge base, ready to be found; built once, then read-only."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._signs = sorted(base.warning_signs, key=lambda sign: URGENCIES.index(sign.urgency))
        read = _Reader()
        ordinary = [read(w) for entry in base.entries for w in entry.wordings]
        ordinary += [read(w) for group in base.out_of_scope for w in group.wordings]
        lookalikes = [read(w) for w in base.ideas.get(NO_WARNING, ())]
        said = {rank: [read(w) for w in sign.say] for rank, sign in enumerate(self._signs) if sign.say}
        ideas = {name: phrases for name, phrases in base.ideas.items() if name != NO_WARNING}
        grammar, common = with_english(ideas), thesaurus.vocabulary()
        self._index = IdeaIndex(grammar, {stem(word) for word in (*read.counts, *common)})
        spelt = {word for phrases in grammar.values() for phrase in phrases for word in words(phrase)}
        self._spelt = Packed(dict.fromkeys(sorted(spelt.union(common, read.often(SEEN))), True))
        """Words that are surely spelt right; a message under `say` may hold the slips of whoever wrote it."""
        seen = {word: number for word, number in read.counts.items() if number >= SEEN}
        self._speller = Speller(dict.fromkeys(spelt, SEEN) | seen, common)
        self._likeness = Likeness(said, ordinary, lookalikes, self._index.alone)
        ranked = reversed([*enumerate(self._signs)])
        self._said = Packed({said: rank for rank, sign in ranked for said in map(_bare, sign.say) if said})
        """A message under `say`, its politeness left out -> the rank of the most urgent sign that has it."""
        self._rules: list[Rule] = []
        """The most urgent first."""
        self._starts: dict[str, list[int]] = {}
        """Idea -> the numbers of the rules that it may begin."""
        self._wanted: set[str] = set()
        for rank, sign in enumerate(self._signs):
            for text in sign.when:
                rule = read_rule(rank, text)
                self._wanted |= rule.ideas
                for idea in rule.needs[0]:
                    self._starts.setdefault(idea, []).append(len(self._rules))
                self._rules.append(rule)

    def knows(self, word: str) -> bool:
        """Whether a word is surely spelt right, as it stands in an idea, or more than once in the base."""
        stemmed = stem(word)
        return word in self._spelt or (stemmed != word and _ending(stemmed) in self._spelt)

    def mended(self, message: str, pairs: Pairs) -> str:
        """A message with its misspelt words read as words of signs and wordings; all the rest as it was."""
        said = words(message)
        doubtful = {word for word in said if not (self.knows(word) or self._speller.is_settled(word))}
        if not doubtful:
            return message
        read = dict(mend(said, self._speller, pairs))
        meant = {word: " ".join(read[word]) for word in doubtful & read.keys()}
        return each_word(message, lambda word: meant.get(word.casefold(), word))

    def find(self, message: str, before: Sequence[str] = ()) -> Finding | None:
        """The most urgent warning sign of a message; a denied one only if no real one is there."""
        if not self._rules and not self._said:
            return None
        earlier = [_Scene(text, self._index, self._wanted) for text in before[-EARLIER_TURNS:]]
        scene = _Scene(message, self._index, self._wanted, earlier)
        found = self._by_rule(scene)
        if found is not None and not found.denied:
            return found
        if before and 0 < len(scene.line.words) <= PIECE:
            told = self._told_on(before[-1], scene)
            if told is None and len(before) > 1 and max(len(words(said)) for said in before[-2:]) <= PIECE:
                told = self._told_on(" ".join(before[-2:]), scene)
            if told is not None:
                return told
        rank = self._said.get(_bare(message))
        if rank is not None:
            return Finding(self._signs[rank], (message,), how="said")
        stems = scene.claimed()
        rank = self._likeness.warns(stems)
        if rank is None:
            return found
        return Finding(self._signs[rank], tuple(self._likeness.telling(stems)), how="likeness")

    def almost(self, message: str) -> tuple[Almost, ...]:
        """The signs of which a message says all but one idea, the most telling first; for whoever wonders why not."""
        scene = _Scene(message, self._index, self._wanted)
        uses = Counter(idea for rule in self._rules for idea in rule.ideas)
        nearest: dict[int, tuple[float, Almost]] = {}
        for rule in self._rules:
            places = [scene.spans(group, rule, real=True) for group in rule.needs]
            met = [min(spans, key=lambda span: uses[span.idea]) for spans in places if spans]
            telling = sum(1 / uses[span.idea] for span in met) / len(places)
            is_nearest = rule.sign not in nearest or telling > nearest[rule.sign][0]
            if len(met) >= len(places) - 1 and telling >= TELLING and is_nearest:
                said = tuple(f'{span.idea} "{" ".join(scene.line.words[span.start : span.end])}"' for span in met)
                lacking = next((" or ".join(rule.needs[n]) for n, spans in enumerate(places) if not spans), None)
                nearest[rule.sign] = telling, Almost(self._signs[rule.sign].id, said, lacking)
        return tuple(almost for _, almost in sorted(nearest.values(), key=lambda pair: -pair[0]))

    def _told_on(self, before: str, piece: _Scene) -> Finding | None:
        """The sign that a few words make as the end of the turn before: "both of my legs", "have gone weak"."""
        whole = _Scene(" ".join([before, *piece.line.words]), self._index, self._wanted)
        whole.known = len(whole.line.words) - len(piece.line.words)
        found = self._by_rule(whole)
        return found if found is not None and not found.denied else None

    def undenied(self, message: str) -> str:
        """The words of a message that only denies signs, without what it denies; of any other message nothing.

        It names a sign that is denied or long over, or two of the ideas that signs are made of: "no cancer, no fever".
        """
        scene = _Scene(message, self._index, self._wanted)
        denied = scene.not_now()
        if len({span.start for span in denied if scene.denies(span)}) < 2:
            finding = self.find(message) if denied else None
            if finding is None or not finding.denied:
                return ""
        return scene.without(denied)

    def _by_rule(self, scene: _Scene) -> Finding | None:
        """The most urgent sign by its rules; not all of its ideas may stand in words of the turn before."""
        numbers = {number for idea in scene.present for number in self._starts.get(idea, ())}
        denied = None
        for number in sorted(numbers):
            rule = self._rules[number]
            if any(map(scene.present.isdisjoint, rule.needs)):
                continue
            if (met := scene.meets(rule, real=True)) is not None and any(span.end > scene.known for span in met):
                # the rest of a message may be so ordinary that the words of the rule mean something else
                is_by_chance = self._likeness.doubts(rule.sign, scene.claimed(met))
                return self._finding(rule, met, scene, denied=is_by_chance)
            if denied is None and (met := scene.meets(rule, real=False)) is not None:
                denied = self._finding(rule, met, scene, denied=True)
        return denied

    def _finding(self, rule: Rule, met: Sequence[Span], scene: _Scene, *, denied: bool) -> Finding:
        said = tuple(" ".join(scene.line.stems[span.start : span.end]) for span in met)
        return Finding(self._signs[rule.sign], said, tuple(span.idea for span in met), denied)


class _Scene:
    """One message with the ideas in it, and what it claims of them."""

    def __init__(self, message: str, index: IdeaIndex, wanted: Collection[str], earlier: Sequence[_Scene] = ()) -> None:
        self.line: Line = read_line(message, index)
        spans = index.find(self.line)
        self._claims = Claims(self.line, spans, wanted)
        self._by_idea: dict[str, list[Span]] = {}
        for span in spans:
            self._by_idea.setdefault(span.idea, []).append(span)
        self._earlier = earlier
        self.known = 0
        """How many of the first words were said in the turn before."""
        self.present: set[str] = self._by_idea.keys() | {idea for scene in earlier for idea in scene.present}

    def spans(self, group: Sequence[str], rule: Rule, *, real: bool) -> list[Span]:
        """The places of any idea of the group, in order; those that count, or every one."""
        return sorted(
            (span for idea in group for span in self._by_idea.get(idea, ()) if not real or self._counts(span, rule)),
            key=lambda span: span.start,
        )

    def _counts(self, span: Span, rule: Rule) -> bool:
        claim = self._claims.of(span)
        return claim in rule.claims or (claim in _BYGONE and span.idea in rule.ever)

    def claimed(self, met: Sequence[Span] = ()) -> list[str]:
        """The stems of the message without what was masked out, is denied, over or only asked about, and not `met`."""
        kept = {place for span in met for place in range(span.start, span.end)}
        stems = enumerate(self.line.stems)
        return [word for place, word in stems if word and (place in kept or self._claims.stands(place))]

    def not_now(self) -> list[Span]:
        """The places of the ideas that rules ask for, where they are denied or long over."""
        return self._claims.not_now()

    def denies(self, span: Span) -> bool:
        """Whether an idea is denied, and not only long over."""
        return self._claims.of(span) is Claim.DENIED

    def without(self, denied: Iterable[Span]) -> str:
        """The words of the message but those that are denied, and those that deny them."""
        gone = {place for span in denied for place in (*range(span.start, span.end), *self._claims.negators(span))}
        return " ".join([word for place, word in enumerate(self.line.words) if place not in gone])

    def meets(self, rule: Rule, *, real: bool) -> list[Span] | None:
        """The spans with which the message meets the rule, if it does."""
        if any(idea in self._by_idea for idea in rule.unless):
            return None
        met = self._met(rule, real=real)
        if met is None and real and len(rule.needs) > 1:
            met = self._met(rule, real=False)
            return met if met is not None and self._own_negators(rule, met) else None
        return met

    def _own_negators(self, rule: Rule, met: Sequence[Span]) -> bool:
        """Whether all that speaks against the spans is a "no" that belongs to one of them: "no power in the leg"."""
        for span in met:
            if not self._counts(span, rule):
                if self._claims.of(span) is not Claim.DENIED:
                    return False
                taken = {place for other in met for place in range(other.start, other.end)}
                if not taken.issuperset(self._claims.negators(span)):
                    return False
        return True

    def _met(self, rule: Rule, *, real: bool) -> list[Span] | None:
        places = [self.spans(group, rule, real=real) for group in rule.needs]
        if rule.scope == "message":
            return self._anywhere(rule, places)
        if not all(places):
            return None
        for anchor in places[0]:
            met = [anchor, *(near for spans in places[1:] if (near := self._near(rule, anchor, spans)))]
            if len(met) == len(places):
                return met
        return None

    def _anywhere(self, rule: Rule, places: Sequence[list[Span]]) -> list[Span] | None:
        """The spans of a rule whose ideas may stand anywhere, in earlier turns too, if this turn adds something."""
        if not any(places):
            return None
        earlier = [scene for scene in self._earlier if rule.unless.isdisjoint(scene.present)]
        for group, spans in zip(rule.needs, places, strict=True):
            if not spans and not any(scene.spans(group, rule, real=True) for scene in earlier):
                return None
        told = {span.idea for scene in earlier for span in scene.spans(sorted(rule.ideas), rule, real=True)}
        is_news = all(places) or any(span.idea not in told for spans in places for span in spans)
        return [spans[0] for spans in places if spans] if is_news else None

    def _near(self, rule: Rule, anchor: Span, spans: Sequence[Span]) -> Span | None:
        """The span nearest to the anchor that is near enough; one that counts before any other."""
        at = bisect_left(spans, anchor.start, key=lambda span: span.start)
        fit = [span for span in spans[max(0, at - 2) : at + 2] if self._together(rule, anchor, span)]
        return min(fit, key=lambda span: (not self._counts(span, rule), abs(span.start - anchor.start)), default=None)

    def _together(self, rule: Rule, one: Span, other: Span) -> bool:
        line = self.line
        if line.sentences[one.start] != line.sentences[other.start] or one[1:] == other[1:]:
            return False
        if rule.scope == "clause" and line.clauses[one.start] != line.clauses[other.start]:
            return False
        first, last = sorted((one, other), key=lambda span: span.start)
        if first.start < self.known <= last.start:  # told one after the other
            return True
        return not rule.within or last.start - first.end < rule.within
