"""Kaplan-Meier with left truncation against hand-computed answers, published data and an independent library."""

import csv
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times

from impact.retention import DAYS_PER_MONTH, kaplan_meier, summarise

Person = tuple[int, int, bool]  # tenure at entry, tenure at the end, whether the end is an exit

# 3e, 5c, 6e, 8c, 10e
TEXTBOOK: list[Person] = [(0, 3, True), (0, 5, False), (0, 6, True), (0, 8, False), (0, 10, True)]


def cells_of(people: Sequence[Person], *, cohort: str = "all") -> pa.Table:
    """What the marts would count of these people."""
    entered = Counter(entry for entry, _, _ in people)
    exits = Counter(time for _, time, has_left in people if has_left)
    censored = Counter(time for _, time, has_left in people if not has_left)
    tenures = sorted(entered | exits | censored)
    columns: dict[str, list[Any]] = {
        "cohort": [cohort] * len(tenures),
        "tenure_days": tenures,
        "n_entered": [entered[t] for t in tenures],
        "n_exits": [exits[t] for t in tenures],
        "n_censored": [censored[t] for t in tenures],
        "n_people": [len(people)] * len(tenures),
    }
    return pa.table(columns)


def curve_of(people: Sequence[Person], *, start_at_risk: int = 1) -> dict[int, dict[str, Any]]:
    curve = kaplan_meier(cells_of(people), start_at_risk=start_at_risk)
    return {row["tenure_days"]: row for row in curve.to_pylist()}


def summary_of(people: Sequence[Person], *, start_at_risk: int = 1) -> dict[str, Any]:
    cells = cells_of(people)
    (row,) = summarise(kaplan_meier(cells, start_at_risk=start_at_risk), cells).to_pylist()
    return dict(row)


def columns(path: Path, *names: str) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [[row[name] for row in rows] for name in names]


def test_the_textbook_curve_has_the_textbook_answers() -> None:
    curve = curve_of(TEXTBOOK)
    assert list(curve) == [3, 5, 6, 8, 10]
    assert [row["n_at_risk"] for row in curve.values()] == [5, 4, 3, 2, 1]
    assert [row["n_exits"] for row in curve.values()] == [1, 0, 1, 0, 1]
    assert [row["n_censored"] for row in curve.values()] == [0, 1, 0, 1, 0]
    assert [curve[t]["survival"] for t in (3, 5, 6, 8, 10)] == [0.8, 0.8, 0.533333333333, 0.533333333333, 0.0]
    assert (curve[3]["ci_low"], curve[3]["ci_high"]) == pytest.approx((0.2038, 0.9692), abs=5e-5)
    assert not any(row["is_conditional"] or row["conditional_from_days"] for row in curve.values())


def test_there_is_no_interval_where_nobody_or_everybody_has_left() -> None:
    curve = curve_of([(0, 2, False), (0, 3, True), (0, 4, True)])
    assert [row["survival"] for row in curve.values()] == [1.0, 0.5, 0.0]
    assert [row["ci_low"] is None for row in curve.values()] == [True, False, True]
    assert [row["ci_high"] is None for row in curve.values()] == [True, False, True]


def test_who_is_censored_on_the_day_of_an_exit_was_at_risk_of_it() -> None:
    """Exits before censorings: 1 of 3 leaves on day 4, though two others are last seen on that day."""
    curve = curve_of([(0, 4, True), (0, 4, False), (0, 4, False)])
    assert (curve[4]["n_at_risk"], curve[4]["survival"]) == (3, 0.666666666667)


def test_who_was_hired_before_the_history_counts_from_the_tenure_they_had_then() -> None:
    """Two hired in view (3e, 8c) and two who had 5 days when the history starts (6e, 9c).

    On day 3 two are at risk, not four; on day 6 one of the first and both of the second: S = 1/2, then 1/2 x 2/3.
    """
    curve = curve_of([(0, 3, True), (0, 8, False), (5, 6, True), (5, 9, False)])
    assert [row["n_at_risk"] for row in curve.values()] == [2, 3, 2, 1]
    assert [row["survival"] for row in curve.values()] == [0.5, 0.333333333333, 0.333333333333, 0.333333333333]


def test_who_enters_on_the_tenure_of_an_exit_was_not_at_risk_of_it() -> None:
    """With entry < t the third person comes into view with 3 days and cannot have been seen to leave on day 3."""
    curve = curve_of([(0, 3, True), (0, 6, True), (3, 9, False)])
    assert (curve[3]["n_at_risk"], curve[3]["survival"]) == (2, 0.5)
    assert (curve[6]["n_at_risk"], curve[6]["survival"]) == (2, 0.25)


def test_a_curve_starts_where_enough_people_are_at_risk_and_is_then_conditional() -> None:
    """One person leaves on day 2 of two at risk; from day 10 on three more are in view, and 1 of 4 leaves on day 12."""
    people = [(0, 2, True), (0, 20, False), (10, 12, True), (10, 20, False), (10, 30, False)]
    curve = curve_of(people, start_at_risk=4)
    assert list(curve) == [12, 20, 30]
    assert [row["survival"] for row in curve.values()] == [0.75] * 3
    assert {(row["is_conditional"], row["conditional_from_days"]) for row in curve.values()} == {(True, 10)}


def test_a_curve_goes_on_when_the_risk_set_shrinks_after_its_start() -> None:
    curve = curve_of([(0, day, True) for day in range(1, 21)], start_at_risk=20)
    assert [row["n_at_risk"] for row in curve.values()] == list(range(20, 0, -1))
    assert not curve[1]["is_conditional"]


def test_twenty_people_are_needed_unless_said_otherwise() -> None:
    twenty = [(0, day, True) for day in range(1, 21)]
    assert kaplan_meier(cells_of(twenty)).num_rows == 20
    assert kaplan_meier(cells_of(twenty[1:])).num_rows == 0


def test_a_curve_whose_people_all_enter_late_is_conditional_on_that_tenure() -> None:
    curve = curve_of([(7, 9, True), (7, 12, False)])
    assert {(row["is_conditional"], row["conditional_from_days"]) for row in curve.values()} == {(True, 7)}


def test_a_curve_ends_where_nobody_is_at_risk_any_more() -> None:
    """Those who come into view at day 50 say nothing of days 9 to 50, so the curve may not jump that gap."""
    curve = curve_of([(0, 4, True), (0, 9, False), (50, 60, True), (50, 70, False)])
    assert list(curve) == [4, 9]


def test_a_curve_goes_on_when_the_last_one_leaves_on_the_day_the_next_ones_enter() -> None:
    assert list(curve_of([(0, 4, True), (0, 9, False), (9, 12, True), (9, 15, False)])) == [4, 9, 12, 15]


def exact_curve(people: Sequence[Person]) -> dict[int, tuple[int, Fraction]]:
    """The definition, person by person, in fractions."""
    survival, curve = Fraction(1), {}
    for t in sorted({time for _, time, _ in people}):
        at_risk = sum(entry < t <= time for entry, time, _ in people)
        exits = sum(time == t and has_left for _, time, has_left in people)
        survival *= 1 - Fraction(exits, at_risk)
        curve[t] = (at_risk, survival)
    return curve


people_from_the_start = st.lists(
    st.tuples(st.integers(0, 6), st.integers(1, 8), st.booleans()).map(lambda p: (p[0], p[0] + p[1], p[2])), max_size=25
).map(lambda late: [(0, 20, False), *late])  # somebody is at risk throughout, so that the curve has no gap


@given(people_from_the_start)
def test_any_curve_is_that_of_the_definition(people: list[Person]) -> None:
    curve, exact = curve_of(people), exact_curve(people)
    assert list(curve) == list(exact)
    assert [row["n_at_risk"] for row in curve.values()] == [at_risk for at_risk, _ in exact.values()]
    assert [row["survival"] for row in curve.values()] == pytest.approx(
        [float(s) for _, s in exact.values()], rel=1e-11
    )


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("truncated", [False, True])
def test_survival_and_limits_agree_with_lifelines(seed: int, *, truncated: bool) -> None:
    random = np.random.default_rng(seed)
    hired = random.integers(0, 800, size=400) * truncated
    lasts = np.ceil(random.exponential(600, size=400)).astype(int)
    seen = lasts > hired
    entry, exit_at = hired[seen], lasts[seen]
    until = entry + random.integers(1, 1500, size=len(entry))
    time, has_left = np.minimum(exit_at, until), exit_at <= until
    # Half a day keeps lifelines, too, from counting someone at risk on the day of entry.
    oracle = KaplanMeierFitter().fit(time, has_left, entry=np.where(entry > 0, entry + 0.5, 0) if truncated else None)
    people = list(zip(entry.tolist(), time.tolist(), has_left.tolist(), strict=True))
    curve = curve_of(people)
    last = max(curve)
    assert last == time.max()
    defined = [t for t, row in curve.items() if row["ci_low"] is not None]
    assert len(defined) > 150
    survival = oracle.survival_function_["KM_estimate"]
    limits = oracle.confidence_interval_
    assert [curve[t]["survival"] for t in curve] == pytest.approx(survival.loc[list(curve)].tolist(), abs=1e-10)
    assert [curve[t]["ci_low"] for t in defined] == pytest.approx(limits.iloc[:, 0].loc[defined].tolist(), abs=1e-10)
    assert [curve[t]["ci_high"] for t in defined] == pytest.approx(limits.iloc[:, 1].loc[defined].tolist(), abs=1e-10)


def test_ignoring_left_truncation_would_show_better_retention_than_there_is() -> None:
    """Constant hazard, half of the people hired before the history: S(12 months) is exp(-365 / 500) = .4819."""
    random = np.random.default_rng(11)
    hired = np.repeat([0, 400], 4000)
    lasts = np.ceil(random.exponential(500, size=8000)).astype(int)
    people = [(int(e), int(t), True) for e, t in zip(hired, lasts, strict=True) if t > e]
    naive = [(0, t, has_left) for _, t, has_left in people]
    assert summary_of(people)["s_12"] == pytest.approx(0.4819, abs=0.02)
    assert summary_of(naive)["s_12"] > 0.58


def test_the_confidence_level_is_that_asked_for() -> None:
    narrow, wide = (kaplan_meier(cells_of(TEXTBOOK), start_at_risk=1, confidence=c).to_pylist()[0] for c in (0.8, 0.99))
    oracle = KaplanMeierFitter(alpha=0.2).fit([3, 5, 6, 8, 10], [1, 0, 1, 0, 1]).confidence_interval_.loc[3]
    assert [narrow["ci_low"], narrow["ci_high"]] == pytest.approx(oracle.tolist(), abs=1e-10)
    assert wide["ci_low"] < narrow["ci_low"] < narrow["ci_high"] < wide["ci_high"]


def test_lung_cancer_patients_have_the_published_median_of_310_days(shared_data: Path) -> None:
    time, status = columns(shared_data / "survival" / "rdatasets_survival_lung.csv", "time", "status")
    people = [(0, int(t), s == "2") for t, s in zip(time, status, strict=True)]
    summary = summary_of(people)
    oracle = KaplanMeierFitter().fit([t for _, t, _ in people], [d for _, _, d in people])
    limits = median_survival_times(oracle.confidence_interval_).iloc[0].tolist()
    assert (summary["median_days"], summary["n_people"], summary["n_exits"]) == (310, 228, 165)
    assert [summary["median_low"], summary["median_high"]] == limits


def test_gehans_leukaemia_patients_have_the_published_medians_of_23_and_8_weeks(shared_data: Path) -> None:
    time, event, arm = columns(shared_data / "survival" / "rdatasets_MASS_gehan.csv", "time", "cens", "treat")
    patients = list(zip(time, event, arm, strict=True))
    cells = pa.concat_tables(
        cells_of([(0, int(t), e == "1") for t, e, a in patients if a == name], cohort=name)
        for name in ("control", "6-MP")
    )
    summary = summarise(kaplan_meier(cells), cells).to_pylist()
    assert [(row["cohort"], row["median_days"]) for row in summary] == [("6-MP", 23), ("control", 8)]


@pytest.mark.parametrize("copy", ["turnover_jnewlin.csv", "turnover_tomter82.csv"])
def test_real_employees_have_the_published_median_and_survival(shared_data: Path, copy: str) -> None:
    """Tenure in months is whole days over 30.4375, with noise of floats that differs between the two copies."""
    months, event = columns(shared_data / "employee_turnover_survival" / copy, "stag", "event")
    people = [(0, round(float(m) * DAYS_PER_MONTH), e == "1") for m, e in zip(months, event, strict=True)]
    summary = summary_of(people, start_at_risk=20)
    assert (summary["n_people"], summary["n_exits"]) == (1129, 571)
    assert summary["median_days"] / DAYS_PER_MONTH == pytest.approx(50.7269, abs=5e-5)
    assert (summary["s_12"], summary["s_36"]) == pytest.approx((0.85587, 0.60464), abs=5e-6)
    assert summary["s_12_low"] < summary["s_12"] < summary["s_12_high"]


def test_retention_after_a_year_is_that_of_the_last_step_before_365_and_a_quarter_days() -> None:
    people = [(0, 100, True), (0, 365, True), (0, 366, True), (0, 800, False)]
    summary = summary_of(people)
    assert summary["s_12"] == 0.5
    assert summary["s_24"] == 0.25
    assert summary["s_12_low"] == curve_of(people)[365]["ci_low"]
    assert summary["s_24_high"] == curve_of(people)[366]["ci_high"]


def test_nothing_is_said_beyond_the_last_tenure_at_which_somebody_was_at_risk() -> None:
    summary = summary_of([(0, 100, True), (0, 730, False), (0, 731, False)])  # 24 months are 730.5 days
    assert summary["s_24"] == 0.666666666667
    assert [summary[f"s_36{limit}"] for limit in ("", "_low", "_high")] == [None] * 3
    assert summary_of([(0, 100, True), (0, 730, False)])["s_24"] is None


def test_a_curve_that_nobody_has_left_by_a_year_says_one_without_an_interval() -> None:
    summary = summary_of([(0, 400, True), (0, 500, False)])
    assert [summary[f"s_12{limit}"] for limit in ("", "_low", "_high")] == [1.0, None, None]


def test_a_conditional_curve_says_nothing_of_the_time_before_it_starts() -> None:
    summary = summary_of([(400, 500, True), (400, 800, False)])
    assert (summary["conditional_from_days"], summary["s_12"], summary["s_24"]) == (400, None, 0.5)


def test_a_median_is_reached_at_one_half_exactly() -> None:
    """.8 x .625 is 1/2, but .5000000000000001 in doubles."""
    people: list[Person] = [(0, 1, True)] * 2 + [(0, 2, True)] * 3 + [(0, 9, False)] * 5
    assert summary_of(people)["median_days"] == 2


def test_a_median_is_null_where_half_never_leave() -> None:
    summary = summary_of([(0, 5, True), (0, 9, False), (0, 9, False)])
    assert (summary["median_days"], summary["median_high"]) == (None, None)


def test_cohorts_are_estimated_apart_in_their_order_whatever_the_order_of_the_cells() -> None:
    first = cells_of(TEXTBOOK, cohort="hired_2021")
    second = cells_of([(0, 4, True), (0, 4, False)], cohort="all")
    small = cells_of([(0, 4, True)], cohort="hired_2022")
    cells = pa.concat_tables([first, second, small])
    shuffled = cells.take(np.random.default_rng(5).permutation(len(cells)))
    curves = kaplan_meier(shuffled, start_at_risk=2)
    assert curves == kaplan_meier(cells, start_at_risk=2)
    apart = [kaplan_meier(part, start_at_risk=2) for part in (second, first)]
    assert curves.to_pylist() == [row for part in apart for row in part.to_pylist()]
    summary = summarise(curves, shuffled).to_pylist()
    assert [row["cohort"] for row in summary] == ["all", "hired_2021", "hired_2022"]
    assert (summary[2]["n_people"], summary[2]["n_exits"]) == (1, 1)
    figures = set(summary[2]) - {"cohort", "n_people", "n_exits"}
    assert {summary[2][figure] for figure in figures} == {None}


def test_no_cells_give_typed_tables_without_rows() -> None:
    empty = cells_of(TEXTBOOK).slice(0, 0)
    curves = kaplan_meier(empty)
    assert curves.schema == kaplan_meier(cells_of(TEXTBOOK), start_at_risk=1).schema
    assert summarise(curves, empty).num_rows == 0


def with_column(column: str, values: list[int | None]) -> pa.Table:
    cells = cells_of([(0, 3, True), (0, 5, False)])  # rows for tenures 0, 3 and 5
    return cells.set_column(cells.schema.get_field_index(column), column, pa.array(values, pa.int64()))


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (with_column("tenure_days", [0, 3, 3]), "tenure 3 twice"),
        (with_column("n_people", [2, 2, 3]), "several n_people"),
        (with_column("n_exits", [0, -1, 0]), "n_exits is missing or negative"),
        (with_column("n_censored", [0, None, 1]), "n_censored is missing or negative"),
        (with_column("n_entered", [3, 0, 0]), "3 people enter and 2 end"),
        (cells_of([(0, 5, True), (4, 4, True), (4, 4, False)]), "tenure 4: 2 people end and 1 are at risk"),
        (cells_of([(0, 0, False)]), "tenure 0: 1 people end and 0 are at risk"),
        (cells_of(TEXTBOOK).set_column(0, "cohort", pa.array(["all", None] * 3)), "3 rows have no cohort"),
    ],
)
def test_cells_that_no_people_can_have_are_refused(cells: pa.Table, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        kaplan_meier(cells, start_at_risk=1)


@pytest.mark.parametrize("options", [{"start_at_risk": 0}, {"confidence": 95.0}, {"confidence": 0.0}])
def test_settings_out_of_range_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must be at least 1"):
        kaplan_meier(cells_of(TEXTBOOK), **options)
