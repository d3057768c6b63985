"""As published, as known: what becomes of a number when more is known, over the releases of a small company.

The company has teams a1 (12 people) and a2 (14) in division a, and b (20); everybody learns an hour a month, so that a unit's hours
of a month are its people. Learning hours and participants are controlled, average headcount is open.
"""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from publishing.catalogue import Catalogue
from publishing.contributions import RECORDS
from tests.publishing.past import Past, Person, Told, few_metrics, month_end, staff

JANUARY, FEBRUARY, MARCH, APRIL, MAY, JUNE = (month_end(2024, month) for month in range(1, 7))
PEOPLE = [*staff("a1", 12), *staff("a2", 14), *staff("b", 20)]


def late(number: int, unit: str = "a1", *, hours: int = 10, day: date = date(2024, 2, 10)) -> Person:
    """Somebody hired in February of whom HR hears later, with one course."""
    return Person(f"late-{number}", {date(2024, 2, 1): unit}, started_on=date(2024, 2, 1), minutes={day: hours * 60})


def more_hours(
    people: list[Person], how_many: int, *, unit: str = "a1", since: int = 0, hours: int = 2
) -> list[Person]:
    """The same people, some of a unit with further hours in February."""
    keys = {f"{unit}-{number:02}" for number in range(since, since + how_many)}
    extra = {date(2024, 2, 20): hours * 60}
    return [replace(one, minutes={**one.minutes, **extra}) if one.key in keys else one for one in people]


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with the release of March, to be copied."""
    home = tmp_path_factory.mktemp("released")
    Past(home).release(MARCH, PEOPLE)
    return home


@pytest.fixture
def past(released: Path, tmp_path: Path) -> Past:
    """A home folder of its own with the release of March."""
    return Past(shutil.copytree(released, tmp_path / "home"))


def table(told: Told) -> list[tuple[object, ...]]:
    """All numbers of a release."""
    return told.ask("select * from kpi_values order by all")


def test_what_is_known_two_months_late_restates_an_open_figure_at_once_with_its_cause(past: Past) -> None:
    told = past.release(APRIL, [*PEOPLE, late(1)])
    assert told.revisions("average_headcount", "month", FEBRUARY, "a1") == [
        (0, 12.0, None, None, None, None),
        (1, 13.0, None, 12.0, "2024-04-30", "late_delivery"),
    ]


def test_a_naive_restatement_tells_one_persons_hours_and_ours_holds_it(past: Past) -> None:
    """Known late: one person, hired in February, with ten hours. 22 less 12 hours is what that person learned."""
    told = past.release(APRIL, [*PEOPLE, late(1)])
    fresh = Past(past.home / "naive").release(APRIL, [*PEOPLE, late(1)])
    assert fresh.value("learning_hours", "month", FEBRUARY, "a1") == 12 + 10
    for unit, hours in {"a1": 12, "a": 26, "company": 46}.items():
        assert told.revisions("learning_hours", "month", FEBRUARY, unit) == [(0, hours, None, None, None, None)]


def test_a_longer_window_that_takes_in_a_held_month_is_withheld_and_others_are_not(tmp_path: Path) -> None:
    """First told in February: the quarter, less January, February as told and March, would be the ten hours."""
    past = Past(tmp_path)
    past.release(FEBRUARY, PEOPLE)
    told = past.release(MARCH, [*PEOPLE, late(1)])
    for unit in ("a1", "a", "company"):
        assert told.revisions("learning_hours", "quarter", MARCH, unit) == [
            (0, None, "time_difference", None, None, None)
        ]
    assert told.value("learning_hours", "quarter", MARCH, "b") == 60
    assert told.value("learning_hours", "month", MARCH, "a1") == 12


def test_held_changes_accumulate_over_releases_until_k_people_differ_from_what_was_told(past: Past) -> None:
    assert past.release(APRIL, more_hours(PEOPLE, 3)).value("learning_hours", "month", FEBRUARY, "a1") == 12
    told = past.release(MAY, more_hours(PEOPLE, 5))
    assert told.revisions("learning_hours", "month", FEBRUARY, "a1") == [
        (0, 12.0, None, None, None, None),
        (1, 22.0, None, 12.0, "2024-05-31", "correction"),
    ]
    assert told.value("learning_hours", "month", FEBRUARY) == 56
    assert told.ask(
        "select change, restatement_cause, cells from release_changes"
        " where period_end = ? and period_type = 'month' and metric_id = 'learning_hours'",
        [FEBRUARY],
    ) == [("restated", "correction", 3)]


def test_five_in_a_company_are_told_of_it_and_not_of_the_teams_that_have_three_and_two(past: Past) -> None:
    told = past.release(APRIL, more_hours(more_hours(PEOPLE, 3), 2, unit="b"))
    assert told.value("learning_hours", "month", FEBRUARY) == 46 + 10
    assert [told.value("learning_hours", "month", FEBRUARY, unit) for unit in ("a1", "a", "b")] == [12, 26, 20]


def test_what_remains_of_a_unit_is_nobody_or_k_people_too(past: Past) -> None:
    """Six changed in a1 and one in a2: told of a and a1 together it would be the one in a2 by subtraction."""
    told = past.release(APRIL, more_hours(more_hours(PEOPLE, 6), 1, unit="a2"))
    values = {unit: told.value("learning_hours", "month", FEBRUARY, unit) for unit in ("company", "a", "a1", "a2")}
    assert values["a2"] == 14
    assert (values["a"], values["a1"]) in {(26 + 14, 12), (26, 12 + 12), (26, 12)}


def test_a_correction_that_undoes_another_is_held_against_every_version_told(past: Past) -> None:
    """Told first of nobody, then of five; back to four of them as they were and one other changed would tell two people from the first."""
    past.release(APRIL, more_hours(PEOPLE, 5))
    told = past.release(MAY, more_hours(more_hours(PEOPLE, 1, since=4), 1, since=5))
    assert told.value("learning_hours", "month", FEBRUARY, "a1") == 22
    assert len(told.revisions("learning_hours", "month", FEBRUARY, "a1")) == 2


def test_an_exit_that_is_corrected_is_a_correction_and_held_where_it_is_one_persons(past: Past) -> None:
    leaver = replace(PEOPLE[0], last_day_on=date(2024, 1, 31))
    told = past.release(APRIL, [leaver, *PEOPLE[1:]])
    assert told.revisions("average_headcount", "month", FEBRUARY, "a1")[1][5] == "correction"
    assert told.value("learning_hours", "month", FEBRUARY, "a1") == 12


def test_a_reorganisation_known_late_moves_whole_units_with_its_own_cause(past: Past) -> None:
    """Team a2 has hung under b since the start: 14 people leave a and come to b, none of them alone."""
    told = past.release(APRIL, PEOPLE, tree={"a": "company", "b": "company", "a1": "a", "a2": "b"})
    assert told.revisions("learning_hours", "month", FEBRUARY, "a") == [
        (0, 26.0, None, None, None, None),
        (1, 12.0, None, 26.0, "2024-04-30", "reorganisation"),
    ]
    assert told.value("learning_hours", "month", FEBRUARY, "b") == 34
    assert told.revisions("learning_hours", "month", FEBRUARY, "a2") == [(0, 14.0, None, None, None, None)]
    assert len(told.revisions("learning_hours", "month", FEBRUARY)) == 1


def _redefined(catalogue: Catalogue, **changes: object) -> Catalogue:
    metrics = (
        metric.model_copy(update=changes) if metric.metric_id == "learning_hours" else metric
        for metric in catalogue.metrics
    )
    return replace(catalogue, metrics=tuple(metrics))


def test_a_changed_definition_is_a_cause_and_still_tells_of_nobody_or_of_k(past: Past) -> None:
    """Hours on the 20th count too, from now on: five people of a1 and one of b had some."""
    redefined = replace(past, catalogue=_redefined(few_metrics(), definition="Hours of the 20th count too."))
    told = redefined.release(APRIL, more_hours(more_hours(PEOPLE, 5), 1, unit="b"))
    assert told.revisions("learning_hours", "month", FEBRUARY, "a1")[1][1:] == (
        22.0,
        None,
        12.0,
        "2024-04-30",
        "definition",
    )
    assert told.value("learning_hours", "month", FEBRUARY, "b") == 20


def test_three_people_hidden_when_their_window_was_frozen_stay_hidden_when_five_join_them(tmp_path: Path) -> None:
    """The company less b was told with the three in it; told of c now, and so of what remains without c, they would be what is between."""
    past, tree = Past(tmp_path), {"a": "company", "b": "company", "c": "company"}
    people = [*staff("a", 20), *staff("b", 20)]
    past.release(MARCH, [*people, *staff("c", 3)], tree=tree)
    told = past.release(APRIL, [*people, *staff("c", 8)], tree=tree)
    assert told.revisions("learning_hours", "month", FEBRUARY, "c") == [(0, None, "small_group", None, None, None)]
    assert told.value("learning_hours", "month", FEBRUARY) == 48
    assert told.value("learning_hours", "month", APRIL, "c") == 8


def test_a_number_withheld_when_it_was_frozen_stays_withheld_where_its_news_is_one_person(tmp_path: Path) -> None:
    past, tree = Past(tmp_path), {"a": "company", "b": "company", "c": "company"}
    people = [*staff("a", 20), *staff("b", 20)]
    past.release(MARCH, [*people, *staff("c", 4)], tree=tree)
    told = past.release(APRIL, [*people, *staff("c", 5)], tree=tree)
    assert told.revisions("learning_hours", "month", FEBRUARY, "c") == [(0, None, "small_group", None, None, None)]
    assert told.value("learning_hours", "month", APRIL, "c") == 5


def test_a_unit_that_was_not_known_when_its_window_was_frozen_begins_with_nothing(past: Past) -> None:
    told = past.release(
        APRIL, [*PEOPLE, *staff("d", 8)], tree={"a": "company", "b": "company", "a1": "a", "a2": "a", "d": "company"}
    )
    assert told.revisions("learning_hours", "month", FEBRUARY, "d") == [
        (0, None, "no_data", None, None, None),
        (1, 8.0, None, None, "2024-04-30", "late_delivery"),
    ]
    assert told.value("learning_hours", "month", FEBRUARY) == 54


def test_raising_the_smallest_number_withdraws_what_it_no_longer_allows_from_every_revision(past: Past) -> None:
    past.release(APRIL, more_hours(PEOPLE, 5))
    raised = replace(past, catalogue=_redefined(few_metrics(), min_persons=13))
    told = raised.release(MAY, more_hours(PEOPLE, 5))
    rows = told.revisions("learning_hours", "month", FEBRUARY, "a1")
    assert [row[:4] for row in rows] == [(revision, None, "policy", None) for revision in range(3)]
    assert told.value("learning_hours", "month", FEBRUARY, "a2") == 14
    assert told.value("participants", "month", FEBRUARY, "a1") == 12


def test_two_identities_found_to_be_one_person_are_not_two_people_who_changed(past: Past, released: Path) -> None:
    """Four people gain hours and a fifth key vanishes into one of the four: four people, held."""
    four = [replace(one, key="merged") if one.key == "a1-04" else one for one in more_hours(PEOPLE, 4)]
    told = past.release(APRIL, four)
    assert told.value("learning_hours", "month", FEBRUARY, "a1") == 12 + 4 * 2
    other = Past(shutil.copytree(released, past.home / "other"), merged={"a1-04": "a1-00"})
    people = [one for one in more_hours(PEOPLE, 4) if one.key != "a1-04"]
    assert other.release(APRIL, people).value("learning_hours", "month", FEBRUARY, "a1") == 12


def test_a_rerun_gives_the_same_and_so_does_a_rerun_of_an_earlier_day_after_later_ones(past: Past) -> None:
    march, april = past.release(MARCH, PEOPLE), past.release(APRIL, more_hours(PEOPLE, 3))
    may = past.release(MAY, more_hours(PEOPLE, 6))
    assert past.release(MAY, more_hours(PEOPLE, 6)).path == may.path
    assert past.release(APRIL, more_hours(PEOPLE, 3)).path == april.path
    assert past.release(MARCH, PEOPLE).path == march.path
    assert (
        past.release(JUNE, more_hours(PEOPLE, 6)).revisions("learning_hours", "month", FEBRUARY, "a1")[1][4]
        == "2024-05-31"
    )


def test_another_release_of_the_same_day_builds_on_the_one_before_it(past: Past) -> None:
    """A delivery of the same day arrives after the release: what it changes is a restatement, not a second truth."""
    told = past.release(MARCH, more_hours(PEOPLE, 3), published_at="2024-04-02")
    assert told.value("learning_hours", "month", FEBRUARY, "a1") == 12
    told = past.release(MARCH, more_hours(PEOPLE, 6), published_at="2024-04-03")
    assert told.revisions("learning_hours", "month", FEBRUARY, "a1")[1][:2] == (1, 24.0)


def test_the_first_release_of_a_day_earlier_than_what_is_published_tells_nothing_that_differs_by_few(
    past: Past,
) -> None:
    """Readers have February as known in March; as known in February it lacked one person."""
    told = past.release(FEBRUARY, PEOPLE[1:])
    assert told.revisions("learning_hours", "month", FEBRUARY, "a1") == [(0, None, "time_difference", None, None, None)]
    assert told.value("learning_hours", "month", FEBRUARY, "b") == 20


def test_without_the_releases_numbers_begin_anew_and_the_records_still_hold_what_differs_by_few(past: Past) -> None:
    shutil.rmtree(past.home / "releases")
    told = past.release(APRIL, more_hours(PEOPLE, 3))
    assert told.revisions("learning_hours", "month", FEBRUARY, "a1") == [(0, None, "time_difference", None, None, None)]
    assert told.value("learning_hours", "month", FEBRUARY, "b") == 20


def test_without_the_records_of_a_release_nothing_of_it_is_restated(past: Past) -> None:
    shutil.rmtree(past.home / RECORDS)
    told = past.release(APRIL, more_hours(PEOPLE, 8))
    assert told.value("learning_hours", "month", FEBRUARY, "a1") == 12
    assert told.value("learning_hours", "month", FEBRUARY, "b") == 20
    assert told.value("learning_hours", "month", APRIL, "a1") == 12


def test_a_record_of_another_pseudonym_key_says_nothing(past: Past) -> None:
    """Under a new key everybody has another name: that is no change of anybody."""
    renamed = [replace(one, key=one.key + "'") for one in more_hours(PEOPLE, 1)]
    told = replace(past, key="other").release(APRIL, renamed)
    assert told.value("learning_hours", "month", FEBRUARY, "a1") == 12


def test_records_are_their_owners_alone_and_hold_what_was_told_anew_only(past: Past) -> None:
    past.release(APRIL, more_hours(PEOPLE, 3))
    for folder in [past.home / RECORDS, *(past.home / RECORDS).iterdir()]:
        assert folder.stat().st_mode & 0o777 == 0o700
    april = next((past.home / RECORDS).glob(f"{APRIL}*"))
    told = duckdb.sql(
        f"select distinct period_type, period_end from '{april}/employed.parquet' order by all"
    ).fetchall()
    assert told == [("month", APRIL)]


def test_a_number_told_before_is_never_lost_or_changed(past: Past) -> None:
    """Every row of every release is in the next one, but for which revision is the latest."""
    rows = (
        "metric_id, period_type, period_end, org_unit_id, revision, value, numerator, denominator, suppression_reason"
    )
    before = set(past.release(MARCH, PEOPLE).ask(f"select {rows} from kpi_values"))
    people = PEOPLE
    for month in range(4, 10):
        people = more_hours(people[:-1], month % 4, since=month, hours=month)
        now = set(past.release(month_end(2024, month), people).ask(f"select {rows} from kpi_values"))
        assert before <= now
        before = now
