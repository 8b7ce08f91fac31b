"""Span F1 of the sentence rules: python benchmarks/claims_sentences.py gum_news.jsonl [--show N]"""

import argparse
import json
import time
from pathlib import Path

from verifier.language import sentences


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="JSON lines with text and sentences")
    parser.add_argument("--show", type=int, default=0, help="print up to N differing stretches")
    arguments = parser.parse_args()
    for path in arguments.files:
        right = found = gold = shown = size = 0
        began = time.process_time()
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            if not case.get("sentences"):
                continue
            want = {(s, e) for s, e in case["sentences"]}
            got = {(s.start, s.end) for s in sentences.split(case["text"])}
            right, found, gold = right + len(want & got), found + len(got), gold + len(want)
            size += len(case["text"])
            for sign, spans in (("-", want - got), ("+", got - want)):
                for s, e in sorted(spans)[: max(0, arguments.show - shown)]:
                    print(sign, case["id"], s, repr(case["text"][s:e]))
                    shown += 1
        precision, recall = right / max(found, 1), right / max(gold, 1)
        f1 = 2 * right / max(found + gold, 1)
        seconds = time.process_time() - began
        print(f"{path.name}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} ({size} chars, {seconds:.2f} s)")


if __name__ == "__main__":
    main()
