"""Progress on standard error: on a terminal, after a second, and gone when the work is done."""

import io

import pytest

from verifier.cli.progress import Progress


class Terminal(io.StringIO):
    def __init__(self, tty: bool) -> None:
        super().__init__()
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty


class Clock:
    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


def drawn(monkeypatch: pytest.MonkeyPatch, moments: list[float], *, tty: bool = True) -> str:
    stream, clock = Terminal(tty), Clock()
    monkeypatch.setattr("sys.stderr", stream)
    with Progress(clock) as progress:
        for i, moment in enumerate(moments):
            clock.time = moment
            progress("checking claims", i, len(moments))
    return stream.getvalue()


def test_nothing_is_drawn_in_the_first_second(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, [0.1, 0.5, 0.9]) == ""


def test_longer_work_is_shown_and_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, [0.1, 1.5, 1.55, 1.7]) == (
        "\r\x1b[Kchecking claims 1/4 …\r\x1b[Kchecking claims 3/4 …\r\x1b[K"
    )


def test_nothing_is_drawn_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, [0.1, 1.5, 9.0], tty=False) == ""
