"""A large dictionary that is read from disk without being unpacked: only the parts that are asked for ever are."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")

TOGETHER = 8
"""Entries that are unpacked together: with fewer the packing weighs more, with more too much is unpacked."""


class Packed(Mapping[K, V]):
    """A read-only dictionary in many small packets, each unpacked when one of its keys is first looked up.

    Its keys are shared out by what they look like as text, as the hash of a text differs from run to run.
    """

    __slots__ = ("_opened", "_packets", "_size", "_unpacked")

    def __init__(self, values: Mapping[K, V], *, together: int = TOGETHER) -> None:
        packets: list[dict[K, V]] = [{} for _ in range(len(values) // together + 1)]
        for key, value in values.items():
            packets[_place(key, len(packets))][key] = value
        self._restore([pickle.dumps(packet, protocol=5) for packet in packets], len(values))

    def _restore(self, packets: list[bytes], size: int) -> None:
        self._packets, self._size = packets, size
        self._unpacked: dict[K, V] = {}
        self._opened: set[int] = set()

    def __reduce__(self) -> tuple[object, ...]:
        return _restored, (self._packets, self._size)

    def __getitem__(self, key: K) -> V:
        if key not in self._unpacked:
            self._open(_place(key, len(self._packets)))
        return self._unpacked[key]

    def get(self, key: K, default: Any = None) -> Any:
        """The value of a key, or the default."""
        if key not in self._unpacked:
            self._open(_place(key, len(self._packets)))
        return self._unpacked.get(key, default)

    def __contains__(self, key: object) -> bool:
        if key not in self._unpacked:
            self._open(_place(key, len(self._packets)))
        return key in self._unpacked

    def __iter__(self) -> Iterator[K]:
        for number in range(len(self._packets)):
            self._open(number)
        return iter(self._unpacked)

    def __len__(self) -> int:
        return self._size

    def _open(self, number: int) -> None:
        if number not in self._opened:
            self._unpacked.update(pickle.loads(self._packets[number]))
            self._opened.add(number)  # last, so that another thread never takes it for open too early


def _place(key: object, packets: int) -> int:
    return zlib.crc32(str(key).encode("utf-8", "replace")) % packets


def _restored(packets: list[bytes], size: int) -> Packed[Any, Any]:
    found: Packed[Any, Any] = Packed.__new__(Packed)
    found._restore(packets, size)
    return found
