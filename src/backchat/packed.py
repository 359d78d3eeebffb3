"""A large dictionary that is read from disk without being unpacked: only the parts that are asked for ever are."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, cast

V = TypeVar("V")

TOGETHER = 8
"""Entries that are unpacked together: with fewer the packing weighs more, with more too much is unpacked."""


class Packed(Mapping[str, V]):
    """A read-only dictionary in many small packets, each unpacked when one of its keys is first looked up."""

    __slots__ = ("_packets", "_size")

    def __init__(self, values: Mapping[str, V]) -> None:
        packets: list[dict[str, V]] = [{} for _ in range(len(values) // TOGETHER + 1)]
        for key, value in values.items():
            packets[_place(key, len(packets))][key] = value
        self._packets: list[Any] = [pickle.dumps(packet, protocol=5) for packet in packets]
        self._size = len(values)

    def __reduce__(self) -> tuple[object, ...]:
        packed = [p if isinstance(p, bytes) else pickle.dumps(p, protocol=5) for p in self._packets]
        return _restored, (packed, self._size)

    def __getitem__(self, key: str) -> V:
        return self._packet(_place(key, len(self._packets)))[key]

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, or the default."""
        return self._packet(_place(key, len(self._packets))).get(key, default)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._packet(_place(key, len(self._packets)))

    def __iter__(self) -> Iterator[str]:
        for number in range(len(self._packets)):
            yield from self._packet(number)

    def __len__(self) -> int:
        return self._size

    def _packet(self, number: int) -> dict[str, V]:
        packet: Any = self._packets[number]
        if isinstance(packet, bytes):
            packet = self._packets[number] = pickle.loads(packet)
        return cast(dict[str, V], packet)


def _place(key: str, packets: int) -> int:
    return zlib.crc32(key.encode("utf-8", "replace")) % packets


def _restored(packets: list[Any], size: int) -> Packed[Any]:
    found: Packed[Any] = Packed.__new__(Packed)
    found._packets, found._size = packets, size
    return found
