"""The guard against stale figures: a stage goes on only from work done for the same inputs."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from orchestration import stages
from orchestration.settings import Settings


def test_a_stage_that_was_done_for_these_inputs_lets_the_next_go_on(tmp_path: Path) -> None:
    stages.mark(tmp_path / "warehouse.duckdb", "models", "abc")
    stages.require(tmp_path / "warehouse.duckdb", "models", "abc")


def test_a_stage_done_for_other_deliveries_is_stale(tmp_path: Path) -> None:
    stages.mark(tmp_path / "warehouse.duckdb", "models", "abc")
    with pytest.raises(stages.StageMissing, match="other deliveries"):
        stages.require(tmp_path / "warehouse.duckdb", "models", "def")


def test_a_stage_that_failed_half_way_is_not_done(tmp_path: Path) -> None:
    """The mark is taken away before the work begins, so a crash leaves none."""
    stages.mark(tmp_path / "warehouse.duckdb", "models", "abc")
    stages.mark(tmp_path / "warehouse.duckdb", "models", None)
    with pytest.raises(stages.StageMissing, match="has not been done"):
        stages.require(tmp_path / "warehouse.duckdb", "models", "abc")


def test_a_warehouse_that_does_not_exist_has_no_stage(tmp_path: Path) -> None:
    with pytest.raises(stages.StageMissing):
        stages.require(tmp_path / "warehouse.duckdb", "models", "abc")


def test_nothing_landed_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(stages.StageMissing, match="make refresh"):
        stages.inputs(Settings(home=tmp_path))


def test_a_day_before_the_first_export_of_the_hr_system_is_named_as_such(tmp_path: Path) -> None:
    """Without this, an early as-of date fails far downstream, in words about surveys."""
    write_deliveries(tmp_path, first_of_hris="2025-12-31")
    with pytest.raises(stages.StageMissing, match="the first was known on 2025-12-31"):
        stages.inputs(Settings(home=tmp_path, as_of=date(2025, 6, 30)))
    assert stages.inputs(Settings(home=tmp_path)).as_of == date(2025, 12, 31)


def test_the_fingerprint_follows_the_as_of_date_and_the_deliveries(tmp_path: Path) -> None:
    write_deliveries(tmp_path, first_of_hris="2025-01-31")
    first = stages.inputs(Settings(home=tmp_path)).fingerprint
    assert stages.inputs(Settings(home=tmp_path)).fingerprint == first
    assert stages.inputs(Settings(home=tmp_path, as_of=date(2025, 12, 1))).fingerprint != first
    write_deliveries(tmp_path, first_of_hris="2025-02-28")
    assert stages.inputs(Settings(home=tmp_path)).fingerprint != first


def write_deliveries(home: Path, *, first_of_hris: str) -> None:
    """The three registers of landing, with one survey delivery and one of the HR system."""
    (home / "landing").mkdir(exist_ok=True)
    rows = {
        "deliveries": f"values ('hris', date '{first_of_hris}', true), ('survey', date '2025-05-31', true), ('lms', date '2025-12-31', true)"
    }
    for name in ("deliveries", "company", "source_rules"):
        sql = rows.get(name, "values ('', date '2025-01-01', true)")
        duckdb.sql(
            f"copy (select * from ({sql}) as found(domain, known_on, is_accepted)) to '{home}/landing/{name}.parquet'"
        )
