"""A large dictionary that is read from disk without being unpacked: only the parts that are asked for ever are."""

from __future__ import annotations

import pickle
import zlib
from array import array
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")

Content = bytes | memoryview
"""A part of the file that it was read from, where it was."""

TOGETHER = 8
"""Entries that are unpacked together: with fewer the packing weighs more, with more too much is unpacked."""


class Packed(Mapping[K, V]):
    """A read-only dictionary in many small packets, each unpacked when one of its keys is first looked up.

    Its keys are shared out by what they look like as text, as the hash of a text differs from run to run. All packets
    are one string of bytes, as it is read from disk at once: ten thousand of their own would take ten times as long.
    """

    __slots__ = ("_bounds", "_content", "_opened", "_size", "_unpacked")

    def __init__(self, values: Mapping[K, V], *, together: int = TOGETHER) -> None:
        packets: list[dict[K, V]] = [{} for _ in range(len(values) // together + 1)]
        for key, value in values.items():
            packets[_place(key, len(packets))][key] = value
        packed = [pickle.dumps(packet, protocol=5) for packet in packets]
        self._restore(b"".join(packed), array("L", accumulate(map(len, packed), initial=0)), len(values))

    def _restore(self, content: Content, bounds: array[int], size: int) -> None:
        self._content, self._bounds, self._size = content, bounds, size
        self._unpacked: dict[K, V] = {}
        self._opened: set[int] = set()

    def __reduce_ex__(self, protocol: Any) -> tuple[object, ...]:
        return _restored, (aside(self._content, protocol), self._bounds, self._size)

    def __getitem__(self, key: K) -> V:
        try:
            return self._unpacked[key]
        except KeyError:
            self._open(_place(key, len(self._bounds) - 1))
            return self._unpacked[key]

    def get(self, key: Any, default: Any = None) -> Any:
        """The value of a key, or the default."""
        if key in self._unpacked:
            return self._unpacked[key]
        number = _place(key, len(self._bounds) - 1)
        if number not in self._opened:
            self._open(number)
        return self._unpacked.get(key, default)

    def __contains__(self, key: object) -> bool:
        return key in self._unpacked or self.get(key, self) is not self

    def __iter__(self) -> Iterator[K]:
        for number in range(len(self._bounds) - 1):
            self._open(number)
        return iter(self._unpacked)

    def __len__(self) -> int:
        return self._size

    def _open(self, number: int) -> None:
        if number not in self._opened:
            start, end = self._bounds[number : number + 2]
            self._unpacked.update(pickle.loads(memoryview(self._content)[start:end]))
            self._opened.add(number)  # last, so that another thread never takes it for open too early


def aside(content: Content, protocol: int) -> object:
    """Bytes as pickle can lay them aside, to be read back without being copied (PEP 574)."""
    return pickle.PickleBuffer(content) if protocol >= 5 else bytes(content)


def _place(key: object, packets: int) -> int:
    return zlib.crc32(str(key).encode("utf-8", "replace")) % packets


def _restored(content: Content, bounds: array[int], size: int) -> Packed[Any, Any]:
    found: Packed[Any, Any] = Packed.__new__(Packed)
    found._restore(content, bounds, size)
    return found
