"""The word lists hold what the code expects: known frames and kinds, no entry twice, nothing stray."""

from importlib.resources import files

import pytest

from verifier.attribution import lexicon
from verifier.model import SOURCE_KINDS

FOLDER = files("verifier") / "resources" / "lexicons" / "attribution"
NAMES = sorted(entry.name for entry in FOLDER.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_a_list_opens_with_what_it_is(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8").startswith("# ")


def test_cue_frames_are_known() -> None:
    for form, cue in lexicon.cues().items():
        assert set(cue.frames) <= set("STNICAWQEBDV"), form


def test_regular_and_irregular_forms_are_made() -> None:
    forms = lexicon.cues()
    for form in ("says", "said", "saying", "denies", "denied", "admitted", "wrote", "written", "swore", "agreeing"):
        assert form in forms


def test_kinds_are_those_of_the_model() -> None:
    assert set(lexicon.nouns().values()) <= set(SOURCE_KINDS)
    assert set(lexicon.media().values()) <= set(SOURCE_KINDS)
    assert set(lexicon.media_words().values()) <= set(SOURCE_KINDS)


def test_sexes_are_f_or_m() -> None:
    assert set(lexicon.gendered().values()) == {"f", "m"}
    assert set(lexicon.titles().values()) <= {"f", "m", ""}
    assert set(lexicon.given_names().values()) == {"f", "m"}
