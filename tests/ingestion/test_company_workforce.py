"""Absence, positions and successors of the fictional company: each quirk is there, and no seat is held twice. Not here: reading them."""

from datetime import date

import numpy as np
import pytest

from ingestion.company.absences import KINDS
from ingestion.company.company import Company, build_company
from ingestion.company.seats import seating_of
from ingestion.company.tables import NO_DAY, Assignments, Period

DAY = np.timedelta64(1, "D")
FOREVER = np.datetime64("9999-12-31", "D")


@pytest.fixture(scope="module")
def company() -> Company:
    return build_company(people=300, period=Period(end=date(2025, 12, 31), months=36), seed=7)


def test_a_long_case_ends_in_half_days_and_the_halves_follow_without_a_gap(company: Company) -> None:
    rows = company.absences
    halves = np.flatnonzero(rows.percent == 50)
    assert len(halves) > 20
    assert (rows.number[halves] == rows.number[halves - 1]).all()
    assert (rows.last_day_on[halves - 1] + DAY == rows.begins_on[halves]).all()


def test_nobody_falls_ill_before_the_first_or_after_the_last_day_employed(company: Company) -> None:
    rows, careers = company.absences, company.careers
    last = np.where(np.isnat(careers.last_day), np.datetime64(company.period.end, "D"), careers.last_day)
    assert (rows.reported_on >= careers.hired[rows.person]).all()
    assert (rows.reported_on <= last[rows.person]).all()


def test_the_export_has_relapses_double_entries_maternity_long_cases_and_cases_nobody_closed(company: Company) -> None:
    rows = company.absences
    cases = np.unique(rows.number, return_index=True)[1]
    person, kind = rows.person[cases], rows.kind[cases]
    begins = rows.reported_on[cases]
    back = np.where(np.isnat(rows.recovered_on[cases]), FOREVER, rows.recovered_on[cases])
    sick = kind != KINDS.index("maternity")
    pairs = np.flatnonzero((person[1:] == person[:-1]) & sick[1:] & sick[:-1])
    gap = (begins[pairs + 1] - back[pairs]).astype(np.int64)
    assert ((gap > 0) & (gap < 28)).sum() > 10
    assert (gap < 0).any()
    assert (~sick).any()
    assert ((back - begins)[back < FOREVER].astype(np.int64) > 365).any()
    assert (np.isnat(rows.recovered_on) & ~np.isnat(company.careers.last_day[rows.person])).any()


def test_a_seat_is_held_by_one_person_at_a_time_and_a_requisition_runs_from_one_to_the_next(company: Company) -> None:
    rows = company.seating.positions
    order = np.lexsort((rows.begins_on, rows.seat))
    seat, begins = rows.seat[order], rows.begins_on[order]
    last, opened, filled = rows.last_day_on[order], rows.opened_on[order], rows.filled_on[order]
    same = np.flatnonzero(seat[1:] == seat[:-1])
    assert len(same) > 20
    assert (last[same] + DAY == begins[same + 1]).all()
    assert (opened[same + 1] == begins[same + 1]).all()
    assert not (filled < opened).any()


def test_a_seat_is_handed_on_in_the_order_in_which_it_fell_vacant(company: Company) -> None:
    """Two seats of a unit; a and b hold them, a leaves in March and b in April; c comes in May and takes a's, d in June b's.

    e comes in July, when no seat waits, and gets a new one.
    """

    def day(text: str) -> np.datetime64:
        return np.datetime64(text, "D")

    nobody_after = NO_DAY
    rows = Assignments(
        person=np.arange(5),
        sequence=np.ones(5, dtype=np.int64),
        begins_on=np.array(
            [day("2022-01-01"), day("2022-02-01"), day("2025-05-01"), day("2025-06-01"), day("2025-07-01")]
        ),
        last_day_on=np.array([day("2025-03-31"), day("2025-04-30"), nobody_after, nobody_after, nobody_after]),
        unit=np.full(5, company.organisation.size.argmax()),
        level=np.ones(5, dtype=np.int64),
        fte_percent=np.full(5, 100),
        manager=np.full(5, -1),
    )
    seating = seating_of(company.careers, rows, rng=np.random.default_rng(1))
    assert seating.seat_of_row.tolist() == [0, 1, 0, 1, 4]
    first, second, new = seating.positions.opened_on[~np.isnat(seating.positions.opened_on)]
    assert (str(first), str(second)) == ("2025-04-01", "2025-05-01")
    assert day("2025-04-02") <= new <= day("2025-06-11")
