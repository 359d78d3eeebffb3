"""Second opinion on warning signs: how much a message is like the messages under `say`, learned word by word."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from backchat import english
from backchat.packed import Packed
from backchat.text import stem

SURE = 0.25
"""Score from which a message counts as a warning though no rule was met; 1 is a message as plain as those under `say`.
A tenth lower finds one more sign in 100 (tests/warnings), for one more false alarm in 100 real ordinary questions."""

DOUBTED = 0.0
"""What the words of a message must weigh together, without the leaning to one side that all messages share, for a rule
to have been met by chance ("nearly died laughing"): above, nothing speaks against it. A quarter higher ends one false
alarm in 100 more (tests/warnings) and silences "I also lost control of my bladder"."""

LEAST = 5
"""Words a message needs to be judged by its likeness: "let me think" is too little to go by."""

ENOUGH = 50
"""Messages under `say` that a sign needs before a rule of its own may be doubted: with few, all its words are news."""

SEEN = 2
"""Messages a feature must stand in to count: a word met once is chance."""

TRUST, TRUST_LOOKALIKES = 0.02, 0.04
"""How much one message may bend what is learned from all. Look-alikes are few, and teach the border that ordinary
questions do not show."""

ROUNDS = 5
"""Times all messages are gone through; more change nothing that is measured."""

SMOOTHING = 0.2
"""Occurrences lent to every feature when signs are told apart, so that one message proves little."""

Messages = Sequence[Sequence[str]]
"""Each as its stems."""

Kin = Mapping[str, Collection[str]]
"""The ideas that a stem says by itself."""

_POLITE = frozenset(stem(word) for word in english.POLITE)
"""Words that say nothing of a danger: with or without them a message is the same."""

_EVERY = "\n"
"""The feature of every message."""


def features(stems: Sequence[str], kin: Kin) -> set[str]:
    """What is weighed: the words, the ideas they say by themselves, and the pairs of neighbours with the edges."""
    said = [word for word in stems if word not in _POLITE]
    pairs = [f"{one} {other}" for one, other in zip(("", *said), (*said, ""), strict=True)]
    return {*said, *pairs, *(f"<{idea}>" for word in said for idea in kin.get(word, ()))}


class Likeness:
    """A border between messages of warning signs and others, and between the signs; built once, then read-only."""

    def __init__(self, signs: Mapping[int, Messages], ordinary: Messages, lookalikes: Messages, kin: Kin) -> None:
        """Messages as stems: of each sign by its rank, ordinary ones, and look-alikes."""
        said = [message for messages in signs.values() for message in messages]
        self._kin = kin
        self._weights = Packed(_learn(said, ordinary, lookalikes, kin) if said else {})
        self._signs = {}
        self._enough = frozenset(sign for sign, messages in signs.items() if len(messages) >= ENOUGH)
        by_sign = {sign: [features(message, {}) for message in messages] for sign, messages in signs.items()}
        for sign, mine in by_sign.items():
            rest = [message for other in by_sign if other != sign for message in by_sign[other]]
            self._signs[sign] = Packed(_odds(mine, rest))

    def __bool__(self) -> bool:
        return bool(self._weights)

    def score(self, stems: Sequence[str]) -> float:
        """How much more a message is like a warning than like anything else; 0 where that cannot be told."""
        if len(stems) < LEAST or not self._weights:
            return 0.0
        return _total(self._weights, features(stems, self._kin)) + self._weights[_EVERY]

    def doubts(self, sign: int, stems: Sequence[str]) -> bool:
        """Whether the words speak against a sign, if enough of its messages are known to tell."""
        if sign not in self._enough or len(stems) < LEAST:
            return False
        return _total(self._weights, features(stems, self._kin)) < DOUBTED

    def sign(self, stems: Sequence[str]) -> int:
        """The rank of the sign whose messages are the most like this one."""
        found = features(stems, {})
        return max(self._signs, key=lambda sign: (_total(self._signs[sign], found), -sign))

    def telling(self, stems: Sequence[str], most: int = 4) -> list[str]:
        """The words and pairs that spoke for a warning, the strongest first."""
        found = features(stems, {})
        known = [(self._weights[feature], feature.strip()) for feature in found if feature in self._weights]
        return [feature for weight, feature in sorted(known, reverse=True)[:most] if weight > 0]


class _Example(NamedTuple):
    """A message to learn from."""

    said: Sequence[str]
    side: int
    """1 for a warning, -1 for any other."""
    trust: float


def _learn(said: Messages, ordinary: Messages, lookalikes: Messages, kin: Kin) -> dict[str, float]:
    """The weight of each feature on the border between the two sides.

    A linear support vector machine, by dual coordinate descent (Hsieh et al., 2008). Counting each feature by itself
    (naive Bayes) takes three words of one phrase for three proofs: on tests/warnings it left half as many signs again
    unfound.
    """
    near = [_Example(message, 1, TRUST) for message in said]
    near += [_Example(message, -1, TRUST_LOOKALIKES) for message in lookalikes]
    examples = [*near, *(_Example(message, -1, TRUST) for message in ordinary)]
    seen: Counter[str] = Counter()
    for example in examples:
        seen.update(features(example.said, kin))
    examples.extend(_beside(near, ordinary))
    numbers = {feature: number for number, feature in enumerate([_EVERY, *(f for f in seen if seen[f] >= SEEN)])}
    rows = [[0, *(numbers[f] for f in features(example.said, kin) if f in numbers)] for example in examples]
    weights = _descend(rows, examples, len(numbers))
    return {feature: weights[number] for feature, number in numbers.items()}


def _beside(examples: Sequence[_Example], ordinary: Messages) -> Iterator[_Example]:
    """The same messages before or behind an ordinary one, which neither makes nor takes away a danger.

    Without them "is walking good with a numb bottom" is taken for a question about walking.
    """
    chance = random.Random(0)  # the same at every start
    for example in examples if ordinary else ():
        plain = chance.choice(ordinary)
        both = (example.said, plain) if chance.random() < 0.5 else (plain, example.said)
        yield _Example([*both[0], *both[1]], example.side, example.trust)


def _descend(rows: Sequence[Sequence[int]], examples: Sequence[_Example], size: int) -> list[float]:
    weights, pulls = [0.0] * size, [0.0] * len(rows)
    weight = weights.__getitem__
    order, chance = list(range(len(rows))), random.Random(0)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for at in order:
            row, (_, side, trust), pull = rows[at], examples[at], pulls[at]
            give = 0.5 / trust
            short = 1 - side * sum(map(weight, row)) - pull * give
            if short <= 0 and not pull:
                continue
            pulls[at] = max(0.0, pull + short / (len(row) + give))
            change = side * (pulls[at] - pull)
            for number in row:
                weights[number] += change
    return weights


def _odds(mine: Sequence[set[str]], others: Sequence[set[str]]) -> dict[str, float]:
    """For each feature of mine, the logarithm of how much more often it stands there than in the others."""
    here = Counter(feature for message in mine for feature in message)
    there = Counter(feature for message in others for feature in message)
    scale = math.log((len(others) + 2 * SMOOTHING) / (len(mine) + 2 * SMOOTHING))
    return {
        feature: math.log((here[feature] + SMOOTHING) / (there[feature] + SMOOTHING)) + scale
        for feature in here
        if here[feature] + there[feature] >= SEEN
    }


def _total(weights: Mapping[str, float], found: Iterable[str]) -> float:
    return sum(weights.get(feature, 0.0) for feature in found)
