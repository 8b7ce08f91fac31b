"""What was made or read is kept for the next time, as long as all of it together is not too large."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key, those used last, up to `limit` in size altogether; the very last one is kept whatever its size.

    Like functools.lru_cache, but by size: a thousand short documents are kept where one long one is. Threads may share
    it; a value that two of them ask for at once may be made twice.
    """

    def __init__(self, limit: int, size: Callable[[K, V], int]) -> None:
        self._limit = limit
        self._size = size
        self._values: OrderedDict[K, V] = OrderedDict()
        self._held = 0
        self._lock = Lock()

    def get(self, key: K, make: Callable[[K], V]) -> V:
        """The value of a key, made where it is not held."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        made = make(key)
        with self._lock:
            if key in self._values:
                return self._values[key]
            self._values[key] = made
            self._held += self._size(key, made)
            while self._held > self._limit and len(self._values) > 1:
                self._held -= self._size(*self._values.popitem(last=False))
        return made


def remembered(limit: int) -> Callable[[Callable[[str], V]], Callable[[str], V]]:
    """Keep what a function of a text gave, the texts used last, up to `limit` code points of text in all."""

    def remembering(make: Callable[[str], V]) -> Callable[[str], V]:
        kept: Kept[str, V] = Kept(limit, lambda text, _: len(text))

        @wraps(make)
        def asked(text: str) -> V:
            return kept.get(text, make)

        return asked

    return remembering
