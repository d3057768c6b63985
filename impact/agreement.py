"""Agreement and reliability of survey answers, from sums over people: omega, r_wg and ICC(1).

Belongs here: the three statistics and how the cells of kpi_values get them, since a value that is no ratio of two sums is
computed here and not in SQL. Not here: intervals (intervals.py), exact sums (moments.py), and which sums a metric carries
(its SQL).
"""

from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from impact.moments import exact_integers
from impact.rounding import round_significant

SAFETY_ITEMS = 7
OMEGA_ITEMS = 3
FEWEST_FOR_AGREEMENT = 10
"""r_wg is not published under this many people: it swings with every single answer (metric definitions, G6)."""
TEAM_AGREES_FROM = 0.70
"""A team's climate is a property of the team only where its members agree (James, Demaree and Wolf 1984; Bliese 2000)."""
# The score that is shown for a team only where it agrees, and the two metrics whose moments say so.
AGREED_METRIC, AGREEMENT_METRIC, TEAMS_METRIC = (
    "psychological_safety_score",
    "psychological_safety_r_wg",
    "psychological_safety_icc1",
)
_PLACE = ("period_type", "period_end", "org_unit_id")


def omega(moments: NDArray[np.object_]) -> NDArray[np.float64]:
    r"""McDonald's omega of the sum of three items: the share of its variance that one common factor explains.

    omega = (sum of loadings)^2 / variance of the sum. With three items the one-factor model is just identified, and a
    loading is had from the covariances alone: lambda_1^2 = c12 c13 / c23 (Spearman 1904, the tetrads; McDonald, Test
    Theory, 1999, chapter 6). Where all loadings are equal omega is Cronbach's alpha; otherwise alpha is lower.

    Args:
        moments: n, the three sums, and the products 11, 12, 13, 22, 23, 33 of people who answered all three items, as
            Python integers, shape (cells, 10). The items are on one scale; which one does not matter.

    Returns:
        Shape (cells,), 0 to 1. NaN where the model does not hold: under four people, an item that does not go along with the
        others (a covariance of 0 or less), or more common than total variance (a Heywood case).
    """
    n, sums = moments[:, 0], moments[:, 1:4].T
    pairs = [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)]
    # n^2 times the covariance, exactly; the factor cancels.
    exact = {pair: n * moments[:, 4 + at] - sums[pair[0]] * sums[pair[1]] for at, pair in enumerate(pairs)}
    covariance = {pair: np.asarray(value, dtype=np.float64) for pair, value in exact.items()}
    c12, c13, c23 = covariance[0, 1], covariance[0, 2], covariance[1, 2]
    usable = (np.asarray(n, dtype=np.float64) >= 4) & (c12 > 0) & (c13 > 0) & (c23 > 0)
    result = np.full(len(moments), np.nan)
    a, b, c = c12[usable], c13[usable], c23[usable]
    common = np.stack([a * b / c, a * c / b, b * c / a])
    unique = np.stack([covariance[item, item][usable] for item in range(3)]) - common
    total = common.sum(axis=0) + unique.sum(axis=0) + 2 * (a + b + c)
    fits = (unique >= 0).all(axis=0)
    result[usable] = np.where(fits, np.sqrt(common).sum(axis=0) ** 2 / total, np.nan)
    return result


def r_wg(moments: NDArray[np.object_]) -> NDArray[np.float64]:
    r"""Agreement within a group on a scale of several items, against the uniform null: r_wg of James and others, for J items.

    J (1 - s/u) / (J (1 - s/u) + s/u), s the mean variance of the items (divisor n - 1), u = (k^2 - 1) / 12 the variance
    of answers spread evenly over k points: James, Demaree and Wolf, Journal of Applied Psychology 69 (1984) 85-98,
    equation 4. Where people disagree more than evenly spread answers it is set to 0, as they advise. Half a point of
    variance on five points, seven items: s/u = .25, r_wg = 5.25 / 5.5 = .9545.

    Args:
        moments: The smallest and the largest number of points of the scales, then people, sum and sum of squares of the
            answers (positions from 1) of each item, as Python integers, shape (cells, 2 + 3 items). An item that nobody
            was asked has zeros.

    Returns:
        Shape (cells,), 0 to 1. NaN without an item that two people answered, or with items on different scales.
    """
    points = np.asarray(moments[:, 0], dtype=np.float64)
    same_scale = np.asarray(moments[:, 0] == moments[:, 1], dtype=bool) & (points >= 2)
    items = moments[:, 2:].reshape(len(moments), -1, 3)
    n, total, squares = (items[:, :, part] for part in range(3))
    count = np.asarray(n, dtype=np.float64)
    answered = count >= 2
    spread = np.asarray(n * squares - total * total, dtype=np.float64)
    variance = np.divide(spread, count * (count - 1), out=np.zeros_like(spread), where=answered)
    used = answered.sum(axis=1)
    usable = same_scale & (used > 0)
    mean = np.divide(variance.sum(axis=1), used, out=np.full(len(moments), np.nan), where=usable)
    ratio = np.minimum(mean / np.where(usable, (points**2 - 1) / 12, np.nan), 1.0)
    return np.asarray(used * (1 - ratio) / (used * (1 - ratio) + ratio), dtype=np.float64)


def icc1(moments: NDArray[np.object_]) -> NDArray[np.float64]:
    r"""ICC(1): the share of the variance of persons' scores that lies between teams, from a one-way analysis of variance.

    (MSB - MSW) / (MSB + (m - 1) MSW), with m = (N - sum n_g^2 / N) / (J - 1) for teams of unequal size: Shrout and
    Fleiss, Psychological Bulletin 86 (1979) 420-428, case 1, whose example gives .17; m after Searle, Casella and
    McCulloch, Variance Components (1992), section 3.6. An estimate below 0 is set to 0: there is no negative share.

    Args:
        moments: teams J, people N, sum of squared team sizes, sum of scores, sum of squared scores, and the sum over teams
            of (sum of scores)^2 / size, as Python integers, shape (cells, 6).

    Returns:
        Shape (cells,), 0 to 1. NaN with fewer than two teams, nobody beside the first of each team, or no variance.
    """
    teams, people, sizes, total, squares, between = (np.asarray(moments[:, at], dtype=object) for at in range(6))
    usable = np.asarray((teams >= 2) & (people > teams), dtype=bool)
    result = np.full(len(moments), np.nan)
    j, n = (np.asarray(each[usable], dtype=np.float64) for each in (teams, people))
    # n times the sums of squares, exactly: the difference of two large numbers.
    around = np.asarray(people[usable] * between[usable] - total[usable] * total[usable], dtype=np.float64) / n
    within = np.asarray(squares[usable] - between[usable], dtype=np.float64)
    size = (n - np.asarray(sizes[usable], dtype=np.float64) / n) / (j - 1)
    msb, msw = np.maximum(around, 0) / (j - 1), np.maximum(within, 0) / (n - j)
    spread = msb + (size - 1) * msw
    share = np.divide(msb - msw, spread, out=np.full(len(j), np.nan), where=spread > 0)
    result[usable] = np.maximum(share, 0.0)
    return result


_STATISTICS: Mapping[str, tuple[Callable[[NDArray[np.object_]], NDArray[np.float64]], int]] = {
    "omega": (omega, 1 + OMEGA_ITEMS + OMEGA_ITEMS * (OMEGA_ITEMS + 1) // 2),
    "r_wg": (r_wg, 2 + 3 * SAFETY_ITEMS),
    "icc1": (icc1, 6),
}


def add_statistics(cells: pa.Table, *, methods: Mapping[str, str]) -> pa.Table:
    """Give the cells of omega, r_wg and ICC(1) their value, and withhold the climate of teams that do not agree.

    Args:
        cells: The columns of marts.kpi_values; metrics of these kinds come with moments and without a value.
        methods: The catalogue's `interval` of each metric; omega, r_wg and icc1 are computed here.

    Returns:
        The cells in their order with `value` filled in. The score of psychological safety of a team, a cell whose people all
        sit in one unit, has no value and no numerator where r_wg is under .70. r_wg itself has none under ten people.

    Raises:
        ValueError: Moments of another length than the statistic reads.
    """
    metric = np.asarray(cells["metric_id"].to_pylist(), dtype=object)
    values = np.asarray(cells["value"].cast(pa.float64()).to_numpy(), dtype=np.float64).copy()
    agreement = np.full(len(cells), np.nan)
    teams = np.zeros(len(cells))
    for metric_id, kind in methods.items():
        rows = np.flatnonzero(metric == metric_id) if kind in _STATISTICS else np.empty(0, dtype=np.int64)
        if not len(rows):
            continue
        statistic, width = _STATISTICS[kind]
        moments = exact_integers(cells["moments"].take(rows).combine_chunks(), width=width)
        found = round_significant(statistic(moments))
        if metric_id == AGREEMENT_METRIC:
            agreement[rows] = found
            persons = np.asarray(cells["n_persons"].take(rows).to_numpy(), dtype=np.int64)
            found = np.where(persons >= FEWEST_FOR_AGREEMENT, found, np.nan)
        if metric_id == TEAMS_METRIC:
            teams[rows] = np.asarray(moments[:, 0], dtype=np.float64)
        values[rows] = found
    divided = _divided_teams(cells, metric=metric, agreement=agreement, teams=teams)
    values[divided] = np.nan
    numerator = np.asarray(cells["numerator"].cast(pa.float64()).to_numpy(), dtype=np.float64).copy()
    numerator[divided] = np.nan
    return _with(_with(cells, "value", values), "numerator", numerator)


def _divided_teams(
    cells: pa.Table, *, metric: NDArray[np.object_], agreement: NDArray[np.float64], teams: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Rows of the score of teams that do not agree; a breakdown of a team follows the team."""
    scored = np.flatnonzero(metric == AGREED_METRIC)
    if not len(scored):
        return scored
    places = list(zip(*(cells[name].to_pylist() for name in _PLACE), strict=True))
    whole = np.array([dimension == "all" for dimension in cells["dimension"].to_pylist()], dtype=np.bool_)
    one_team = {places[row] for row in np.flatnonzero(whole & (teams == 1))}
    agreed = {places[row] for row in np.flatnonzero(whole & (agreement >= TEAM_AGREES_FROM))}
    return np.array([row for row in scored if places[row] in one_team - agreed], dtype=np.int64)


def _with(cells: pa.Table, name: str, values: NDArray[np.float64]) -> pa.Table:
    return cells.set_column(cells.column_names.index(name), name, pa.array(values, from_pandas=True))
