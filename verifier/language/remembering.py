"""What was made of a text is kept for the next time, as long as the texts together are not too long."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar

T = TypeVar("T")


def remembered(limit: int) -> Callable[[Callable[[str], T]], Callable[[str], T]]:
    """Keep what a function of a text gave, the texts used last, up to `limit` code points of text in all.

    Like functools.lru_cache, but by size: a thousand short documents are kept where one long one is. Threads may share
    it; a text that two of them ask for at once may be worked out twice.
    """

    def remembering(make: Callable[[str], T]) -> Callable[[str], T]:
        kept: OrderedDict[str, T] = OrderedDict()
        lock = Lock()
        length = 0

        @wraps(make)
        def asked(text: str) -> T:
            nonlocal length
            with lock:
                if text in kept:
                    kept.move_to_end(text)
                    return kept[text]
            made = make(text)
            with lock:
                if text not in kept:
                    length += len(text)
                kept[text] = made
                while length > limit and len(kept) > 1:
                    length -= len(kept.popitem(last=False)[0])
            return made

        return asked

    return remembering
