"""Aalen-Johansen by hand, against one minus Kaplan-Meier, against the binomial, and what it refuses."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact.incidence import aalen_johansen, incidence_medians
from impact.retention import kaplan_meier

Counts = tuple[int, int, int, int]
"""Day, events, competing ends, censorings."""


def cells(rows: Sequence[Counts], *, group: str = "g") -> pa.Table:
    names = ("day", "n_events", "n_competing", "n_censored")
    return pa.table(
        {
            "group": pa.array([group] * len(rows), pa.string()),
            **{name: pa.array([row[place] for row in rows], pa.int64()) for place, name in enumerate(names)},
        }
    )


def curve_of(rows: Sequence[Counts]) -> list[dict[str, Any]]:
    return aalen_johansen(cells(rows), by=["group"]).to_pylist()


def median_of(rows: Sequence[Counts]) -> dict[str, Any]:
    table = cells(rows)
    (row,) = incidence_medians(aalen_johansen(table, by=["group"]), table, by=["group"]).to_pylist()
    return dict(row)


# Five people: one gets there on day 2, one leaves on day 3, one gets there on day 5, one is lost from sight on day 6, one gets there on day 8.
FIVE: list[Counts] = [(2, 1, 0, 0), (3, 0, 1, 0), (5, 1, 0, 0), (6, 0, 0, 1), (8, 1, 0, 0)]


def test_incidence_of_five_people_is_that_of_the_hand() -> None:
    """F(2) = 1/5. S(3-) = 4/5, S(5-) = 4/5 x 3/4 = 3/5: F(5) = 1/5 + 3/5 x 1/3 = 2/5. S(8-) = 3/5 x 2/3 = 2/5, one at risk: F(8) = 4/5."""
    curve = curve_of(FIVE)
    assert [(row["day"], row["n_at_risk"]) for row in curve] == [(2, 5), (5, 3), (8, 1)]
    assert [row["incidence"] for row in curve] == pytest.approx([0.2, 0.4, 0.8], abs=1e-12)


def test_variance_before_any_censoring_is_the_binomial_one() -> None:
    """After day 5 nobody was censored: 2 of 5, se = sqrt(.4 x .6 / 5) = .219089; .4^exp(± 1.96 x .219089 / (.4 x .916291))."""
    row = curve_of(FIVE)[1]
    half = 1.959964 * np.sqrt(0.4 * 0.6 / 5) / (0.4 * abs(np.log(0.4)))
    assert row["ci_low"] == pytest.approx(0.4 ** np.exp(half), rel=1e-6)
    assert row["ci_high"] == pytest.approx(0.4 ** np.exp(-half), rel=1e-6)


def test_the_leavers_are_not_censored() -> None:
    """One minus Kaplan-Meier with the leaver censored would say 1 - 4/5 x 2/3 = .4667 on day 5 where two of five got there."""
    assert curve_of(FIVE)[1]["incidence"] == pytest.approx(2 / 5)


def test_median_is_the_first_day_on_which_half_got_there_and_null_when_they_never_do() -> None:
    """.4 on day 5, .8 on day 8. With three of five leaving on day 3 the incidence stops at .4."""
    assert median_of(FIVE)["median"] == 8
    assert median_of([(2, 2, 0, 0), (3, 0, 3, 0)]) == {
        "group": "g",
        "n_people": 5,
        "median": None,
        "median_low": None,
        "median_high": None,
    }


def test_exactly_one_half_is_the_median() -> None:
    """Three sums of a tenth and one of two tenths are .5 by the pen and .49999999999999994 in binary."""
    rows: list[Counts] = [(1, 1, 0, 0), (2, 1, 0, 0), (3, 1, 0, 0), (4, 2, 0, 0), (9, 0, 0, 5)]
    assert median_of(rows)["median"] == 4


def test_median_has_the_limits_of_the_curve() -> None:
    """Twenty people, two on each of ten days: the upper limit of the curve passes one half before it, the lower one after."""
    found = median_of([(day, 2, 0, 0) for day in range(1, 11)])
    assert (found["n_people"], found["median"]) == (20, 5)
    assert found["median_low"] < 5 < found["median_high"]


ENDS = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 2)), min_size=1, max_size=60)


def rows_of(ends: Sequence[tuple[int, int]]) -> list[Counts]:
    """People by (day, kind of end) as counts; kind 0 is the event, 1 the competing end, 2 a censoring."""
    days = sorted({day for day, _ in ends})
    return [(day, *(sum(end == (day, kind) for end in ends) for kind in range(3))) for day in days]  # type: ignore[misc]


@settings(deadline=None, max_examples=60)
@given(ends=ENDS)
def test_without_competing_events_it_is_one_minus_kaplan_meier_with_greenwoods_variance(
    ends: list[tuple[int, int]],
) -> None:
    """Same curve; the standard error is read back from both log-log intervals."""
    rows = rows_of([(day, 0 if kind == 1 else kind) for day, kind in ends])
    people = len(ends)
    survival = kaplan_meier(
        pa.table(
            {
                "cohort": ["c"] * (len(rows) + 1),
                "tenure_days": [0, *(row[0] for row in rows)],
                "n_entered": [people, *([0] * len(rows))],
                "n_exits": [0, *(row[1] for row in rows)],
                "n_censored": [0, *(row[3] for row in rows)],
                "n_people": [people] * (len(rows) + 1),
            }
        ),
        start_at_risk=1,
    ).to_pylist()
    stays = {row["tenure_days"]: row for row in survival}
    for row in curve_of(rows):
        stay = stays[row["day"]]
        assert row["incidence"] == pytest.approx(1 - stay["survival"], abs=1e-11)
        if row["ci_low"] is None or stay["ci_low"] is None:
            continue
        own = (
            np.log(np.log(row["ci_low"]) / np.log(row["incidence"])) * row["incidence"] * abs(np.log(row["incidence"]))
        )
        greenwood = (
            np.log(np.log(stay["ci_low"]) / np.log(stay["survival"])) * stay["survival"] * abs(np.log(stay["survival"]))
        )
        assert own == pytest.approx(greenwood, rel=1e-5, abs=1e-7)


@settings(deadline=None, max_examples=60)
@given(ends=ENDS)
def test_without_censoring_it_is_the_share_who_got_there_with_the_binomial_variance(
    ends: list[tuple[int, int]],
) -> None:
    rows = rows_of([(day, min(kind, 1)) for day, kind in ends])
    for row in curve_of(rows):
        done = sum(day <= row["day"] and kind == 0 for day, kind in ends)
        share = done / len(ends)
        assert row["incidence"] == pytest.approx(share, abs=1e-11)
        if row["ci_low"] is not None:
            se = np.sqrt(share * (1 - share) / len(ends))
            half = 1.959964 * se / (share * abs(np.log(share)))
            assert row["ci_low"] == pytest.approx(share ** np.exp(half), rel=1e-5, abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(ends=ENDS)
def test_both_kinds_of_end_and_those_who_stay_share_out_the_people(ends: list[tuple[int, int]]) -> None:
    """F1 + F2 + S = 1 on every day, S from Kaplan-Meier over both kinds: what is reached and what is left never exceed one."""
    rows = rows_of(ends)
    turned = [(day, competing, events, censored) for day, events, competing, censored in rows]
    reached = {row["day"]: row["incidence"] for row in curve_of(rows)}
    left = {row["day"]: row["incidence"] for row in curve_of(turned)}
    at_risk, stay, first, second = len(ends), 1.0, 0.0, 0.0
    for day, events, competing, censored in rows:
        stay *= (at_risk - events - competing) / at_risk
        first, second = reached.get(day, first), left.get(day, second)
        assert first + second + stay == pytest.approx(1, abs=1e-9)
        at_risk -= events + competing + censored


def test_groups_are_estimated_apart_and_in_order() -> None:
    both = pa.concat_tables([cells([(2, 1, 0, 1)], group="b"), cells([(1, 1, 0, 0)], group="a")])
    curves = aalen_johansen(both, by=["group"])
    assert [(row["group"], row["day"], row["incidence"]) for row in curves.to_pylist()] == [
        ("a", 1, 1.0),
        ("b", 2, 0.5),
    ]
    medians = incidence_medians(curves, both, by=["group"]).to_pylist()
    assert [(row["group"], row["median"]) for row in medians] == [("a", 1), ("b", 2)]


def test_nobody_has_no_curve() -> None:
    table = cells([])
    curves = aalen_johansen(table, by=["group"])
    assert curves.num_rows == 0
    assert incidence_medians(curves, table, by=["group"]).num_rows == 0


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([(0, 1, 0, 0)], "the first day is 1"),
        ([(1, 1, 0, 0), (1, 0, 1, 0)], "has day 1 twice"),
        ([(1, -1, 0, 0)], "missing or negative"),
    ],
)
def test_cells_that_no_group_of_people_can_have_are_refused(rows: list[Counts], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        curve_of(rows)


def test_a_group_without_a_name_is_refused() -> None:
    table = cells([(1, 1, 0, 0)]).set_column(0, "group", pa.array([None], pa.string()))
    with pytest.raises(ValueError, match="rows have no group"):
        aalen_johansen(table, by=["group"])


def test_a_confidence_outside_nought_and_one_is_refused() -> None:
    with pytest.raises(ValueError, match=r"confidence=95 must lie between 0 and 1"):
        aalen_johansen(cells([(1, 1, 0, 0)]), by=["group"], confidence=95)
