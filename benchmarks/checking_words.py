"""How well the words of a claim that lack support are found: python benchmarks/checking_words.py ROWS.jsonl

ROWS are as in verifier.training.covering. Token F1 of "not supported", by split; beside it the F1 of calling every
token so, and of calling so every token whose word no passage has.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

from verifier.checking.covering import uncovered
from verifier.checking.examining import examine
from verifier.checking.texts import shelf_of
from verifier.language.tokens import STOP, stem, texts
from verifier.training.covering import places


def f1(answers: list[bool], guesses: list[bool]) -> float:
    """F1 of the true ones."""
    right = sum(a and g for a, g in zip(answers, guesses, strict=True))
    return 2 * right / max(sum(answers) + sum(guesses), 1)


def main() -> None:
    """Print one line a split."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--split", default="")
    options = parser.parse_args()
    answers, ours, plain = (defaultdict[str, list[bool]](list) for _ in range(3))
    with options.rows.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if options.split and row["split"] != options.split:
                continue
            claim, split = row["claim"], row["split"]
            seen = examine(claim, shelf_of(tuple(d["text"] for d in row["documents"])), sources=None, published=None)
            passages = [one.passage.text for one in seen.weighed]
            score = seen.weighed[0].passage.score if seen.weighed else 0.0
            spans = uncovered(claim, passages, score, seen.settled)
            held = {stem(word) for passage in passages[:3] for word in texts(passage)}
            tokens = row["meta"]["claim_tokens"]
            answers[split] += row["meta"]["non_supported"]
            ours[split] += [any(a < s.end and s.start < b for s in spans) for a, b in places(claim, tokens)]
            plain[split] += [t[0].isalnum() and t.lower() not in STOP and stem(t) not in held for t in tokens]
    for split, truth in answers.items():
        print(
            f"{split}: {len(truth)} tokens, F1 {f1(truth, ours[split]):.3f}; words that no passage has "
            f"{f1(truth, plain[split]):.3f}; all of them {f1(truth, [True] * len(truth)):.3f}"
        )


if __name__ == "__main__":
    main()
