"""Atomic claims of single sentences found in the program's cuts: python benchmarks/claims_atoms.py feverfact.jsonl

Two ways of matching, both over content stems (no stop words; those of the page title are left out):
  covered     a gold claim is found if one cut holds at least 0.7 of its stems; a cut is right if it so holds one
  one to one  pairs of a gold claim and a cut with stem-F1 of at least 0.5, best first, each used once
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from verifier.claims import find_claims
from verifier.language.tokens import stems
from verifier.model import Discourse, Document

COVERED, SAME = 0.7, 0.5


def cuts(sentence: str) -> list[set[str]]:
    claims, _ = find_claims(Document(sentence, "", ""), Discourse())
    return [set(stems(claim.standalone)) for claim in claims] or [set(stems(sentence))]


def share(wanted: set[str], held: set[str]) -> float:
    return len(wanted & held) / len(wanted) if wanted else 1.0


def f1(right_gold: int, gold: int, right_cuts: int, found: int) -> tuple[float, float, float]:
    precision, recall = right_cuts / max(found, 1), right_gold / max(gold, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def pairs(gold: Sequence[set[str]], found: Sequence[set[str]]) -> int:
    scored = sorted(
        (
            (-2 * len(one & other) / max(len(one) + len(other), 1), i, j)
            for i, one in enumerate(gold)
            for j, other in enumerate(found)
        )
    )
    used: tuple[set[int], set[int]] = (set(), set())
    for score, i, j in scored:
        if -score >= SAME and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
    return len(used[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    gold_total = found_total = covered_gold = covered_cuts = matched = 0
    for line in parser.parse_args().file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        title = set(stems(row["meta"].get("source", "").replace("_", " ")))
        gold = [set(stems(claim["text"])) - title for claim in row["claims"]]
        found = [cut - title for cut in cuts(row["text"])]
        gold_total, found_total = gold_total + len(gold), found_total + len(found)
        covered_gold += sum(any(share(one, cut) >= COVERED for cut in found) for one in gold)
        covered_cuts += sum(any(share(one, cut) >= COVERED for one in gold) for cut in found)
        matched += pairs(gold, found)
    print(f"{gold_total} gold claims, {found_total} cuts")
    print(
        "covered: precision {:.3f} recall {:.3f} F1 {:.3f}".format(
            *f1(covered_gold, gold_total, covered_cuts, found_total)
        )
    )
    print("one to one: precision {:.3f} recall {:.3f} F1 {:.3f}".format(*f1(matched, gold_total, matched, found_total)))


if __name__ == "__main__":
    main()
