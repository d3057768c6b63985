"""Learning and the rating of the year after: rank correlation, raw and partial, with a permutation test. Association, not effect.

Belongs here: the correlations from ranks. Not here: whose hours and ratings they are (marts.training_rating_ranks, which holds no key of a
person and no value, ranks only), effects of programmes, and what may be shown (publishing).
"""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy import stats

from impact.rounding import round_significant

RANKS = ("hours_rank", "rating_rank", "prior_rating_rank", "tenure_rank")
FEWEST_PEOPLE = 30
PERMUTATIONS = 9_999
SEED = 20_250_101
# Beyond this many people 9,999 permutations take minutes and say what the t distribution says to the third digit.
MOST_PERMUTED = 20_000
BATCH = 500
ALL = "all"

_TYPES: dict[str, pa.DataType] = {
    "period_end": pa.date32(),
    "job_family": pa.string(),
    "n_people": pa.int64(),
    **dict.fromkeys(("rho", "rho_partial", "p_value"), pa.float64()),
    "p_method": pa.string(),
}
CORRELATIONS = pa.schema(_TYPES)
Floats = NDArray[np.float64]


def training_and_rating(ranks: pa.Table) -> pa.Table:
    """Correlate the hours of one year with the rating of the next, for the company and each job family.

    Raw is Spearman's rho: the correlation of ranks, ties sharing their mean rank. Partial is the correlation of what is left of both ranks
    when the rank of the year's own rating, the rank of tenure and, over the company, the job family are taken out by least squares. Its p
    is two-sided, by permutation of the residuals of the rating (Freedman and Lane, Journal of Business and Economic Statistics 1 (1983)
    292-298): 9,999 of them from a fixed seed, (1 + as extreme) / (1 + 9,999). Beyond 20,000 people it is that of the t distribution with
    n - 2 - controls degrees of freedom.

    A correlation compares people who learned much with others who may differ in anything else: it is no effect of learning.

    Args:
        ranks: marts.training_rating_ranks: period_end of the rating's year, job_family (null where unknown), and the RANKS of each person,
            twice the mean rank so that ties are whole numbers. One row a person and year, in any order.

    Returns:
        One row per year and family, `all` for the company: n_people, rho, rho_partial, p_value (12 significant digits) and p_method
        (permutation or t). Figures are null with fewer than 30 people, where a rank does not vary, or nothing of one is left.
    """
    rows = []
    ordered = ranks.sort_by([(name, "ascending") for name in ("period_end", "job_family", *RANKS)]).combine_chunks()
    period = np.array(ordered["period_end"].to_pylist(), dtype=object)
    family = np.array([name or "unknown" for name in ordered["job_family"].to_pylist()], dtype=object)
    numbers = np.column_stack([ordered[name].cast(pa.float64()).to_numpy() for name in RANKS]).astype(np.float64)
    for end in sorted(set(period.tolist())):
        here = period == end
        for name in (ALL, *sorted(set(family[here].tolist()))):
            mine = here if name == ALL else here & (family == name)
            rows.append(
                {"period_end": end, "job_family": name, "n_people": int(mine.sum())}
                | _correlated(numbers[mine], family=family[mine])
            )
    return pa.Table.from_pylist(rows, schema=CORRELATIONS)


def _correlated(numbers: Floats, *, family: NDArray[np.object_]) -> dict[str, float | str | None]:
    nothing: dict[str, float | str | None] = {"rho": None, "rho_partial": None, "p_value": None, "p_method": None}
    if len(numbers) < FEWEST_PEOPLE:
        return nothing
    # The order of a part is that of the whole: ranking the ranks gives the ranks among these people.
    hours, rating, prior, tenure = (stats.rankdata(column) for column in numbers.T)
    rho = _correlation(hours - hours.mean(), rating - rating.mean())
    if rho is None:
        return nothing
    basis = _basis(prior, tenure, family=family)
    left_of_hours, left_of_rating = (each - basis @ (basis.T @ each) for each in (hours, rating))
    partial = _correlation(left_of_hours, left_of_rating)
    found: dict[str, float | str | None] = nothing | {"rho": _rounded(rho)}
    if partial is None:
        return found
    is_permuted = len(numbers) <= MOST_PERMUTED
    p = _permuted(left_of_hours, left_of_rating, basis=basis) if is_permuted else _t_test(partial, len(numbers), basis)
    return found | {
        "rho_partial": _rounded(partial),
        "p_value": _rounded(p),
        "p_method": "permutation" if is_permuted else "t",
    }


def _basis(prior: Floats, tenure: Floats, *, family: NDArray[np.object_]) -> Floats:
    """An orthonormal basis of the controls: a constant, both ranks, and one column for each family but the first."""
    names = sorted(set(family.tolist()))[1:]
    controls = np.column_stack(
        [np.ones(len(prior)), prior, tenure, *((family == name).astype(float) for name in names)]
    )
    left, sizes, _ = np.linalg.svd(controls, full_matrices=False)
    # A control that follows from the others adds no direction.
    return np.asarray(left[:, sizes > sizes[0] * 1e-10], dtype=np.float64)


def _permuted(left_of_hours: Floats, left_of_rating: Floats, *, basis: Floats) -> float:
    """Freedman and Lane's p: the fitted part of the rating is taken out again after each permutation, so only residuals are permuted."""
    rng = np.random.default_rng(SEED)
    observed = abs(_correlation(left_of_hours, left_of_rating) or 0.0)
    scale = np.sqrt((left_of_hours**2).sum())
    squares = (left_of_rating**2).sum()
    extreme = 0
    for start in range(0, PERMUTATIONS, BATCH):
        count = min(BATCH, PERMUTATIONS - start)
        shuffled = rng.permuted(np.broadcast_to(left_of_rating, (count, len(left_of_rating))), axis=1)
        # What the controls explain of the shuffled residuals is not left of them.
        left = np.sqrt(np.maximum(squares - ((shuffled @ basis) ** 2).sum(axis=1), 0))
        with np.errstate(divide="ignore", invalid="ignore"):
            drawn = np.abs(shuffled @ left_of_hours) / (scale * left)
        # A draw equal to what was observed is as extreme, whatever the last bit says.
        extreme += int((drawn >= observed * (1 - 1e-9)).sum())
    return (1 + extreme) / (1 + PERMUTATIONS)


def _t_test(partial: float, people: int, basis: Floats) -> float:
    # The basis holds the constant too, so n - 2 - controls is n - 1 - its width.
    freedom = people - 1 - basis.shape[1]
    statistic = abs(partial) * np.sqrt(freedom / max(1 - partial**2, 1e-300))
    return float(2 * stats.t.sf(statistic, freedom))


def _correlation(first: Floats, second: Floats) -> float | None:
    """The correlation of two columns whose mean is nought; None where one of them does not vary."""
    sizes = float((first**2).sum()), float((second**2).sum())
    if min(sizes) < 1e-9 * len(first):
        return None
    return float(np.clip((first * second).sum() / np.sqrt(sizes[0] * sizes[1]), -1, 1))


def _rounded(value: float) -> float:
    return float(round_significant(np.array([value]))[0])
