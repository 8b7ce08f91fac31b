"""How many threads the mathematics inside a process may take."""

import os

_NAMES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def keep_to_one() -> None:
    """One thread, where nothing else was asked for. Matrices are small here: more threads would double the processor's
    time and save none. Takes effect where numpy is not loaded yet; for processes that are the program's own."""
    for name in _NAMES:
        os.environ.setdefault(name, "1")
