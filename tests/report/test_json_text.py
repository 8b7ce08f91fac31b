"""JSON text written a good deal faster than json.dumps does, and the same."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.report.inert import ODD
from verifier.report.json import dumped

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


def with_indent(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return ODD.sub(lambda odd: json.dumps(odd[0])[1:-1], text) + "\n"


@given(data=st.dictionaries(st.text(max_size=3), VALUES, max_size=4))
def test_any_data_is_written_as_by_the_standard_library(data: dict[str, Any]) -> None:
    assert dumped(data) == with_indent(data)


@pytest.mark.parametrize(
    "data",
    [{}, {"a": []}, {"a": [[], {}]}, {"a": (1, (2, 3))}, {"a": [1, [2], {"b": [None, {"c": ()}]}]}],
    ids=str,
)
def test_lists_in_lists_and_empty_ones_are_written_as_by_the_standard_library(data: dict[str, Any]) -> None:
    assert dumped(data) == with_indent(data)


@pytest.mark.parametrize(
    ("odd", "written"),
    [("\x7f", "\\u007f"), ("\u202e", "\\u202e"), ("\U000e0041", "\\udb40\\udc41"), ("é", "é"), ("\n", "\\n")],
    ids=ascii,
)
@pytest.mark.parametrize("place", [lambda odd: {"a": odd}, lambda odd: {odd: [odd, {"a": odd}]}], ids=["flat", "deep"])
def test_what_has_no_shape_is_escaped_wherever_it_stands(place: Any, odd: str, written: str) -> None:
    text = dumped(place(odd))
    assert written in text
    assert not ODD.search(text)
    assert json.loads(text) == place(odd)
