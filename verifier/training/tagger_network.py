"""The tagger's network: a small BERT over sub-words, a CRF over words, and two attention heads that link spans."""

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

LABELS = 7
FEATURES = (7, 7, 4)
BUCKETS = 24
LINK = 96
IGNORE = -100


# A layer that looks only at its surroundings looks at one block of so many sub-words; every second such layer has its
# blocks moved on by half a block (the last half joins the first).
BLOCK = 80
HEAD = 32


@dataclass(frozen=True, slots=True)
class Size:
    """Shape of the encoder; the defaults are those of all-MiniLM-L6-v2. `near[n]`: layer n sees only its block."""

    hidden: int = 384
    heads: tuple[int, ...] = (12,) * 6
    inner: tuple[int, ...] = (1536,) * 6
    near: tuple[bool, ...] = (False,) * 6
    relu: bool = False
    positions: int = 512
    vocabulary: int = 30522

    def shift(self, layer: int) -> int:
        """How far the blocks of a layer are moved on: by half a block in every second layer that has blocks."""
        return BLOCK // 2 if self.near[layer] and sum(self.near[:layer]) % 2 else 0


class Dropout(nn.Module):
    """Dropout by random bytes: nn.Dropout draws a number an element, which takes a tenth of the training's time."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.below = round(256 * rate)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        drawn = torch.empty(-(-x.numel() // 8), dtype=torch.int64).random_(-(2**63), None).view(torch.uint8)
        kept = (drawn[: x.numel()] >= self.below).view(x.shape)
        return x * kept.to(x.dtype).mul_(256 / (256 - self.below))


class Layer(nn.Module):
    """One post-norm transformer layer with packed query, key and value."""

    def __init__(self, size: Size, number: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.near, self.shift = size.heads[number], size.near[number], size.shift(number)
        width, inner = HEAD * self.heads, size.inner[number]
        self.qkv = nn.Linear(size.hidden, 3 * width)
        self.out = nn.Linear(width, size.hidden)
        self.norm1 = nn.LayerNorm(size.hidden, eps=1e-12)
        self.up = nn.Linear(size.hidden, inner)
        self.down = nn.Linear(inner, size.hidden)
        self.norm2 = nn.LayerNorm(size.hidden, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.activation = functional.relu if size.relu else functional.gelu

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, hidden = x.shape
        y = x.roll(-self.shift, 1) if self.shift else x
        if self.near:
            y = y.reshape(-1, BLOCK, hidden)
        q, k, v = self.qkv(y).view(*y.shape[:2], 3, self.heads, HEAD).permute(2, 0, 3, 1, 4)
        y = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        y = self.out(self.kept(y.transpose(1, 2)).reshape(batch, length, HEAD * self.heads))
        if self.shift:
            y = y.roll(self.shift, 1)
        x = self.norm1(x + self.dropout(y))
        y = self.down(self.used(self.activation(self.up(x))))
        out: Tensor = self.norm2(x + self.dropout(y))
        return out

    def kept(self, heads: Tensor) -> Tensor:
        """The heads' results (blocks, places, heads, width): here is where the pruning listens."""
        return heads

    def used(self, inner: Tensor) -> Tensor:
        """The inner units' results (batch, places, units): here is where the pruning listens."""
        return inner


class Encoder(nn.Module):
    """BERT whose input also carries the word features; all feature vectors start at zero."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.size = size
        self.words = nn.Embedding(size.vocabulary, size.hidden)
        self.positions = nn.Embedding(size.positions, size.hidden)
        self.features = nn.ModuleList(nn.Embedding(n, size.hidden) for n in FEATURES)
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(size.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size, n, dropout) for n in range(len(size.heads)))
        self.dropout = Dropout(dropout)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        x = self.words(ids) + self.positions.weight[: ids.shape[1]]
        for index, table in enumerate(self.features):
            x = x + table(features[..., index])
        x = self.dropout(self.norm(x))
        # with blocks the padding is seen, at run-time too
        seen = None if any(self.size.near) else mask
        for layer in self.layers:
            x = layer(x, seen)
        return x

    def load_bert(self, path: Path) -> None:
        """Take over the weights of a BERT checkpoint (safetensors); segment 0 is added to every position."""
        w = load_file(str(path))
        w = {k.removeprefix("bert."): v.float() for k, v in w.items()}
        state = {
            "words.weight": w["embeddings.word_embeddings.weight"],
            "positions.weight": w["embeddings.position_embeddings.weight"]
            + w["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": w["embeddings.LayerNorm.weight"],
            "norm.bias": w["embeddings.LayerNorm.bias"],
        }
        for n in range(len(self.size.heads)):
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
        if unexpected or any(not name.startswith("features.") for name in missing):
            raise ValueError(f"{path} is not a BERT of {self.size}: missing {missing}, unexpected {unexpected}")


def bucket(distance: Tensor) -> Tensor:
    """Signed distance in words -> bucket: the logarithm to base 2 of its size, one half of the buckets a side."""
    half = BUCKETS // 2
    size = torch.log2(distance.abs().float() + 1).mul(1.3).floor().long().clamp(max=half - 1)
    return torch.where(distance < 0, size, size + half)


class Tagger(nn.Module):
    """Labels for words, and for each word where its cue (as content) or its source (as cue) stands."""

    def __init__(self, size: Size, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(size, dropout)
        self.dropout = Dropout(dropout)
        self.label = nn.Linear(size.hidden, LABELS)
        self.mix = nn.Linear(size.hidden, size.hidden)
        self.links = nn.Linear(size.hidden, 4 * LINK)
        self.null = nn.Parameter(torch.zeros(2, LINK))
        self.distance = nn.Parameter(torch.zeros(2, BUCKETS))
        self.transitions = nn.Parameter(torch.zeros(LABELS, LABELS))
        self.begin = nn.Parameter(torch.zeros(LABELS))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Emissions (batch, words, labels) and link vectors (batch, words, 4 * LINK), both float32."""
        x = self.encoder(ids, features, mask)
        x = x.gather(1, first.unsqueeze(-1).expand(-1, -1, x.shape[-1]))
        x = self.dropout(x)
        return self.label(x).float(), self.links(functional.gelu(self.mix(x))).float()

    def link_scores(self, vectors: Tensor, head: int) -> Tensor:
        """Scores (batch, words, words + 1), the last column for 'none'; head 0 is content to cue, 1 cue to source."""
        q, k = (
            vectors[..., 2 * head * LINK : (2 * head + 1) * LINK],
            vectors[..., (2 * head + 1) * LINK : (2 * head + 2) * LINK],
        )
        place = torch.arange(q.shape[1])
        scores = q @ k.transpose(1, 2) / math.sqrt(LINK)
        scores = scores + self.distance[head][bucket(place[None, :] - place[:, None])]
        none = q @ self.null[head] / math.sqrt(LINK)
        return torch.cat([scores, none.unsqueeze(-1)], -1)


def crf_loss(emissions: Tensor, labels: Tensor, transitions: Tensor, begin: Tensor) -> Tensor:
    """Mean negative log-likelihood a word of the label sequences; padded words carry IGNORE and come last."""
    real = labels != IGNORE
    gold = labels.clamp(min=0)
    steps = emissions.gather(2, gold.unsqueeze(-1)).squeeze(-1) * real
    moves = transitions[gold[:, :-1], gold[:, 1:]] * real[:, 1:]
    score = steps.sum() + moves.sum() + begin[gold[:, 0]].sum()
    alpha = begin + emissions[:, 0]
    for step in range(1, emissions.shape[1]):
        ahead = torch.logsumexp(alpha.unsqueeze(-1) + transitions, 1) + emissions[:, step]
        alpha = torch.where(real[:, step : step + 1], ahead, alpha)
    return (torch.logsumexp(alpha, -1).sum() - score) / real.sum()


def link_loss(scores: Tensor, real: Tensor, targets: Tensor, which: Tensor) -> Tensor:
    """Mean negative log-probability that the words of `which` look at one of their targets (a mask like `scores`)."""
    keys = torch.cat([real, torch.ones_like(real[:, :1])], 1)
    scores = scores.masked_fill(~keys.unsqueeze(1), -1e4)
    logp = torch.log_softmax(scores, -1)
    right = torch.logsumexp(logp.masked_fill(~targets, -1e4), -1)
    return -(right * which).sum() / which.sum().clamp(min=1)
