"""The process of a worker: tasks in, outcomes out, until there is nothing more or nobody to work for."""

import os
import signal
import sys
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from verifier.errors import VerifierError
from verifier.processes import collect_seldom, keep_to_one, keep_what_is_loaded

if TYPE_CHECKING:
    from verifier.batch.working import Setting

READY = "ready"


def serve(connection: Connection, setting: "Setting") -> None:
    """Says that it is ready (or why it cannot be), then answers each task with its outcome; None ends it.

    An interrupt at the keyboard is the writer's to deal with. A worker whose writer is gone ends at once.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    keep_to_one()  # one process has one core: what computes inside it must not take the others' as well
    collect_seldom()
    from verifier.batch.working import Worker

    try:
        worker = Worker(setting)
        worker.warm()
        keep_what_is_loaded()
    except VerifierError as error:
        connection.send(str(error))
        return
    connection.send(READY)
    try:
        while (task := connection.recv()) is not None:
            connection.send(worker.verify(task))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    finally:
        worker.close()


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        sys.stderr.flush()
        os._exit(1)
