"""A process of the program's own: little of its time goes to memory, whose end comes with the process."""

import atexit
import gc
import os
import sys

YOUNG = 500_000
"""Objects made, and not freed again, before the collector looks for circles among them. A check makes about 100,000
that stay, and one in a hundred of them in circles: at Python's 700 the search takes a tenth of the processor's time,
and at 100,000 still a fiftieth, for the same memory."""


def collect_seldom() -> None:
    """Let the collector of circles look seldom: for a process that makes much, keeps most, and soon ends."""
    gc.set_threshold(YOUNG)


class Leaving:
    """Leaves with `status`, once one is set, without freeing object by object what the system takes back at once.

    Made before anything else, it is the last of all that is due at the end: threads were waited for by then, and
    whatever else is to be done at the end was. Without a status, and where the output cannot be written any more,
    Python ends the process as ever.
    """

    def __init__(self) -> None:
        self.status: int | None = None
        atexit.register(self._leave)

    def _leave(self) -> None:
        if self.status is None:
            return
        try:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
        except (AttributeError, OSError, ValueError):  # closed, never there, or full: Python says so in its own way
            return
        os._exit(self.status)
