"""What the package promises to other programs."""

import verifier


def test_the_public_names_are_all_there() -> None:
    assert sorted(verifier.__all__) == verifier.__all__
    for name in verifier.__all__:
        assert getattr(verifier, name) is not None


def test_an_attribution_has_its_three_parts() -> None:
    text = 'The bridge will reopen in May, the ministry said. "We are ready," said Ana Petrov, its engineer.'
    found = verifier.find_attributions(text)
    assert [[text[s:e] for s, e in a.cue] for a in found] == [["said"], ["said"]]
    assert text[slice(*found[0].source[0])] == "the ministry"
    assert text[slice(*found[0].content[0])] == "The bridge will reopen in May"
    assert found[1].type == "direct"
    assert found[1].source_name == "Ana Petrov"


def test_a_claim_is_held_against_texts() -> None:
    documents = [
        "The council met on Tuesday. Nothing was decided about the library.",
        "The new bridge cost 42 million euros. It will reopen in May.",
    ]
    said = verifier.check_claim("The new bridge cost 42 million euros.", documents)
    assert said.label == "supported"
    assert said.evidence[0].document == 1
    best = said.evidence[0]
    assert documents[1][best.start : best.end] == best.quote
    assert said.support > 0.5

    otherwise = verifier.check_claim("The new bridge cost 24 million euros.", documents)
    assert otherwise.label == "contradicted"
    assert {finding.kind for finding in otherwise.findings} >= {"number_mismatch"}
    assert otherwise.support < 0.5

    silent = verifier.check_claim("Ferries to the islands stop at midnight.", documents)
    assert silent.label == "not_found"


def test_the_same_input_gives_the_same_answer() -> None:
    claim, documents = "The bridge cost 42 million.", ["The bridge cost 42 million euros, the ministry said."]
    assert verifier.check_claim(claim, documents) == verifier.check_claim(claim, documents)
    assert verifier.find_attributions(documents[0]) == verifier.find_attributions(documents[0])


def test_any_text_is_accepted() -> None:
    for text in [
        "",
        " ",
        "\x00",
        "\ud800",
        '"' * 5000,
        "“" * 5000,
        "a" * 20000,
        "said " * 4000,
        "\n" * 5000,
        "…,“”’" * 500,
    ]:
        verifier.find_attributions(text)
        verifier.check_claim(text, [text, "A plain sentence."])
        verifier.check_claim("A plain claim.", [text])
