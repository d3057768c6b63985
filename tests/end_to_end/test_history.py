"""A company over two releases of the whole pipeline: what is known late, corrected and back-dated, and the earlier day again.

Sixty people in teams one and two of division north (20 and 12) and in south (28), all since 2020, an hour of learning each in February. By
the end of March HR does not know a hire of February in team one, nor the learning platform two courses of team two in February. In May it is
known: the hire, with an hour of learning, and the courses of ten and of five hours.
"""

import csv
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.pipeline import ROOT, Refreshed, environment

SOURCES = """
company: {tenant: history, name: History Company, timezone: Europe/Amsterdam, history_start: 2024-01-01, fiscal_year_start: 1}
sources:
  - {name: hr, path: hr, preset: plain, delivery: full, rules: &rules {learning_after_exit: exclude, learning_before_hire: exclude}}
  - {name: platform, path: platform, preset: plain, delivery: delta, rules: *rules}
"""
# One process for all runs: most of a run is loading what it needs.
DRIVER = """
import os, sys
from click.testing import CliRunner
from orchestration.commands import cli
day = sys.argv[1]
os.environ["LEARNING_IMPACT_AS_OF"] = day
run = CliRunner().invoke(cli, ["refresh"])
print(run.output)
sys.exit(run.exit_code)
"""
MARCH, MAY, FEBRUARY = "2025-03-31", "2025-05-31", date(2025, 2, 28)
UNITS = {"north": None, "one": "north", "two": "north", "south": None}
STAFF = {**{f"one{n:02}": "one" for n in range(20)}, **{f"two{n:02}": "two" for n in range(12)}}
STAFF |= {f"south{n:02}": "south" for n in range(28)}

pytestmark = pytest.mark.whole_runs


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(header)
        writer.writerows([["" if value is None else value for value in row] for row in rows])


def _deliver_hr(folder: Path, day: str, *, late: Sequence[str]) -> None:
    """Everything HR knows on a day."""
    started = dict.fromkeys(STAFF, "2020-01-01") | dict.fromkeys(late, "2025-02-01")
    _write(folder / f"employees_{day}.csv", ["source_person_key", "employee_no_key"], [[one, one] for one in started])
    _write(
        folder / f"employment_spells_{day}.csv",
        ["source_person_key", "spell_key", "started_on", "worker_type", "stated_status"],
        [[one, f"{one}-1", since, "employee", "active"] for one, since in started.items()],
    )
    _write(
        folder / f"job_assignments_{day}.csv",
        ["source_person_key", "assignment_key", "valid_from", "org_unit_id", "fte"],
        [[one, f"{one}-1", since, STAFF.get(one, "one"), "1.0"] for one, since in started.items()],
    )
    _write(
        folder / f"org_units_{day}.csv",
        ["org_unit_id", "valid_from", "name", "parent_org_unit_id"],
        [[unit, "2020-01-01", unit, parent] for unit, parent in UNITS.items()],
    )


def _deliver_learning(folder: Path, day: str, records: Iterable[tuple[str, str, int]]) -> None:
    """What the learning platform has seen since its last file, dated back or not."""
    _write(
        folder / f"courses_{day}.csv",
        ["course_id", "title", "duration_minutes", "delivery_mode"],
        [["safety", "Safety", 60, "live"]],
    )
    _write(
        folder / f"learning_records_{day}.csv",
        ["source_person_key", "employee_no_key", "course_id", "occurred_at", "state", "minutes"],
        [[f"lms-{one}", one, "safety", f"{on} 10:00:00", "completed", minutes] for one, on, minutes in records],
    )


def _run(home: Path, sources: Path, day: str) -> Refreshed:
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, day],
        cwd=ROOT,
        env=environment(home, sources=sources),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    return Refreshed(home=home, exit_code=0, output=output)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Refreshed, str, str]:
    """The home folder after the releases of March and May and March again; what the first and the last run said."""
    exports, home = tmp_path_factory.mktemp("history"), tmp_path_factory.mktemp("home")
    (exports / "sources.yaml").write_text(SOURCES)
    _deliver_hr(exports / "hr", MARCH, late=())
    _deliver_learning(exports / "platform", "2025-02-28", [(one, "2025-02-10", 60) for one in STAFF])
    _deliver_learning(exports / "platform", MARCH, [(one, "2025-03-10", 60) for one in STAFF])
    first = _run(home, exports / "sources.yaml", MARCH)
    _deliver_hr(exports / "hr", MAY, late=("late",))
    _deliver_learning(
        exports / "platform",
        MAY,
        [("two00", "2025-02-11", 600), ("two01", "2025-02-11", 300), ("late", "2025-02-12", 60)],
    )
    second = _run(home, exports / "sources.yaml", MAY)
    again = _run(home, exports / "sources.yaml", MARCH)
    return second, first.output, again.output


def revisions(told: tuple[Refreshed, str, str], metric: str, unit: str) -> list[tuple[object, ...]]:
    """(revision, value, previous value, restated in, cause) of a cell of February."""
    return told[0].release(
        "select revision, value, previous_value, restated_in, restatement_cause from kpi_values where metric_id = ? and period_type = 'month'"
        " and period_end = ? and org_unit_id = ? and dimension = 'all' order by revision",
        [metric, FEBRUARY, unit],
    )


def test_open_figures_follow_what_is_known_with_their_history(told: tuple[Refreshed, str, str]) -> None:
    assert revisions(told, "average_headcount", "one") == [
        (0, 20.0, None, None, None),
        (1, 21.0, 20.0, MAY, "late_delivery"),
    ]
    assert revisions(told, "average_headcount", "south") == [(0, 28.0, None, None, None)]


def test_what_two_people_learned_stays_as_told(told: tuple[Refreshed, str, str]) -> None:
    """The restated hours of team two would be the fifteen hours of two people, and those of north theirs and the hire's."""
    for unit, hours in {"one": 20.0, "two": 12.0, "north": 32.0, "company": 60.0}.items():
        assert revisions(told, "learning_hours", unit) == [(0, hours, None, None, None)]


def test_an_earlier_as_of_date_gives_the_release_of_that_day_whatever_was_delivered_since(
    told: tuple[Refreshed, str, str],
) -> None:
    """A full delivery, deltas and back-dated rows of May lie in landing, and March is what it was to the byte."""
    assert "published 2025-03-31" in told[1]
    releases = sorted(path.name for path in (told[0].home / "releases").iterdir())
    assert [name[:10] for name in releases] == [MARCH, MAY]
    assert f"{releases[0]} is kept, but readers go on seeing {releases[1]}" in told[2]
    assert told[0].warehouse("select as_of from staging.stg_landing__companies") == [(date(2025, 3, 31),)]
    assert told[0].warehouse(
        "select count(*) from warehouse.warehouse.fct_learning_records where is_eligible and occurred_on between '2025-02-11' and '2025-02-28'"
    ) == [(0,)]


def test_release_changes_say_what_moved(told: tuple[Refreshed, str, str]) -> None:
    changes = told[0].release(
        "select change, restatement_cause, cells, company_previous_value, company_value from release_changes"
        " where metric_id = 'average_headcount' and period_type = 'month' and period_end = ?",
        [FEBRUARY],
    )
    assert changes == [("restated", "late_delivery", 3, 60.0, 61.0)]
