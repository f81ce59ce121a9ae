"""Mảng số — the problem in one array and the state of the search in another, with the place of every block.

One flat array each keeps the compiled code small; The layout says where a block begins. `*_at` blocks are offsets into
the flat list of the same name. A table of slots has `width` columns, a table of days `days`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from boiduong.engines.timetabling.search import blocks as B

Ints = npt.NDArray[np.int64]
RULE_COUNT = 19
H1, H2, H3, H4, H5, H6, H7, H8, S1, S2, S3, S4, S5, S6, S7, S8, S9, S10, S11 = range(RULE_COUNT)
LOG = 4 * 512


def joined(sizes: dict[str, int], blocks: dict[str, Ints], state: dict[str, int]) -> tuple[Ints, Ints, int]:
    """Ghép các khối — the layout, the array of the data, and the length of the state."""
    places, offset = [sizes[name] for name in B.SIZES], 0
    for name in B.DATA:
        places.append(offset)
        offset += blocks[name].size
    length = 0
    for name in B.STATE:
        places.append(length)
        length += state[name]
    data = np.concatenate([blocks[name].ravel() for name in B.DATA]).astype(np.int64)
    return np.array(places, dtype=np.int64), data, length


def empty_state(layout: Ints, length: int, seed: int) -> Ints:
    """Trạng thái rỗng — nothing placed; the random numbers start from the seed."""
    state = np.zeros(length, dtype=np.int64)
    state[layout[B.SLOT] : layout[B.SLOT] + 3 * layout[B.SESSIONS]] = -1
    state[layout[B.RANDOM]] = (seed * 7919 + 12345) & 0x7FFFFFFF
    return state
