"""What the record gives to other rooms, and when it is loaded."""

import subprocess
import sys

import pytest

from verifier import record


@pytest.mark.parametrize("name", record.__all__)
def test_what_the_record_promises_is_there(name: str) -> None:
    assert getattr(record, name) is not None


def test_what_is_not_promised_is_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'unheard_of'"):
        record.unheard_of  # type: ignore[attr-defined]  # noqa: B018


def test_recording_a_run_loads_nothing_of_reviewing_and_auditing() -> None:
    code = (
        "import sys; from verifier import record; record.save; record.with_reviews; "
        "later = ('audits', 'batches', 'browsing', 'deciding', 'differences', 'sessions', 'sheets'); "
        "print([name for name in later if f'verifier.record.{name}' in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
