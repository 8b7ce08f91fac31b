"""How often the facts of a claim come out hard different from the passage nearest to it, by what the set says of it.

    python benchmarks/checking_facts.py FOLDER [--sets NAME ...] [--max N] [--cases DIR]

FOLDER holds one JSON-lines file a set, --cases a folder of our own cases: there the passage is the one that the answers
name, and the findings are those that were planted. A hard difference of a supported claim is a false alarm; of a
contradicted (or otherwise unsupported) one it is what the facts can find without any judge. The kinds are counted
beside it.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from checking import rows

from verifier.checking import comparisons, passages
from verifier.checking.texts import shelf_of
from verifier.facts import compare, read

SETS = ("vitaminc", "fib_factcc_swaps", "summedits_news", "wice_claim")


def of_cases(folder: Path) -> None:
    """Planted findings that a comparison with the passage of the answers names, and hard differences of the rest."""
    planted, named, hard = Counter[str](), Counter[str](), Counter[str]()
    supported = alarms = 0
    for path in sorted(folder.glob("*/gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for claim in gold["claims"]:
            passage = " ".join(one["quote"] for one in claim.get("evidence") or ())
            if not passage:
                continue
            found = [one for one in compare(read(claim["span"]), read(passage)) if one.result == "different"]
            if "supported" in claim["verdict"]:
                supported += 1
                alarms += any(one.hard for one in found)
            for kind in claim["findings"] if claim.get("planted") else ():
                mine = [one for one in found if one.finding == kind]
                planted[kind] += 1
                named[kind] += bool(mine)
                hard[kind] += any(one.hard for one in mine)
    for kind, count in planted.most_common():
        print(f"cases  {kind:22} {named[kind]:3} of {count:3} named, {hard[kind]:3} hard")
    print(f"cases  supported claims with a hard difference: {alarms} of {supported}")


def main() -> None:
    """Print one line a set and answer, then the kinds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="*", default=SETS)
    parser.add_argument("--max", type=int, default=4000)
    parser.add_argument("--cases", type=Path)
    options = parser.parse_args()
    if options.cases:
        of_cases(options.cases)
    for name in options.sets:
        seen, differing, kinds = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
        began = time.process_time()
        for row in rows(options.folder / f"{name}.jsonl", options.max):
            shelf = shelf_of(tuple(document["text"] for document in row["documents"]))
            found = passages.find(passages.query(row["claim"]), shelf, limit=1)
            settled = comparisons.settle(comparisons.weigh(row["claim"], found, published=None))
            hard = {item.comparison.kind for item in settled if item.comparison.hard}
            seen[row["label"]] += 1
            differing[row["label"]] += bool(hard)
            kinds.update((row["label"], kind) for kind in hard)
        for label, count in sorted(seen.items()):
            mine = ", ".join(f"{kind} {n}" for (one, kind), n in kinds.most_common() if one == label)
            print(f"{name:18} {label:20} {differing[label]:5} of {count:5} ({differing[label] / count:.1%})  {mine}")
        spent = 1000 * (time.process_time() - began) / max(sum(seen.values()), 1)
        print(f"{name:18} {spent:.1f} ms a claim", flush=True)


if __name__ == "__main__":
    main()
