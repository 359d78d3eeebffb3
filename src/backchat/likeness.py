"""Second opinion on warning signs: how much a message is like the messages under `say`, counted word by word."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from backchat import english
from backchat.packed import Packed
from backchat.text import stem

LENGTH = 0.25
"""Power of the number of features by which the sum of what they tell is divided. 0.5, as for a sum of chances, finds
eight fewer of 181 signs without a rule for as many false alarms: a long story holds more that speaks for neither."""

SURE = 7.0
"""Score from which a message counts as like a warning though no rule was met: that finds two in three of the signs that
no rule knows, and with the rules alarms at 12 of 1,770 ordinary questions for nothing. At 6.75 it finds two of 730 hard
signs more; at 7.5, ten fewer, and alarms at three questions fewer."""

DOUBTED = -3.5
"""Score below which a rule was met by chance ("nearly died laughing"): the rest of the message speaks against it. That
ends one in four false alarms of the rules; from -3.3 on it silences signs beside a plain question. How often signs and
look-alikes meet that rule, or that phrase, adds nothing: its words are counted already."""

BESIDE = 3
"""Times each message is also counted with a plain question before or behind it, which neither makes nor takes away a
danger: else "is walking good with a numb bottom" would be doubted as a question about walking."""

LEAST = 5
"""Words a message needs to be judged by its likeness: "let me think" is too little to go by."""

TOLD, SURE_OF_SHORT = 12, 8.75
"""Words of a message from which SURE is enough, and the score that one with fewer needs: they are questions more often
("is it likely that it comes back one day"), and what is said in them is rarely more than a place or a pain."""

ENOUGH = 50
"""Messages under `say` from which a sign has many: with few, all its words are news. Then nothing but these messages
themselves is known by them, and the rules of the sign are not doubted."""

MANY, SURE_ALONE, LENGTH_ALONE = 900, 4.2, 0.5
"""Messages under `say` from which a sign is also looked for by itself, against all else and all other signs; the score
that it then needs, and the power of the length in it: that finds 8 of 100 signs that nothing else knew, for no more
false alarms among 2,900 messages. With the length of the others, the same number for four. With fewer messages all that
is rare speaks for a sign: from 500 on, as many false alarms are added as signs."""

SEEN = 2
"""Messages a feature must stand in to count: a word met once is chance."""

SMOOTHING = 0.2
"""Occurrences lent to every feature, so that one message proves little."""

LENT = 30
"""Messages lent to every sign, in which all stands as often as in those of all signs (Dirichlet smoothing, Zhai and
Lafferty 2001): 0.2 of each feature instead named the sign of few messages too often, and the right one in 75 of 100
cases rather than 78."""

OWN = 0.25
"""What it counts that a message is like those of one sign rather than like those of all: with it, 6 more of 180 signs
without a rule are found for as many false alarms. From 1 on, fewer: a sign by itself has too few messages."""

MOST_OWN = 3.5
"""The most that this has come to: what is further away from SURE need not be looked at."""

PLAIN = (0.005, 100)
"""Share of all messages, and number of them, from which on a word is too common to be a sign by itself. Without that,
"my back hurts since monday" was like a sign: signs are told as statements, and what is asked are questions."""

LOOKALIKES_WEIGH = 4
"""Times a look-alike counts: they are few, and teach the border that ordinary questions do not show."""

NAMED = 4
"""Words and pairs that are named as what spoke for a warning."""

Messages = Sequence[Sequence[str]]
"""Each as its stems."""

Kin = Mapping[str, Collection[str]]
"""The ideas that a stem says by itself."""

_POLITE = frozenset(stem(word) for word in english.POLITE)
"""Words that say nothing of a danger: with or without them a message is the same."""


def _length(stems: Sequence[str]) -> int:
    """Words of a message that are more than polite."""
    return sum(word not in _POLITE for word in stems)


def features(stems: Sequence[str], kin: Kin) -> set[str]:
    """What is counted: the words, the ideas they say by themselves, and the pairs of neighbours with the edges."""
    said = [word for word in stems if word not in _POLITE]
    pairs = [f"{one} {other}" for one, other in zip(("", *said), (*said, ""), strict=True)]
    return {*said, *pairs, *(f"<{idea}>" for word in said for idea in kin.get(word, ()))}


class Likeness:
    """Naive Bayes over messages of warning signs against others, and sign against sign; built once, then read-only.

    A linear support vector machine on the same features found no more signs, for more false alarms.
    """

    def __init__(self, signs: Mapping[int, Messages], ordinary: Messages, lookalikes: Messages, kin: Kin) -> None:
        """Messages as stems: of each sign by its rank, ordinary ones, and look-alikes."""
        self._kin = kin
        self._enough = frozenset(sign for sign, messages in signs.items() if len(messages) >= ENOUGH)
        said = [message for messages in signs.values() for message in messages]
        known = {
            word: kin.get(word, ()) for messages in (said, ordinary, lookalikes) for text in messages for word in text
        }
        by_sign = {sign: _Counted(messages, known) for sign, messages in signs.items()}
        plain, alike = _Counted(ordinary, known), _Counted(lookalikes, known)
        mine, others = _Counted(), _Counted()
        for counted in by_sign.values():
            mine.add(counted)
        many = [sign for sign, counted in by_sign.items() if counted.size >= MANY]
        self._alone = {sign: Packed(_odds(by_sign[sign], _beside(sign, by_sign, plain, alike))) for sign in many}
        self._signs = {sign: Packed(_shares(counted, mine)) for sign, counted in by_sign.items()}
        self._lent = {sign: math.log(LENT / (counted.size + LENT)) for sign, counted in by_sign.items()}
        others.add(plain)
        others.add(alike, LOOKALIKES_WEIGH)
        self._weights = Packed(_odds(mine, others) if said else {})
        self._plain = _plain([*said, *ordinary, *lookalikes])
        mine.add(mine.beside(plain))
        others.add(alike.beside(plain), LOOKALIKES_WEIGH)
        self._doubts = Packed(_odds(mine, others) if said else {})

    def score(self, stems: Sequence[str]) -> float:
        """How much more a message is like a warning than like anything else; 0 where that cannot be told."""
        return self._scored(self._weights, stems)

    def doubts(self, sign: int, stems: Sequence[str]) -> bool:
        """Whether the words speak against a sign, if enough of its messages are known to tell."""
        return sign in self._enough and self._scored(self._doubts, stems) < DOUBTED

    def _scored(self, weights: Mapping[str, float], stems: Sequence[str], length: float = LENGTH) -> float:
        if _length(stems) < LEAST or not weights:
            return 0.0
        found = features(stems, self._kin)
        return _total(weights, found) / math.pow(len(found) + 1, length)

    def warns(self, stems: Sequence[str]) -> int | None:
        """The rank of the sign that a message warns of, if it is like the messages of one."""
        score = self.score(stems)
        found = self._warned(stems, score) if score > 0 else None
        return found if found is not None and self._tells(stems) else None

    def _warned(self, stems: Sequence[str], score: float) -> int | None:
        """That sign, by its likeness to all signs or, with many messages, to one of them alone."""
        if score >= SURE - MOST_OWN:
            sign, own = self._likest(stems)
            sure = SURE if _length(stems) >= TOLD else SURE_OF_SHORT
            if sign in self._enough and score + OWN * own >= sure:
                return sign
        alone = self._alone.items()
        return next((sign for sign, odds in alone if self._scored(odds, stems, LENGTH_ALONE) >= SURE_ALONE), None)

    def _tells(self, stems: Sequence[str]) -> bool:
        """Whether words that are not plain speak for a sign."""
        plain = self._plain.union(filter(str.isdigit, stems))
        rare = [feature for feature in features(stems, {}) if not plain.issuperset(feature.split())]
        return _total(self._weights, rare) > 0

    def _likest(self, stems: Sequence[str]) -> tuple[int, float]:
        """The rank of the sign whose messages are the most like this one, and how much more so than those of all."""
        found, odds = features(stems, self._kin), self._signs
        known = [feature for feature in found if any(feature in each for each in odds.values())]
        totals = {sign: _total(each, known, self._lent[sign]) for sign, each in odds.items()}
        best = max(odds, key=lambda sign: (totals[sign], -sign))
        return best, totals[best] / math.pow(len(found) + 1, LENGTH)

    def telling(self, stems: Sequence[str]) -> list[str]:
        """The words and pairs that spoke for a warning, the strongest first."""
        found = features(stems, {})
        known = [(self._weights[feature], feature.strip()) for feature in found if feature in self._weights]
        return [feature for weight, feature in sorted(known, reverse=True)[:NAMED] if weight > 0]


class _Counted:
    """How many messages hold a feature."""

    def __init__(self, messages: Messages = (), kin: Kin | None = None) -> None:
        self.size = float(len(messages))
        self.seen = Counter[str]()
        for message in messages:
            self.seen.update(features(message, kin or {}))
        self.weighed: defaultdict[str, float] = defaultdict(float, self.seen)
        """Each message counted by its weight."""

    def add(self, more: _Counted, weight: float = 1.0) -> None:
        """Count more messages, each as if it were several."""
        for feature, number in more.weighed.items():
            self.weighed[feature] += weight * number
        self.seen.update(more.seen)
        self.size += weight * more.size

    def beside(self, ordinary: _Counted) -> _Counted:
        """The messages again, several times, each before or behind an ordinary one: on average of all of these."""
        found = _Counted()
        found.add(self, BESIDE)
        if ordinary.size:
            found.add(ordinary, BESIDE * self.size / ordinary.size)
            found.size -= BESIDE * self.size  # they are no messages of their own
        return found


def _beside(sign: int, by_sign: Mapping[int, _Counted], plain: _Counted, alike: _Counted) -> _Counted:
    """All messages but those of a sign."""
    others = _Counted()
    for counted in (plain, *(counted for other, counted in by_sign.items() if other != sign)):
        others.add(counted)
    others.add(alike, LOOKALIKES_WEIGH)
    return others


def _plain(messages: Messages) -> frozenset[str]:
    """The words that are no sign by themselves: of time, of persons, and those that many messages hold."""
    share, number = PLAIN
    held = Counter(word for message in messages for word in set(message))
    common = {word for word, count in held.items() if count >= max(number, share * len(messages))}
    return frozenset(common.union(map(stem, english.CALENDAR | english.PERSONS_TOLD_OF)) if common else common)


def _odds(mine: _Counted, others: _Counted) -> dict[str, float]:
    """For each feature, the logarithm of how much more often it stands in one kind than in the other."""
    scale = math.log((others.size + 2 * SMOOTHING) / (mine.size + 2 * SMOOTHING))
    return {
        feature: math.log((mine.weighed[feature] + SMOOTHING) / (others.weighed[feature] + SMOOTHING)) + scale
        for feature in mine.seen.keys() | others.seen.keys()
        if mine.seen[feature] + others.seen[feature] >= SEEN
    }


def _shares(sign: _Counted, all_: _Counted) -> dict[str, float]:
    """For each feature of a sign, the logarithm of how much more often it stands there than in all signs."""
    return {
        feature: math.log((number * all_.size / all_.seen[feature] + LENT) / (sign.size + LENT))
        for feature, number in sign.seen.items()
        if all_.seen[feature] >= SEEN
    }


def _total(weights: Mapping[str, float], found: Iterable[str], unknown: float = 0.0) -> float:
    return sum([weights.get(feature, unknown) for feature in found])
