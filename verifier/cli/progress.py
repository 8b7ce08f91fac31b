"""Progress on standard error: only on a terminal, only for work that takes more than a second, gone when it is done."""

import shutil
import sys
import time
from collections import deque
from collections.abc import Callable
from types import TracebackType

PATIENCE = 1.0
INTERVAL = 0.1
MARKS = 600
"""Moments looked back at for the rate: a minute or more."""


class Progress:
    """A line that says what is being done; call it with (what, done, total). Leaving the `with` block clears it."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._started = now()
        self._drawn = 0.0
        self._shown = False
        self._alive = sys.stderr.isatty()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Draw the line anew, at most ten times a second."""
        now = self._now()
        if not self._alive or now - self._started < PATIENCE or now - self._drawn < INTERVAL:
            return
        part = self._part(done, total)
        width = shutil.get_terminal_size((80, 24)).columns - 1
        sys.stderr.write(f"\r\x1b[K{f'{what}{part} …'[:width]}")
        sys.stderr.flush()
        self._drawn, self._shown = now, True

    def _part(self, done: int, total: int) -> str:
        return f" {done}/{total}" if total > 1 else ""


class BatchProgress(Progress):
    """The same line for many articles, with how many a second are done and how long the rest will take."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(now)
        self._marks: deque[tuple[float, int]] = deque(maxlen=MARKS)
        self._of = 0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Draw the line anew; `total` 0 stands for a number that is not known yet."""
        if total != self._of:
            self._of = total
            self._marks.clear()
        if not self._marks or self._now() - self._marks[-1][0] >= INTERVAL:
            self._marks.append((self._now(), done))
        super().__call__(what, done, total)

    def _part(self, done: int, total: int) -> str:
        if not total:
            return f" {done:,}"
        (then, first), now = self._marks[0], self._now()
        rate = (done - first) / (now - then) if now > then else 0.0
        told = f" {done:,}/{total:,}"
        if rate > 0:
            told += f", {rate:.1f} a second" if rate >= 0.1 else f", {rate * 60:.1f} a minute"
            told += f", {left((total - done) / rate)} left"
        return told


def left(seconds: float) -> str:
    """A stretch of time in two of its units at most: "40 s", "12 min", "3 h 5 min"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"
