"""Lay a network out for its run-time: python -m verifier.training.networks FOLDER

Writes the graph to model.onnx and its weights beside it to model.data. The run-time maps such weights into memory where
it would copy those of a single file twice: it reads what it needs of them (a few rows of the table of words), and the
processes of a batch share them.
"""

import argparse
from pathlib import Path

import onnx

GRAPH, WEIGHTS = "model.onnx", "model.data"
LEAST = 4096
"""Bytes of a weight that is kept out of the graph: a page of memory."""


def save(network: onnx.ModelProto, folder: Path) -> None:
    """Write a network to `folder`, in the place of the one that is there."""
    for name in (GRAPH, WEIGHTS):
        (folder / name).unlink(missing_ok=True)
    onnx.save_model(network, str(folder / GRAPH), save_as_external_data=True, location=WEIGHTS, size_threshold=LEAST)
    (folder / WEIGHTS).chmod((folder / GRAPH).stat().st_mode)  # written for its owner alone


def main() -> None:
    """Arguments of the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    save(onnx.load(str(folder / GRAPH)), folder)


if __name__ == "__main__":
    main()
