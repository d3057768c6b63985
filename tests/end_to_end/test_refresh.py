"""What a refresh promises as a whole: reproducible, atomic, nothing new twice, nothing lost."""

import hashlib
import os
import random
import re
import resource
import signal
import subprocess
import time
from pathlib import Path

import duckdb
import pytest

from orchestration.locking import home_lock
from tests.pipeline import ROOT, Refreshed, command, environment, refresh


def parquet_hashes(home: Path) -> dict[str, str]:
    """The hash of every published Parquet file."""
    files = sorted((home / "current" / "parquet").glob("*.parquet"))
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_every_table_that_is_promised_is_published_and_holds_rows(refreshed: Refreshed) -> None:
    """A table appears with the work that fills it, never empty before."""
    tables = dict(refreshed.release("select table_name, estimated_size from duckdb_tables()"))
    assert set(tables) == {
        "metrics",
        "kpi_values",
        "workforce",
        "learning",
        "feedback",
        "cost",
        "skills",
        "absence",
        "mobility",
        "skill_gaps",
        "skill_forecast",
        "skill_half_lives",
        "reskilling_paths",
        "baselines",
        "disclosures",
        "action_plan",
        "programme_scorecard",
        "onboarding",
        "development",
        "performance",
        "training_performance",
        "retention_curves",
        "metric_health",
        "retention_summary",
        "org_units",
        "periods",
        "data_quality",
        "release",
        "release_changes",
        "columns",
    }
    assert all(rows > 0 for rows in tables.values())
    assert {f"{name}.parquet" for name in tables} == set(parquet_hashes(refreshed.home))


@pytest.mark.whole_runs
def test_another_pseudonym_key_gives_the_same_bytes(refreshed: Refreshed, exports: Path, tmp_path: Path) -> None:
    """No order, tie-break or fold may depend on a keyed hash."""
    other = refresh(tmp_path, sources=exports, KEY="5a" * 32)
    assert parquet_hashes(other.home) == parquet_hashes(refreshed.home)


def test_a_second_refresh_of_the_same_deliveries_publishes_nothing_new(copied: Path, exports: Path) -> None:
    """The release is named by its content; its files are not touched, nor is anything in the checkout, nor what was built from deliveries.

    Built again are the registers of landing, which every run writes, and views. A run that is killed can tear only what is its own: a
    checkout is shared by every home folder.
    """

    def written() -> dict[Path, int]:
        files = (path for room in ("dbt_project", "orchestration", "ingestion") for path in (ROOT / room).rglob("*"))
        return {file: file.stat().st_mtime_ns for file in files if file.is_file() and file.suffix != ".pyc"}

    release, checkout = (copied / "current").resolve(), written()
    touched = {file: file.stat().st_mtime_ns for file in release.rglob("*") if file.is_file()}
    second = refresh(copied, sources=exports)
    assert (copied / "current").resolve() == release
    assert {file: file.stat().st_mtime_ns for file in release.rglob("*") if file.is_file()} == touched
    assert "nothing new" in second.output
    built = re.search(r"(\d+) models built, (\d+) unchanged", second.output)
    assert built is not None
    assert int(built[1]) <= 12
    assert int(built[2]) > 280
    assert len([path for path in (copied / "releases").iterdir() if not path.name.startswith(".")]) == 1
    assert written() == checkout


def test_rows_read_are_landed_or_quarantined_in_every_delivery(refreshed: Refreshed) -> None:
    lost = duckdb.sql(
        f"select * from read_parquet('{refreshed.home}/landing/deliveries.parquet') where rows_read <> rows_landed + rows_quarantined"
    ).fetchall()
    assert lost == []


def test_nothing_that_identifies_a_person_is_in_landing_warehouse_or_release(
    refreshed: Refreshed, exports: Path
) -> None:
    """Every e-mail address and surname of the exports is looked for, byte by byte, outside quarantine and identity."""
    people = next((exports.parent / "hris").glob("Medewerkers_*.csv")).read_bytes().decode("windows-1252").splitlines()
    header = people[0].split(";")
    mail = [line.split(";")[header.index("E-mail werk")] for line in people[1:]]
    needles = random.Random(7).sample([address.encode() for address in mail if "@" in address], 40)
    for file in refreshed.home.rglob("*"):
        if file.is_file() and not {"quarantine", "identity"} & set(file.relative_to(refreshed.home).parts):
            content = file.read_bytes()
            assert not [needle for needle in needles if needle in content], file
    for folder in ("quarantine", "identity"):
        assert (refreshed.home / folder).stat().st_mode & 0o777 == 0o700


@pytest.mark.whole_runs
def test_a_killed_refresh_leaves_current_readable_and_the_next_one_whole(
    refreshed: Refreshed, exports: Path, tmp_path: Path
) -> None:
    """Kill -9 at moments spread over a run; after each, readers see a whole release or none, and a later run ends well."""
    expected = parquet_hashes(refreshed.home)
    moments = random.Random(11)
    for _ in range(4):
        with subprocess.Popen(
            command("refresh"),
            cwd=ROOT,
            env=environment(tmp_path, sources=exports),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as run:
            time.sleep(moments.uniform(4, 30))
            os.killpg(run.pid, signal.SIGKILL)
        if (tmp_path / "current").exists():
            assert parquet_hashes(tmp_path) == expected
    refresh(tmp_path, sources=exports)
    assert parquet_hashes(tmp_path) == expected
    assert [path.name for path in (tmp_path / "releases").iterdir() if path.name.startswith(".")] == []


@pytest.mark.whole_runs
@pytest.mark.parametrize("most_mib", [1, 12])
def test_a_disk_that_takes_no_more_is_named_and_nothing_is_published(
    exports: Path, tmp_path: Path, most_mib: int
) -> None:
    """No file may grow beyond a limit, as on a full disk: the run history meets a low one first, the warehouse a higher one."""
    most = most_mib * 2**20

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    done = subprocess.run(
        command("refresh"),
        cwd=ROOT,
        env=environment(tmp_path, sources=exports),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "the disk takes no more" in done.stderr
    assert "Nothing was published" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "current").exists()


@pytest.mark.whole_runs
def test_a_run_that_is_told_to_stop_says_so_and_the_next_one_is_whole(
    refreshed: Refreshed, exports: Path, tmp_path: Path
) -> None:
    """What a scheduler sends on a timeout (SIGTERM), while models are built."""
    with subprocess.Popen(
        command("refresh"),
        cwd=ROOT,
        env=environment(tmp_path, sources=exports),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as run:
        assert run.stdout is not None
        seen = ""
        while "building the models" not in seen:
            seen += run.stdout.readline()
        time.sleep(5)
        run.terminate()
        rest = run.stdout.read()
    assert run.returncode == 1, rest
    assert "stopped from outside" in rest
    assert "Traceback" not in rest
    refresh(tmp_path, sources=exports)
    assert parquet_hashes(tmp_path) == parquet_hashes(refreshed.home)


def test_a_second_run_on_the_same_home_is_turned_away_with_words(exports: Path, tmp_path: Path) -> None:
    with home_lock(tmp_path):
        refused = refresh(tmp_path, sources=exports, succeeds=False)
    assert "Another run works on" in refused.output
    assert "Traceback" not in refused.output


def test_a_failed_gate_publishes_nothing_and_names_the_expectation(copied: Path, exports: Path) -> None:
    """A model that turns out wrong figures is stopped by the gate; the release readers have stays."""
    before = (copied / "current").resolve()
    with duckdb.connect(str(copied / "warehouse.duckdb")) as connection:
        connection.execute("update marts.org_units set parent_org_unit_id = 'nowhere' where level = 2")
    done = subprocess.run(
        command("publish"),
        cwd=ROOT,
        env=environment(copied, sources=exports),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "org_units." in done.stdout + done.stderr
    assert (copied / "current").resolve() == before


@pytest.mark.parametrize("sources", ["nowhere.yaml", None])
def test_a_sources_file_that_is_not_there_is_named(tmp_path: Path, sources: str | None) -> None:
    refused = refresh(tmp_path, sources=tmp_path / sources if sources else None, succeeds=False)
    assert "sources.yaml" in refused.output or "nowhere.yaml" in refused.output
    assert "Traceback" not in refused.output
