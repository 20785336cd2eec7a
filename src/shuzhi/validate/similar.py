"""Similar texts: sets of hashed groups of four Chinese characters, and pairs of them that are nearly the same.

Texts A and B are alike where they share at least `least` of the groups of the longer one. Each text is looked up by the
smallest of its hashes only, as many as any text alike must share one of (prefix filtering), so that not every text is
compared with every other.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Grams = NDArray[np.uint32]

SHORTEST = 30  # Chinese characters: shorter texts are alike by nature
_COMMON = 40  # texts that share a group: one in more of them is a set phrase and leads nowhere
_HAN = re.compile(r"[^\u4e00-\u9fff]+")
_MIX = np.uint64(0x9E3779B97F4A7C15)


def grams(text: str) -> Grams | None:
    """The groups of four of a text's Chinese characters, hashed, ascending, each once; None where it is too short."""
    plain = _HAN.sub("", text)
    if len(plain) < SHORTEST:
        return None
    codes = np.frombuffer(plain.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    packed = codes[:-3]
    for step in (1, 2, 3):
        packed = (packed << np.uint64(16)) | codes[step : len(codes) - 3 + step]
    return np.unique(((packed * _MIX) >> np.uint64(32)).astype(np.uint32))


def pairs(texts: Sequence[Grams], groups: Sequence[int], least: float) -> list[tuple[int, int]]:
    """The places (first < second) of texts of one group that are alike."""
    return [
        (one, other) for one, other in sorted(set(_candidates(texts, groups, least)))
        if _shared(texts[one], texts[other]) >= least * max(len(texts[one]), len(texts[other]))
    ]


def _candidates(texts: Sequence[Grams], groups: Sequence[int], least: float) -> Iterator[tuple[int, int]]:
    if not texts:
        return
    first = [text[: len(text) - int(np.ceil(least * len(text))) + 1] for text in texts]
    owners = np.repeat(np.arange(len(texts)), [len(part) for part in first])
    keys = (np.asarray(groups, dtype=np.uint64)[owners] << np.uint64(32)) | np.concatenate(first)
    order = np.argsort(keys, kind="stable")
    owners, keys = owners[order], keys[order]
    edges = np.flatnonzero(np.diff(keys)) + 1
    starts, ends = np.concatenate([[0], edges]), np.concatenate([edges, [len(keys)]])
    shared = (ends - starts > 1) & (ends - starts <= _COMMON)
    for start, end in zip(starts[shared].tolist(), ends[shared].tolist(), strict=True):
        yield from combinations(owners[start:end].tolist(), 2)


def _shared(one: Grams, other: Grams) -> int:
    return len(np.intersect1d(one, other, assume_unique=True))
