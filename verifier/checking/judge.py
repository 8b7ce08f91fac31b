"""The trained judgement: features -> P(supported), P(partly), P(contradicted), P(not there). Boosted trees in numpy."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verifier.model import VerdictLabel

MODELS = Path(__file__).parent.parent / "resources" / "models"
FOLDER, OF_TEXTS = MODELS / "judge", MODELS / "judge_of_texts"
DOUBTED, HELD = 0.4, 0.6
"""Mean doubt over the claim's words from which the network that reads claim and passage firmly objects: P(supported) is
then held to HELD of the balanced point, whatever the features say. Out of fold, one in four of such claims that the
judge would have called supported were (27 rows of the open sets, docs/checking.md)."""

SEVERAL = 1.0
"""The feature `parts` from which a claim has several sentences (the logarithm of one more than their number)."""
BESIDE = 1.4
"""Weight of the straight lines beside the trees of the first step: WiCE .797 -> .815 AUROC, FRANK .846 -> .858,
VitaminC .838 -> .850, CLIFF .850 -> .861, out of fold (`python -m verifier.training.judge`)."""
APART = 0.35
"""Weight of the mean over the sentences of a claim of several, each judged by itself, beside the claim as a whole:
FRANK .858 -> .865 AUROC, out of fold."""
TOLD, EDGE = 0.5, 0.02
"""Power with which the network's odds of "says otherwise" against "says neither" enter those of contradicted against
not there: .67 to .72 AUROC on VitaminC, .78 to .76 on XSumFaith, out of fold."""

MIDDLE, DRAWN = 0.66, 0.86
"""The share of labels that are right, and how much of what the trees say beyond it is kept."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Four probabilities that sum to one."""

    supported: float
    partly: float
    contradicted: float
    absent: float

    def of(self, label: VerdictLabel) -> float:
        """The probability behind a label; 0 for labels that it does not know."""
        return {"supported": self.supported, "partly_supported": self.partly, "contradicted": self.contradicted,
                "not_found": self.absent}.get(label, 0.0)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees, one row a tree, one column a node; a leaf points to itself. `classes`: what a tree adds to."""

    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    classes: NDArray[np.int32]
    base: NDArray[np.float32]
    depth: int

    def margins(self, row: NDArray[np.float32]) -> NDArray[np.float64]:
        """The raw score of each class."""
        trees = np.arange(len(self.classes))
        node = np.zeros(len(self.classes), np.int64)
        for _ in range(self.depth):
            goes_left = row[self.feature[trees, node]] <= self.threshold[trees, node]
            node = np.where(goes_left, self.left[trees, node], self.right[trees, node])
        out = self.base.astype(np.float64).copy()
        np.add.at(out, self.classes, self.value[trees, node])
        return out


class Judge:
    """Two steps: is all of it supported; if not, is it partly so, contradicted, or not there."""

    def __init__(self, folder: Path = FOLDER) -> None:
        settings: dict[str, Any] = json.loads((folder / "judge.json").read_text(encoding="utf-8"))
        self.names: list[str] = settings["features"]
        self.platt: tuple[float, float] = tuple(settings["platt"])
        self.temperature: float = settings["temperature"]
        self.green: float = settings["green"]
        self.parts = self.names.index("parts") if "parts" in self.names else None
        self.setting = np.array([name in set(settings["setting"]) for name in self.names])
        with np.load(folder / "judge.npz") as stored:
            self.first = _trees(stored, "first")
            self.second = _trees(stored, "second")
            self.lines = (stored["lines"], stored["lines_bias"]) if "lines" in stored else None
            self.doubted = _trees(stored, "trust") if "trust_depth" in stored else None

    def judge(self, features: Mapping[str, float], apart: Sequence[Mapping[str, float]] = ()) -> Judgement:
        """The probabilities for the features of one claim (`features.measure`); a feature that lacks counts as 0.
        `apart` are those of its sentences, where it has several."""
        row = self._row(features)
        scale, shift = self.platt
        margin = self._margin(row)
        if apart:
            margin += APART * sum(self._margin(self._row(one)) for one in apart) / len(apart)
        supported = 1.0 / (1.0 + float(np.exp(-np.clip(scale * margin + shift, -30, 30))))
        if features.get("read_mean_doubt", 0.0) >= DOUBTED:
            supported = min(supported, HELD * self.green)
        rest = self.second.margins(row) * self.temperature
        if (turn := features.get("read_turn")) and not features.get("read_unread"):
            # The trees, which weigh many sorts of text, make too little of what the network tells best.
            sides = np.clip([turn, 1.0 - turn], EDGE, 1.0 - EDGE)
            rest[1:] += TOLD * np.log(sides)
        shares = np.exp(rest - rest.max())
        shares = shares / shares.sum() * (1.0 - supported)
        return Judgement(supported, float(shares[0]), float(shares[1]), float(shares[2]))

    def _row(self, features: Mapping[str, float]) -> NDArray[np.float32]:
        return np.array([features.get(name, 0.0) for name in self.names], np.float32)

    def _margin(self, row: NDArray[np.float32]) -> float:
        """What the first step makes of a claim: more speaks for support."""
        blind = np.where(self.setting, np.float32(0), row)  # it must not tell the sort of text
        margin = float(self.first.margins(blind)[0])
        if self.lines is not None:
            weights, bias = self.lines
            kind = int(self.parts is not None and row[self.parts] > SEVERAL)
            margin += BESIDE * float(blind @ weights[kind] + bias[kind])
        return margin

    def seen(
        self, features: Mapping[str, float], judgement: Judgement, label: VerdictLabel, *, ruled: bool
    ) -> NDArray[np.float32]:
        """The row from which `trust` reads: the sort of text, and what `trusted_by` holds."""
        kept = np.where(self.setting, self._row(features), np.float32(0))
        return np.append(kept, trusted_by(judgement, label, ruled=ruled))

    def trust(
        self, features: Mapping[str, float], judgement: Judgement, label: VerdictLabel, *, ruled: bool
    ) -> float | None:
        """P(the label is right), from its probability and the sort of text; `ruled`: a rule gave it, not the judge.
        Trees fitted out of fold on sets of texts; None for a judge without them."""
        if self.doubted is None:
            return None
        margin = self.doubted.margins(self.seen(features, judgement, label, ruled=ruled))[0]
        return float(drawn(1.0 / (1.0 + np.exp(-np.clip(margin, -30, 30)))))


def drawn(chance: Any) -> Any:
    """Trust, drawn towards what is right on average, for texts that are like none of the sets."""
    return MIDDLE + DRAWN * (chance - MIDDLE)


def trusted_by(judgement: Judgement, label: VerdictLabel, *, ruled: bool) -> NDArray[np.float32]:
    """What trust in a label rests on beside the sort of text."""
    named = [float(label == one) for one in ("supported", "partly_supported", "contradicted")]
    return np.array([judgement.of(label), judgement.supported, *named, float(ruled)], np.float32)


def _trees(stored: Mapping[str, NDArray[Any]], name: str) -> Trees:
    return Trees(
        feature=stored[f"{name}_feature"].astype(np.int32),
        threshold=stored[f"{name}_threshold"].astype(np.float32),
        left=stored[f"{name}_left"].astype(np.int32),
        right=stored[f"{name}_right"].astype(np.int32),
        value=stored[f"{name}_value"].astype(np.float32),
        classes=stored[f"{name}_classes"].astype(np.int32),
        base=stored[f"{name}_base"].astype(np.float32),
        depth=int(stored[f"{name}_depth"]),
    )


@cache
def judge() -> Judge:
    """The judge of claims against a library: features alone. With the network's readings it was no better there."""
    return Judge()


@cache
def judge_of_texts() -> Judge:
    """The judge of claims against plain texts: features and the network's readings (`examining.examine_read`)."""
    return Judge(OF_TEXTS)
