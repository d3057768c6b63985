"""Omega, r_wg and ICC(1): published examples, identities of the textbooks, and brute force on person rows."""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from numpy.typing import NDArray

from impact.agreement import add_statistics, icc1, omega, r_wg

# Shrout and Fleiss (1979), table 2: six targets, each rated by four judges; ICC(1,1) is .17.
SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])


def as_moments(*rows: list[int]) -> NDArray[np.object_]:
    return np.array([[int(value) for value in row] for row in rows], dtype=object)


def omega_moments(items: NDArray[np.int64]) -> list[int]:
    products = [int((items[:, a] * items[:, b]).sum()) for a in range(3) for b in range(a, 3)]
    return [len(items), *(int(items[:, a].sum()) for a in range(3)), *products]


def r_wg_moments(answers: NDArray[np.int64], *, points: int) -> list[int]:
    """Answers persons x items, 0 where not answered."""
    given = [column[column > 0] for column in answers.T]
    sums = [value for column in given for value in (len(column), int(column.sum()), int((column**2).sum()))]
    return [points, points, *sums, *[0] * (21 - len(sums))]


def icc_moments(teams: list[NDArray[np.int64]], *, scale: int = 1) -> list[int]:
    scores = np.concatenate(teams) * scale
    return [
        len(teams),
        len(scores),
        sum(len(team) ** 2 for team in teams),
        int(scores.sum()),
        int((scores**2).sum()),
        round(sum(float((team * scale).sum()) ** 2 / len(team) for team in teams)),
    ]


def test_icc1_of_the_six_targets_of_shrout_and_fleiss_is_17_hundredths() -> None:
    found = icc1(as_moments(icc_moments(list(SHROUT_FLEISS), scale=1_000_000)))
    assert found[0] == pytest.approx(0.17, abs=0.005)
    # From their table of mean squares: (11.24 - 6.26) / (11.24 + 3 x 6.26).
    assert found[0] == pytest.approx((11.24 - 6.26) / (11.24 + 3 * 6.26), abs=2e-4)


def test_icc1_of_unequal_teams_is_that_of_an_analysis_of_variance_by_hand() -> None:
    """Teams {1, 2}, {4, 5, 6}, {9}: between 39 over 2, within 2.5 over 3, m = 11 / 6; .9277.

    Means 1.5, 5 and 9 about 4.5: 2 x 9 + 3 x .25 + 1 x 20.25 = 39. Within .5 + 2. m = (6 - 14 / 6) / 2.
    """
    teams = [np.array([1, 2]), np.array([4, 5, 6]), np.array([9])]
    found = icc1(as_moments(icc_moments(teams, scale=1_000_000)))
    assert found[0] == pytest.approx((19.5 - 2.5 / 3) / (19.5 + (11 / 6 - 1) * 2.5 / 3), abs=1e-9)


def test_teams_that_do_not_differ_have_no_icc_below_zero_and_one_team_has_none() -> None:
    alike = [np.array([1, 9]), np.array([1, 9]), np.array([1, 9])]
    found = icc1(as_moments(icc_moments(alike), icc_moments(alike[:1]), icc_moments([np.array([5])] * 3), [0] * 6))
    assert found[0] == 0
    assert np.isnan(found[1:]).all()


def test_r_wg_of_half_a_point_of_variance_on_five_points_and_seven_items_is_9545() -> None:
    """Answers 3 and 4 in equal parts of 2 people have variance .5; u = 2; s/u = .25; 7 x .75 / (7 x .75 + .25) = .9545."""
    answers = np.array([[3] * 7, [4] * 7])
    found = r_wg(as_moments(r_wg_moments(answers, points=5)))[0]
    assert found == pytest.approx(0.954545, abs=1e-6)
    # It is the Spearman-Brown formula on the r_wg of one item, .75.
    assert found == pytest.approx(7 * 0.75 / (1 + 6 * 0.75))


def test_r_wg_is_1_where_all_agree_and_0_where_they_disagree_more_than_chance() -> None:
    together = np.full((12, 7), 6)
    apart = np.repeat([[1], [7]], 6, axis=0) * np.ones((1, 7), dtype=np.int64)
    found = r_wg(as_moments(r_wg_moments(together, points=7), r_wg_moments(apart, points=7)))
    assert found.tolist() == [1, 0]


@pytest.mark.parametrize("points", range(2, 12))
def test_r_wg_from_sums_is_the_formula_on_the_answers_for_every_scale(points: int) -> None:
    rng = np.random.default_rng(points)
    answers = rng.integers(1, points + 1, (15, 7)) // 2 + points // 4 + 1
    answers = np.clip(answers, 1, points)
    answers[3, 2] = 0
    variances = [column[column > 0].var(ddof=1) for column in answers.T]
    ratio = min(float(np.mean(variances)) / ((points**2 - 1) / 12), 1)
    expected = 7 * (1 - ratio) / (7 * (1 - ratio) + ratio)
    assert r_wg(as_moments(r_wg_moments(answers, points=points)))[0] == pytest.approx(expected, abs=1e-12)


def test_items_on_different_scales_and_answers_of_one_person_have_no_r_wg() -> None:
    mixed = [5, 7, *r_wg_moments(np.array([[3] * 7, [4] * 7]), points=5)[2:]]
    alone = r_wg_moments(np.array([[3] * 7]), points=5)
    assert np.isnan(r_wg(as_moments(mixed, alone, [0] * 23))).all()


def test_omega_of_equally_loading_items_is_alpha() -> None:
    """Variances 1 and covariances 1/2: alpha is 3/2 (1 - 3/6) = .75, and so is omega. In whole numbers: 2 on the diagonal, 1 beside."""
    n = 100
    moments = [n, 0, 0, 0, *(n * value for value in (2, 1, 1, 2, 1, 2))]
    assert omega(as_moments(moments))[0] == pytest.approx(0.75)


def test_omega_of_loadings_9_8_7_tenths_is_576_over_682() -> None:
    """(.9 + .8 + .7)^2 = 5.76; unique .19 + .36 + .51 = 1.06."""
    loadings = np.array([9, 8, 7])
    covariance = np.outer(loadings, loadings) + np.diag([19, 36, 51])
    moments = [1000, 0, 0, 0, *(1000 * int(covariance[a, b]) for a in range(3) for b in range(a, 3))]
    assert omega(as_moments(moments))[0] == pytest.approx(5.76 / 6.82)


def test_omega_from_sums_is_the_one_factor_model_of_the_people() -> None:
    rng = np.random.default_rng(4)
    items = np.rint(60 + 12 * rng.normal(size=(400, 1)) + 9 * rng.normal(size=(400, 3))).astype(np.int64)
    covariance = np.cov(items.T)
    loadings = np.sqrt(
        [
            covariance[0, 1] * covariance[0, 2] / covariance[1, 2],
            covariance[0, 1] * covariance[1, 2] / covariance[0, 2],
            covariance[0, 2] * covariance[1, 2] / covariance[0, 1],
        ]
    )
    assert omega(as_moments(omega_moments(items)))[0] == pytest.approx(loadings.sum() ** 2 / covariance.sum())


def test_an_item_against_the_others_a_heywood_case_and_three_people_have_no_omega() -> None:
    against = [100, 0, 0, 0, 200, 100, -100, 200, -100, 200]
    heywood = [100, 0, 0, 0, 100, 90, 90, 100, 10, 100]
    few = omega_moments(np.array([[1, 2, 1], [2, 2, 3], [4, 5, 4]]))
    assert np.isnan(omega(as_moments(against, heywood, few))).all()


def cells(*rows: dict[str, Any]) -> pa.Table:
    base = {
        "period_type": "survey",
        "period_end": date(2025, 4, 30),
        "dimension": "all",
        "numerator": None,
        "value": None,
    }
    texts: list[pa.Field[Any]] = [
        pa.field(name, pa.string()) for name in ("metric_id", "period_type", "org_unit_id", "dimension")
    ]
    numbers: list[pa.Field[Any]] = [pa.field(name, pa.float64()) for name in ("value", "numerator")]
    others: list[pa.Field[Any]] = [
        pa.field("period_end", pa.date32()),
        pa.field("n_persons", pa.int64()),
        pa.field("moments", pa.list_(pa.decimal128(38, 0))),
    ]
    schema = pa.schema([*texts, *numbers, *others])
    return pa.Table.from_pylist([base | row for row in rows], schema=schema)


METHODS = {
    "psychological_safety_score": "ratio",
    "psychological_safety_r_wg": "r_wg",
    "psychological_safety_icc1": "icc1",
    "other": "ratio",
}


def unit_cells(unit: str, answers: NDArray[np.int64], *, teams: list[int], persons: int) -> list[dict[str, Any]]:
    return [
        {"metric_id": "psychological_safety_score", "org_unit_id": unit, "value": 60.0, "numerator": 600.0, "n_persons": persons},
        {"metric_id": "psychological_safety_score", "org_unit_id": unit, "dimension": "gender", "value": 61.0, "numerator": 1.0},
        {"metric_id": "psychological_safety_r_wg", "org_unit_id": unit, "n_persons": persons, "moments": r_wg_moments(answers, points=7)},
        {"metric_id": "psychological_safety_icc1", "org_unit_id": unit, "n_persons": persons, "moments": teams},
    ]  # fmt: skip


def test_the_climate_of_a_team_is_shown_only_where_it_agrees() -> None:
    """Two camps of six give 1 or 7: no agreement. As a team they have no climate; as a division of two teams they have a mean."""
    rng = np.random.default_rng(1)
    camps = np.repeat([[1], [7]], 6, axis=0) * np.ones((1, 7), dtype=np.int64)
    agreed = np.clip(rng.integers(5, 7, (12, 7)), 1, 7)
    one, two = icc_moments([np.array([60] * 12)]), icc_moments([np.array([30, 31] * 3), np.array([90, 91] * 3)])
    table = cells(
        *unit_cells("divided_team", camps, teams=one, persons=12),
        *unit_cells("agreed_team", agreed, teams=one, persons=12),
        *unit_cells("division", camps, teams=two, persons=12),
        *unit_cells("small_team", agreed[:6], teams=one, persons=6),
        {"metric_id": "other", "org_unit_id": "divided_team", "value": 5.0, "n_persons": 12},
    )
    done = {
        (row["metric_id"].removeprefix("psychological_safety_"), row["org_unit_id"], row["dimension"]): row
        for row in add_statistics(table, methods=METHODS).to_pylist()
    }
    assert done["score", "divided_team", "all"]["value"] is None
    assert done["score", "divided_team", "all"]["numerator"] is None
    assert done["score", "divided_team", "gender"]["value"] is None
    assert done["r_wg", "divided_team", "all"]["value"] == 0
    assert done["score", "agreed_team", "all"]["value"] == 60
    assert done["score", "division", "all"]["value"] == 60
    assert done["icc1", "division", "all"]["value"] > 0.9
    assert done["icc1", "agreed_team", "all"]["value"] is None
    assert done["score", "small_team", "all"]["value"] == 60
    assert done["r_wg", "small_team", "all"]["value"] is None, "not under ten people"
    assert done["other", "divided_team", "all"]["value"] == 5


def test_a_table_without_these_metrics_stays_as_it_is() -> None:
    table = cells({"metric_id": "other", "org_unit_id": "u", "value": 5.0, "n_persons": 3})
    assert add_statistics(table, methods=METHODS).to_pylist() == table.to_pylist()
