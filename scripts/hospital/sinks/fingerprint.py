"""A checksum of a table's content that does not depend on the order of its rows.

Each row is hashed to 64 bits and the hashes are added up, so the checksums of blocks add up to that
of the whole table, whichever process made which block and however large the blocks were. It shows
accidents and changes, not attacks: the hash is a linear one (Carter, Wegman 1979, "Universal
classes of hash functions") closed by the finaliser of SplitMix64.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

_WORD = 8  # bytes that are hashed at once
_NULL = np.uint64(0x6E756C6C6E756C6C)
MODULUS = 2**64


def fingerprint(rows: pa.Table) -> int:
    """The sum of the rows' hashes modulo 2^64; 0 for a table without rows.

    A value enters with its column's name: whole numbers, dates (days), timestamps (microseconds)
    and decimals (unscaled, up to 63 bits) as 64-bit integers, text as its bytes in UTF-8.
    """
    total = 0
    for batch in rows.to_batches():
        hashes = np.zeros(batch.num_rows, np.uint64)
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            hashes += _values(column) * _odd_constant(name)
        total += int(_mixed(hashes).sum(dtype=np.uint64))
    return total % MODULUS


def as_text(total: int) -> str:
    """A fingerprint in sixteen hexadecimal digits."""
    return f"{total:016x}"


def _values(column: pa.Array) -> Hashes:
    hashes = _text(column) if pa.types.is_string(column.type) else _integers(column)
    if column.null_count:
        hashes = np.where(column.is_null().to_numpy(zero_copy_only=False), _NULL, hashes)
    return hashes


def _integers(column: pa.Array) -> Hashes:
    if pa.types.is_decimal(column.type):
        # 128 bits a value, the low half first; the high half only repeats the sign
        halves = np.frombuffer(column.buffers()[1], np.uint64)[column.offset * 2 :]
        return halves[: len(column) * 2 : 2]
    if pa.types.is_date32(column.type):
        column = column.view(pa.int32())
    whole = column.cast(pa.int64()).fill_null(0)
    return np.asarray(whole.to_numpy()).view(np.uint64)


def _text(column: pa.Array) -> Hashes:
    _, offsets_buffer, data_buffer = column.buffers()
    offsets = np.frombuffer(offsets_buffer, np.int32)[column.offset :][: len(column) + 1]
    start, end = offsets[:-1].astype(np.int64), offsets[1:].astype(np.int64)
    length = end - start
    hashes = length.astype(np.uint64) * _odd_constant("length")
    if data_buffer is None or not length.any():
        return hashes
    data = np.frombuffer(data_buffer, np.uint8, offsets[-1])
    padded = np.concatenate([data, np.zeros(_WORD, np.uint8)])
    words = np.ndarray(len(padded) - _WORD + 1, "<u8", padded.tobytes(), 0, (1,))
    for position in range(0, int(length.max()), _WORD):
        (longer,) = np.nonzero(length > position)
        missing = np.clip(position + _WORD - length[longer], 0, _WORD - 1).astype(np.uint64)
        word = words[start[longer] + position] << (missing * np.uint64(8))
        hashes[longer] += word * _odd_constant(f"word {position}")
    return _mixed(hashes)


def _mixed(values: Hashes) -> Hashes:
    mixed = values ^ (values >> np.uint64(30))
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def _odd_constant(name: str) -> np.uint64:
    digest = blake2b(name.encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little") | 1)
