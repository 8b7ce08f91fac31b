"""Progress on standard error: only on a terminal, only for work that takes more than a second, gone when it is done."""

import shutil
import sys
import time
from collections.abc import Callable
from types import TracebackType

PATIENCE = 1.0
INTERVAL = 0.1


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
        part = f" {done}/{total}" if total > 1 else ""
        width = shutil.get_terminal_size((80, 24)).columns - 1
        sys.stderr.write(f"\r\x1b[K{f'{what}{part} …'[:width]}")
        sys.stderr.flush()
        self._drawn, self._shown = now, True
