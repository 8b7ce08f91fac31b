"""Rules for what the page prints around a story: each fires on its examples and is silent on its counter-examples."""

import pytest

from verifier.claims.boilerplate import RULES, Rule, reason


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_fires_on_its_examples_and_is_silent_on_the_others(rule: Rule) -> None:
    assert rule.examples
    for text in rule.examples:
        assert reason(text) == rule.reason, text
    for text in rule.counter:
        assert reason(text) is None, text
