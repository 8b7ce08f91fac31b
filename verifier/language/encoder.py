"""The run-time of the small language models: a folder of model.onnx, tokenizer.json, config.json, run on one thread.

Weights may stand beside the network, in model.data: they are mapped into memory then, read as far as they are needed,
and shared by processes.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

MODELS = Path(__file__).parent.parent / "resources" / "models"
# Sub-words kept of one word: no word can fill a window, whatever it is.
MOST_PIECES = 8
_CACHED_WORDS = 50_000


class Encoder:
    """One model folder; tokenizer and network are loaded at their first use and stay loaded.

    The network runs on one thread with fixed settings, so the same feeds give the same results.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pieces: dict[str, tuple[int, ...]] = {}

    @cached_property
    def config(self) -> dict[str, Any]:
        """What the training wrote beside the network (config.json)."""
        settings: dict[str, Any] = json.loads((self.folder / "config.json").read_text(encoding="utf-8"))
        return settings

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The sub-word tokenizer, without truncation or padding."""
        return _tokenizer((self.folder / "tokenizer.json").read_text(encoding="utf-8"))

    @cached_property
    def session(self) -> onnxruntime.InferenceSession:
        """The network, single-threaded."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.use_deterministic_compute = True
        options.log_severity_level = 3
        path = str(self.folder / "model.onnx")
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def special(self, token: str) -> int:
        """Id of a token such as [CLS]; ValueError if the vocabulary lacks it."""
        number = self.tokenizer.token_to_id(token)
        if number is None:
            raise ValueError(f"{self.folder} has no token {token}")
        return int(number)

    def pieces(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """Sub-word ids of each word: one to MOST_PIECES of them; a word the tokenizer drops is the unknown token."""
        known = self._pieces
        new = [word for word in dict.fromkeys(words) if word not in known]
        if new:
            if len(known) + len(new) > _CACHED_WORDS:
                known.clear()
                new = list(dict.fromkeys(words))
            unknown = (self.special("[UNK]"),)
            # a lone surrogate is no character that the tokenizer could take
            clean = [word.encode("utf-8", "replace").decode("utf-8") for word in new]
            for word, coded in zip(new, self.tokenizer.encode_batch(clean, add_special_tokens=False), strict=True):
                known[word] = tuple(coded.ids[:MOST_PIECES]) or unknown
        return [known[word] for word in words]

    def encode(
        self, first: str, second: str | None = None, *, limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Ids and segments of a text or pair with its special tokens, cut to `limit`; the longer text is cut first."""
        one = self.tokenizer.encode(first, add_special_tokens=False).ids
        two = [] if second is None else self.tokenizer.encode(second, add_special_tokens=False).ids
        room = max(limit - (2 if second is None else 3), 0)
        if len(one) + len(two) > room:
            half = room // 2
            keep = max(half, room - len(two)) if two else room
            one = one[:keep]
            two = two[: room - len(one)]
        begin, end = self.special("[CLS]"), self.special("[SEP]")
        ids = [begin, *one, end]
        segments = [0] * len(ids)
        if second is not None:
            ids += [*two, end]
            segments += [1] * (len(two) + 1)
        return np.array(ids, np.int64), np.array(segments, np.int64)

    def run(self, feeds: Mapping[str, NDArray[Any]]) -> list[NDArray[np.float32]]:
        """The network's outputs for the named inputs, in the network's order."""
        outputs: list[NDArray[np.float32]] = self.session.run(None, dict(feeds))
        return outputs


@cache
def _tokenizer(description: str) -> Tokenizer:
    """One for all models of the same vocabulary: making it takes as long as loading a network."""
    tokenizer = Tokenizer.from_str(description)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
