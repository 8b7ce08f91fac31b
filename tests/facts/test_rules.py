"""Every rule fires on its examples and not on its counter-examples, and no comparison comes from an unlisted rule."""

import pytest

from verifier.facts import compare, read
from verifier.facts.rules import EXPLAINED, RULES, Rule

FIRES = [pytest.param(rule, pair, id=f"{rule.name}-{n}") for rule in RULES for n, pair in enumerate(rule.fires)]
SILENT = [pytest.param(rule, pair, id=f"{rule.name}-{n}") for rule in RULES for n, pair in enumerate(rule.silent)]


def fired(claim: str, passage: str) -> set[str]:
    return {found.rule for found in compare(read(claim), read(passage))}


@pytest.mark.parametrize(("rule", "pair"), FIRES)
def test_a_rule_fires_on_its_examples(rule: Rule, pair: tuple[str, str]) -> None:
    found = [one for one in compare(read(pair[0]), read(pair[1])) if one.rule == rule.name]
    assert found, fired(*pair)
    assert found[0].kind == rule.kind


@pytest.mark.parametrize(("rule", "pair"), SILENT)
def test_a_rule_is_silent_on_its_counter_examples(rule: Rule, pair: tuple[str, str]) -> None:
    assert rule.name not in fired(*pair)


def test_rule_names_are_unique_and_every_rule_that_fires_is_listed() -> None:
    assert len(EXPLAINED) == len(RULES)
    for rule in RULES:
        for pair in (*rule.fires, *rule.silent):
            assert fired(*pair) <= EXPLAINED.keys()


def test_nothing_conflicts_with_itself() -> None:
    for rule in RULES:
        for pair in (*rule.fires, *rule.silent):
            for text in pair:
                reading = read(text)
                assert not [one for one in compare(reading, reading) if one.result == "different"], text
