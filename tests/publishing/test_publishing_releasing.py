"""The swap: one atomic step, only for what was admitted, and nothing written into a release that somebody has open."""

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from publishing.candidate import Candidate, sweep
from publishing.contributions import RECORDS
from publishing.releasing import Admission, NotAdmitted, Released, swap

NOW = datetime(2025, 7, 1, 6, 0, tzinfo=UTC)


def candidate(home: Path, release_id: str, *, content: int = 1) -> Candidate:
    """A hidden candidate whose database holds one number."""
    path = home / "releases" / f".candidate-{release_id}"
    path.mkdir(parents=True)
    with duckdb.connect(str(path / "marts.duckdb")) as connection:
        connection.execute("create table answer as select ? as n", [content])
    record = home / RECORDS / f".candidate-{release_id}"
    record.mkdir(parents=True)
    day = date.fromisoformat(release_id[:10])
    return Candidate(path=path, release_id=release_id, as_of=day, rows={}, withheld={}, record=record)


def publish(home: Path, release_id: str, *, content: int = 1, rollback: bool = False) -> Released:
    prepared = candidate(home, release_id, content=content)
    return swap(
        prepared, admission=Admission(release_id, passed=True, checks=3), home=home, published_at=NOW, rollback=rollback
    )


def answer(marts: Path) -> int:
    with duckdb.connect(str(marts), read_only=True) as connection:
        rows = connection.execute("select n from answer").fetchall()
    return int(rows[0][0])


@pytest.mark.parametrize(
    "admission", [Admission("2025-06-30-a", passed=False, checks=3), Admission("2025-06-30-b", passed=True, checks=3)]
)
def test_only_the_gates_word_on_this_very_candidate_publishes_it(tmp_path: Path, admission: Admission) -> None:
    prepared = candidate(tmp_path, "2025-06-30-a")
    with pytest.raises(NotAdmitted):
        swap(prepared, admission=admission, home=tmp_path, published_at=NOW)
    assert not (tmp_path / "current").exists()


def test_a_reader_that_has_the_old_release_open_keeps_it_and_a_new_one_sees_the_new(tmp_path: Path) -> None:
    publish(tmp_path, "2025-05-31-a", content=1)
    with duckdb.connect(str((tmp_path / "current").resolve() / "marts.duckdb"), read_only=True) as reader:
        publish(tmp_path, "2025-06-30-b", content=2)
        assert reader.execute("select n from answer").fetchall() == [(1,)]
    assert answer(tmp_path / "current" / "marts.duckdb") == 2


def test_current_is_a_relative_link_so_that_the_home_folder_can_be_moved(tmp_path: Path) -> None:
    publish(tmp_path / "home", "2025-06-30-a", content=7)
    (tmp_path / "home").rename(tmp_path / "moved")
    assert answer(tmp_path / "moved" / "current" / "marts.duckdb") == 7


def test_the_same_content_again_is_nothing_new_and_touches_no_file(tmp_path: Path) -> None:
    first = publish(tmp_path, "2025-06-30-a")
    touched = {path: path.stat().st_mtime_ns for path in first.path.rglob("*")}
    second = publish(tmp_path, "2025-06-30-a")
    assert (second.is_new, second.is_current) == (False, True)
    assert "nothing new" in second.summary
    assert {path: path.stat().st_mtime_ns for path in first.path.rglob("*")} == touched
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["2025-06-30-a"]


def test_an_earlier_as_of_date_is_kept_and_moves_readers_only_when_told_to(tmp_path: Path) -> None:
    publish(tmp_path, "2025-06-30-a", content=2)
    earlier = publish(tmp_path, "2025-05-31-b", content=1)
    assert (earlier.is_new, earlier.is_current) == (True, False)
    assert answer(tmp_path / "current" / "marts.duckdb") == 2
    rolled_back = publish(tmp_path, "2025-05-31-b", content=1, rollback=True)
    assert rolled_back.is_current
    assert answer(tmp_path / "current" / "marts.duckdb") == 1


def test_the_moment_of_publishing_stands_in_release_json_and_in_no_table(tmp_path: Path) -> None:
    released = publish(tmp_path, "2025-06-30-a")
    assert "2025-07-01T06:00:00+00:00" in (released.path / "release.json").read_text()


def test_candidates_that_a_killed_run_left_are_swept_and_releases_are_not(tmp_path: Path) -> None:
    publish(tmp_path, "2025-06-30-a")
    candidate(tmp_path, "2025-06-30-left-over")
    sweep(tmp_path / "releases")
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["2025-06-30-a"]
