"""A process of the program's own: how it ends."""

import subprocess
import sys

import pytest

BEGIN = "import sys\nfrom verifier.cli.process import Leaving\nleaving = Leaving()\n"


def ended(program: str) -> tuple[int, str]:
    """Exit status and output of a program that begins with a `Leaving`."""
    done = subprocess.run([sys.executable, "-c", BEGIN + program], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout


@pytest.mark.parametrize("status", [0, 1, 2, 130])
def test_a_process_leaves_with_its_status(status: int) -> None:
    assert ended(f"leaving.status = {status}\nsys.exit(9)")[0] == status


def test_all_output_is_written_before_the_process_leaves() -> None:
    assert ended("print('x' * 200_000)\nleaving.status = 0") == (0, "x" * 200_000 + "\n")


def test_what_is_due_at_the_end_is_done_before_the_process_leaves() -> None:
    program = "import atexit\natexit.register(print, 'done')\nleaving.status = 0"
    assert ended(program) == (0, "done\n")


def test_a_thread_is_waited_for_before_the_process_leaves() -> None:
    program = (
        "import threading, time\n"
        "threading.Thread(target=lambda: (time.sleep(0.1), print('done'))).start()\n"
        "leaving.status = 0"
    )
    assert ended(program) == (0, "done\n")


def test_nothing_is_freed_object_by_object() -> None:
    program = "class Kept:\n    def __del__(self): print('freed')\nkept = Kept()\nleaving.status = 0"
    assert ended(program) == (0, "")


def test_a_process_without_a_status_ends_as_ever() -> None:
    assert ended("sys.exit(3)")[0] == 3


def test_a_process_whose_output_is_closed_ends_as_ever() -> None:
    assert ended("leaving.status = 5\nsys.stdout.close()\nsys.exit(3)")[0] == 3
