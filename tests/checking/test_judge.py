"""The judges: probabilities, the network's objection, and the forms of figures."""

import pytest

from verifier.checking.examining import Examined, examine, examine_read
from verifier.checking.judge import DOUBTED, judge, judge_of_texts
from verifier.checking.texts import TextShelf


def examined(claim: str, *texts: str) -> Examined:
    return examine_read(claim, TextShelf(texts))


@pytest.mark.parametrize("claim", ["Prices rose by 5% in March.", "", "No word of it."])
def test_probabilities_sum_to_one(claim: str) -> None:
    features = examined(claim, "Prices rose by 5% in March, the office said.").features
    for one in (judge(), judge_of_texts()):
        made = one.judge(features)
        assert made.supported + made.partly + made.contradicted + made.absent == pytest.approx(1)


def test_the_judge_of_texts_says_how_far_to_trust_a_label() -> None:
    features = examined("Prices rose by 5% in March.", "Prices rose by 5% in March, the office said.").features
    chosen = judge_of_texts()
    made = chosen.judge(features)
    trusted = chosen.trust(features, made, "supported", ruled=False)
    doubted = chosen.trust(features, made, "not_found", ruled=False)
    assert trusted is not None
    assert doubted is not None
    assert 0 < doubted < trusted < 1


def test_a_judge_without_such_trees_leaves_trust_open() -> None:
    made = judge().judge({})
    assert judge().trust({}, made, "supported", ruled=False) is None


def test_what_the_network_firmly_objects_to_is_not_supported() -> None:
    features = examined("Prices rose by 5% in March.", "Prices rose by 5% in March, the office said.").features
    chosen = judge_of_texts()
    assert chosen.judge(features).supported >= chosen.green
    assert chosen.judge({**features, "read_mean_doubt": DOUBTED}).supported < chosen.green


def test_figures_are_read_as_the_passage_writes_them() -> None:
    other = examined("The firm lost 40 jobs.", "Forty jobs were lost at the firm, its director said.").features
    assert other["read_refutes"] < 0.5


def test_without_reading_the_network_is_not_asked() -> None:
    made = examine("Prices rose.", TextShelf(["Prices rose."]), sources=None, published=None)
    assert not any(name.startswith("read_") for name in made.features)
