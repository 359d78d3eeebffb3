"""The index of wordings, built once and read-only: ranks the documents that a question may mean, and says why."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from backchat import thesaurus
from backchat.spelling import Speller
from backchat.text import stem, words

WEIGHTS = {"words": 1.0, "pairs": 0.6, "pieces": 0.5, "likeness": 1.0}
"""What each signal counts: stems, neighbouring stems, three-letter pieces, cosine with the best wording."""

SMOOTHING = {"words": 0.2, "pairs": 0.2, "pieces": 0.03}
"""What a feature counts that an entry has never seen (additive smoothing of the multinomial model)."""

CANDIDATES = 10
"""Documents that the costlier signals are computed for: twice as many bring nothing."""

ALIKE = 4
"""Documents that are compared wording by wording: what lies behind them is never answered."""

Space = dict[str, dict[int, float]]


@dataclass(frozen=True, slots=True)
class Document:
    """Something that questions can be told apart by: an entry or an out-of-scope group."""

    id: str
    wordings: tuple[str, ...]
    foreign: bool = False
    """An out-of-scope group."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question made comparable."""

    words: tuple[str, ...]
    """After typos were read as known words."""
    corrections: Mapping[str, str]
    unknown: frozenset[str]
    """Words the base has never seen."""
    features: Mapping[str, Mapping[str, float]] = field(repr=False)
    """Signal -> feature -> weight, for the features the base knows; each signal's weights sum to 1."""
    vector: Mapping[str, float] = field(repr=False)
    """Stem -> weight at unit length, unknown words included."""
    foreign: float = 0.0
    """0 to 1: how much of that weight lies on words that out-of-scope groups use more than entries do."""


@dataclass(frozen=True, slots=True)
class Match:
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


class Index:
    """Multinomial naive Bayes on rarity-weighted counts, at the level of documents (McCallum and Nigam 1998)."""

    def __init__(self, documents: Sequence[Document], synonyms: Iterable[Sequence[str]] = ()) -> None:
        self.documents = tuple(documents)
        self._synonyms = _phrases(synonyms)
        counts = Counter(word for doc in documents for text in doc.wordings for word in words(text))
        for group in synonyms:
            counts.update(word for phrase in group for word in words(phrase))
        self._speller = Speller(counts)
        listed = [[self._features(words(text)) for text in doc.wordings] for doc in documents]
        self._unseen = math.log(1 + len(documents)) + 1
        self._rarity = {name: _rarity(listed, name) for name in SMOOTHING}
        self._thesaurus = thesaurus.table(self._rarity["words"], self._merged)
        average = sum(map(len, listed)) / max(1, len(listed))
        self._closeness = thesaurus.closeness(average)
        self._evened = [average / max(1, len(wordings)) for wordings in listed]
        self._spaces = {name: self._space(listed, name) for name in SMOOTHING}
        self._wordings = [_wording_vectors(doc, self._rarity["words"]) for doc in listed]
        self._foreign = _foreign(self._spaces["words"][0], self.documents)

    def read(self, text: str) -> Query:
        """Make a question comparable; its misspelt words are read as known ones."""
        found: list[str] = []
        corrections: dict[str, str] = {}
        unknown: set[str] = set()
        for word in words(text):
            if self._speller.knows(word):
                found.append(word)
                continue
            meant = self._speller.read(word)
            if meant is None:
                unknown.add(word)
                found.append(word)
            else:
                corrections[word] = " ".join(meant)
                found.extend(meant)
        features = self._features(found)
        rarity = self._rarity["words"]
        stems = [stem(word) for word in found]
        near = thesaurus.mates(stems, self._thesaurus, rarity, self._closeness)
        weighted = {name: self._weights(name, features[name], near if name == "words" else {}) for name in SMOOTHING}
        vector = {f: (1 + math.log(n)) * rarity.get(f, self._unseen) for f, n in features["words"].items()}
        foreign = sum(value * self._foreign.get(f, 0.5) for f, value in vector.items()) / (sum(vector.values()) or 1.0)
        return Query(tuple(found), corrections, frozenset(unknown), weighted, _unit(vector), foreign)

    def rank(self, text: str, without: tuple[int, int] | None = None) -> tuple[Query, list[Match]]:
        """The documents a message may mean, best first.

        `without` names a wording, by the positions of its document and of itself in it, that is to be treated as if
        it were not there (leave-one-out).
        """
        query = self.read(text)
        scores = self._score(query)
        left, gone = -1, dict[str, dict[str, float]]()
        if without:
            left, gone = without[0], self._vectors(*without)
            scores[left] = sum(self._alone(name, query, left, gone) for name in ("words", "pairs"))
        best = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)[:CANDIDATES]
        for position in best:
            scores[position] += self._alone("pieces", query, position, gone if position == left else {})
        best.sort(key=lambda position: (-scores[position], position))
        likeness = {position: self._likeness(query, position, without) for position in best[:ALIKE]}
        for position, (value, _) in likeness.items():
            scores[position] += WEIGHTS["likeness"] * value
        best.sort(key=lambda position: (-scores[position], position))
        return query, self._matches(query, best, scores, likeness)

    def _score(self, query: Query) -> list[float]:
        """Words and pairs, for every document."""
        total = [0.0] * len(self.documents)
        for name in ("words", "pairs"):
            features, weight = query.features[name], WEIGHTS[name]
            if not features:
                continue
            space, norms = self._spaces[name]
            total = [score - weight * norm for score, norm in zip(total, norms, strict=True)]
            for feature, share in features.items():
                share *= weight
                for position, value in space[feature].items():
                    total[position] += share * value
        return total

    def _alone(self, name: str, query: Query, position: int, lost: Mapping[str, Mapping[str, float]]) -> float:
        """One signal for one document, as if the features of a lost wording had not been counted."""
        features = query.features[name]
        if not features:
            return 0.0
        space, norms = self._spaces[name]
        if not lost:
            found = [space[feature].get(position, 0.0) * share for feature, share in features.items()]
            return WEIGHTS[name] * (sum(found) - norms[position])
        smoothing, gone = SMOOTHING[name], lost[name]
        total = 0.0
        for feature, share in features.items():
            left = (math.exp(space[feature].get(position, 0.0)) - 1) * smoothing - gone.get(feature, 0.0)
            total += share * math.log(1 + max(0.0, left) / smoothing)
        return WEIGHTS[name] * (total - math.log(math.exp(norms[position]) - sum(gone.values()) / smoothing))

    def _vectors(self, position: int, wording: int) -> dict[str, dict[str, float]]:
        features = self._features(words(self.documents[position].wordings[wording]))
        evened = self._evened[position]
        return {
            name: {feature: value * evened for feature, value in _vector(features[name], self._rarity[name]).items()}
            for name in SMOOTHING
        }

    def _matches(
        self, query: Query, best: list[int], scores: list[float], likeness: Mapping[int, tuple[float, int]]
    ) -> list[Match]:
        sharpness = math.sqrt(len(query.words))
        odds = [math.exp(sharpness * (scores[position] - scores[best[0]])) for position in best]
        whole, weight = sum(odds), sum(query.vector.values()) or 1.0
        found = []
        for p, odd in zip(best, odds, strict=True):
            covered = sum([value for feature, value in query.vector.items() if feature in self._wordings[p]])
            alike = likeness.get(p, (0.0, 0))
            found.append(Match(self.documents[p].id, p, scores[p], odd / whole, covered / weight, *alike))
        return found

    def _likeness(self, query: Query, position: int, without: tuple[int, int] | None) -> tuple[float, int]:
        """Cosine with the most similar wording of a document, and which that is."""
        vectors = self._wordings[position]
        sums: defaultdict[int, float] = defaultdict(float)
        for feature, weight in query.vector.items():
            for wording, value in vectors.get(feature, ()):
                sums[wording] += weight * value
        if without and without[0] == position:
            sums.pop(without[1], None)
        if not sums:
            return 0.0, 0
        wording = max(sums, key=sums.__getitem__)
        return min(1.0, sums[wording]), wording

    def _features(self, found: list[str]) -> dict[str, Counter[str]]:
        stems = [stem(word) for word in found]
        marked = ["^", *stems, "$"]
        pairs = Counter(f"{one} {two}" for one, two in pairwise(marked))
        pieces = Counter(f"#{word}#"[i : i + 3] for word in found for i in range(len(word)))
        return {"words": Counter(self._merged(stems)), "pairs": pairs, "pieces": pieces}

    def _merged(self, stems: Sequence[str]) -> list[str]:
        """The stems, with every phrase of a synonym group replaced by the group's own mark."""
        found = []
        i = 0
        while i < len(stems):
            for phrase, mark in self._synonyms.get(stems[i], ()):
                if tuple(stems[i : i + len(phrase)]) == phrase:
                    found.append(mark)
                    i += len(phrase)
                    break
            else:
                found.append(stems[i])
                i += 1
        return found

    def _weights(self, name: str, features: Counter[str], near: Mapping[str, float]) -> dict[str, float]:
        """The known features, with what they might as well have been, as weights that sum to 1."""
        rarity = self._rarity[name]
        weighted = {f: (1 + math.log(n)) * rarity[f] for f, n in features.items() if f in rarity}
        weighted = {**near, **weighted}
        whole = sum(weighted.values())
        return {feature: weight / whole for feature, weight in weighted.items()}

    def _space(self, listed: list[list[dict[str, Counter[str]]]], name: str) -> tuple[Space, list[float]]:
        """Feature -> document -> log of its smoothed count, and each document's own log of all counts.

        Counts are taken as if every document had the same number of wordings: one with more is not more likely.
        """
        rarity, smoothing = self._rarity[name], SMOOTHING[name]
        space: Space = defaultdict(dict)
        norms = []
        for position, wordings in enumerate(listed):
            summed: defaultdict[str, float] = defaultdict(float)
            for features in wordings:
                for feature, value in _vector(features[name], rarity).items():
                    summed[feature] += value * self._evened[position]
            for feature, value in summed.items():
                space[feature][position] = math.log(1 + value / smoothing)
            norms.append(math.log(sum(summed.values()) / smoothing + len(rarity)))
        return dict(space), norms

    def said(self, query: Query) -> list[tuple[str, str]]:
        """The words and phrases of a query that count as one, each with its feature of the signal "words"."""
        found: list[tuple[str, str]] = []
        start = 0
        stems = [stem(word) for word in query.words]
        while start < len(stems):
            fits = (pair for pair in self._synonyms.get(stems[start], ()) if _starts(stems, start, pair[0]))
            phrase, feature = next(fits, ((stems[start],), stems[start]))
            found.append((" ".join(query.words[start : start + len(phrase)]), feature))
            start += len(phrase)
        return found

    def contributions(self, query: Query, position: int) -> dict[str, dict[str, float]]:
        """Signal -> feature -> what it counted for a document beyond what it counts for documents on average.

        The signal "size" makes up for the length of the document; "likeness" is not among them, a match has it.
        """
        found: dict[str, dict[str, float]] = {"size": {}}
        for name, (space, norms) in self._spaces.items():
            weight, count = WEIGHTS[name], len(self.documents)
            found["size"][name] = weight * (sum(norms) / count - norms[position])
            found[name] = {
                feature: weight * share * (space[feature].get(position, 0.0) - sum(space[feature].values()) / count)
                for feature, share in query.features[name].items()
            }
        return found


def _starts(stems: Sequence[str], at: int, phrase: Sequence[str]) -> bool:
    return tuple(stems[at : at + len(phrase)]) == tuple(phrase)


def _rarity(listed: list[list[dict[str, Counter[str]]]], name: str) -> dict[str, float]:
    """ln((1 + N) / (1 + df)) + 1, counted over documents rather than wordings."""
    df = Counter(feature for doc in listed for feature in {f for features in doc for f in features[name]})
    return {feature: math.log((1 + len(listed)) / (1 + n)) + 1 for feature, n in df.items()}


def _vector(features: Counter[str], rarity: Mapping[str, float]) -> dict[str, float]:
    return _unit({feature: (1 + math.log(n)) * rarity[feature] for feature, n in features.items()})


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {feature: value / length for feature, value in vector.items()} if length else {}


def _foreign(space: Space, documents: Sequence[Document]) -> dict[str, float]:
    """Stem -> 0 to 1: how much more the out-of-scope group that uses it most does so than any entry."""
    found = {}
    for feature, values in space.items():
        counts = {True: 0.0, False: 0.0}
        for position, value in values.items():
            side = documents[position].foreign
            counts[side] = max(counts[side], math.expm1(value))
        found[feature] = counts[True] / (counts[True] + counts[False])
    return found


def _wording_vectors(
    wordings: list[dict[str, Counter[str]]], rarity: Mapping[str, float]
) -> dict[str, list[tuple[int, float]]]:
    """Stem -> (wording, weight) for one document."""
    found: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, features in enumerate(wordings):
        for feature, value in _vector(features["words"], rarity).items():
            found[feature].append((number, value))
    return dict(found)


def _phrases(synonyms: Iterable[Sequence[str]]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First stem -> (phrase, mark of its group), longest phrases first."""
    found: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for number, group in enumerate(synonyms):
        for text in group:
            phrase = tuple(stem(word) for word in words(text))
            if phrase:
                found[phrase[0]].append((phrase, f"={number}"))
    for phrases in found.values():
        phrases.sort(key=lambda pair: -len(pair[0]))
    return dict(found)
