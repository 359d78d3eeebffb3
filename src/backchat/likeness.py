"""Second opinion on warning signs: how much a message is like the messages under `say`, counted word by word."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from backchat.packed import Packed

SURE = 3.5
"""Score from which a message counts as like a warning. On messages written without sight of the rest (tests/warnings)
it finds half of the signs no rule knows, for 1 more false alarm in 100 look-alikes and 1 in 100 ordinary questions;
half a point lower finds a tenth more for thrice the false alarms."""

UNLIKELY = -0.5
"""Score below which a rule that was met was met by chance: "wet myself laughing", "the Tropic of Cancer". It spares half
of the false alarms on look-alikes for 1 in 100 of the signs found."""

SMOOTHING = 0.2
"""Occurrences lent to every feature, so that one message proves little."""

SEEN = 2
"""Messages a feature must stand in to count: a word met once is chance."""

LOOKALIKES_WEIGH = 5
"""Times a look-alike counts: they are few, and teach the border that ordinary questions do not show."""


Messages = Iterable[Sequence[str]]
"""Each as its stems."""


def features(stems: Sequence[str]) -> set[str]:
    """What is counted: the words, and the pairs of neighbours with the edges of the message."""
    return {*stems, *(f"{one} {other}" for one, other in zip(("", *stems), (*stems, ""), strict=True))}


class Likeness:
    """Naive Bayes over messages of warning signs against ordinary ones; built once, then read-only."""

    def __init__(self, signs: Mapping[int, Messages], ordinary: Messages, lookalikes: Messages) -> None:
        """Messages as stems: those of each sign by its rank, the base's ordinary wordings, and the look-alikes."""
        by_sign = {sign: [features(message) for message in messages] for sign, messages in signs.items()}
        said = [message for messages in by_sign.values() for message in messages]
        against = [(features(message), 1) for message in ordinary]
        against += [(features(message), LOOKALIKES_WEIGH) for message in lookalikes]
        self._weights = Packed(_weights(said, against) if said else {})
        self._signs = {}
        for sign, mine in by_sign.items():
            rest = [(message, 1) for other in by_sign if other != sign for message in by_sign[other]]
            self._signs[sign] = Packed(_weights(mine, rest, mine_only=True))

    def __bool__(self) -> bool:
        return bool(self._weights)

    def score(self, stems: Sequence[str]) -> float:
        """How much more a message is like a warning than like anything else; 0 where nothing is known of it."""
        found = features(stems)
        return _total(self._weights, found) / math.sqrt(len(found) + 1) if self._weights else 0.0

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
