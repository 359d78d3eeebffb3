"""A frozen value behaves as one of `dataclasses` does."""

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from backchat import frozen as module
from backchat.frozen import frozen

OURS: dict[str, Any] = {"frozen": frozen, "field": module.field, "replace": module.replace}
THEIRS: dict[str, Any] = {
    "frozen": dataclasses.dataclass(frozen=True, slots=True),
    "field": dataclasses.field,
    "replace": dataclasses.replace,
}

WRITTEN = """
from __future__ import annotations

@frozen
class Bike:
    "Two wheels."
    name: str
    gears: int = 1
    parts: dict[str, int] = field(default_factory=dict)

    @property
    def is_simple(self) -> bool:
        return self.gears == 1

@frozen
class Bell:
    tone: str | None = None

    def __str__(self) -> str:
        return f"ring {self.tone}"
"""


class Kind:
    """The same classes, made by one or the other."""

    def __init__(self, made_by: dict[str, Any]) -> None:
        self.replace = made_by["replace"]
        names = {**made_by, "__name__": __name__}
        exec(WRITTEN, names)
        self.bike, self.bell = names["Bike"], names["Bell"]


KINDS = Kind(OURS), Kind(THEIRS)

Bike, Bell = KINDS[0].bike, KINDS[0].bell
"""Where pickle finds them."""

SHOWN: dict[str, Callable[[Kind], object]] = {
    "by position": lambda k: repr(k.bike("a", 3, {"x": 1})),
    "by name": lambda k: repr(k.bike(parts={"x": 1}, gears=3, name="a")),
    "defaults": lambda k: repr(k.bike("a")),
    "nothing": lambda k: repr(k.bell()),
    "a default of its own": lambda k: k.bike("a").parts is k.bike("a").parts,
    "one argument missing": lambda k: k.bike(),
    "one too many": lambda k: k.bike("a", 1, {}, 4),
    "twice": lambda k: k.bike("a", 1, gears=2),
    "no such name": lambda k: k.bike("a", color="red"),
    "no such name instead of one": lambda k: k.bike(color="red"),
    "text": lambda k: str(k.bell("high")),
    "property": lambda k: k.bike("a").is_simple,
    "equal": lambda k: k.bike("a") == k.bike("a"),
    "not equal": lambda k: k.bike("a") == k.bike("a", 2),
    "another class": lambda k: k.bike("a") == k.bell("a"),
    "another kind": lambda k: k.bell("a") == ("a",),
    "hash": lambda k: (hash(k.bell("a")) == hash(k.bell("a")), len({k.bell("a"), k.bell("a"), k.bell()})),
    "hash of what has none": lambda k: hash(k.bike("a")),
    "set": lambda k: setattr(k.bike("a"), "gears", 2),
    "delete": lambda k: delattr(k.bike("a"), "gears"),
    "slots": lambda k: (k.bike.__slots__, hasattr(k.bike("a"), "__dict__")),
    "names": lambda k: (k.bike.__name__, k.bike.__qualname__, k.bike.__doc__, k.bike.__match_args__),
    "signature": lambda k: str(inspect.signature(k.bike)),
    "fields": lambda k: [(f.name, f.type, f.default, f.default_factory) for f in dataclasses.fields(k.bike)],
    "fields of a value": lambda k: [f.name for f in dataclasses.fields(k.bike("a"))],
    "a dataclass": lambda k: (dataclasses.is_dataclass(k.bike), dataclasses.is_dataclass(k.bike("a"))),
    "as a dictionary": lambda k: dataclasses.asdict(k.bike("a", 2, {"x": 1})),
    "as a tuple": lambda k: dataclasses.astuple(k.bell("a")),
    "replace": lambda k: repr(k.replace(k.bike("a", 2), name="b")),
    "replace by dataclasses": lambda k: repr(dataclasses.replace(k.bike("a", 2), name="b")),
    "replace what is no field": lambda k: k.replace(k.bike("a"), color="red"),
    "copy": lambda k: copy.copy(k.bike("a", 2)) == k.bike("a", 2),
    "deep copy": lambda k: copy.deepcopy(k.bike("a", 2, {"x": 1})).parts,
}


def shown(look: Callable[[Kind], object], kind: Kind) -> object:
    try:
        return look(kind)
    except (TypeError, AttributeError) as error:
        return type(error), str(error)


@pytest.mark.parametrize("name", SHOWN)
def test_a_frozen_value_is_like_one_of_dataclasses(name):
    ours, theirs = (shown(SHOWN[name], kind) for kind in KINDS)
    assert ours == theirs


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_it_can_be_pickled(protocol):
    value = Bike("a", 2, {"x": 1})
    assert pickle.loads(pickle.dumps(value, protocol)) == value


def test_a_pattern_takes_it_apart():
    match Bike("a", 2):
        case Bike(name, gears):
            assert (name, gears) == ("a", 2)


def test_a_value_that_holds_itself_can_be_shown():
    value = Bike("a")
    value.parts["itself"] = value
    assert repr(value) == "Bike(name='a', gears=1, parts={'itself': ...})"


def test_a_dataclass_may_be_derived_from_it():
    with pytest.raises(TypeError, match="frozen"):
        dataclasses.dataclass(type("Tandem", (Bike,), {}))


def test_a_class_derived_from_it_has_the_same_fields():
    tandem = type("Tandem", (Bike,), {})
    assert [field.name for field in dataclasses.fields(tandem)] == ["name", "gears", "parts"]
    assert repr(tandem("a")) == "Tandem(name='a', gears=1, parts={})"
