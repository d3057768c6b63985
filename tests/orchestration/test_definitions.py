"""Dagster can load everything: what a run in process forgives, the code server does not."""

from pathlib import Path

import dagster as dg
import pytest

from orchestration.definitions import build_definitions
from orchestration.settings import Settings
from publishing.tables import published_tables
from tests.golden.company import write_exports
from tests.pipeline import refresh


@pytest.fixture(scope="module")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> dg.Definitions:
    """The definitions of the golden company."""
    folder = tmp_path_factory.mktemp("definitions")
    return build_definitions(Settings(home=folder / "home", sources=write_exports(folder / "exports")))


def test_the_code_location_loads_as_a_whole(definitions: dg.Definitions) -> None:
    """Names of jobs and assets share one space; a clash shows only when everything is loaded together."""
    dg.Definitions.validate_loadable(definitions)


def test_every_asset_has_a_group_that_is_a_room_and_says_what_it_is(definitions: dg.Definitions) -> None:
    specs = definitions.resolve_all_asset_specs()
    rooms = {"landing", "staging", "intermediate", "warehouse", "marts", "estimates", "published"}
    assert {spec.group_name for spec in specs} == rooms
    assert [spec.key.to_user_string() for spec in specs if not spec.description] == []


def test_every_published_table_has_a_gate_that_blocks(definitions: dg.Definitions) -> None:
    assets = [found for found in definitions.assets or [] if isinstance(found, dg.AssetsDefinition)]
    checks = [check for found in assets for check in found.check_specs if check.name == "gate"]
    assert len(checks) == len(published_tables())
    assert all(check.blocking for check in checks)


def test_there_is_a_schedule_and_a_sensor_on_the_inbox(definitions: dg.Definitions) -> None:
    repository = definitions.get_repository_def()
    assert repository.has_schedule_def("refresh_schedule")
    assert repository.has_sensor_def("inbox_sensor")


def test_dagster_sends_no_telemetry_and_runs_one_at_a_time(tmp_path: Path) -> None:
    """HR data: nothing leaves the machine, and two runs never write one warehouse."""
    refresh(tmp_path, sources=tmp_path / "nowhere.yaml", succeeds=False)
    settings = (tmp_path / "dagster" / "dagster.yaml").read_text()
    assert "telemetry:\n  enabled: false" in settings
    assert "max_concurrent_runs: 1" in settings
