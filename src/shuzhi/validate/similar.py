"""Similar texts: sets of hashed groups of four Chinese characters, and pairs of them that are nearly the same.

Texts A and B are alike where they share at least LEAST of the groups of the longer one. Each text is looked up by the
smallest of its hashes only, as many as any text alike must share one of (prefix filtering), so that not every text is
compared with every other.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Grams = NDArray[np.uint32]

LEAST = 0.8  # of the longer text
SHORTEST = 30  # Chinese characters: shorter texts are alike by nature
_COMMON = 40  # texts that share a group: one in more of them is a set phrase and leads nowhere
_HAN = re.compile(r"[^\u4e00-\u9fff]+")
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)


def grams(texts: Sequence[str]) -> list[Grams]:
    """The groups of four of each text's Chinese characters, hashed, ascending, each once; none of a short text."""
    plain = [_HAN.sub("", text) for text in texts]
    plain = [text if len(text) >= SHORTEST else "" for text in plain]
    lengths = np.array([len(text) for text in plain], dtype=np.int64)
    owners = np.repeat(np.arange(len(plain), dtype=np.uint64), lengths)
    codes = np.frombuffer("".join(plain).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    windows = max(len(codes) - 3, 0)
    packed = np.zeros(windows, dtype=np.uint64)
    for step in range(4):
        packed = (packed << np.uint64(16)) | codes[step : step + windows]
    inside = owners[:windows] == owners[3:]
    keys = np.sort((owners[:windows][inside] << _HALF) | ((packed[inside] * _MIX) >> _HALF))
    keys = keys[np.diff(keys, prepend=np.uint64(0)) != 0]
    edges = np.searchsorted(keys, np.arange(1, len(plain), dtype=np.uint64) << _HALF)
    return np.split(keys.astype(np.uint32), edges) if plain else []


def pairs(texts: Sequence[Grams], groups: Sequence[int]) -> list[tuple[int, int]]:
    """The places (first < second) of texts of one group that are alike."""
    sets: dict[int, frozenset[int]] = {}
    found = []
    for one, other in sorted(set(_candidates(texts, groups))):
        most = LEAST * max(len(texts[one]), len(texts[other]))
        if min(len(texts[one]), len(texts[other])) >= most:
            for place in (one, other):
                if place not in sets:
                    sets[place] = frozenset(texts[place].tolist())
            if len(sets[one] & sets[other]) >= most:
                found.append((one, other))
    return found


def _candidates(texts: Sequence[Grams], groups: Sequence[int]) -> Iterator[tuple[int, int]]:
    if not texts:
        return
    first = [text[: len(text) - int(np.ceil(LEAST * len(text))) + 1] for text in texts]
    owners = np.repeat(np.arange(len(texts)), [len(part) for part in first])
    keys = (np.asarray(groups, dtype=np.uint64)[owners] << _HALF) | np.concatenate(first)
    order = np.argsort(keys, kind="stable")
    owners, keys = owners[order], keys[order]
    edges = np.flatnonzero(np.diff(keys)) + 1
    starts, ends = np.concatenate([[0], edges]), np.concatenate([edges, [len(keys)]])
    shared = (ends - starts > 1) & (ends - starts <= _COMMON)
    for start, end in zip(starts[shared].tolist(), ends[shared].tolist(), strict=True):
        yield from combinations(owners[start:end].tolist(), 2)

