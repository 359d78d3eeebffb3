"""The index of wordings, built once and read-only: ranks the documents that a question may mean, and says why."""

from __future__ import annotations

import math
import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from operator import mul, sub, truediv
from typing import Any, NamedTuple

from backchat import thesaurus
from backchat.features import SIGNALS, Phrasebook, Vector, count, rarity, unit, weigh
from backchat.mending import Pairs, mend
from backchat.packed import Content, Packed, aside
from backchat.spelling import Speller
from backchat.text import key, stem, words

WEIGHTS = {"words": 1.0, "pairs": 0.6, "pieces": 0.5, "likeness": 1.0}
"""What each signal counts: stems, neighbouring stems, three-letter pieces, cosine with the best wording."""

SMOOTHING = {"words": 0.2, "pairs": 0.2, "pieces": 0.03}
"""What a feature counts that an entry has never seen (additive smoothing of the multinomial model)."""

CANDIDATES = 10
"""Documents that the costlier signals are computed for: twice as many bring nothing."""

ALIKE = 4
"""Documents that are compared wording by wording: what lies behind them is never answered."""

LITERAL = 1.0
"""How far the document leads of which the question is a wording, word for word: as far as likeness can tell."""

Using = Mapping[str, Sequence[int]]
"""Feature -> the wordings of one document that use it."""

Posting = tuple[tuple[int, ...], tuple[float, ...]]
"""The documents of a feature, and what it counts in each."""

Wordings = Sequence[Mapping[str, Counter[str]]]
"""Wording -> signal -> feature -> count, for one document."""


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
        self._speller = Speller(_vocabulary(documents, synonyms))
        counted = [[self._count(text) for text in doc.wordings] for doc in documents]
        self._rarity: dict[str, Mapping[str, float]] = {signal: _rarity(counted, signal) for signal in SIGNALS}
        self._unseen = rarity(len(documents), 0)
        average = sum(map(len, counted)) / max(1, len(counted))
        telling = rarity(len(documents), max(1, int(thesaurus.COMMON * len(documents))))
        close = thesaurus.closeness(average)
        self._thesaurus = thesaurus.table(self._rarity["words"], telling, close, self._phrasebook.merged)
        self._evened = [average / max(1, len(wordings)) for wordings in counted]
        self._norms: dict[str, list[float]] = {signal: [] for signal in SIGNALS}
        self._postings: dict[str, Mapping[str, Posting]] = {"words": {}, "pairs": {}}
        self._offsets: dict[str, list[float]] = {}
        self._profiles: list[_Profile] = []
        self._foreign: Mapping[str, float] = {}
        self._fill(counted, [document.foreign for document in documents])

    def read(self, text: str) -> Query:
        """Make a question comparable; its misspelt words are read as known ones."""
        found: list[str] = []
        corrections: dict[str, str] = {}
        unknown: set[str] = set()
        said = words(text)
        for word, meant in mend(said, self._speller, Pairs(self._rarity["pairs"], self._unseen)):
            found.extend(meant)
            if meant != (word,):
                corrections[word] = " ".join(meant)
            elif not self._speller.knows(word):
                unknown.add(word)
        literal = self._literal.get(" ".join(said))
        stems = [stem(word) for word in found]
        counted = count(found, stems, self._phrasebook)
        rare = self._rarity["words"]
        weighted = {signal: weigh(counted[signal], self._rarity[signal]) for signal in SIGNALS}
        weighted["words"] = thesaurus.mates(stems, self._thesaurus) | weighted["words"]
        vector = {feature: rare.get(feature, self._unseen) for feature in counted["words"]}
        foreign = sum([value * self._foreign.get(f, 0.5) for f, value in vector.items()]) / (sum(vector.values()) or 1)
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
        scores, used = self._score(query)
        left, gone = -1, dict[str, Vector]()
        if without:
            left, gone = without[0], self._counts_of(*without)
            scores[left] = sum(self._alone(signal, query, left, gone) for signal in self._postings)
            used[left] = WEIGHTS["words"] * self._use("words", query, left, gone)
        best = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)[:CANDIDATES]
        literal = None if without else query.literal
        if literal is not None and literal not in best:
            best[-1] = literal
        for position in best:
            scores[position] += self._pieces(query, position, gone if position == left else {})
        best.sort(key=lambda position: (-scores[position], position))
        rare = self._rarity["words"]
        weights = {feature: weight * rare[feature] for feature, weight in query.vector.items() if feature in rare}
        compared = dict.fromkeys([*best[:ALIKE], *([] if literal is None else [literal])])
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
            weight, number = WEIGHTS[signal], len(self._ids)
            found["size"][signal] = weight * (sum(norms) / number - norms[position])
            found[signal] = {}
            for feature, share in query.features[signal].items():
                values = [self._value(signal, feature, each) for each in range(number)]
                found[signal][feature] = weight * share * (values[position] - sum(values) / number)
        return found

    def _score(self, query: Query) -> tuple[list[float], list[float]]:
        """For every document: words and pairs, and how much it uses the words."""
        total, used = [0.0] * len(self._ids), [0.0] * len(self._ids)
        for signal, space in self._postings.items():
            features, weight = query.features[signal], WEIGHTS[signal]
            if not features:
                continue
            for feature, share in features.items():
                share *= weight
                for position, value in zip(*space[feature], strict=True):
                    total[position] += share * value
            if signal == "words":
                used = total
            total = list(map(sub, total, self._offsets[signal]))
        return total, used

    def _alone(self, signal: str, query: Query, position: int, gone: Mapping[str, Vector]) -> float:
        """One signal for one document, as if the counts of a lost wording were gone."""
        if not query.features[signal]:
            return 0.0
        left = math.exp(self._norms[signal][position]) - sum(gone[signal].values()) / SMOOTHING[signal]
        return WEIGHTS[signal] * (self._use(signal, query, position, gone) - math.log(left))

    def _use(self, signal: str, query: Query, position: int, gone: Mapping[str, Vector]) -> float:
        """The mean log of what is left of the smoothed counts of a question's features."""
        smoothing, lost = SMOOTHING[signal], gone[signal]
        total = 0.0
        for feature, share in query.features[signal].items():
            left = math.expm1(self._value(signal, feature, position)) - lost.get(feature, 0.0) / smoothing
            total += share * math.log1p(max(0.0, left))
        return total

    def _pieces(self, query: Query, position: int, gone: Mapping[str, Vector]) -> float:
        if gone or not query.features["pieces"]:
            return self._alone("pieces", query, position, gone)
        pieces, features = self._profiles[position].pieces, query.features["pieces"]
        total: float = sum(map(mul, map(pieces.get, features, repeat(0.0)), features.values()))
        return WEIGHTS["pieces"] * (total - self._norms["pieces"][position])

    def _value(self, signal: str, feature: str, position: int) -> float:
        """The log of a feature's smoothed count in a document."""
        if signal == "pieces":
            return self._profiles[position].pieces.get(feature, 0.0)
        return dict(zip(*self._postings[signal][feature], strict=True)).get(position, 0.0)

    def _counts_of(self, position: int, wording: int) -> dict[str, Vector]:
        """Signal -> feature -> what one wording adds to the counts of its document."""
        counted = self._count(self._wordings[position][wording])
        evened = self._evened[position]
        return {
            signal: {f: value * evened for f, value in unit(weigh(counted[signal], self._rarity[signal])).items()}
            for signal in SIGNALS
        }

    def _count(self, wording: str) -> dict[str, Counter[str]]:
        found = words(wording)
        return count(found, [stem(word) for word in found], self._phrasebook)

    def _matches(
        self,
        query: Query,
        best: list[int],
        scores: list[float],
        used: list[float],
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
            found.append(Match(self._ids[p], p, scores[p], odd / whole, covered / weight, alike, wording, used[p]))
        return found

    def _likeness(
        self, weights: Mapping[str, float], position: int, without: tuple[int, int] | None
    ) -> tuple[float, int]:
        """Cosine with the most similar wording of a document, and which that is."""
        profile = self._profiles[position]
        using, lengths = profile.wordings, profile.lengths
        sums = [0.0] * len(lengths)
        for feature, weight in weights.items():
            if feature in using:
                for wording in using[feature]:
                    sums[wording] += weight
        if without and without[0] == position:
            sums[without[1]] = 0.0
        cosines = list(map(truediv, sums, lengths))
        likeness = max(cosines)
        return min(1.0, likeness), cosines.index(likeness)

    def _fill(self, counted: Sequence[Wordings], foreign: Sequence[bool]) -> None:
        """Sum the wordings of each document up, as if every document had the same number of them."""
        spaces: dict[str, defaultdict[str, list[tuple[int, float]]]] = {s: defaultdict(list) for s in self._postings}
        for position, wordings in enumerate(counted):
            logs = {}
            for signal in SIGNALS:
                logs[signal], norm = self._summed(signal, wordings, self._evened[position])
                self._norms[signal].append(norm)
            for signal, space in spaces.items():
                for feature, value in logs[signal].items():
                    space[feature].append((position, value))
            self._profiles.append(_Profile(pickle.dumps((logs["pieces"], *self._inverted(wordings)), protocol=5)))
        self._foreign = Packed({word: _foreignness(values, foreign) for word, values in spaces["words"].items()})
        for signal, space in spaces.items():
            self._postings[signal] = Packed({feature: _posting(values) for feature, values in space.items()})
            self._offsets[signal] = [WEIGHTS[signal] * norm for norm in self._norms[signal]]
        self._rarity = {signal: Packed(rare) for signal, rare in self._rarity.items()}

    def _summed(self, signal: str, wordings: Wordings, evened: float) -> tuple[Vector, float]:
        """Feature -> log of its smoothed count in a document, and the log of all of its counts."""
        rare, smoothing = self._rarity[signal], SMOOTHING[signal]
        summed: defaultdict[str, float] = defaultdict(float)
        for counted in wordings:
            for feature, value in unit(weigh(counted[signal], rare)).items():
                summed[feature] += value
        logs = {feature: math.log1p(value * evened / smoothing) for feature, value in summed.items()}
        return logs, math.log(sum(summed.values()) * evened / smoothing + max(1, len(rare)))

    def _inverted(self, wordings: Wordings) -> tuple[dict[str, tuple[int, ...]], tuple[float, ...]]:
        """Feature -> the wordings of one document that use it, and the length of each wording as a vector."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        rare = self._rarity["words"]
        for number, counted in enumerate(wordings):
            for feature in counted["words"]:
                found[feature].append(number)
        lengths = [math.sqrt(sum([rare[feature] ** 2 for feature in counted["words"]])) for counted in wordings]
        return {feature: tuple(numbers) for feature, numbers in found.items()}, tuple(n or 1.0 for n in lengths)


def _posting(values: Iterable[tuple[int, float]]) -> Posting:
    positions, numbers = zip(*values, strict=True)
    return positions, numbers


class _Profile:
    """What is needed of a document only where it is a candidate; unpacked when it first is."""

    __slots__ = ("_packed", "lengths", "pieces", "wordings")

    pieces: Vector
    """Piece -> log of its smoothed count."""
    wordings: Using
    """Feature -> the wordings that use it."""
    lengths: Sequence[float]
    """Of each wording, as a vector of the rarities of its words."""

    def __init__(self, packed: Content) -> None:
        self._packed = packed

    def __reduce_ex__(self, protocol: Any) -> tuple[object, ...]:
        return _Profile, (aside(self._packed, protocol),)

    def __getattr__(self, name: str) -> object:
        """Only asked for what is not there yet."""
        self.pieces, self.wordings, self.lengths = pickle.loads(self._packed)
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


def _rarity(counted: Sequence[Wordings], signal: str) -> dict[str, float]:
    """Feature -> rarity, counted over documents rather than wordings."""
    containing = Counter(feature for doc in counted for feature in {f for wording in doc for f in wording[signal]})
    return {feature: rarity(len(counted), n) for feature, n in containing.items()}


def _foreignness(values: Iterable[tuple[int, float]], foreign: Sequence[bool]) -> float:
    """0 to 1: how much more the out-of-scope group that uses a word most does so than any entry."""
    most = {True: 0.0, False: 0.0}
    for position, value in values:
        most[foreign[position]] = max(most[foreign[position]], math.expm1(value))
    return most[True] / (most[True] + most[False])


def _shares(vector: Vector) -> Vector:
    whole = sum(vector.values())
    return {feature: value / whole for feature, value in vector.items()}
