"""The effects that were put into the fictional company can be found again, in a company large enough to see them.

Estimates here know everything (engagement as it is, the level of the month): they test the simulation, no estimator.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from ingestion.company.careers import Careers, simulate_careers
from ingestion.company.company import build_company
from ingestion.company.learning import completed_in_year, enrolments_of
from ingestion.company.misfits import misfits_of
from ingestion.company.programmes import PROGRAMMES
from ingestion.company.quitting import ENGAGEMENT_SLOPE
from ingestion.company.ratings import ratings_of
from ingestion.company.state import NOT_STARTED
from ingestion.company.tables import REASONS, Period
from ingestion.company.truth import truth_of

PERIOD = Period(end=date(2025, 12, 31), months=48)
NUMBER = {programme.key: number for number, programme in enumerate(PROGRAMMES)}
QUITS = (REASONS.index("voluntary"), REASONS.index("unknown"))
"""A quit whose reason nobody filled in is a quit."""


@pytest.fixture(scope="module")
def careers() -> Careers:
    return simulate_careers(people=40_000, period=PERIOD, seed=8)


@dataclass(frozen=True)
class PersonMonths:
    """One row a person and month after the first wave, for people employed when it began."""

    quits: npt.NDArray[np.bool_]
    started: npt.NDArray[np.bool_]
    """Programme x row: started before the month."""
    engagement: npt.NDArray[np.float32]
    stratum: npt.NDArray[np.int64]
    """Tenure band x level x twentieth of engagement."""


@pytest.fixture(scope="module")
def person_months(careers: Careers) -> PersonMonths:
    first_days, parts = PERIOD.first_days, []
    rows = careers.assignments
    level = np.zeros(careers.size, dtype=np.int64)
    exit_month = (careers.last_day.astype("datetime64[M]") - first_days[0].astype("datetime64[M]")).astype(np.int64)
    has_left = ~np.isnat(careers.last_day)
    for month in range(careers.waves[0] + 1, PERIOD.months):
        day = first_days[month]
        running = (rows.begins_on <= day) & (np.isnat(rows.last_day_on) | (rows.last_day_on >= day))
        level[rows.person[running]] = rows.level[running]
        people = np.flatnonzero((careers.hired <= day) & (~has_left | (careers.last_day >= day)))
        wave = max(number for number, held in enumerate(careers.waves) if held < month)
        people = people[careers.hired[people] < first_days[careers.waves[wave]]]
        tenure = (day.astype("datetime64[M]") - careers.hired[people].astype("datetime64[M]")).astype(np.int64)
        feeling = careers.engagement[wave, people]
        band = np.searchsorted([3, 12, 24, 60, 120], tenure, side="right")
        twentieth = np.searchsorted(np.linspace(-2.2, 2.2, 21), feeling)
        quits = has_left[people] & (exit_month[people] == month) & np.isin(careers.reason[people], QUITS)
        parts.append((quits, careers.started[:, people] < month, feeling, (band * 5 + level[people]) * 25 + twentieth))
    return PersonMonths(*(np.concatenate(column, axis=-1) for column in zip(*parts, strict=True)))


def rate_ratio(rows: PersonMonths, programme: str, *, stratum: npt.NDArray[np.int64] | None = None) -> float:
    """Mantel-Haenszel rate ratio of quitting, started against not started; crude without strata."""
    place = np.zeros(len(rows.quits), dtype=np.int64) if stratum is None else stratum
    started = rows.started[NUMBER[programme]]
    events, time = (
        [np.bincount(place[arm], weights=what[arm]) for arm in (started, ~started)]
        for what in (rows.quits, np.ones(len(place)))
    )
    size = max(len(each) for each in (*events, *time))
    (d1, d0), (t1, t0) = ([np.pad(each, (0, size - len(each))) for each in pair] for pair in (events, time))
    whole = np.maximum(t1 + t0, 1)
    return float((d1 * t0 / whole).sum() / (d0 * t1 / whole).sum())


@pytest.mark.parametrize(
    ("programme", "truth"), [("compass", 0.60), ("craft", 1.0), ("inspire", 1.0), ("dialogue", 1.0)]
)
def test_the_hazard_ratio_of_a_programme_is_found_again_within_strata(
    person_months: PersonMonths, programme: str, truth: float
) -> None:
    """To three standard errors of its logarithm, which is about 1 / sqrt(quits of starters)."""
    quits = int(person_months.quits[person_months.started[NUMBER[programme]]].sum())
    assert quits > 1000
    found = rate_ratio(person_months, programme, stratum=person_months.stratum)
    assert np.log(found) == pytest.approx(np.log(truth), abs=3 / np.sqrt(quits))


def test_the_trap_looks_like_a_success_to_who_does_not_look(person_months: PersonMonths) -> None:
    assert rate_ratio(person_months, "inspire") < 0.75
    by_tenure_and_level = person_months.stratum // 25
    assert rate_ratio(person_months, "inspire", stratum=by_tenure_and_level) < 0.80, "engagement is what confounds"


def test_the_keenest_take_the_trap(person_months: PersonMonths) -> None:
    gap = {
        key: float(
            person_months.engagement[person_months.started[number]].mean()
            - person_months.engagement[~person_months.started[number]].mean()
        )
        for key, number in NUMBER.items()
    }
    assert gap["inspire"] > 0.6
    assert gap["inspire"] > gap["compass"] + 0.2 > gap["craft"]


def test_engagement_drives_quitting_as_declared(person_months: PersonMonths) -> None:
    low, high = (person_months.engagement < -0.5), (person_months.engagement > 0.5)
    distance = float(person_months.engagement[high].mean() - person_months.engagement[low].mean())
    ratio = float(person_months.quits[high].mean() / person_months.quits[low].mean())
    assert np.log(ratio) / distance == pytest.approx(ENGAGEMENT_SLOPE, abs=0.08)


def test_the_risks_in_the_truth_are_those_that_come_about(careers: Careers) -> None:
    """Of the starters with twelve months of history behind them, as many quit within these as the risk says."""
    number = NUMBER["compass"]
    risk = careers.quit_risks[number]
    assert risk is not None
    months = careers.started[number].astype(np.int64)
    starters = np.flatnonzero(months < PERIOD.months - 12)
    assert risk.n_followed == len(starters)
    exit_month = (
        careers.last_day[starters].astype("datetime64[M]") - PERIOD.first_days[0].astype("datetime64[M]")
    ).astype(np.int64)
    within = ~np.isnat(careers.last_day[starters]) & (exit_month <= months[starters] + 12)
    observed = float((within & np.isin(careers.reason[starters], QUITS)).mean())
    standard_error = np.sqrt(observed * (1 - observed) / len(starters))
    assert observed == pytest.approx(risk.risk_with, abs=3 * standard_error)
    assert 0.02 < risk.risk_difference < 0.04


def test_who_starts_has_stayed_through_the_month_and_two_before(careers: Careers) -> None:
    """Else the estimate would owe something to people who could not start."""
    for number in range(len(PROGRAMMES)):
        people = np.flatnonzero(careers.started[number] != NOT_STARTED)
        month_end = PERIOD.first_days[careers.started[number, people].astype(np.int64) + 1] - np.timedelta64(1, "D")
        assert np.all(np.isnat(careers.last_day[people]) | (careers.last_day[people] > month_end))
        assert np.all((month_end - careers.hired[people]).astype(np.int64) >= 58)


def test_the_staged_programme_reaches_whole_teams_and_never_some(careers: Careers) -> None:
    number = NUMBER["dialogue"]
    people = np.flatnonzero(careers.started[number] != NOT_STARTED)
    months = set(careers.started[number, people].tolist())
    assert months == {round(share * PERIOD.months) for share in PROGRAMMES[number].stages}
    rows = careers.assignments
    order = np.lexsort((rows.begins_on, rows.person))
    first_day = PERIOD.first_days[careers.started[number].clip(0, PERIOD.months).astype(np.int64)]
    unit_then = {
        int(rows.person[at]): int(rows.unit[at])
        for at in order
        if rows.begins_on[at] <= first_day[rows.person[at]]
        and (np.isnat(rows.last_day_on[at]) or rows.last_day_on[at] >= first_day[rows.person[at]])
    }
    stages = careers.stage[[unit_then[int(person)] for person in people[:5000]]]
    assert np.all(stages >= 0)
    never = np.flatnonzero(careers.organisation.is_team & (careers.stage == -1))
    assert len(never) / careers.organisation.is_team.sum() == pytest.approx(0.2, abs=0.01)


def test_the_staged_programme_raises_engagement_by_what_was_put_in(careers: Careers) -> None:
    """Difference in differences from the wave before to the first after a stage, against people not reached yet."""
    number = NUMBER["dialogue"]
    effects = []
    for month in sorted({round(share * PERIOD.months) for share in PROGRAMMES[number].stages})[:3]:
        before = max(wave for wave, held in enumerate(careers.waves) if held <= month)
        there = (careers.hired < PERIOD.first_days[careers.waves[before]]) & (
            np.isnat(careers.last_day) | (careers.last_day >= PERIOD.first_days[careers.waves[before + 1]])
        )
        change = careers.engagement[before + 1] - careers.engagement[before]
        reached = there & (careers.started[number] == month)
        others = there & (careers.started[number] > careers.waves[before + 1])
        effects.append(float(change[reached].mean() - change[others].mean()))
    assert effects == pytest.approx([0.35] * 3, abs=0.03)


def test_ratings_rise_by_what_was_put_in(careers: Careers) -> None:
    """Within hundredths of ability, since the ablest take the programme more often."""
    last = ratings_of(careers, rng=np.random.default_rng(1))[-1]
    started = careers.started[NUMBER["craft"], last.person] < last.month
    bins = np.searchsorted(np.linspace(-2.5, 2.5, 101), careers.ability[last.person])
    gaps, weights = [], []
    for each in np.unique(bins):
        inside = bins == each
        if started[inside].any() and (~started[inside]).any():
            gaps.append(last.underlying[inside & started].mean() - last.underlying[inside & ~started].mean())
            weights.append((inside & started).sum())
    assert np.average(gaps, weights=weights) == pytest.approx(0.40, abs=0.02)
    assert last.points[started].mean() - last.points[~started].mean() > 0.40, "ability adds to the naive gap"


def test_turnover_is_that_of_a_company(careers: Careers) -> None:
    first = PERIOD.first_days
    for year in range(4):
        begin, after = first[12 * year], first[12 * year + 12]
        left = np.where(np.isnat(careers.last_day), after, careers.last_day + np.timedelta64(1, "D"))
        days = np.maximum((np.minimum(left, after) - np.maximum(careers.hired, begin)).astype(np.int64), 0).sum()
        exits = ((careers.last_day >= begin) & (careers.last_day < after)).sum()
        assert 0.10 < exits / (days / (after - begin).astype(np.int64)) < 0.18
        assert days / (after - begin).astype(np.int64) == pytest.approx(40_000, rel=0.03)


@pytest.mark.parametrize("people", [600, 20_000])
def test_between_60_and_80_percent_complete_something_in_a_year(people: int) -> None:
    company = simulate_careers(people=people, period=PERIOD, seed=7)
    done = completed_in_year(enrolments_of(company, rng=np.random.default_rng(1)), PERIOD, people=company.size)
    for year in range(4):
        begin, after = PERIOD.first_days[12 * year], PERIOD.first_days[12 * year + 12]
        employed = (company.hired < after) & (np.isnat(company.last_day) | (company.last_day >= begin))
        assert 0.60 < done[year, employed].mean() < 0.80


def test_nobody_learns_before_the_first_or_after_the_last_day(careers: Careers) -> None:
    """But for the two of the cast who are there for it."""
    rows = enrolments_of(careers, rng=np.random.default_rng(1))
    day = rows.completed_at.astype("datetime64[D]")
    done = ~np.isnat(day)
    assert np.all(day[done] >= careers.hired[rows.person[done]])
    last_day = careers.last_day[rows.person[done]]
    assert np.all(np.isnat(last_day) | (day[done] <= last_day))
    assert np.all(day[done] <= np.datetime64(PERIOD.end))
    assert np.all(rows.completed_at[done] > rows.enrolled_at[done])


def test_the_pilot_has_24_places_in_a_company_of_any_size(careers: Careers) -> None:
    assert (careers.started[NUMBER["mentoring_pilot"]] != NOT_STARTED).sum() == 24
    assert (
        simulate_careers(people=600, period=PERIOD, seed=7).started[NUMBER["mentoring_pilot"]] != NOT_STARTED
    ).sum() == 24


def test_the_truth_says_what_was_put_in() -> None:
    period = Period(end=date(2025, 12, 31), months=24)
    company = build_company(people=300, period=period, seed=3)
    truth: dict[str, Any] = truth_of(company, misfits=misfits_of(company), seed=3, people=300)
    programmes = {programme["key"]: programme for programme in truth["programmes"]}
    assert programmes["compass"]["effects"]["quit_hazard_ratio"] == 0.6
    assert programmes["compass"]["quit_risk_12_months"]["difference"] > 0
    assert programmes["inspire"]["quit_risk_12_months"] == {"difference": 0.0}
    assert programmes["dialogue"]["quit_risk_12_months"] is None, "it moves quitting through engagement only"
    assert 5 < programmes["dialogue"]["effects"]["engagement_score_points"] < 0.35 * 19
    assert programmes["mentoring_pilot"]["course_id"] == "mentor-pilot"
    assert truth["made_from"] == {"seed": 3, "people": 300, "months": 24, "end": "2025-12-31"}
    assert [row["rated"] for row in truth["ratings"]] == [len(year.person) for year in company.ratings]
    assert sum(truth["quarantine"]["records_by_table"].values()) == len(truth["quarantine"]["rows"]) == 12
