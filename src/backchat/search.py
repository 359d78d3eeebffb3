"""The index of wordings, built once and read-only: ranks the documents that a question may mean, and says why."""

from __future__ import annotations

import math
import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import add, sub
from typing import Any, NamedTuple

from backchat import thesaurus
from backchat.features import SIGNALS, Phrasebook, Vector, count, rarity, unit, weigh
from backchat.lanes import ONE, Posting, posting, summed
from backchat.mending import Pairs, mend
from backchat.packed import Content, Packed, aside
from backchat.spelling import Speller
from backchat.text import key, stem, words

WEIGHTS = {"words": 1.0, "pairs": 0.6, "pieces": 0.5, "likeness": 1.0}
"""What each signal counts: stems, neighbouring stems, three-letter pieces, cosine with the best wording."""

SMOOTHING = {"words": 0.1, "pairs": 1.25, "pieces": 0.03}
"""What a feature counts that an entry has never seen (additive smoothing of the multinomial model); for pairs divided
by the root of the wordings an entry has: few wordings hold few of all pairs. 0.4 for pairs in every base: a point less
right with a hundred wordings each; 0.1: two points less with ten."""

TRUSTED = 20
"""Wordings an entry from which rarity is told half by how many entries use a feature, half by how evenly they do."""

CANDIDATES = 10
"""Documents that a question may mean one of: twice as many bring nothing."""

ALIKE = 4
"""Documents that are compared wording by wording, if that can make them the first: what lies behind is never answered.
"""

FINE = 8 * ONE
"""What one by the length of a wording is counted in: it lies below 1, and so does a cosine."""

LITERAL = 1.0
"""How far the document leads of which the question is a wording, word for word: as far as likeness can tell."""

Wordings = Sequence[Mapping[str, Counter[str]]]
"""Wording -> signal -> feature -> count, for one document."""


FeatureFacts = tuple[float, Posting, float]
"""Of a feature: how rare it is; the log of its smoothed count in each document, times ONE (all signals together stay
below 16 up to 100,000 wordings an entry); and, from 0 to 1, how much more the out-of-scope group that uses it most does
so than any entry."""


class Document(NamedTuple):
    """Something that questions can be told apart by: an entry or an out-of-scope group."""

    id: str
    wordings: tuple[str, ...]
    foreign: bool = False
    """An out-of-scope group."""


class Query(NamedTuple):
    """A question made comparable."""

    words: tuple[str, ...]
    """After typos were read as known words."""
    corrections: Mapping[str, str]
    unknown: frozenset[str]
    """Words the base has never seen."""
    features: Mapping[str, Vector]
    """Signal -> feature -> weight, for the features the base knows; each signal's weights sum to 1."""
    vector: Vector
    """Stem -> weight at unit length, unknown words included."""
    foreign: float = 0.0
    """0 to 1: how much of that weight lies on words that out-of-scope groups use more than entries do."""
    literal: int | None = None
    """The position of the document of which the question is a wording, word for word."""


class Match(NamedTuple):
    """A document that a question may mean."""

    id: str
    position: int
    """Of the document, in the order given to the index."""
    score: float
    """Log-likelihood, comparable between matches of one question only."""
    share: float
    """0 to 1: the match's part of the probability among all candidates; the longer the question, the sharper."""
    coverage: float
    """0 to 1: how much of the question's weight lies on words that the document's wordings use."""
    likeness: float
    """0 to 1: cosine with the most similar wording; 0 beyond the best matches."""
    wording: int
    """Which of its wordings that is."""
    use: float
    """How much the document's wordings use the known words of the question: the mean log of their smoothed counts."""


class Index:
    """Multinomial naive Bayes on rarity-weighted counts, at the level of documents (McCallum and Nigam 1998)."""

    def __init__(self, documents: Sequence[Document], synonyms: Sequence[Sequence[str]] = ()) -> None:
        self._ids = tuple(document.id for document in documents)
        self._wordings = Packed({n: document.wordings for n, document in enumerate(documents)}, together=1)
        self._literal = Packed(_literal(documents))
        self._phrasebook = Phrasebook(synonyms)
        self._speller = Speller(_vocabulary(documents, synonyms), thesaurus.vocabulary())
        counted = [[self._count(text) for text in doc.wordings] for doc in documents]
        average = sum(map(len, counted)) / max(1, len(counted))
        rare = {signal: _rarity(counted, signal, average / (average + TRUSTED)) for signal in SIGNALS}
        self._unseen = rarity(len(documents), 0)
        self._smoothing = SMOOTHING | {"pairs": SMOOTHING["pairs"] / math.sqrt(max(1.0, average))}
        telling = rarity(len(documents), max(1, int(thesaurus.COMMON * len(documents))))
        close = thesaurus.closeness(average)
        self._thesaurus = thesaurus.table(rare["words"], telling, close, self._phrasebook.merged)
        self._evened = [average / max(1, len(wordings)) for wordings in counted]
        self._profiles = [_Profile(_inverted(wordings, rare["words"])) for wordings in counted]
        foreign = [document.foreign for document in documents]
        self._known: dict[str, Mapping[str, FeatureFacts]] = {}
        """Signal -> feature -> what is known of it."""
        self._norms: dict[str, list[float]] = {}
        """Signal -> the log of all smoothed counts of each document."""
        for signal in SIGNALS:
            self._known[signal], self._norms[signal] = _fitted(
                signal, counted, rare[signal], self._smoothing[signal], self._evened, foreign
            )
        self.pairs = Pairs(self._known["pairs"], self._unseen)
        self._offsets = [
            [round(ONE * ONE * WEIGHTS[signal] * norm) for norm in norms] for signal, norms in self._norms.items()
        ]
        """The same, weighted, in the units of sums in lanes."""

    def read(self, text: str) -> Query:
        """Make a question comparable; its misspelt words are read as known ones."""
        found: list[str] = []
        corrections: dict[str, str] = {}
        unknown: set[str] = set()
        said = words(text)
        for word, meant in mend(said, self._speller, self.pairs):
            found.extend(meant)
            if meant != (word,):
                corrections[word] = " ".join(meant)
            elif not self._speller.knows(word):
                unknown.add(word)
        literal = self._literal.get(" ".join(said))
        stems = [stem(word) for word in found]
        counted = count(found, stems, self._phrasebook)
        weighted = {signal: weigh(counted[signal], self._rarity(signal, counted[signal])) for signal in SIGNALS}
        weighted["words"] = thesaurus.mates(stems, self._thesaurus) | weighted["words"]
        known = self._known["words"]
        held = [(feature, known.get(feature, (self._unseen, 0, 0.5))) for feature in counted["words"]]
        vector = {feature: rare for feature, (rare, *_) in held}
        foreign = sum([rare * foreign for _, (rare, _, foreign) in held]) / (sum(vector.values()) or 1)
        features = {signal: _shares(vector) for signal, vector in weighted.items()}
        return Query(tuple(found), corrections, frozenset(unknown), features, unit(vector), foreign, literal)

    def is_wording(self, text: str) -> bool:
        """Whether a text is a wording of one document, word for word."""
        return key(text) in self._literal

    def rank(self, text: str, without: tuple[int, int] | None = None) -> tuple[Query, list[Match]]:
        """The documents a message may mean, best first.

        `without` names a wording, by the positions of its document and of itself in it, that is to be treated as if
        it were not there (leave-one-out).
        """
        query = self.read(text)
        total, used = self._score(query)
        if without:
            left, gone = without[0], self._counts_of(*without)
            total[left] = round(ONE * ONE * sum(self._alone(signal, query, left, gone) for signal in SIGNALS))
            used[left] = round(ONE * ONE * WEIGHTS["words"] * self._use("words", query, left, gone))
        best = sorted(range(len(total)), key=total.__getitem__, reverse=True)[:CANDIDATES]
        literal = None if without else query.literal
        if literal is not None and literal not in best:
            best[-1] = literal
        scores = {position: total[position] / (ONE * ONE) for position in best}
        known = self._rarity("words", query.vector)
        weights = {feature: round(ONE * query.vector[feature] * rare) for feature, rare in known.items()}
        reach = max(total, default=0) - round(ONE * ONE * WEIGHTS["likeness"])
        near = [position for position in best[:ALIKE] if total[position] > reach]
        compared = dict.fromkeys([*near, *([] if literal is None else [literal])])
        likeness = {position: self._likeness(weights, position, without) for position in compared}
        for position, (value, _) in likeness.items():
            scores[position] += WEIGHTS["likeness"] * value
        if literal is not None:
            scores[literal] = max(scores[position] for position in best) + LITERAL
        best.sort(key=lambda position: (-scores[position], position))
        return query, self._matches(query, best, scores, used, likeness)

    def said(self, query: Query) -> list[tuple[str, str]]:
        """The words and phrases of a query that count as one, each with its feature of the signal "words"."""
        found: list[tuple[str, str]] = []
        start = 0
        for length, feature in self._phrasebook.read([stem(word) for word in query.words]):
            found.append((" ".join(query.words[start : start + length]), feature))
            start += length
        return found

    def contributions(self, query: Query, position: int) -> dict[str, Vector]:
        """Signal -> feature -> what it counted for a document beyond what it counts for documents on average.

        The signal "size" makes up for the length of the document; "likeness" is not among them, a match has it.
        """
        found: dict[str, Vector] = {"size": {}}
        for signal, norms in self._norms.items():
            weight, size = WEIGHTS[signal], len(self._ids)
            found["size"][signal] = weight * (sum(norms) / size - norms[position])
            found[signal] = {}
            for feature, share in query.features[signal].items():
                values = self._values(signal, feature)
                found[signal][feature] = weight * share * (values[position] - sum(values) / size)
        return found

    def _score(self, query: Query) -> tuple[list[int], list[int]]:
        """For every document: all signals but likeness, and how much it uses the words; times ONE twice."""
        weighted = {}
        for signal, features in query.features.items():
            known, scale = self._known[signal], WEIGHTS[signal] * ONE
            weighted[signal] = [(round(share * scale), known[feature][1]) for feature, share in features.items()]
        used = summed(weighted["words"], len(self._ids))
        total = list(map(add, used, summed(weighted["pairs"] + weighted["pieces"], len(self._ids))))
        for signal, offsets in zip(SIGNALS, self._offsets, strict=True):
            if weighted[signal]:
                total = list(map(sub, total, offsets))
        return total, used

    def _rarity(self, signal: str, features: Iterable[str]) -> Vector:
        """Feature -> how rare it is, of those that are known."""
        known = self._known[signal]
        return {feature: held[0] for feature in features if (held := known.get(feature))}

    def _values(self, signal: str, feature: str) -> list[float]:
        """The log of a feature's smoothed count in each document."""
        return [value / ONE for value in summed([(1, self._known[signal][feature][1])], len(self._ids))]

    def _alone(self, signal: str, query: Query, position: int, gone: Mapping[str, Vector]) -> float:
        """One signal for one document, as if the counts of a lost wording were gone."""
        if not query.features[signal]:
            return 0.0
        left = math.exp(self._norms[signal][position]) - sum(gone[signal].values()) / self._smoothing[signal]
        return WEIGHTS[signal] * (self._use(signal, query, position, gone) - math.log(left))

    def _use(self, signal: str, query: Query, position: int, gone: Mapping[str, Vector]) -> float:
        """The mean log of what is left of the smoothed counts of a question's features."""
        smoothing, lost = self._smoothing[signal], gone[signal]
        total = 0.0
        for feature, share in query.features[signal].items():
            left = math.expm1(self._values(signal, feature)[position]) - lost.get(feature, 0.0) / smoothing
            total += share * math.log1p(max(0.0, left))
        return total

    def _counts_of(self, position: int, wording: int) -> dict[str, Vector]:
        """Signal -> feature -> what one wording adds to the counts of its document."""
        counted = self._count(self._wordings[position][wording])
        evened = self._evened[position]
        found = {}
        for signal in SIGNALS:
            shares = unit(weigh(counted[signal], self._rarity(signal, counted[signal])))
            found[signal] = {feature: value * evened for feature, value in shares.items()}
        return found

    def _count(self, wording: str) -> dict[str, Counter[str]]:
        found = words(wording)
        return count(found, [stem(word) for word in found], self._phrasebook)

    def _matches(
        self,
        query: Query,
        best: list[int],
        scores: Mapping[int, float],
        used: Sequence[int],
        likeness: Mapping[int, tuple[float, int]],
    ) -> list[Match]:
        sharpness = math.sqrt(len(query.words))
        odds = [math.exp(sharpness * (scores[position] - scores[best[0]])) for position in best]
        whole, weight = sum(odds), sum(query.vector.values()) or 1.0
        found = []
        for p, odd in zip(best, odds, strict=True):
            held = self._profiles[p].wordings
            covered = sum([value for feature, value in query.vector.items() if feature in held])
            alike, wording = likeness.get(p, (0.0, 0))
            use = used[p] / (ONE * ONE)
            found.append(Match(self._ids[p], p, scores[p], odd / whole, covered / weight, alike, wording, use))
        return found

    def _likeness(
        self, weights: Mapping[str, int], position: int, without: tuple[int, int] | None
    ) -> tuple[float, int]:
        """Cosine with the most similar wording of a document, and which that is."""
        profile = self._profiles[position]
        using = profile.wordings
        held = [(weight, using[feature]) for feature, weight in weights.items() if feature in using]
        cosines = summed(held, profile.size)
        if without and without[0] == position:
            cosines[without[1]] = 0
        likeness = max(cosines)
        return min(1.0, round(likeness / (ONE * FINE), 4)), cosines.index(likeness)


def _fitted(
    signal: str,
    counted: Sequence[Wordings],
    rare: Mapping[str, float],
    smoothing: float,
    evened: Sequence[float],
    foreign: Sequence[bool],
) -> tuple[Mapping[str, FeatureFacts], list[float]]:
    """What is known of each feature, and the log of all smoothed counts of each document.

    The wordings of a document are summed up as if every document had the same number of them.
    """
    logs: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    norms = []
    for position, wordings in enumerate(counted):
        total: defaultdict[str, float] = defaultdict(float)
        for wording in wordings:
            for feature, value in unit(weigh(wording[signal], rare)).items():
                total[feature] += value * evened[position] / smoothing
        for feature, value in total.items():
            logs[feature].append((position, math.log1p(value)))
        norms.append(math.log(sum(total.values()) + max(1, len(rare))))
    size, known = len(counted), {}
    for feature, values in logs.items():
        held = posting([(position, round(value * ONE)) for position, value in values], size)
        known[feature] = rare[feature], held, _foreignness(values, foreign)
    return Packed(known), norms


def _inverted(wordings: Wordings, rare: Mapping[str, float]) -> bytes:
    """The wordings of one document that use each feature, each with one by its length, and how many there are."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, counted in enumerate(wordings):
        length = math.sqrt(sum([rare[feature] ** 2 for feature in counted["words"]]))
        for feature in counted["words"]:
            found[feature].append((place, round(FINE / length)))
    size = len(wordings)
    return pickle.dumps(({feature: posting(using, size) for feature, using in found.items()}, size), protocol=5)


class _Profile:
    """What is needed of a document only where it is a candidate; unpacked when it first is."""

    __slots__ = ("_packed", "size", "wordings")

    wordings: Mapping[str, Posting]
    """Feature -> the wordings that use it, each with FINE by its length as a vector of the rarities of its words."""
    size: int
    """How many wordings there are."""

    def __init__(self, packed: Content) -> None:
        self._packed = packed

    def __reduce_ex__(self, protocol: Any) -> tuple[object, ...]:
        return _Profile, (aside(self._packed, protocol),)

    def __getattr__(self, name: str) -> object:
        """Only asked for what is not there yet."""
        self.wordings, self.size = pickle.loads(self._packed)
        return object.__getattribute__(self, name)


def _vocabulary(documents: Iterable[Document], synonyms: Iterable[Sequence[str]]) -> Counter[str]:
    texts = [text for doc in documents for text in doc.wordings]
    texts += [phrase for group in synonyms for phrase in group]
    return Counter([word for text in texts for word in words(text)])


def _literal(documents: Sequence[Document]) -> dict[str, int]:
    """Wording -> the position of the only document that has it."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for position, document in enumerate(documents):
        for text in document.wordings:
            found[key(text)].add(position)
    return {wording: position for wording, (position, *others) in found.items() if wording and not others}


def _rarity(counted: Sequence[Wordings], signal: str, trust: float) -> dict[str, float]:
    """Feature -> rarity, counted over documents rather than wordings.

    A document that holds a feature in few of its wordings counts for less than one, up to as much as the perplexity of
    the documents says (log-entropy weighting: Dumais 1991), the more so the more wordings the shares are told from.
    """
    shares: defaultdict[str, list[float]] = defaultdict(list)
    for doc in counted:
        for feature, number in Counter(feature for wording in doc for feature in wording[signal]).items():
            shares[feature].append(number / len(doc))
    return {
        feature: rarity(len(counted), len(held) ** (1 - trust) * _perplexity(held) ** trust)
        for feature, held in shares.items()
    }


def _perplexity(shares: Sequence[float]) -> float:
    """How many documents would use a feature as evenly, if all of them did so alike."""
    whole = sum(shares)
    return math.exp(-sum([share / whole * math.log(share / whole) for share in shares]))


def _foreignness(values: Iterable[tuple[int, float]], foreign: Sequence[bool]) -> float:
    """0 to 1: how much more the out-of-scope group that uses a word most does so than any entry."""
    most = {True: 0.0, False: 0.0}
    for position, value in values:
        most[foreign[position]] = max(most[foreign[position]], math.expm1(value))
    return most[True] / (most[True] + most[False])


def _shares(vector: Vector) -> Vector:
    whole = sum(vector.values())
    return {feature: value / whole for feature, value in vector.items()}
