"""What taggers say of every word: python -m verifier.training.tagger_teacher --model DIR... --data DIR --out FILE

The mean emissions of the models over the training articles, for verifier.training.tagger --teacher.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from verifier.attribution.tagger import Tagger
from verifier.training.held_out import held_out


def main() -> None:
    """Arguments of the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, nargs="+", required=True, help="folders as tagger_export writes them")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="a .npz file")
    parser.add_argument("--whole", action="store_true", help="the articles that trainings leave out, too")
    args = parser.parse_args()
    taggers = [Tagger(folder) for folder in args.model]
    told = {}
    with (args.data / "polnear.jsonl").open(encoding="utf-8") as lines:
        for doc in map(json.loads, lines):
            if doc["split"] == "train" and (args.whole or not held_out(doc["id"])):
                emissions = [tagger.emissions(doc["text"]) for tagger in taggers]
                told[doc["id"]] = np.mean(emissions, 0).astype(np.float16)
    np.savez(args.out, **told)


if __name__ == "__main__":
    main()
