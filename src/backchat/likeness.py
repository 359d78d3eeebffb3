"""Second opinion on warning signs: how much a message is like the messages under `say`, counted word by word."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from backchat import english
from backchat.packed import Packed
from backchat.text import stem

SURE = 4.0
"""Score from which a message counts as like a warning. On messages written without sight of the rest (tests/warnings)
it finds half of the signs no rule knows, for 1 more false alarm in 100 look-alikes and 1 in 100 ordinary questions;
half a point lower finds a tenth more for thrice the false alarms. It only ever adds a warning: a score below which a
rule is overruled silences every second sign beside a plain question ("is walking good with a numb bottom")."""

LEAST = 5
"""Words a message needs to be judged by its likeness: "let me think" is too little to go by."""

SMOOTHING = 0.2
"""Occurrences lent to every feature, so that one message proves little."""

SEEN = 2
"""Messages a feature must stand in to count: a word met once is chance."""

OWN_WEIGH, LOOKALIKES_WEIGH = 2, 8
"""Times a wording of the base's own entries and a look-alike count. What the base answers must not be taken for a sign,
and look-alikes are few: they teach the border that ordinary questions do not show."""


Messages = Iterable[Sequence[str]]
"""Each as its stems."""


_POLITE = frozenset(stem(word) for word in english.POLITE)
"""Words that say nothing of a danger: with or without them a message is the same."""


def features(stems: Sequence[str]) -> set[str]:
    """What is counted: the words, and the pairs of neighbours with the edges of the message."""
    said = [word for word in stems if word not in _POLITE]
    return {*said, *(f"{one} {other}" for one, other in zip(("", *said), (*said, ""), strict=True))}


class Likeness:
    """Naive Bayes over messages of warning signs against ordinary ones; built once, then read-only."""

    def __init__(self, signs: Mapping[int, Messages], own: Messages, foreign: Messages, lookalikes: Messages) -> None:
        """Messages as stems: of each sign by its rank, of the base's entries, out of its scope, and the look-alikes."""
        by_sign = {sign: [features(message) for message in messages] for sign, messages in signs.items()}
        said = [message for messages in by_sign.values() for message in messages]
        kinds = ((own, OWN_WEIGH), (foreign, 1), (lookalikes, LOOKALIKES_WEIGH))
        against = [(features(message), weight) for messages, weight in kinds for message in messages]
        self._weights = Packed(_weights(said, against) if said else {})
        self._signs = {}
        for sign, mine in by_sign.items():
            rest = [(message, 1) for other in by_sign if other != sign for message in by_sign[other]]
            self._signs[sign] = Packed(_weights(mine, rest, mine_only=True))

    def __bool__(self) -> bool:
        return bool(self._weights)

    def score(self, stems: Sequence[str]) -> float:
        """How much more a message is like a warning than like anything else; 0 where nothing is known of it."""
        if len(stems) < LEAST or not self._weights:
            return 0.0
        found = features(stems)
        return _total(self._weights, found) / math.sqrt(len(found) + 1)

    def sign(self, stems: Sequence[str]) -> int:
        """The rank of the sign whose messages are the most like this one."""
        found = features(stems)
        return max(self._signs, key=lambda sign: (_total(self._signs[sign], found), -sign))

    def telling(self, stems: Sequence[str], most: int = 4) -> list[str]:
        """The words and pairs that spoke for a warning, the strongest first."""
        known = [(self._weights[feature], feature.strip()) for feature in features(stems) if feature in self._weights]
        return [feature for weight, feature in sorted(known, reverse=True)[:most] if weight > 0]


def _weights(
    mine: Sequence[set[str]], others: Sequence[tuple[set[str], int]], *, mine_only: bool = False
) -> dict[str, float]:
    """For each feature, the logarithm of how much more often it stands in one kind than in the other."""
    here: Counter[str] = Counter()
    there: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for message in mine:
        here.update(message)
    for message, weight in others:
        seen.update(message)
        if weight == 1:
            there.update(message)
        else:
            for feature in message:
                there[feature] += weight
    size = sum(weight for _, weight in others)
    scale = math.log((size + 2 * SMOOTHING) / (len(mine) + 2 * SMOOTHING))
    return {
        feature: math.log((here[feature] + SMOOTHING) / (there[feature] + SMOOTHING)) + scale
        for feature in (here if mine_only else here.keys() | there.keys())
        if here[feature] + seen[feature] >= SEEN
    }


def _total(weights: Mapping[str, float], found: Iterable[str]) -> float:
    return sum(weights.get(feature, 0.0) for feature in found)
