"""Only what has changed is built, and nothing shows it: the tables are those of a build from nothing."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from orchestration.settings import DBT_PROJECT
from tests.end_to_end.test_refresh import parquet_hashes
from tests.later_days import deliver_answers, deliver_learning, deliver_people
from tests.pipeline import ROOT, Refreshed, environment, refresh

pytestmark = pytest.mark.whole_runs

LAYERS = ["staging", "intermediate", "warehouse", "marts"]
# One window of each kind, none of them in another but for the day and its quarter.
WINDOWS = ["r12/2025-06-30", "quarter/2025-03-31", "day/2025-03-31", "month/2025-08-31", "year/2024-12-31"]


def build(home: Path, *arguments: str, command: str = "run") -> subprocess.CompletedProcess[str]:
    """Build the models of a home folder by dbt alone, on what has been landed."""
    flags = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT), "--log-format", "text"]
    flags += ["--target-path", str(home / "built"), "--log-path", str(home / "logs")]
    dbt = str(Path(sys.executable).parent / "dbt")
    return subprocess.run(
        [dbt, command, *flags, *arguments], cwd=ROOT, env=environment(home), capture_output=True, text=True, check=False
    )


def differing(one: Path, other: Path) -> list[tuple[str, int, int]]:
    """Tables of two warehouses that do not hold the same rows, with how many stand in one of them only."""
    found = []
    with duckdb.connect() as connection:
        for name, home in {"one": one, "other": other}.items():
            connection.execute(f"attach '{home / 'warehouse.duckdb'}' as {name} (read_only)")
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = 'one' and list_contains(?, schema_name)",
            [LAYERS],
        ).fetchall()
        assert len(tables) > 250
        for schema, table in tables:
            sides = [f"select * from {name}.{schema}.{table}" for name in ("one", "other")]
            counts = [
                connection.execute(f"select count(*) from ({left} except all {right})").fetchall()[0][0]
                for left, right in (sides, reversed(sides))
            ]
            if any(counts):
                found.append((f"{schema}.{table}", *counts))
    return found


def test_a_window_built_alone_is_what_it_is_in_a_whole_build(copied: Path, refreshed: Refreshed) -> None:
    """Holds of every model that is made by window: of other windows it reads nothing."""
    with duckdb.connect(str(copied / "warehouse.duckdb")) as connection:
        surveys = connection.execute(
            "select max(part) from warehouse.building.fingerprints where part like 'survey/%'"
        ).fetchall()[0][0]
        connection.execute(
            "update warehouse.building.fingerprints set fingerprint = '' where list_contains(?, part)",
            [[*WINDOWS, surveys]],
        )
        (touched,) = connection.execute(
            "select count(distinct model) from warehouse.building.fingerprints where fingerprint = ''"
        ).fetchall()[0]
        assert touched > 90
    assert build(copied).returncode == 0
    assert differing(copied, refreshed.home) == []


def test_a_build_in_batches_of_windows_is_what_it_is_at_once(copied: Path, refreshed: Refreshed) -> None:
    """So small batches here that every long table is made in many; a large company needs them for its memory."""
    assert build(copied, "--full-refresh", "--vars", "rows_at_a_time: 2000").returncode == 0
    assert differing(copied, refreshed.home) == []


def test_a_data_test_is_asked_again_when_its_table_has_changed_and_until_it_passes(copied: Path) -> None:
    """What passed is remembered for what the table held then, and a failure never."""
    selected = ["--select", "dim_people"]
    with duckdb.connect(str(copied / "warehouse.duckdb")) as connection:
        connection.execute("insert into warehouse.warehouse.dim_people select * from warehouse.warehouse.dim_people")
        connection.execute("update warehouse.building.contents set content = 'twice' where model = 'dim_people'")
    for _ in range(2):
        done = build(copied, *selected, "--exclude-resource-type", "unit_test", command="build")
        assert done.returncode == 1
        assert "FAIL" in done.stdout
    with duckdb.connect(str(copied / "warehouse.duckdb")) as connection:
        connection.execute("delete from warehouse.building.fingerprints where model = 'dim_people'")
    assert build(copied, *selected, "--exclude-resource-type", "unit_test", command="build").returncode == 0
    build(copied, *selected, "--exclude-resource-type", "unit_test", command="build")
    last = (copied / "logs" / "dbt.log").read_text().rsplit("Running with dbt", 1)[1]
    assert "select 0 as failures" in last
    assert "dbt_internal_test" not in last


def test_days_on_top_of_days_give_the_bytes_of_a_build_from_nothing(
    copied: Path, exports: Path, tmp_path: Path
) -> None:
    """Learning and answers of a day, then a new extract of the HR system: tables and releases are the same, whatever was there to build on."""
    later = Path(shutil.copytree(exports.parent, tmp_path / "later"))
    learning, people = date(2026, 1, 15), date(2026, 2, 2)
    for day in (learning, people):
        if day == learning:
            deliver_learning(later, day, one_in=200)
            deliver_answers(later, day, one_in=40)
        else:
            deliver_people(later, day, leavers=2)
        anew = Path(shutil.copytree(copied, tmp_path / f"anew_{day}", symlinks=True))
        (anew / "warehouse.duckdb").unlink()
        on_top = refresh(copied, sources=later / "sources.yaml")
        refresh(anew, sources=later / "sources.yaml")
        assert f"as of {day}" in on_top.output
        assert differing(copied, anew) == []
        assert parquet_hashes(copied) == parquet_hashes(anew)
