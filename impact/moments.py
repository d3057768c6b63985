"""Sums of products in exact integers: how a list of DECIMAL(38,0) becomes numbers, and the variance made of them.

Belongs here: what must not lose a digit. Not here: intervals (intervals.py); which sums a metric carries (its SQL).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def exact_integers(moments: "pa.Array[Any]", *, width: int) -> NDArray[np.object_]:
    """Read lists of DECIMAL(38,0) as Python integers.

    Args:
        moments: One list per cell, none of them null.
        width: Items that every list must hold.

    Returns:
        Python integers, shape (cells, width).

    Raises:
        ValueError: The type is another one, a list has another length, or an item is null.
    """
    if not isinstance(moments, pa.ListArray) or moments.type.value_type != pa.decimal128(38, 0):
        raise ValueError(f"moments are of type {moments.type}; cast them to DECIMAL(38,0)[] in the SQL that emits them")
    items = moments.flatten()
    if items.null_count or np.any(np.diff(moments.offsets.to_numpy()) != width):
        raise ValueError(f"moments must be lists of {width} integers without nulls; see the table in impact/README.md")
    if not len(items):
        return np.empty((0, width), dtype=object)
    # A decimal128 is a 128-bit two's complement integer in the machine's byte order, which is little-endian wherever
    # Arrow runs: first the low half, unsigned, then the high one. Going through decimal.Decimal is ten times slower.
    buffer = memoryview(items.buffers()[1] or b"")
    halves = np.frombuffer(buffer, dtype=np.int64).reshape(-1, 2)[items.offset : items.offset + len(items)]
    low, high = halves[:, 0].view(np.uint64), halves[:, 1]
    integers = low.astype(object) + high.astype(object) * 2**64
    return np.asarray(integers, dtype=object).reshape(-1, width)


def relative_variance(moments: NDArray[np.object_], *, signs: Sequence[int]) -> NDArray[np.float64]:
    r"""Variance of log(S_1^s_1 * S_2^s_2 * ...) for sums S_a over persons, linearised, persons independent.

    With u_i = sum over a of s_a z_ia / S_a, a person's influence, which sums to 0 when the signs do:

        n / (n - 1) * sum over i of u_i^2  =  n / (n - 1) * sum over a, b of s_a s_b S_ab / (S_a S_b)

    S_ab being the sum of products z_a z_b. This is the delete-one-person jackknife to first order (Sarndal, Swensson
    and Wretman, Model Assisted Survey Sampling, 1992, section 5.6; Wolter, Introduction to Variance Estimation, 2007,
    chapter 6). The terms cancel: with a share of 99.9 % the sum is a thousandth of its parts, with doubles of large
    sums nothing right would be left of it. Hence all is put over the common denominator (S_1 S_2 ...)^2 and added in
    integers of any length; one division at the end rounds once, correctly. It costs about 2 s per million ratios.

    Args:
        moments: Python integers, shape (cells, 1 + k + k (k + 1) / 2): n, the k sums, the products row by row of the
            upper triangle.
        signs: s_a, one of 1 and -1 each; they add up to 0.

    Returns:
        Shape (cells,). NaN where it is undefined: fewer than two persons, or a sum of 0.

    Raises:
        ValueError: Sums of squares that no data have (the variance would be negative).
    """
    k = len(signs)
    usable = np.asarray((moments[:, 0] >= 2) & (moments[:, 1 : k + 1] != 0).all(axis=1), dtype=bool)
    n, sums, products = moments[usable, 0], moments[usable, 1 : k + 1].T, moments[usable, k + 1 :].T
    # The weight of z_a over the common denominator is the product of all other sums.
    weights = [signs[a] * np.multiply.reduce(np.delete(sums, a, axis=0), axis=0) for a in range(k)]
    pairs = [(a, b) for a in range(k) for b in range(a, k)]
    total = sum(
        (1 if a == b else 2) * weights[a] * weights[b] * products[position] for position, (a, b) in enumerate(pairs)
    )
    if np.any(np.asarray(total < 0, dtype=bool)):
        raise ValueError("sums of squares and products contradict each other: no data have them; correct the moments")
    variance = np.full(len(moments), np.nan)
    variance[usable] = (n * total) / ((n - 1) * np.multiply.reduce(sums, axis=0) ** 2)
    return variance
