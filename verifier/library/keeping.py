"""What was read is kept for the next time, as long as all of it together is not too large."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key, those used last, up to `limit` in size altogether; the very last one is kept whatever its size."""

    def __init__(self, limit: int, size: Callable[[V], int]) -> None:
        self._limit = limit
        self._size = size
        self._values: OrderedDict[K, V] = OrderedDict()
        self._held = 0

    def get(self, key: K, make: Callable[[K], V]) -> V:
        """The value of a key, made where it is not held."""
        if key not in self._values:
            self._values[key] = made = make(key)
            self._held += self._size(made)
            while self._held > self._limit and len(self._values) > 1:
                self._held -= self._size(self._values.popitem(last=False)[1])
        self._values.move_to_end(key)
        return self._values[key]
