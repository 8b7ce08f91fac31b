"""Attribution as `find_attributions` gives it, against annotated texts; speed, load time and memory.

    python benchmarks/attribution.py DATA [--set polnear:dev ...] [--limit N] [--out DIR]
    python benchmarks/attribution.py DATA --misses 100
    python benchmarks/attribution.py DATA --names
    python benchmarks/attribution.py DATA --speed

DATA is a folder with <set>.jsonl and score.py, which does all scoring; reporting_cues.txt beside it makes the wishes
and plans of PolNeAR optional (`--focus-cues`). Speed is in words (between white space) a second of processor time on
one thread, everything included; load is the first call on a short text. --misses sorts the first misses on the articles
of PolNeAR's train split that the trainings leave out by what went wrong; a share of them looks at overlaps alone.
--names sorts the words of what is found in Markkula's articles by whether the source's name is right, and why not.
"""

import argparse
import importlib.util
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

Tokens = dict[str, set[int]]
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


def scorer_of(folder: Path) -> Any:
    """The data sets' own scorer as a module."""
    place = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert place is not None
    assert place.loader is not None
    scorer = importlib.util.module_from_spec(place)
    place.loader.exec_module(scorer)
    return scorer


def names(folder: Path) -> None:
    """Words of the attributions found in Markkula's articles, by what is wrong with the name of their source."""
    scorer = scorer_of(folder)
    kinds: Counter[str] = Counter()
    for doc in read(folder, "markkula_sourcing:dev", None):
        cut = scorer.Doc(doc["text"])
        gold = [(one["source_name"], cut.tokens(one["content"])) for one in doc["attributions"]]
        for one in predict([doc])[0]["attributions"]:
            words = cut.tokens([span for role in scorer.ROLES for span in one[role]])
            source = " ".join(doc["text"][s:e] for s, e in one["source"])
            name = one.get("source_name", source)
            for word in words:
                told = [other for other, content in gold if word in content]
                if not told:
                    kinds["in no statement that the annotators mark"] += 1
                elif any(scorer.same_name(other, name) for other in told):
                    kinds["right"] += 1
                else:
                    kinds[wrong_name(told[0], name, source)] += 1
    for kind, count in kinds.most_common():
        print(f"| {kind} | {count} |")


def wrong_name(gold: str, name: str, source: str) -> str:
    """What is wrong with a name, by its words and those of the source phrase."""
    if not gold:
        return "a name or words where the annotators give none"
    if not source and not name:
        return "no source found"
    if not name:
        return "no name where the annotators give one"
    shared = set(re.findall(r"[a-z]{3,}", gold.lower())) & set(re.findall(r"[a-z]{3,}", name.lower()))
    if shared:
        return "the names share a word (office, slip of the pen, accent, plural)"
    if re.fullmatch(r"(?i)(?:he|she|they|it|who|which|that|some|others)", source):
        return "a pronoun that goes back to somebody else"
    described = source[:1].islower() or not re.search(r"[A-Z]", source[1:])
    return "a description not resolved or to somebody else" if described else "another name"


def misses(folder: Path, limit: int) -> None:
    """The first `limit` attributions of held-out training articles that were not found with their source, by kind."""
    from verifier.training.held_out import held_out

    scorer = scorer_of(folder)
    listed = (folder / "reporting_cues.txt").read_text(encoding="utf-8").splitlines()
    reporting = {line.strip().lower() for line in listed if line.strip() and not line.startswith("#")}
    kinds: Counter[str] = Counter()
    for doc in read(folder, "polnear:train", None):
        if not held_out(doc["id"]) or kinds.total() >= limit:
            continue
        cut = scorer.Doc(doc["text"])
        sides = doc["attributions"], predict([doc])[0]["attributions"]
        gold, found = ([{role: cut.tokens(one[role]) for role in scorer.ROLES} for one in side] for side in sides)
        pairs = {i: found[j] for i, j, _ in scorer.match(gold, found)}
        for number, one in enumerate(gold):
            cue = " ".join(doc["text"][s:e] for s, e in sides[0][number]["cue"]).lower()
            reports = ":" in cue or any(word in reporting for word in re.findall("[a-z]+", cue))
            kind = miss(one, pairs.get(number), found, reports=reports)
            if kind and kinds.total() < limit:
                kinds[kind] += 1
    for kind, count in kinds.most_common():
        print(f"| {kind} | {count} |")


def miss(gold: Tokens, pair: Tokens | None, found: list[Tokens], *, reports: bool) -> str:
    """What went wrong with one attribution, by its overlaps; empty where nothing did."""
    if pair is not None:
        shared, either = gold["source"] & pair["source"], gold["source"] | pair["source"]
        if not either or len(shared) >= len(either) / 2:
            return ""
        if not gold["source"]:
            return "content right, a source given where none is"
        if not pair["source"]:
            return "content right, source missed"
        return f"content right, source {'cut too short or too long' if shared else 'another one'}"
    if any(gold["cue"] & one["cue"] for one in found):
        return "cue right, content overlaps too little"
    if any(gold["content"] & one["content"] for one in found):
        return f"content under another cue, {'a reporting' if reports else 'an attitude’s'} cue missed"
    return f"not seen at all{', though the cue reports' if reports else ': an attitude, a plan or a noun as cue'}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--set", action="append", help=f"set:split; default {' '.join(SETS)}")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--out", type=Path, help="write the predictions here")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--names", action="store_true", help="sort the names given in Markkula's articles")
    parser.add_argument("--misses", type=int, metavar="N", help="sort the first N misses on held-out training articles")
    arguments = parser.parse_args()
    if arguments.misses:
        misses(arguments.data, arguments.misses)
        return
    if arguments.names:
        names(arguments.data)
        return
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
