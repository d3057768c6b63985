"""Intervals of a change between two surveys, of which many people answered both.

Belongs here: the paired and the unpaired change with their variances, exact up to the last division. Not here: which
cells they belong to (intervals.py).
"""

import numpy as np
from numpy.typing import NDArray

Z = 1.959964


def paired_change(moments: NDArray[np.object_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean change of the people in both surveys, and its standard error.

    mean d ± z s_d / sqrt(n), d = now - before of a person: the paired comparison of any textbook (Altman et al.,
    Statistics with Confidence, 2000, chapter 4), with z as everywhere in this product.

    Args:
        moments: n, sums of now and before, sums of now.now, now.before, before.before as Python integers, (cells, 6).

    Returns:
        Change and standard error in the unit of the sums, (cells,); NaN where n is 0, the error also where it is 1.
    """
    n, now, before, nn, nb, bb = (np.asarray(moments[:, at], dtype=object) for at in range(6))
    count = np.asarray(n, dtype=np.float64)
    spread = np.asarray(n * (nn - 2 * nb + bb) - (now - before) * (now - before), dtype=np.float64)
    change = _divided(np.asarray(now - before, dtype=np.float64), count)
    return change, np.sqrt(_divided(spread, np.where(count > 1, count**2 * (count - 1), 0.0)))


def unpaired_change(moments: NDArray[np.object_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Difference of the means of everybody now and everybody before, and its standard error.

    var = v_now / n_now + v_before / n_before - 2 n_both cov / (n_now n_before), the covariance over people in both: the two
    means share people (partially overlapping samples; Derrick, Russ, Toher and White, Journal of Modern Applied
    Statistical Methods 16 (2017) 137-157). Without it the interval would be too wide. With everybody in both it is the
    error of the paired change.

    Args:
        moments: n, sum, sum of squares of now; the same of before; then of people in both n, sum of now, sum of before and
            sum of now.before; as Python integers, (cells, 10).

    Returns:
        Change and standard error, (cells,); NaN where one side has nobody, the error also where it has one person.
    """
    columns = [np.asarray(moments[:, at], dtype=object) for at in range(10)]
    n, total, squares, m, earlier, earlier_squares, both, both_now, both_before, product = columns
    a, b = (np.asarray(each, dtype=np.float64) for each in (n, m))
    change = _divided(np.asarray(m * total - n * earlier, dtype=np.float64), a * b)
    spread_now = np.asarray(n * squares - total * total, dtype=np.float64)
    spread_before = np.asarray(m * earlier_squares - earlier * earlier, dtype=np.float64)
    shared = np.asarray(both, dtype=np.float64)
    joint = np.asarray(both * product - both_now * both_before, dtype=np.float64)
    variance = (
        _divided(spread_now, np.where(a > 1, a**2 * (a - 1), 0.0))
        + _divided(spread_before, np.where(b > 1, b**2 * (b - 1), 0.0))
        - 2 * np.where(shared > 1, joint / np.maximum(shared - 1, 1) / np.maximum(a * b, 1), 0.0)
    )
    return change, np.sqrt(np.where(variance >= 0, variance, np.nan))


def _divided(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    quotient: NDArray[np.float64] = np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0)
    return quotient
