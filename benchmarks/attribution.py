"""Attribution as `find_attributions` gives it, against annotated texts; speed, load time and memory.

    python benchmarks/attribution.py DATA [--set polnear:dev ...] [--limit N] [--out DIR]
    python benchmarks/attribution.py DATA --speed

DATA is a folder with <set>.jsonl and score.py, which does all scoring; reporting_cues.txt beside it makes the wishes
and plans of PolNeAR optional (`--focus-cues`). Speed is in words (between white space) a second of processor time on
one thread, everything included; load is the first call on a short text.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SETS = ("polnear:dev", "markkula_sourcing:dev", "gum_news:train")


def read(folder: Path, name: str, limit: int | None) -> list[dict[str, Any]]:
    """The documents of "set:split"."""
    stem, _, split = name.partition(":")
    lines = (folder / f"{stem}.jsonl").read_text(encoding="utf-8").splitlines()
    return [doc for doc in map(json.loads, lines) if doc["split"] == split][:limit]


def predict(docs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One prediction line a document, in the data sets' format."""
    from verifier import find_attributions

    out = []
    for doc in docs:
        rows = []
        for found in find_attributions(doc["text"]):
            row: dict[str, Any] = {
                "source": found.source,
                "cue": found.cue,
                "content": found.content,
                "type": found.type,
            }
            if found.source_name is not None:
                row["source_name"] = found.source_name
            rows.append(row)
        out.append({"id": doc["id"], "attributions": rows})
    return out


def score(folder: Path, docs: list[dict[str, Any]], lines: list[dict[str, Any]], *options: str) -> str:
    """What the data sets' own scorer prints."""
    with tempfile.TemporaryDirectory() as place:
        gold, predicted = Path(place) / "gold.jsonl", Path(place) / "predicted.jsonl"
        gold.write_text("\n".join(map(json.dumps, docs)), encoding="utf-8")
        predicted.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        command = [sys.executable, str(folder / "score.py"), str(gold), str(predicted), *options]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def speed(folder: Path) -> None:
    """Words a second, load time and peak memory of this process."""
    started = time.process_time()
    from verifier import find_attributions

    find_attributions("The mill will close, its owner said.")
    print(f"load {time.process_time() - started:.2f} s")
    texts = [doc["text"] for doc in read(folder, "polnear:dev", 30)]
    started = time.process_time()
    for text in texts:
        find_attributions(text)
    taken = time.process_time() - started
    print(f"speed {sum(len(text.split()) for text in texts) / taken:,.0f} words a second")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--set", action="append", help=f"set:split; default {' '.join(SETS)}")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--out", type=Path, help="write the predictions here")
    parser.add_argument("--speed", action="store_true")
    arguments = parser.parse_args()
    if arguments.speed:
        speed(arguments.data)
        return
    for name in arguments.set or SETS:
        docs = read(arguments.data, name, arguments.limit)
        lines = predict(docs)
        print(f"== {name}\n{score(arguments.data, docs, lines)}")
        cues = arguments.data / "reporting_cues.txt"
        if name.startswith("polnear") and cues.exists():
            print(f"-- reporting cues only\n{score(arguments.data, docs, lines, '--focus-cues', str(cues))}")
        if arguments.out:
            arguments.out.mkdir(parents=True, exist_ok=True)
            target = arguments.out / f"{name.replace(':', '_')}.jsonl"
            target.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
