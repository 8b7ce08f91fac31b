"""What a reading keeps of a text changes no later comparison, and nothing hangs on the order of a set."""

import pytest

from verifier.facts import compare, read
from verifier.facts.polarity_pairs import shared_context, side
from verifier.facts.rules import RULES, Rule
from verifier.facts.wording import Words


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_reading_compares_the_same_the_second_time(rule: Rule) -> None:
    for claim, passage in (*rule.fires, *rule.silent):
        read.cache_clear()
        one, two = read(claim), read(passage)
        first, turned = compare(one, two), compare(two, one)
        assert (compare(one, two), compare(two, one)) == (first, turned)
        read.cache_clear()
        assert compare(read(claim), read(passage)) == first


def test_two_sentences_that_share_as_many_words_share_as_much() -> None:
    claim = side(Words.of("Pears, plums, apples, quinces, cherries and medlars were sold."))
    passage = side(Words.of("They had pears, plums and apples. They had quinces, cherries and medlars."))
    first, second = (
        shared_context(claim, passage, passage.words.low.index(word), without=frozenset())
        for word in ("plums", "cherries")
    )
    assert first == second
