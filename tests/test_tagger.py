"""The trained tagger: windows, word features, decoding, and the shipped model on texts of our own."""

import json
import random
from itertools import pairwise

import numpy as np
import pytest

from verifier.attribution.decoding import (
    CANDIDATES,
    LABELS,
    Decoder,
    LinkHead,
    Piece,
    assign,
    best_labels,
    legal,
    link,
    pieces,
)
from verifier.attribution.tagger import Ints, Tagged, read, tag
from verifier.attribution.tagger_features import GAPS, QUOTES, SHAPES, windows, words_of
from verifier.language.encoder import MODELS, MOST_PIECES, Encoder

FOLDER = MODELS / "tagger"
WIDTH = 4


def spans(text: str, one: Tagged) -> tuple[list[str], list[str], list[str]]:
    source, cue, content = ([text[s:e] for s, e in role] for role in (one.source, one.cue, one.content))
    return source, cue, content


def states(text: str) -> dict[str, str]:
    words = words_of(text)
    return {form: QUOTES[row[1]] for form, row in zip(words.forms, words.features, strict=True)}


# words and their features


def test_a_possessive_ending_is_a_word_of_its_own() -> None:
    assert words_of("the minister's claim").forms == ("the", "minister", "'s", "claim")


def test_words_point_into_the_text() -> None:
    text = "\u201cNo,\u201d  she\u2019s said \u2013 pro-EU.\n\nEnd"
    words = words_of(text)
    assert tuple(text[s:e] for s, e in zip(words.starts, words.ends, strict=True)) == words.forms


@pytest.mark.parametrize(
    ("form", "shape"),
    [
        ("said", "lower"),
        ("Minister", "capitalised"),
        ("NATO", "capitals"),
        ("McCain", "mixed"),
        ("12", "digit"),
        (",", "mark"),
        ("I", "letter"),
    ],
)
def test_the_shape_of_a_word(form: str, shape: str) -> None:
    assert SHAPES[words_of(form).features[0, 0]] == shape


@pytest.mark.parametrize(
    ("text", "word", "state"),
    [
        ('"We go," he said', "go", "inside"),
        ('"We go," he said', "said", "outside"),
        ("\u201cWe\n\n\u201cand you go\u201d, out", "go", "inside"),
        ("\u201cWe\n\n\u201cand you go\u201d, out", "out", "outside"),
        ("\u201cWe forgot to close\n\nIt went on", "went", "outside"),
        ("He said 'not now' to it", "now", "inside single"),
        ("''We go,'' he said", "go", "inside"),
        ("''We go,'' he said", "said", "outside"),
        ("``We go,'' he said", "go", "inside"),
        ("the dogs' food and the cats' beds", "food", "outside"),
        ("it's what isn't", "what", "outside"),
    ],
)
def test_the_quotation_state_of_a_word(text: str, word: str, state: str) -> None:
    assert states(text)[word] == state


def test_the_gap_before_a_word() -> None:
    words = words_of("One.\n\nTwo,\nthree four")
    gaps = {form: GAPS[row[2]] for form, row in zip(words.forms, words.features, strict=True)}
    assert gaps == {
        "One": "paragraph",
        ".": "none",
        "Two": "paragraph",
        ",": "none",
        "three": "line",
        "four": "space",
    }


# windows


@pytest.mark.parametrize("seed", range(8))
def test_every_word_lies_in_the_core_of_one_window(seed: int) -> None:
    draw = np.random.default_rng(seed)
    sizes = draw.integers(1, MOST_PIECES + 1, int(draw.integers(1, 900)))
    begins = draw.random(len(sizes)) < 0.05
    rows = windows(sizes, begins, limit=60, overlap=20)
    cores = [n for _, _, first, last in rows for n in range(first, last)]
    assert cores == list(range(len(sizes)))
    assert all(a <= c <= d <= b and sizes[a:b].sum() <= 60 for a, b, c, d in rows)


def test_windows_grow_linearly_with_the_text() -> None:
    counts = [len(windows(np.ones(n, np.int64), np.zeros(n, bool), limit=318, overlap=80)) for n in (20_000, 40_000)]
    assert counts[1] <= 2 * counts[0] + 1


# decoding


def test_no_label_sequence_begins_inside_a_span() -> None:
    draw = np.random.default_rng(3)
    zeros = np.zeros((LABELS, LABELS), np.float32)
    labels = best_labels(draw.normal(size=(400, LABELS)).astype(np.float32), zeros, zeros[0])
    before = 0
    for label in labels.tolist():
        if label and label % 2 == 0:
            assert before in (label - 1, label)
        before = label


def test_the_best_labels_are_the_best_of_all_sequences() -> None:
    draw = np.random.default_rng(5)
    emissions = draw.normal(size=(4, LABELS)).astype(np.float32)
    moves, begin = legal(
        draw.normal(size=(LABELS, LABELS)).astype(np.float32), draw.normal(size=LABELS).astype(np.float32)
    )

    def total(path: tuple[int, ...]) -> float:
        steps = sum(moves[a, b] for a, b in pairwise(path))
        return float(begin[path[0]] + steps + sum(emissions[n, label] for n, label in enumerate(path)))

    every = (tuple(int(x) for x in np.unravel_index(n, (LABELS,) * 4)) for n in range(LABELS**4))
    assert tuple(best_labels(emissions, moves, begin).tolist()) == max(every, key=total)


@pytest.mark.parametrize("total", [1, 2, 32, 33, 34, 65, 4500])
def test_the_labels_of_a_long_text_score_as_high_as_those_found_word_by_word(total: int) -> None:
    draw = np.random.default_rng(total)
    emissions = draw.normal(size=(total, LABELS)).astype(np.float32)
    moves, begin = (m.astype(np.float64) for m in legal(*(np.zeros(s, np.float32) for s in ((LABELS, LABELS), LABELS))))
    score = begin + emissions[0]
    for row in emissions[1:]:
        score = (score[:, None] + moves).max(0) + row
    path = best_labels(emissions, moves.astype(np.float32), begin.astype(np.float32))
    steps = moves[path[:-1], path[1:]].sum() + emissions[np.arange(total), path].sum(dtype=np.float64)
    assert begin[path[0]] + steps == pytest.approx(score.max(), rel=1e-5)


def test_a_piece_is_a_run_begun_by_its_b_label() -> None:
    labels = np.array([0, 1, 2, 0, 3, 5, 6, 6, 5])
    found = pieces(labels, np.zeros((9, LABELS), np.float32))
    assert [(p.role, p.first, p.last) for p in found] == [(0, 1, 3), (1, 4, 5), (2, 5, 8), (2, 8, 9)]


def decoder() -> Decoder:
    head = LinkHead(np.full(WIDTH, -9, np.float32), np.zeros(24, np.float32))
    return Decoder(np.zeros((LABELS, LABELS), np.float32), np.zeros(LABELS, np.float32), (head, head))


def vectors(total: int, *pairs: tuple[int, int, int]) -> np.ndarray:
    """Link vectors in which word `asks` looks at word `answers`, for each (head, asks, answers)."""
    table = np.zeros((total, 4 * WIDTH), np.float32)
    for n, (head, asks, answers) in enumerate(pairs):
        table[asks, 2 * head * WIDTH + n % WIDTH] = 20
        table[answers, (2 * head + 1) * WIDTH + n % WIDTH] += 5
    return table


def test_fragments_share_the_cue_they_look_at_and_a_source_may_serve_two_cues() -> None:
    found = [Piece(2, 0, 1, 1.0), Piece(0, 1, 2, 1.0), Piece(1, 2, 3, 1.0), Piece(2, 3, 4, 1.0), Piece(1, 5, 6, 1.0)]
    found.append(Piece(2, 6, 7, 1.0))
    table = vectors(7, (0, 0, 2), (0, 3, 2), (0, 6, 5), (1, 2, 1), (1, 5, 1))
    linked = link(found, table, decoder())
    assert [(x.cue.first if x.cue else None, [p.first for p in x.content]) for x in linked] == [(2, [0, 3]), (5, [6])]
    assert all(x.source is not None and x.source.first == 1 for x in linked)


def test_of_two_equal_cues_the_nearer_is_taken() -> None:
    found = [Piece(1, 0, 1, 1.0), Piece(1, 3, 4, 1.0), Piece(2, 4, 5, 1.0), Piece(2, 5, 6, 1.0)]
    table = vectors(6, (0, 4, 0), (0, 4, 3), (0, 5, 0), (0, 5, 3))
    linked = link(found[:3], table, decoder())
    assert [x.cue.first for x in linked if x.cue] == [3]


ASSIGNED = [
    ("each takes its best", [{0: -0.1, 1: -3.0}, {0: -3.0, 1: -0.1}], [0, 1]),
    ("a cue without content takes a spare one", [{0: -0.1, 1: -3.0}, {0: -0.1, 1: -2.0}], [0, 1]),
    ("the only content of a cue stays", [{0: -0.1, 1: -0.2}], [0]),
    ("a far less probable cue gets none", [{0: -0.1, 1: -9.0}, {0: -0.1, 1: -9.0}], [0, 0]),
    ("no cue near", [{}, {0: -0.1, 1: -4.0}], [-1, 0]),
]


@pytest.mark.parametrize(("choices", "taken"), [row[1:] for row in ASSIGNED], ids=[row[0] for row in ASSIGNED])
def test_contents_are_assigned_so_that_few_cues_stay_empty(choices: list[dict[int, float]], taken: list[int]) -> None:
    assert assign(choices, 2) == taken


def test_a_cue_may_have_no_source() -> None:
    found = [Piece(0, 0, 1, 1.0), Piece(1, 2, 3, 1.0), Piece(2, 3, 4, 1.0)]
    table = vectors(4, (0, 3, 2))
    table[2, 2 * WIDTH] = -5
    (one,) = link(found, table, decoder())
    assert one.source is None


def test_content_without_any_cue_stays_alone() -> None:
    (one,) = link([Piece(2, 0, 3, 0.8)], np.zeros((3, 4 * WIDTH), np.float32), decoder())
    assert (one.source, one.cue, one.score) == (None, None, 0.8)


def test_linking_looks_at_a_bounded_number_of_candidates() -> None:
    found = [Piece(n % 3, n, n + 1, 1.0) for n in range(1500)]
    linked = link(found, np.zeros((1500, 4 * WIDTH), np.float32), decoder())
    near = [abs(p.first - x.cue.first) for x in linked if x.cue for p in x.content]
    assert max(near) <= 3 * CANDIDATES + 3


# the run-time


def test_pieces_are_never_empty_nor_too_many() -> None:
    words = ["said", "\u200b", "x" * 400, "\U0001f600", "na\u00efve", "\u4e2d\u56fd", "\x00", "Zyrgqwptx" * 7]
    assert all(1 <= len(ids) <= MOST_PIECES for ids in Encoder(FOLDER).pieces(words))


@pytest.mark.parametrize("total", [1, 77, 78, 79, 700])
def test_every_window_is_filled_up_to_whole_blocks_and_every_word_is_read_once(total: int) -> None:
    def network(ids: Ints, features: Ints, places: Ints) -> tuple[np.ndarray, np.ndarray]:
        assert len(ids) % 80 == 0
        assert len(ids) == len(features)
        return np.zeros((len(places), LABELS), np.float32), np.zeros((len(places), 4 * WIDTH), np.float32)

    emissions, linked = read(words_of("said " * total), Encoder(FOLDER), network, block=80)
    assert len(emissions) == len(linked) == total


def test_a_pair_is_cut_from_its_longer_text() -> None:
    ids, segments = Encoder(FOLDER).encode("a b", "c d e f g h i j k l m n", limit=10)
    assert len(ids) == 10
    assert segments.tolist() == [0] * 4 + [1] * 6


def test_the_model_folder_is_small_and_has_its_card() -> None:
    assert sum(f.stat().st_size for f in FOLDER.iterdir()) <= 25_000_000
    card = (FOLDER / "card.md").read_text(encoding="utf-8")
    assert all(
        word in card for word in ("PolNeAR", "licence", "all-MiniLM-L6-v2", "python -m verifier.training.tagger")
    )
    config = json.loads((FOLDER / "config.json").read_text(encoding="utf-8"))
    assert len(config["transitions"]) == LABELS


# the shipped model on sentences of our own

SENTENCES = [
    ("The harbour will close in May, the mayor said.", ["the mayor"], ["said"], ["The harbour will close in May"]),
    ("Officials said that the bridge is safe.", ["Officials"], ["said"], ["that the bridge is safe"]),
    (
        "According to the coast guard, nine people were rescued.",
        ["the coast guard"],
        ["According to"],
        ["nine people were rescued"],
    ),
    (
        "\u201cWe are ready,\u201d said Anna Lindqvist, the mayor of Norvik.",
        ["Anna Lindqvist, the mayor of Norvik"],
        ["said"],
        ["\u201cWe are ready,\u201d"],
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), SENTENCES)
def test_the_model_finds_a_plain_attribution(text: str, source: list[str], cue: list[str], content: list[str]) -> None:
    (one,) = tag(text)
    assert spans(text, one) == (source, cue, content)


def test_a_quotation_broken_by_its_cue_is_one_attribution() -> None:
    text = '"The plan," the minister said, "is dead and will stay dead."'
    (one,) = tag(text)
    assert spans(text, one)[0] == ["the minister"]
    assert len(one.content) == 2


def test_a_slice_is_tagged_with_offsets_into_the_whole_text() -> None:
    inner = "Officials said that the bridge is safe."
    text = "Long before this. " + inner + " And after."
    start = text.index(inner)
    (one,) = tag(text, within=(start, start + len(inner)))
    assert spans(text, one) == (["Officials"], ["said"], ["that the bridge is safe"])


HOSTILE = [
    "",
    " \n\t",
    "\x00\x01\ufeff",
    '"' * 3000,
    "' " * 3000,
    "\u201c" * 2000 + "a",
    "a" * 100_000,
    "a-" * 20_000,
    "\u0301" * 5000,
    "\ud800 said",
    "\U0001f600" * 2000,
    "he said " * 2000,
    "\n\n".join(['"x'] * 2000),
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_taken_and_spans_lie_inside_it(text: str) -> None:
    for one in tag(text):
        for role in (one.source, one.cue, one.content):
            assert all(0 <= s < e <= len(text) for s, e in role)
            assert list(role) == sorted(role)
        assert 0 <= one.score <= 1


def test_random_marks_and_paragraphs_are_taken() -> None:
    draw = random.Random(7)
    parts = [
        '"',
        "\u201c",
        "\u201d",
        "'",
        "\u2019",
        "\n\n",
        "he said",
        ",",
        ".",
        "the plan",
        " ",
        "\u00ab",
        "it\u2019s",
    ]
    for _ in range(30):
        text = " ".join(draw.choices(parts, k=120))
        assert tag(text) == tag(text)


def test_attributions_come_in_text_order() -> None:
    text = " ".join(sentence for sentence, *_ in SENTENCES)
    firsts = [min(s for role in (a.source, a.cue, a.content) for s, _ in role) for a in tag(text)]
    assert len(firsts) == len(SENTENCES)
    assert firsts == sorted(firsts)
