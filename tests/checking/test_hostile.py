"""Texts made to be slow: the work stays linear."""

import time

import pytest

from verifier.checking import check_texts

HOSTILE = {
    "one word": "a" * 100_000,
    "no stop": "word " * 20_000,
    "quotation marks": "“" * 50_000,
    "open and shut": '"a" ' * 25_000,
    "numbers": "1 " * 50_000,
    "dots": ". " * 50_000,
    "lines": "x\n" * 50_000,
    "brackets": "[" * 50_000 + "]" * 50_000,
    "names": "Ab Cd " * 16_000,
    "negations": "not no never " * 8_000,
    "dates": "12 March 2024, " * 7_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_takes_seconds_at_most(name: str) -> None:
    began = time.process_time()
    check_texts("The ministry said “not one of the 12,000 troops” left Kursk on 14 March 2025.", [HOSTILE[name]])
    assert time.process_time() - began < 5.0


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_claim_takes_seconds_at_most(name: str) -> None:
    began = time.process_time()
    check_texts(HOSTILE[name], ["The ministry said 12,000 troops left Kursk on 14 March 2025."])
    assert time.process_time() - began < 5.0
