"""What a process of the program's own takes: one core, and little time for looking after its memory."""

import gc
import os

_NAMES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


YOUNG = 500_000
"""Objects made, and not freed again, before the collector looks for circles among them. A check makes about 100,000
that stay, and one in a hundred of them in circles: at Python's 700 the search takes a tenth of the processor's time,
and at 100,000 still a fiftieth, for the same memory."""


OFTEN = (2_000, 10, 5)
"""The same for a process that goes on for hours: it takes as little time once what was loaded is not looked at any
more, and memory does not grow."""


def keep_to_one() -> None:
    """One thread, where nothing else was asked for. Matrices are small here: more threads would double the processor's
    time and save none. Takes effect where numpy is not loaded yet; for processes that are the program's own."""
    for name in _NAMES:
        os.environ.setdefault(name, "1")


def collect_seldom() -> None:
    """Let the collector of circles look seldom: for a process that makes much, keeps most, and soon ends."""
    gc.set_threshold(YOUNG)


def keep_what_is_loaded() -> None:
    """Let the collector of circles look at new objects alone from now on: for a process that goes on, once its models
    and tables are there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*OFTEN)
