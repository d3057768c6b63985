"""The presets, and real files of the same vendors: what reads a made-up company must read a real export too."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from ingestion.finding import find_files
from ingestion.landing import LandedDelivery, land
from ingestion.sources import PRESETS, load_sources

KEY = b"0123456789abcdef0123456789abcdef"
COMPANY = "company: {tenant: t, name: T, timezone: Europe/Amsterdam, history_start: 2020-01-01}\n"
NAMES = ("afas", "moodle", "plain", "qualtrics", "xapi")


def land_folder(folder: Path, home: Path, *, preset: str, more: str = "") -> list[LandedDelivery]:
    home.mkdir()
    path = folder / "sources.yaml"
    path.write_text(f"{COMPANY}sources:\n  - {{name: s, path: data, preset: {preset}{more}}}\n")
    source = load_sources(path).source("s")
    return [land(source, file, home=home, key=KEY, key_version=1) for file in find_files(source)]


def column(home: Path, table: str, sql: str) -> list[tuple[Any, ...]]:
    domain, name = table.split(".")
    return duckdb.sql(f"select {sql} from read_parquet('{home}/landing/{domain}/{name}/*/*.parquet')").fetchall()


@pytest.mark.parametrize("name", NAMES)
def test_every_preset_loads_and_says_how_to_bring_an_export_of_ones_own(tmp_path: Path, name: str) -> None:
    (tmp_path / "sources.yaml").write_text(
        f"{COMPANY}sources:\n  - {{name: s, path: data, preset: {name}, known_on: 2025-12-31}}\n"
    )
    assert load_sources(tmp_path / "sources.yaml").source("s").preset == name
    assert "# To use it" in (PRESETS / f"{name}.yaml").read_text()


def test_the_plain_preset_reads_every_column_of_every_contract(project_root: Path) -> None:
    """It is the only preset that must change with the contracts."""
    files = yaml.safe_load((PRESETS / "plain.yaml").read_text())["files"]
    technical = {"source", "delivery_id", "file_name", "line_number", "row_number"}
    for path in sorted((project_root / "ingestion/contracts").glob("*.yaml")):
        contract = yaml.safe_load(path.read_text())
        wanted = [each for each in contract["schema"][0]["properties"] if each["name"] not in technical]
        kind = files[path.stem.split("_", 1)[1]]
        (table,) = kind["tables"]
        assert list(table["columns"]) == [each["name"] for each in wanted], path.name
        assert kind["required"] == [each["name"] for each in wanted if each.get("required")], path.name


def test_moodles_own_file_name_gives_course_and_day(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    head = "ID,Name,Username,ID number,Email address,Course complete\n"
    (tmp_path / "data/completion-lean_2024_20251231_0630-comma_separated.csv").write_text(
        f'{head}5,A B,ab,0007,ab@x.example,"7/10/21, 09:08"\n6,C D,cd,,cd@x.example,\n'
    )
    (delivery,) = land_folder(tmp_path, tmp_path / "home", preset="moodle")
    assert delivery.known_on.isoformat() == "2025-12-31"
    assert column(tmp_path / "home", "lms.learning_records", "course_id, occurred_at::varchar, state") == [
        ("lean_2024", "2021-10-07 07:08:00", "completed")
    ]


def test_an_export_with_the_month_first_is_put_into_quarantine_and_not_misread(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/completion-x_2025-12-31.csv").write_text('Username,Course complete\nab,"10/27/21, 09:08"\n')
    (delivery,) = land_folder(tmp_path, tmp_path / "home", preset="moodle")
    assert [(table.rows_landed, table.rows_quarantined) for table in delivery.tables] == [(0, 1)]


def test_a_code_that_afas_preset_does_not_know_is_never_guessed_at(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/Dienstverbanden_2025-12-31.csv").write_bytes(
        "Medewerker;Volgnummer;Datum in dienst;Datum uit dienst;Reden uit dienst;Soort medewerker\r\n"
        "7;1;3-9-2024;30-9-2024;Emigratie;Personeelslid\r\n"
        "8;1;3-9-2024;30-9-2024;;Zzp'er\r\n".encode("windows-1252")
    )
    (delivery,) = land_folder(tmp_path, tmp_path / "home", preset="afas")
    assert delivery.tables[0].quarantined_by_rule == {"not_in_map": 1}
    landed = column(
        tmp_path / "home",
        "hris.employment_spells",
        "started_on::varchar, last_day_on::varchar, worker_type, exit_reason",
    )
    assert landed == [("2024-09-03", "2024-09-30", "contingent", None)]


def test_real_xapi_statements_land_whole(tmp_path: Path, shared_data: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/statements.json.gz").write_bytes(
        (shared_data / "xapi_statements/statements.json.gz").read_bytes()
    )
    (delivery,) = land_folder(tmp_path, tmp_path / "home", preset="xapi", more=", known_on: 2021-12-31")
    assert [(table.table, table.rows_landed, table.rows_quarantined) for table in delivery.tables] == [
        ("lms.learning_events", 22_000, 0)
    ]
    facts = (
        "count(distinct statement_id), count(distinct source_person_key), count(distinct verb), count(employee_no_key)"
    )
    assert column(tmp_path / "home", "lms.learning_events", facts) == [(22_000, 1_452, 8, 0)]
    courses = column(tmp_path / "home", "lms.learning_events", "distinct course_id")
    assert ("course-v1:FUN-MOOC+00001+session01",) in courses
    assert column(tmp_path / "home", "lms.learning_events", "min(occurred_at)::varchar")[0][0] > "2021-11-01"


def test_a_real_qualtrics_export_with_german_labels_lands_without_its_text(tmp_path: Path, shared_data: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/SV_real_2017-07-18.csv").write_bytes(
        (shared_data / "qualtrics_export/qualtRics_sample.csv").read_bytes()
    )
    (delivery,) = land_folder(tmp_path, tmp_path / "home", preset="qualtrics")
    assert {table.table: (table.rows_landed, table.rows_quarantined) for table in delivery.tables} == {
        "survey.responses": (1, 0),
        "survey.answers": (1, 0),
    }
    facts = "survey_id, recorded_at::varchar, is_finished, is_preview, source_person_key"
    assert column(tmp_path / "home", "survey.responses", facts) == [
        ("SV_real", "2017-07-18 06:28:48", True, False, None)
    ]
    assert column(tmp_path / "home", "survey.answers", "question_id, answer_value") == [("QID1", 2)]
    assert not mentioned(tmp_path / "home", ["Hello World", "130.92.34.66"])


def mentioned(home: Path, words: Iterable[str]) -> list[str]:
    texts = [str(duckdb.sql(f"select * from read_parquet('{path}')").fetchall()) for path in home.rglob("*.parquet")]
    return [word for word in words if any(word in text for text in texts)]
