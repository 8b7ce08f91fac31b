"""Spans and links of the tagger against annotated texts, with its speed, load time and memory.

    python benchmarks/attribution_spans.py DATA [--split dev] [--held-out] [--model DIR] [--out PRED.jsonl]

DATA is a folder with polnear.jsonl, reporting_cues.txt and score.py (which does all scoring). --held-out measures on
the articles of the split that the training leaves out. Speed is in words (between white space) a second of processor
time.
"""

import argparse
import importlib.util
import json
import resource
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from verifier.attribution.tagger import Tagged, Tagger
from verifier.language.encoder import MODELS

ROWS = ("source", "cue", "content")


def scorer(folder: Path) -> ModuleType:
    """The data set's own score.py."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(docs: list[dict[str, Any]], tagger: Tagger) -> list[dict[str, Any]]:
    """One prediction line a document, in the data set's format."""

    def row(a: Tagged) -> dict[str, Any]:
        return {"source": a.source, "cue": a.cue, "content": a.content, "type": kind(a), "score": a.score}

    def kind(a: Tagged) -> str:
        quoted = [any(mark in text[s:e] for mark in '"\u201c\u201d') for s, e in a.content]
        whole = all(text[s] in '"\u201c' and text[e - 1] in '"\u201d,.' for s, e in a.content)
        return "direct" if whole and all(quoted) else "mixed" if any(quoted) else "indirect"

    lines = []
    for doc in docs:
        text = doc["text"]
        lines.append({"id": doc["id"], "attributions": [row(a) for a in tagger.tag(text)]})
    return lines


def table(
    score: ModuleType, docs: list[dict[str, Any]], lines: list[dict[str, Any]], words: set[str] | None
) -> dict[str, Any]:
    """The scorer's figures, all attributions or with the cues that do not report made optional."""
    docs, lines = json.loads(json.dumps(docs)), json.loads(json.dumps(lines))
    total = score.Score()
    for doc, line in zip(docs, lines, strict=True):
        if words is not None:
            score.focus(doc, words)
            score.focus(dict(line, text=doc["text"]), words)
        total.add(doc["text"], doc["attributions"], line["attributions"])
    result: dict[str, Any] = total.result()
    return result


def main() -> None:
    """Arguments of the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--model", type=Path, default=MODELS / "tagger")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--max", type=int)
    args = parser.parse_args()
    with (args.data / "polnear.jsonl").open(encoding="utf-8") as lines:
        docs = [doc for doc in map(json.loads, lines) if doc["split"] == args.split]
    if args.held_out:
        from verifier.training.held_out import held_out

        docs = [doc for doc in docs if held_out(doc["id"])]
    docs = docs[: args.max]
    began = time.perf_counter()
    tagger = Tagger(args.model)
    tagger.tag("He said so.")
    loaded = time.perf_counter()
    before = time.process_time()
    predictions = predict(docs, tagger)
    spent = time.process_time() - before
    words = sum(len(doc["text"].split()) for doc in docs)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    score = scorer(args.data)
    listed = (args.data / "reporting_cues.txt").read_text(encoding="utf-8").splitlines()
    cues = {line.strip().lower() for line in listed if line.strip() and not line.startswith("#")}
    out = sys.stdout
    out.write(
        f"{len(docs)} texts, {words} words, {words / spent:.0f} words/s, load {loaded - began:.2f} s, {memory:.0f} MB\n"
    )
    for name, listed_cues in (("all", None), ("reporting cues", cues)):
        r = table(score, docs, predictions, listed_cues)
        exact = " / ".join(f"{r[role]['exact'][2]:.3f}" for role in ROWS)
        whole = " ".join(f"{key} {r['attribution ' + key][2]:.3f}" for key in ("content", "full", "lenient", "all3"))
        p, q, _ = r["attribution full"]
        kinds = " ".join(
            f"{k} {v['content recall']:.2f}/{v['full recall']:.2f}" for k, v in r["by type"].items() if v["gold"]
        )
        out.write(f"{name}: exact {exact}  content token {r['content']['token'][2]:.3f}  {whole}\n")
        out.write(f"    full P {p:.3f} R {q:.3f}  gold {r['gold']} told {r['pred']}  content/full recall {kinds}\n")
    if args.out:
        args.out.write_text("".join(json.dumps(line) + "\n" for line in predictions), encoding="utf-8")


if __name__ == "__main__":
    main()
