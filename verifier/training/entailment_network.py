"""The network that reads claim and passage together: the lower layers of a small BERT, and heads for pair and words."""

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from verifier.checking.entailment import MOST_PIECES, SEGMENT

HIDDEN, HEADS, INNER, VOCABULARY = 384, 12, 1536, 30522
CLASSES = 3
SHARE = 0.6
"""How much of what a further run changed is added to other networks of the same beginning."""


class Layer(nn.Module):
    """One post-norm transformer layer with packed query, key and value."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        # Spelt out: on a CPU the backward pass of torch's own attention takes a quarter of a step.
        near = torch.softmax((q * (HIDDEN // HEADS) ** -0.5) @ k.transpose(-1, -2) + mask.to(q.dtype), -1)
        y = near.to(v.dtype) @ v
        x = self.norm1(x + self.dropout(self.out(y.transpose(1, 2).reshape(batch, length, HIDDEN))))
        out: Tensor = self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))
        return out


class Entailment(nn.Module):
    """Classes of a pair (supports, refutes, neutral), and for each sub-word whether it is not borne out.

    The pair's scores see the first place, the means of both texts, their difference and product, and the words' doubts
    gathered by log-sum-exp, so that one word that is not borne out is enough.
    """

    def __init__(self, layers: int = 4, dropout: float = 0.0) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(MOST_PIECES, HIDDEN)
        self.codes = nn.Embedding(2 * SEGMENT, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList([Layer(dropout) for _ in range(layers)])
        self.pair = nn.Linear(5 * HIDDEN, CLASSES)
        self.doubt = nn.Linear(HIDDEN, 1)
        self.gather = nn.Linear(1, CLASSES)
        nn.init.zeros_(self.codes.weight)
        nn.init.normal_(self.pair.weight, std=0.01)
        nn.init.normal_(self.doubt.weight, std=0.02)
        with torch.no_grad():
            self.gather.weight.copy_(torch.tensor([[-0.4], [0.2], [0.2]]))
            self.gather.bias.zero_()
            self.doubt.bias.fill_(-2.0)

    def forward(self, ids: Tensor, codes: Tensor, cut: Tensor, length: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(batch, classes), (batch, places) doubts, and which places are the claim's (batch, places)."""
        place = torch.arange(ids.shape[1])
        real = place < length[:, None]
        claim = (place > 0) & (place < cut[:, None])
        passage = (place > cut[:, None]) & (place < length[:, None] - 1)
        x = self.norm(self.words(ids) + self.positions.weight[: ids.shape[1]] + self.codes(codes))
        mask = torch.zeros(real.shape).masked_fill(~real, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        x = x.float()
        one, other = _mean(x, claim), _mean(x, passage)
        doubts = self.doubt(x).squeeze(-1).float()
        gathered = torch.logsumexp(doubts.masked_fill(~claim, -1e4), 1, keepdim=True)
        seen = torch.cat([x[:, 0], one, other, (one - other).abs(), one * other], 1)
        return (self.pair(seen) + self.gather(gathered)).float(), doubts, claim

    def load_bert(self, path: Path) -> None:
        """Take over the embeddings and the lower layers of a BERT checkpoint (safetensors)."""
        w = {k.removeprefix("bert."): v.float() for k, v in load_file(str(path)).items()}
        kinds = w["embeddings.token_type_embeddings.weight"]
        state = {
            "words.weight": w["embeddings.word_embeddings.weight"],
            "positions.weight": w["embeddings.position_embeddings.weight"][:MOST_PIECES],
            "codes.weight": kinds.repeat_interleave(SEGMENT, 0),
            "norm.weight": w["embeddings.LayerNorm.weight"],
            "norm.bias": w["embeddings.LayerNorm.bias"],
        }
        for n in range(len(self.layers)):
            old = f"encoder.layer.{n}."
            for kind in ("weight", "bias"):
                state[f"layers.{n}.qkv.{kind}"] = torch.cat(
                    [w[f"{old}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                )
                for new, part in (
                    ("out", "attention.output.dense"),
                    ("norm1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm2", "output.LayerNorm"),
                ):
                    state[f"layers.{n}.{new}.{kind}"] = w[f"{old}{part}.{kind}"]
        missing, unexpected = self.load_state_dict(state, strict=False)
        if unexpected or any(not name.startswith(("pair", "doubt", "gather")) for name in missing):
            raise ValueError(f"{path} is no BERT of this shape: missing {missing}, unexpected {unexpected}")


def further(model: Entailment, began: Path, ended: Path) -> list[dict[str, Any]]:
    """Add SHARE of what a run changed, whose last settings are given back."""
    old, new = (torch.load(path, weights_only=False) for path in (began, ended))
    moved = {name: value + SHARE * (new["average"][name] - old["average"][name])
             for name, value in model.state_dict().items()}  # fmt: skip
    model.load_state_dict(moved)
    last: list[dict[str, Any]] = new["history"][-1:]
    return last


def _mean(x: Tensor, chosen: Tensor) -> Tensor:
    weights = chosen.float() / chosen.sum(1, keepdim=True).clamp(min=1)
    return (x * weights.unsqueeze(-1)).sum(1)


def losses(classes: Tensor, doubts: Tensor, allowed: Tensor, weights: Tensor, marks: Tensor) -> tuple[Tensor, Tensor]:
    """Of the pair: minus the log-probability of the classes that may be right. Of the words: binary, where known (-1:
    not known)."""
    chances = torch.log_softmax(classes, -1).masked_fill(~allowed, -1e4)
    pair = -(torch.logsumexp(chances, -1) * weights).sum() / weights.sum()
    known = marks >= 0
    each = functional.binary_cross_entropy_with_logits(
        doubts, marks.clamp(min=0).float(), reduction="none", pos_weight=torch.tensor(2.0)
    )
    return pair, (each * known).sum() / known.sum().clamp(min=1)
