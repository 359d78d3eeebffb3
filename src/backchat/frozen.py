"""Values that never change: what `@dataclass(frozen=True, slots=True)` makes, for a tenth of its time at each start.

`dataclasses` writes the methods of each class as source text and compiles that, at every start: with the modules that
it imports to do so this took 25 ms, a quarter of the time of one answer. Here all values share their methods, at the
price of a microsecond or two for each value that is built; `dataclasses.fields`, `asdict` and `replace` take them for
their own. Fields are those of the class itself, never of one it is derived from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast, dataclass_transform

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


class _Made:
    """A default that is made anew for each value."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


def field(*, default_factory: Callable[[], T]) -> T:
    """A default that is made anew for each value, as one of `dataclasses`."""
    return _Made(default_factory)  # type: ignore[return-value]  # what it makes stands there in the end


class _Twin:
    """What `dataclasses` or `inspect` ask of a class: found out from a real dataclass, when they do."""

    def __init__(self, find: Callable[[type], Any]) -> None:
        self.find = find

    def __get__(self, _: object, cls: type[_Value]) -> Any:
        return self.find(_twin(cls))


def _twin(cls: type[_Value]) -> type:
    import dataclasses  # here, because not to import it is what this module is for

    fields: list[tuple[str, Any, Any]] = []
    for name in cls.__match_args__:
        default = cls._defaults.get(name, dataclasses.MISSING)
        made = {"default_factory": default.make} if isinstance(default, _Made) else {"default": default}
        fields.append((name, cls._types[name], dataclasses.field(**made)))
    return dataclasses.make_dataclass(cls.__qualname__, fields, frozen=True, slots=True)


def _signature(twin: type) -> Any:
    from inspect import signature

    return signature(twin)


class _Value:
    """What all values can do."""

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()
    _types: Mapping[str, Any] = {}
    _defaults: Mapping[str, Any] = {}
    _setters: tuple[Callable[[Any, Any], None], ...] = ()
    _all: Callable[[object], object]
    __dataclass_fields__ = _Twin(lambda twin: twin.__dataclass_fields__)  # type: ignore[attr-defined]
    __dataclass_params__ = _Twin(lambda twin: twin.__dataclass_params__)  # type: ignore[attr-defined]
    __signature__ = _Twin(_signature)

    def __init__(self, /, *given: Any, **named: Any) -> None:
        if named or len(given) != len(self._setters):
            given = self._completed(given, named)
        for put, value in zip(self._setters, given, strict=True):
            put(self, value)

    @classmethod
    def _completed(cls, given: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """All values in the order of the fields."""
        values, defaults, used = [*given], cls._defaults, 0
        for name in cls.__match_args__[len(given) :]:
            if name in named:
                values.append(named[name])
                used += 1
            elif name in defaults:
                value = defaults[name]
                values.append(value.make() if type(value) is _Made else value)
        if used != len(named) or len(values) != len(cls.__match_args__):
            _twin(cls)(*given, **named)  # says what is wrong in Python's own words
        return tuple(values)

    def __eq__(self, other: object) -> bool:
        return bool(self._all(self) == other._all(other)) if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._all(self))

    @recursive_repr()
    def __repr__(self) -> str:
        shown = [f"{name}={getattr(self, name)!r}" for name in self.__match_args__]
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple([getattr(self, name) for name in self.__match_args__])


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make the annotations of a class the fields of values that never change."""
    names = tuple(cls.__annotations__)
    defaults = {name: cls.__dict__[name] for name in names if name in cls.__dict__}
    left_out = {*defaults, "__dict__", "__weakref__"}
    body = {name: value for name, value in cls.__dict__.items() if name not in left_out}
    bases = (*[base for base in cls.__bases__ if base is not object], _Value)
    own = {"__slots__": names, "__match_args__": names, "_types": cls.__annotations__, "_defaults": defaults}
    made: Any = type(cls.__name__, bases, {**body, **own, "__qualname__": cls.__qualname__})
    made._all = attrgetter(*names)
    made._setters = tuple([made.__dict__[name].__set__ for name in names])
    return cast(type[T], made)


class FrozenDict(dict[K, V]):
    """A dict that never changes, and can be hashed where its values can."""

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("this dict never changes; dict() makes a copy that does")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)


if TYPE_CHECKING:
    from dataclasses import replace as replace  # under its name type checkers know which fields there are
else:

    def replace(value: T, /, **changes: Any) -> T:
        """A value with some fields changed."""
        return type(value)(**{name: getattr(value, name) for name in value.__match_args__} | changes)
