"""Sums over many places at once: the numbers of all places side by side in one large one, a lane each.

An integer of Python may be as long as it likes. To multiply it by a weight, or to add another, does all of its lanes in
a tenth of the time that a loop takes (SIMD within a register, Lamport 1975). All is counted in whole numbers, so that a
sum does not depend on the order of what is added.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence

WIDTH = 4
"""Bytes of a lane: a sum has to stay below 2**32."""

ONE = 1 << 14
"""Steps from 0 to 1 in a number or a weight: a sum of weighted numbers then has to stay below 16."""

OFTEN = 0.1
"""Share of all places from which on numbers are held as lanes: for fewer a loop is as fast, and they take less room."""

Posting = int | tuple[tuple[int, ...], tuple[int, ...]]
"""A whole number, at least 0, for each of some places: lanes for all places, or these places with their numbers."""


def posting(numbers: Sequence[tuple[int, int]], size: int) -> Posting:
    """Some of `size` places, each with its number."""
    if len(numbers) < OFTEN * size:
        return tuple([place for place, _ in numbers]), tuple([number for _, number in numbers])
    found = array("I", bytes(WIDTH * size))
    for place, number in numbers:
        found[place] = number
    return int.from_bytes(found.tobytes(), sys.byteorder)


def summed(weighted: Sequence[tuple[int, Posting]], size: int) -> list[int]:
    """For every place the sum of its numbers, each times the weight of its posting."""
    lanes, rest = 0, []
    for weight, held in weighted:
        if isinstance(held, int):
            lanes += weight * held
        else:
            rest.append((weight, held))
    found = list(memoryview(lanes.to_bytes(WIDTH * size, sys.byteorder)).cast("I"))
    for weight, (places, numbers) in rest:
        for place, number in zip(places, numbers, strict=True):
            found[place] += weight * number
    return found
