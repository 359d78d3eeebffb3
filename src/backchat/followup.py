"""Reads a short message in the light of an entry that was just shown: "how long for?" after "do I need to warm up?"."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from backchat import english
from backchat.decision import Judgement
from backchat.features import Phrasebook, rarity
from backchat.frozen import frozen, replace
from backchat.knowledge import Entry, KnowledgeBase
from backchat.packed import Packed
from backchat.search import Match, Query
from backchat.text import stem, words

UNTOLD = 0.5
"""Least chance of being in scope where few out-of-scope wordings tell it: higher, "my cat died" goes on from the answer
just given; lower, "how often" does not."""

LONGEST = 14
"""Words beyond which a message is taken to stand by itself: only short ones leave out what they are about."""

PLAIN = 0.65
"""A message whose answer is surer than that needs no context, unless its words point back. Lower: "for how long" is
answered alone; higher: turns that name a new thing are bent to the old one."""

UNSEEN = 0.3
"""How far below the last candidate a document counts that is no candidate."""

LEANING = {
    "bias": -0.35, "plain": 1.2, "behind": -0.67, "joined": 0.68, "home": 0.32, "answered": -2.15, "own": 3.1,
    "named": -0.6, "astray": -0.28, "unknown": -2.1,
}  # fmt: skip
"""What speaks for reading a message as a follow-up, for the entry near the subject that it would then lead to: no word
of it tells anything ("plain"), and how far that entry falls behind when such a message is read alone ("behind"); how
far it leads when the message is read with the subject ("joined"); the log-odds that the message alone is in scope
("home"), how sure a far entry answers it alone ("answered"); words of the entry ("own"),
words that name the subject rather than leave it out ("named"), a word that belongs elsewhere ("astray"), and words
nobody knows, which no subject explains ("unknown").
Fitted (logistic regression) on 220 short turns that go on from what was said, 330 that leave the subject, 400 bare ones
("why not") and 140 shapes of another topic's name ("or swimming") behind a subject drawn by lot, and as strangers a
thousand wordings of other entries and out-of-scope groups, each left out of the base. Without "own" or "joined" it
tells them apart worst; "own" and "home" are set lower than the fit, which knew the wordings, the bias higher, since
out-of-scope groups have grown. A lower bias lets follow-ups be refused, a higher one answers "what colour are they"."""

TELLING = 3.0
"""Rarity from which a word tells something; "how many times a day" has none such."""

UNLIKELY = 1e-4
"""Chances nearer than that to 0 or 1 count like it."""

AHEAD = 2.0
"""Lead over the subject, read alone, from which a neighbour stays: the name of the subject speaks for itself only."""

DEFINITE = 1.5
"""Leaning from which the neighbours are offered though a far entry would answer the message read alone."""

STAYS = 0.6
"""Lead of the subject over its neighbours: three in four follow-ups ask more of the very thing. None: "how long for"
after "do I need to warm up" is about holding a stretch; more: neighbours that are asked for by name are not reached."""

OFFERED = 0.45
"""Least chance that the best neighbour of a subject is right: where none leads, they are offered and not withheld."""

AT_HOME = 0.75
"""Chance of being in scope that a follow-up gets from its subject, and at most a question from another one beside it:
"how should I sleep" alone may be about anybody's sleep, after "which mattress is best" it is not."""

LIFT = 5.0
"""How many times the odds of being in scope grow for such a question, unless an out-of-scope group leads. More:
"when does the shop open" is answered; less: "is it a good idea" is refused."""

CLOSE = 0.4
"""How far that group may lead."""

CLEAR = 0.5
"""How sure it must be that the best entry is the right one."""

SHOWN = 0.1
"""Share of a document's wordings that a word counts with which its answer holds: who has just read it asks on."""

NOTED, READ = 2.5, 1.5
"""Rarity from which a word of the answer just read speaks for the subject, whatever else belongs elsewhere ("I have a
stomach ulcer"), and how often its rarity is taken from that."""

RARELY = 0.005
"""Share of a document's wordings that a word counts with which none of them holds."""

EVERYWHERE, OFTEN, AWAY = 0.8, 0.05, 5.0
"""Share of the entries that use a word which names what the whole base is about, the share of their wordings that hold
it, and how many times as often it stands there as out of scope: "back" does, but neither "pain" nor "right"."""

_FUNCTION = frozenset(map(stem, english.FUNCTION))

Judge = Callable[[str], Judgement]


class Use(NamedTuple):
    """Who uses a word."""

    rarity: float
    """How few do."""
    abroad: float
    """The share of wordings that hold it, in the out-of-scope group that uses it most."""
    at_home: dict[str, float]
    """The same of each entry that uses it, by id."""
    shown: frozenset[str]
    """Ids of the entries whose answers use it."""


class Vocabulary:
    """Which words the wordings of each entry hold, and those out of scope; built once, then read-only."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        phrasebook = Phrasebook(knowledge.synonyms)
        home: defaultdict[str, dict[str, float]] = defaultdict(dict)
        abroad: defaultdict[str, list[float]] = defaultdict(list)
        shown: defaultdict[str, set[str]] = defaultdict(set)
        for entry in knowledge.entries:
            for word, _ in _shares([f"{entry.answer} {entry.evidence or ''}"], phrasebook):
                shown[word].add(entry.id)
            for word, share in _shares(entry.wordings, phrasebook):
                home[word][entry.id] = share
        for group in knowledge.out_of_scope:
            for word, share in _shares(group.wordings, phrasebook):
                abroad[word].append(share)
        number = len(knowledge.entries) + len(knowledge.out_of_scope)
        self.unseen = rarity(number, 0)
        """The rarity of a word nobody uses."""
        subjects = [entry for entry in knowledge.entries if not entry.small_talk]
        abroad_too = AWAY * len(subjects) / max(1, len(knowledge.out_of_scope))
        self._names = frozenset(
            word
            for word, shares in home.items()
            if len(shares) > EVERYWHERE * len(subjects)
            and sum(shares.values()) > max(OFTEN * len(subjects), abroad_too * sum(abroad[word]))
            and word not in _FUNCTION
        )
        """What names all that the base is about."""
        self._uses: Packed[str, Use] = Packed(
            {
                word: Use(
                    rarity(number, len(home[word]) + len(abroad[word])),
                    max(abroad[word], default=0),
                    home[word],
                    frozenset(shown[word]),
                )
                for word in dict.fromkeys([*home, *abroad])
            }
        )

    def uses(self, query: Query) -> dict[str, Use]:
        """Of each word of a message that is known."""
        return {word: self._uses[word] for word in query.vector if word in self._uses}

    def tells(self, query: Query) -> bool:
        """Whether a word of a message is rare enough to say what it is about."""
        return any(use.rarity >= TELLING for use in self.uses(query).values())

    def names_base(self, query: Query) -> bool:
        """Whether a message names what the whole base is about: "back pain stretches"."""
        return not self._names.isdisjoint(query.vector)


@frozen
class Focus:
    """What a conversation is about: an entry and those near it."""

    entry: Entry
    near: frozenset[str]
    """Ids of the entry itself, of those of its topic, and of those it points to."""
    vocabulary: Vocabulary
    fade: float = 0.0
    """What time has taken from it."""

    @property
    def subject(self) -> str:
        """Its name in words, to be read beside a message that leaves the subject out."""
        return self.entry.id.replace("-", " ")

    def own(self, query: Query, id_: str) -> float:
        """0 to 1: how many words of a message the wordings of an entry hold, rare ones above all."""
        uses = self.vocabulary.uses(query).values()
        own = sum(use.rarity**2 for use in uses if id_ in use.at_home or id_ in use.shown)
        unknown = self.vocabulary.unseen**2 * len(query.unknown - english.FUNCTION)
        return own / (unknown + sum(use.rarity**2 for use in uses) or 1.0)

    def named(self, query: Query) -> float:
        """How often they do: the words that stand in most of them name the subject."""
        uses = self.vocabulary.uses(query).values()
        often = [use.rarity * math.log1p(use.at_home.get(self.entry.id, 0.0) / RARELY) for use in uses]
        return sum(often) / (sum(use.rarity for use in uses) or 1.0)

    def tells(self, query: Query) -> bool:
        """Whether a word of a message is rare enough to say what it is about."""
        return self.vocabulary.tells(query)

    def astray(self, query: Query) -> float:
        """How much one word of a message belongs elsewhere, out of scope or to a far entry, rather than here."""
        uses = self.vocabulary.uses(query).values()
        shown = max([use.rarity for use in uses if self.entry.id in use.shown], default=0.0)
        lost = max([self._astray(use) for use in uses], default=0.0)
        return max(0.0, lost - READ * shown * (shown >= NOTED))

    def _astray(self, use: Use) -> float:
        here = max([share for id_, share in use.at_home.items() if id_ in self.near], default=0.0)
        here = max(here, SHOWN) if self.entry.id in use.shown else here
        there = max([share for id_, share in use.at_home.items() if id_ not in self.near], default=0.0)
        return use.rarity * max(0.0, math.log((max(use.abroad, there) + RARELY) / (here + RARELY)))


@frozen
class FollowUp:
    """A message read as a follow-up."""

    judgement: Judgement
    focus: Focus
    leaning: float
    """How much speaks for it."""


def _shares(wordings: Sequence[str], phrasebook: Phrasebook) -> list[tuple[str, float]]:
    """Each word of the wordings, with the share of them that hold it."""
    held = Counter(word for text in wordings for word in set(phrasebook.merged([stem(word) for word in words(text)])))
    return [(word, count / len(wordings)) for word, count in held.items()]


def near(entry: Entry, entries: Collection[Entry]) -> frozenset[str]:
    """Ids of the entry, of those it points to and of those of its topic."""
    topic = {other.id for other in entries if entry.topic and other.topic == entry.topic}
    return frozenset({entry.id, *entry.see_also, *topic})


def read(message: str, alone: Judgement, about: Sequence[Focus], judge: Judge) -> FollowUp | None:
    """The message as a follow-up to one of the subjects, or None where it makes more sense by itself."""
    said = words(message)
    if not about or not 0 < len(said) <= LONGEST:
        return None
    if _stands_alone(said, alone) and not _counts(said):
        return None
    if alone.kind != "unknown" and english.FUNCTION.isdisjoint(said) and about[0].vocabulary.names_base(alone.query):
        return None  # a search by keywords leaves no subject out
    best: FollowUp | None = None
    for focus in about:
        reading = _read_beside(message, alone, focus, judge)
        if reading and reading.judgement is alone:
            break
        if reading and (best is None or reading.leaning > best.leaning):
            best = reading
        if best and not best.focus.fade:
            break
    return best


def _read_beside(message: str, alone: Judgement, focus: Focus, judge: Judge) -> FollowUp | None:
    """The message beside a subject; as it was, where the subject only confirms it; None where they do not fit."""
    joined = judge(f"{message.rstrip('?!. ')} {focus.subject}")
    here, there = _Scores(alone), _Scores(joined)
    ids = (here.ids | there.ids) & focus.near
    if not english.CONTRASTING.isdisjoint(words(message)):
        ids -= {focus.entry.id}
    near = {id_: here.of(id_) + there.of(id_) + STAYS * (id_ == focus.entry.id) for id_ in ids}
    best = max(near, key=near.__getitem__, default=None)
    if best is None:
        return None
    ahead = here.of(here.best) - here.of(focus.entry.id)
    leads = here.best in ids and ahead > AHEAD and not points_back(message)
    if alone.kind == "answer" and (here.best == best or leads):
        return FollowUp(alone, focus, 0.0)
    unknown = alone.query.unknown - english.FUNCTION
    is_plain = not unknown and not focus.tells(alone.query)
    evidence = {
        "bias": 1.0,
        "plain": float(is_plain),
        "behind": is_plain * (here.of(here.best) - here.of(best)),
        "joined": there.of(best) - there.of(here.best),
        "home": _log_odds(max(alone.score, UNTOLD) if alone.is_unaided else alone.in_scope),
        "answered": alone.score * (alone.kind == "answer"),
        "own": focus.own(alone.query, best),
        "named": focus.named(alone.query),
        "astray": focus.astray(alone.query),
        "unknown": len(unknown) / max(1, len(alone.query.words)),
    }
    leaning = sum(LEANING[name] * value for name, value in evidence.items()) - focus.fade
    if alone.kind == "answer" and not focus.fade and _counts(words(message)):
        leaning = DEFINITE
    judged = _judgement(alone, joined, near, leaning)
    is_better = judged.kind == "answer" or alone.kind == "unknown" or leaning > DEFINITE
    return FollowUp(judged, focus, leaning) if is_better and leaning > 0 else None


def _log_odds(chance: float) -> float:
    kept = min(max(chance, UNLIKELY), 1 - UNLIKELY)
    return math.log(kept / (1 - kept))


def at_home(judged: Judgement) -> Judgement:
    """The judgement of a message that comes with others about the subject of the base."""
    if not judged.matches or judged.right < CLEAR or judged.in_scope > AT_HOME:
        return judged
    if judged.elsewhere and judged.elsewhere.score > judged.matches[0].score + CLOSE:
        return judged
    odds = LIFT * judged.in_scope / (1 - judged.in_scope)
    return replace(judged, in_scope=min(AT_HOME, odds / (1 + odds)))


def _stands_alone(said: Sequence[str], alone: Judgement) -> bool:
    """Whether a message is a plain question, at the price of a glance: most of them are, in a conversation too."""
    return alone.kind == "answer" and alone.score > PLAIN and not _points(said)


def _counts(said: Sequence[str]) -> bool:
    """Whether a message asks how often or how much and no word of it says of what: of what was just shown."""
    return not english.AMOUNTS.isdisjoint(said) and english.MEASURING.issuperset(said)


def leaves_out(message: str) -> bool:
    """Whether what a message asks about must have been named before it: "is it safe", "and for how long"."""
    said = words(message)
    return _points(said) or _counts(said)


def points_back(message: str) -> bool:
    """Whether a word of the message points to what was said before it."""
    return _points(words(message))


def _points(said: Sequence[str]) -> bool:
    return not english.POINTING.isdisjoint(said)


class _Scores:
    """The scores of one reading, by id."""

    def __init__(self, judgement: Judgement) -> None:
        matches = [*judgement.matches, *([judgement.elsewhere] if judgement.elsewhere else [])]
        self._scores = {match.id: match.score for match in matches}
        self._least = min(self._scores.values(), default=0.0) - UNSEEN
        self.ids = {match.id for match in judgement.matches}
        unknown = judgement.kind == "unknown" and judgement.elsewhere
        self.best = max(matches, key=lambda match: match.score).id if unknown else next(iter(judgement.matches)).id

    def of(self, id_: str) -> float:
        return self._scores.get(id_, self._least)


def _judgement(alone: Judgement, joined: Judgement, near: dict[str, float], leaning: float) -> Judgement:
    """The neighbours in their new order, as sure as the best leads the others."""
    matches = {match.id: match for match in [*joined.matches, *alone.matches]}
    order = sorted(near, key=near.__getitem__, reverse=True)
    odds = [math.exp(near[id_] - near[order[0]]) for id_ in order]
    share = 1 / sum(odds)
    found: list[Match] = [matches[id_]._replace(share=odd * share) for id_, odd in zip(order, odds, strict=True)]
    in_scope = max(alone.in_scope, joined.in_scope, AT_HOME, 1 / (1 + math.exp(-leaning)))
    return Judgement(alone.query, tuple(found), None, in_scope, max(share, OFFERED))
