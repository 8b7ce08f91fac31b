"""Labelled pairs of claim and passage for the encoder that reads both.

    python -m verifier.training.entailment_data SETS --articles FILE... --facts FILE... --out pairs.jsonl

SETS is the folder of labelled claims that `judge_data` reads; --articles are JSON-lines files with "text" (and
"sentences" as offsets), whose sentences are corrupted; --facts have "text" and "claims" taken from it. A line of the
result: {"set", "stage", "fold", "claim", "passage", "allowed", "marks", "rest"}. `allowed` are the classes that may be
right (indices of LABELS). `marks` are [start, end, 0 or 1] of the claim: 1 where its words are not borne out; other
words count as `rest`: 0 borne out, -1 not known. `stage`: "base" pairs are never measured; "fold" pairs belong to the
measured sets and are learnt from across folds only (by document, `judge_data.fold_of`).
"""

import argparse
import difflib
import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from verifier.checking import passages
from verifier.checking.entailment import TOGETHER
from verifier.checking.texts import shelf_of
from verifier.language import sentences
from verifier.training.corruptions import Article, Variant, corrupted, role_pairs, sort_of
from verifier.training.faithful import faithful, shortened
from verifier.training.held_out import held_out
from verifier.training.judge_data import OPEN_FOLDS, fold_of

LABELS = ("supports", "refutes", "neutral")
ALLOWED = {
    "supports": [0], "refutes": [1], "neutral": [2], "unsupported": [1, 2], "supported": [0], "contradicted": [1],
    "not_enough": [2], "partially_supported": [2],
}  # fmt: skip
MEASURED = ("wice_claim", "frank", "cliff", "xsumfaith", "fib_factcc_swaps", "summedits_news", "summeval")
BESIDE = ("entfa", "summedits_other", "expertqa")
EVERY = 1
"""One in how many sentences of an article is used."""
KEPT = {"summeval": 0.35, "gum_other": 0.45, "climate_fever": 0.45, "polnear": 0.85, "pages": 0.9}
"""What is kept of the larger parts: far from news, or many claims on few texts."""

Row = dict[str, Any]


def pair(claim: str, passage: str, label: str, *, marks: Iterable[Iterable[int]] = (), rest: int = -1) -> Row:
    """One line; a supported claim has no word that is not borne out."""
    known = 0 if ALLOWED[label] == [0] else rest
    return {"claim": claim, "passage": passage, "allowed": ALLOWED[label], "marks": [list(m) for m in marks],
            "rest": known}  # fmt: skip


def of_variant(variant: Variant, passage: str) -> Row:
    """A made claim: its changed words are known."""
    marks = [(s, e, 1) for s, e in variant.changed]
    return pair(variant.text, passage, variant.label, marks=marks, rest=0 if marks else -1)


def read(path: Path) -> list[Row]:
    """The lines of a file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def windows(claim: str, row: Row) -> list[str]:
    """The best passages for a claim in a row's documents, as the program finds them."""
    shelf = shelf_of(tuple(document["text"] for document in row["documents"]))
    return [" ".join(one.text.split()) for one in passages.find(passages.query(claim), shelf)]


def more_of(row: Row, rng: random.Random) -> Iterator[Row]:
    """Of a supported claim: its sentences, a light edit, and a corruption with words of the same article."""
    parts = [row["claim"][span.start : span.end] for span in sentences.split(row["claim"])]
    article = Article(tuple(" ".join(row["documents"][0]["text"][s.start : s.end].split())
                            for s in sentences.split(row["documents"][0]["text"])))  # fmt: skip
    for part in rng.sample(parts, min(len(parts), 2)):
        near = " ".join(windows(part, row)[:TOGETHER])
        kept = faithful(part, rng)
        if len(parts) > 1 or (kept != part and rng.random() < 0.4):
            yield pair(kept if rng.random() < 0.4 else part, near, "supports")
        made = corrupted(part, article, rng)
        if made:
            yield of_variant(made, near)


def changed_words(before: str, after: str) -> list[list[int]]:
    """Offsets in `after` of the words that `before` has not in that place."""
    ones, others = before.split(), [(m.start(), m.end()) for m in re.finditer(r"\S+", after)]
    said = [after[s:e] for s, e in others]
    out = []
    for kind, _, _, low, high in difflib.SequenceMatcher(None, ones, said, autojunk=False).get_opcodes():
        if kind != "equal" and said:
            high = max(high, low + 1)
            out.append([others[min(low, len(others) - 1)][0], others[min(high, len(others)) - 1][1], 1])
    return out


def marks_of(row: Row) -> tuple[list[list[int]], int]:
    """Which words of a claim its set says are not borne out, and what that means for the others."""
    meta, claim = row["meta"], row["claim"]
    if row["dataset_file"] in ("fib_factcc_swaps", "summedits_news", "summedits_other") and not meta["binary"]:
        original = meta.get("correct") or meta.get("original_summary") or ""
        return (changed_words(original, claim), 0) if original else ([], -1)
    if row["dataset_file"] == "xsumfaith":
        spans = [[one["start"], one["end"], 1] for one in meta.get("spans", ())]
        return spans, 0 if spans else -1
    if row["dataset_file"] == "cliff":
        found = [(claim.find(part), part) for part in meta.get("annotated_span") or ()]
        return [[at, at + len(part), 1] for at, part in found if at >= 0], 0 if found else -1
    if row["dataset_file"] == "entfa":
        return [[e["start"], e["end"], int(e["label"] != "Non-hallucinated")] for e in meta.get("entities") or ()], -1
    if row["dataset_file"] == "wice_nonsupported_tokens":
        return tokens_marked(claim, meta["claim_tokens"], meta["non_supported"]), 0
    return [], -1


def tokens_marked(claim: str, tokens: list[str], flags: list[bool]) -> list[list[int]]:
    """Offsets of the flagged tokens."""
    out, at = [], 0
    for token, flag in zip(tokens, flags, strict=True):
        start = claim.find(token, at)
        if start < 0:
            continue
        at = start + len(token)
        if flag:
            out.append([start, at, 1])
    return out


def of_set(folder: Path, name: str, rng: random.Random) -> Iterator[Row]:
    """The rows of one set with their passages."""
    for row in sorted(read(folder / f"{name}.jsonl"), key=lambda row: str(row["documents"][0]["text"][:400])):
        if row["label"] == "disputed" or (name == "wice_nonsupported_tokens" and row["split"] != "train"):
            continue
        row["dataset_file"] = name
        marks, rest = marks_of(row)
        label = row["label"] if row["label"] in ALLOWED else "unsupported"
        stage = "fold" if name in MEASURED else "base"
        tail = {"set": name, "stage": stage, "fold": fold_of(name, row)}
        found = windows(row["claim"], row)
        yield {**pair(row["claim"], " ".join(found[:TOGETHER]), label, marks=marks, rest=rest), **tail}
        if stage == "fold" and ALLOWED[label] == [0] and found:
            yield from ({**one, **tail} for one in more_of(row, rng))
        if name == "wice_claim":
            yield from ({**one, **tail} for one in of_evidence(row))


def of_evidence(row: Row) -> Iterator[Row]:
    """WiCE: the sentences that people chose, and one best passage without any of them."""
    document = row["documents"][0]
    units = document["sentences"]
    sets = row["meta"].get("evidence_sets") or []
    if row["label"] == "not_enough":
        sets = []
    if sets:
        chosen = " ".join(units[number] for number in sets[0])
        yield pair(row["claim"], chosen, row["label"])
    wanted = {number for one in sets for number in one}
    shelf = shelf_of((document["text"],))
    for found in passages.find(passages.query(row["claim"]), shelf, limit=4):
        if not any(units[number] in found.text or found.text in units[number] for number in wanted):
            yield pair(row["claim"], " ".join(found.text.split()), "neutral")
            return


def of_short(folder: Path) -> Iterator[Row]:
    """Sets whose documents are single passages already."""
    for name in ("vitaminc", "fever_symmetric", "healthver"):
        for row in read(folder / f"{name}.jsonl"):
            fold = fold_of(name, row)
            stage = "base" if name != "vitaminc" or fold in OPEN_FOLDS[name] else "fold"
            one = pair(row["claim"], row["documents"][0]["text"], row["label"])
            yield {**one, "set": name, "stage": stage, "fold": fold}
    named = {"SUPPORTS": "supports", "REFUTES": "refutes", "NOT_ENOUGH_INFO": "neutral"}
    for row in read(folder / "climate_fever.jsonl"):
        for document, label in zip(row["documents"], row["meta"]["evidence_labels"], strict=False):
            one = pair(row["claim"], document["text"], named[label])
            yield {**one, "set": "climate_fever", "stage": "base", "fold": 0}
    for row in read(folder / "politihop.jsonl"):
        units, sets = row["documents"][0].get("sentences") or [], row["meta"].get("evidence_sets") or []
        if sets and max(sets[0]) < len(units):
            chosen = " ".join(units[number] for number in sets[0][:4])
            yield {**pair(row["claim"], chosen, row["label"]), "set": "politihop", "stage": "base", "fold": 0}


def of_facts(path: Path, rng: random.Random) -> Iterator[Row]:
    """Claims that people took from a sentence, and corruptions of them."""
    rows = [row for row in read(path) if row.get("claims")]
    for row, other in zip(rows, [*rows[1:], rows[0]], strict=True):
        around = [*(row.get("meta", {}).get("context") or []), row["text"], other["text"]]
        article = Article(tuple(str(one) for one in around))
        for claim in row["claims"]:
            yield pair(claim["text"], row["text"], "supports")
            made = corrupted(claim["text"], article, rng)
            if made:
                yield of_variant(made, row["text"])
        yield pair(other["claims"][0]["text"], row["text"], "neutral", marks=[], rest=-1)


def units_of(row: Row) -> list[str]:
    """The sentences of an article, each on one line."""
    text = row["text"]
    spans = row.get("sentences") or [(one.start, one.end) for one in sentences.split(text)]
    return [" ".join(text[start:end].split()) for start, end in spans]


def of_article(units: list[str], rng: random.Random) -> Iterator[Row]:
    """Faithful and corrupted claims of one article, with their sentences somewhere in the passage."""
    article = Article(tuple(units))
    usable = [n for n, unit in enumerate(units) if 7 <= len(unit.split()) <= 42]
    for number in usable[rng.randrange(EVERY) :: EVERY]:
        unit = units[number]
        kept = faithful(unit, rng)
        base = kept if rng.random() < 0.6 else unit
        passage = around(units, number, rng)
        yield pair(kept, passage, "supports")
        made = corrupted(base, article, rng)
        if made:
            yield of_variant(made, passage)
        way = rng.random()
        if way < 0.25:
            cut = shortened(unit, rng)
            if cut and cut[1].strip(" ,.") in unit:
                at = unit.find(cut[1].strip(" ,."))
                marks = [(at, at + len(cut[1].strip(" ,.")), 1)]
                yield pair(unit, around([*units[:number], cut[0], *units[number + 1 :]], number, rng), "neutral",
                           marks=marks, rest=0)  # fmt: skip
        elif way < 0.5:
            other = rng.choice(usable)
            if abs(other - number) > 2:
                yield pair(faithful(units[other], rng), passage, "neutral")
        elif way < 0.58 and number + 1 in usable:
            both = f"{kept.rstrip('.')}, and {faithful(units[number + 1], rng)}"
            yield pair(both, f"{unit} {units[number + 1]}", "supports")
        elif way < 0.66 and number + 1 in usable:
            at = len(kept.rstrip(".")) + 6
            both = f"{kept.rstrip('.')}, and {faithful(units[number + 1], rng)}"
            yield pair(both, unit, "neutral", marks=[(at, len(both), 1)], rest=0)
    people = [name for name in article.names if sort_of(name) == "person"]
    if len(people) >= 2:
        for passage, variant in role_pairs(people, rng)[: rng.choice((2, 3))]:
            more = rng.choice(units)
            yield of_variant(variant, passage if rng.random() < 0.5 else f"{passage} {more}")


def around(units: list[str], number: int, rng: random.Random) -> str:
    """A sentence with up to two others of its article, beside it or from elsewhere."""
    chosen = [units[number]]
    way = rng.random()
    if way < 0.3 and number + 1 < len(units):
        chosen.append(units[number + 1])
    elif way < 0.5 and number:
        chosen.insert(0, units[number - 1])
    if rng.random() < 0.35:
        chosen.insert(rng.randrange(len(chosen) + 1), rng.choice(units))
    return " ".join(one for one in dict.fromkeys(chosen) if len(one) < 400) or units[number]


def main() -> None:
    """Write the pairs, shuffled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=Path, nargs="*", default=[])
    parser.add_argument("--facts", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rng = random.Random(0)  # noqa: S311 - makes examples, no secrets
    made: list[Row] = list(of_short(options.folder))
    for name in (*MEASURED, *BESIDE, "wice_nonsupported_tokens"):
        made += of_set(options.folder, name, rng)
        print(name, len(made), flush=True)
    for path in options.facts:
        made += ({**one, "set": path.stem, "stage": "base", "fold": 0} for one in of_facts(path, rng))
    for path in options.articles:
        for row in read(path):
            if row.get("split") == "dev" or held_out(row["id"]):
                continue
            tail = {"set": path.stem, "stage": "base", "fold": 0}
            made += ({**one, **tail} for one in of_article(units_of(row), rng))
        print(path.stem, len(made), flush=True)
    pages = {row["documents"][0]["text"] for row in read(options.folder / "wice_nonsupported_tokens.jsonl")
             if row["split"] == "train"}  # fmt: skip
    for text in sorted(pages):
        units = [" ".join(text[s.start : s.end].split()) for s in sentences.split(text)][:60]
        made += ({**one, "set": "pages", "stage": "base", "fold": 0} for one in of_article(units, rng))
    made = [one for one in made if rng.random() < KEPT.get(one["set"], 1.0)]
    rng.shuffle(made)
    options.out.write_text("".join(json.dumps(one) + "\n" for one in made), encoding="utf-8")
    print(f"{len(made)} pairs")


if __name__ == "__main__":
    main()
