"""How a process of the program's own ends: at once, as its memory ends with it."""

import atexit
import os
import sys


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
