"""The fictional company's exports as a whole: the same bytes every time, the size that was asked for, and no mixing.

What stands in the files is tested in test_company_formats.py, who is in them in test_company_cast.py, the effects in
test_company_truth.py.
"""

import hashlib
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ingestion.company.tables import Period
from ingestion.company.writing import CompanyWritten, write_company


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> CompanyWritten:
    return write_company(tmp_path_factory.mktemp("company") / "exports", people=120, months=24)


def test_the_same_seed_gives_the_same_bytes_in_another_process(
    written: CompanyWritten, tmp_path: Path, project_root: Path
) -> None:
    """A set, a hash of a text or the clock would show in another process, with another hash seed and another zone."""
    call = (
        "from pathlib import Path; from ingestion.company.writing import write_company; "
        f"write_company(Path({str(tmp_path)!r}), people=120, months=24)"
    )
    subprocess.run(
        [sys.executable, "-c", call],
        cwd=project_root,
        check=True,
        env={"PYTHONHASHSEED": "99", "TZ": "Pacific/Auckland", "PATH": ""},
    )
    assert hashes(tmp_path) == hashes(written.folder)


def test_writing_again_over_the_same_company_changes_nothing(written: CompanyWritten) -> None:
    before = hashes(written.folder)
    write_company(written.folder, people=120, months=24)
    assert hashes(written.folder) == before


def test_another_seed_gives_another_company(written: CompanyWritten, tmp_path: Path) -> None:
    write_company(tmp_path, people=120, months=24, seed=8)
    before, after = hashes(written.folder), hashes(tmp_path)
    assert before["hris/Medewerkers_2025-12-31.csv"] != after["hris/Medewerkers_2025-12-31.csv"]
    assert before["sources.yaml"] == after["sources.yaml"]


def test_exports_of_another_company_are_never_mixed_with_these(written: CompanyWritten) -> None:
    before = hashes(written.folder)
    with pytest.raises(FileExistsError, match="already holds exports of another company"):
        write_company(written.folder, people=120, months=24, seed=8)
    assert hashes(written.folder) == before


def test_the_rows_that_are_reported_stand_in_the_files(written: CompanyWritten) -> None:
    exports = {path.relative_to(written.folder).as_posix() for path in written.folder.glob("*/*")}
    assert set(written.rows) == exports
    lines = (written.folder / "hris/Medewerkers_2025-12-31.csv").read_bytes().count(b"\r\n")
    assert written.rows["hris/Medewerkers_2025-12-31.csv"] == lines - 1
    assert written.summary.endswith(" rows")


@pytest.mark.parametrize(("people", "months"), [(60, 12), (333, 13)])
def test_the_company_begins_with_as_many_heads_as_asked_for(tmp_path: Path, people: int, months: int) -> None:
    write_company(tmp_path, people=people, months=months)
    truth = json.loads((tmp_path / "truth.json").read_text())
    start = date.fromisoformat(truth["history_start"])
    cast = {member["number"] for member in truth["cast"]}
    spells: dict[str, list[tuple[date, date | None]]] = {}
    for line in (tmp_path / "hris/Dienstverbanden_2025-12-31.csv").read_text(encoding="windows-1252").splitlines()[1:]:
        number, _, first, last, *_ = line.split(";")
        if number not in cast:
            spells.setdefault(number, []).append((dutch(first), dutch(last) if last else None))
    heads = [
        n
        for n, rows in spells.items()
        if any(first < start and (last is None or last >= start) for first, last in rows)
    ]
    assert len(heads) == people


def dutch(text: str) -> date:
    day, month, year = text.split("-")
    return date(int(year), int(month), int(day))


def test_the_history_begins_whole_months_before_its_end() -> None:
    assert Period(end=date(2025, 12, 31), months=48).start == date(2022, 1, 1)
    assert Period(end=date(2024, 2, 29), months=12).start == date(2023, 3, 1)


def test_a_history_that_does_not_end_with_the_year_is_written_too(tmp_path: Path) -> None:
    written = write_company(tmp_path, people=80, months=14, end=date(2024, 2, 29))
    assert "hris/Medewerkers_2024-02-29.csv" in written.rows
    assert all(name.split("_")[-1][:10] <= "2024-02-29" for name in written.rows if name[-14:-4].count("-") == 2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"people": 59}, "at least 60"),
        ({"months": 11}, "at least 12"),
        ({"seed": -1}, "from 0"),
        ({"end": date(2025, 12, 30)}, "last day of a month"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is(
    tmp_path: Path, arguments: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        write_company(tmp_path / "exports", **arguments)  # type: ignore[arg-type]  # one wrong argument at a time
    assert not (tmp_path / "exports").exists()
