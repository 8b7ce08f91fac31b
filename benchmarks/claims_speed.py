"""CPU time and round trip of sentences, quotations and claims: python benchmarks/claims_speed.py TEXTS.jsonl"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from verifier.claims import find_claims
from verifier.language import sentences
from verifier.language.folding import fold
from verifier.language.quotes import find_quotes
from verifier.model import Discourse, Document


def texts(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield from (text for text in [row.get("text"), *(d["text"] for d in row.get("documents", ()))] if text)


def lost(text: str) -> bool:
    """Whether sentences and gaps joined do not give the text back."""
    at = 0
    for span in sentences.split(text):
        piece = text[span.start : span.end]
        if span.start < at or text[at : span.start].strip() or piece != piece.strip() or not piece:
            return True
        at = span.end
    return bool(text[at:].strip())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--size", type=int, default=1_000_000, help="code points of the text that is timed")
    arguments = parser.parse_args()
    joined = ""
    for path in arguments.files:
        found = list(texts(path))
        print(f"{path.name}: {len(found)} texts, {sum(map(lost, found))} lose something")
        joined = joined or "\n\n".join(found)[: arguments.size]
    steps: dict[str, Callable[[], object]] = {
        "sentences": lambda: sentences.split(joined),
        "quotations": lambda: find_quotes(joined),
        "folding": lambda: fold(joined),
        "claims": lambda: find_claims(Document(joined, "", ""), Discourse()),
    }
    for name, step in steps.items():
        began = time.process_time()
        step()
        print(f"{name}: {time.process_time() - began:.2f} s of CPU for {len(joined)} code points")


if __name__ == "__main__":
    main()
