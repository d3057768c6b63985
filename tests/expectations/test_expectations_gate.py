"""What the gate promises its caller: an answer in words, evidence kept apart, pages of counts, the file left alone."""

import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from expectations import gate
from expectations.gate import CandidateUnreadableError, ExpectationResult, GateResult, run_gate
from expectations.suites import load_suites

Broken = Callable[[str], Path]


def _gate(marts: Path, tmp_path: Path, *tables: str) -> GateResult:
    return run_gate(marts, docs=tmp_path / "docs", quarantine=tmp_path / "quarantine", tables=tables or None)


def _failures(result: GateResult) -> dict[str, ExpectationResult]:
    return {f"{failure.table}.{failure.expectation_id}": failure for failure in result.failures}


def _pages(tmp_path: Path) -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in sorted((tmp_path / "docs").glob("*.html")))


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_good_release_may_be_published(held: GateResult) -> None:
    assert held.failures == ()
    assert held.passed
    assert {each.table for each in held.results} == set(load_suites())
    assert all(each.rows_found == 0 and each.rows_path is None for each in held.results)
    assert "The release may be published: all" in held.page.read_text(encoding="utf-8")


def test_candidate_is_let_go_of(held: GateResult, good_release: Path) -> None:
    assert held.passed
    duckdb.connect(str(good_release)).close()  # for writing, which no other connection of this process may hinder


def test_every_rule_of_the_good_release_has_something_to_look_at(held: GateResult) -> None:
    """A rule that looks at no row holds of anything; the good release is there to exercise each of them."""
    assert [each.expectation_id for each in held.results if not each.rows_checked] == []


def test_failure_says_what_was_found_when_it_matters_what_to_do_and_where_to_look(
    broken_by: Broken, tmp_path: Path
) -> None:
    marts = broken_by("update org_units set level = 7 where org_unit_id in ('a1', 'a2')")
    result = _gate(marts, tmp_path, "org_units")
    failure = _failures(result)["org_units.level_is_one_below_the_parent"]
    assert not result.passed
    assert (failure.rows_checked, failure.rows_found) == (5, 2)
    assert failure.rows_path == tmp_path / "quarantine" / "org_units.level_is_one_below_the_parent.parquet"
    said = str(failure)
    assert said.startswith("org_units.level_is_one_below_the_parent: 2 of 5 rows break it. Rule: The root has level 0")
    assert all(words in said for words in (failure.matters, failure.remedy, str(failure.rows_path)))


def test_failing_rows_are_kept_whole_and_for_the_pipelines_own_user_only(broken_by: Broken, tmp_path: Path) -> None:
    marts = broken_by("update org_units set level = 7 where org_unit_id in ('a1', 'a2')")
    quarantine = tmp_path / "quarantine"
    quarantine.mkdir(mode=0o755)
    _gate(marts, tmp_path, "org_units")
    kept = quarantine / "org_units.level_is_one_below_the_parent.parquet"
    rows = duckdb.sql(f"select org_unit_id, name, level, parent_level from '{kept}' order by all").fetchall()
    assert rows == [("a1", "Line 1", 7, 1), ("a2", "Line 2", 7, 1)]
    assert _mode(quarantine) == 0o700
    assert {_mode(file) for file in quarantine.iterdir()} == {0o600}


def test_pages_hold_counts_and_no_value_of_a_failing_row(broken_by: Broken, tmp_path: Path) -> None:
    marts = broken_by("update org_units set name = 'jan.jansen@example.org', level = 4711 where org_unit_id = 'a1'")
    result = _gate(marts, tmp_path, "org_units")
    assert {"org_units.no_at_sign", "org_units.level_is_one_below_the_parent"} <= set(_failures(result))
    pages = _pages(tmp_path)
    assert "jan.jansen" not in pages
    assert "4711" not in pages
    assert "1 of 5 rows" in pages
    assert "No text holds an @" in pages


def test_value_in_a_message_goes_to_quarantine_and_not_to_the_pages(broken_by: Broken, tmp_path: Path) -> None:
    """DuckDB quotes the value that it cannot cast; Great Expectations would print the message on its page."""
    marts = broken_by(
        "alter table periods alter column is_complete type varchar; update periods set is_complete = 'jan.jansen'"
    )
    result = _gate(marts, tmp_path, "periods")
    failure = _failures(result)["periods.complete_window_is_over"]
    assert failure.rows_found is None
    assert failure.problem == "not checked: something else that it reads is missing, or of another type"
    assert failure.rows_path is not None
    assert "jan.jansen" in failure.rows_path.read_text(encoding="utf-8")
    assert _mode(failure.rows_path) == 0o600
    assert "jan.jansen" not in _pages(tmp_path)
    assert "jan.jansen" not in str(failure)


def test_missing_column_fails_in_words(broken_by: Broken, tmp_path: Path) -> None:
    result = _gate(broken_by("alter table org_units drop column level"), tmp_path, "org_units")
    failures = _failures(result)
    assert failures["org_units.level_is_filled"].problem == "not checked: the table has no column level"
    assert failures["org_units.columns_in_order"].problem == ""
    assert (
        failures["org_units.columns_in_order"].rows_found == 2
    )  # path stands in place of level, and nothing in its own
    assert "org_units.parent_exists" not in failures
    assert "Traceback" not in _pages(tmp_path)


def test_missing_table_fails_in_words_and_the_others_are_still_checked(broken_by: Broken, tmp_path: Path) -> None:
    result = _gate(broken_by("drop table feedback"), tmp_path, "feedback", "org_units")
    assert {failure.problem for failure in result.failures} == {"not checked: the candidate has no table feedback"}
    assert {failure.table for failure in result.failures} == {"feedback"}
    assert {each.table for each in result.results} == {"feedback", "org_units"}
    assert "the candidate has no table feedback" in (tmp_path / "docs" / "feedback.html").read_text(encoding="utf-8")


def test_rule_without_a_verdict_has_failed(good_release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "validate", lambda *_: {})
    result = _gate(good_release, tmp_path, "org_units")
    assert not result.passed
    assert {each.problem for each in result.results} == {"not checked: Great Expectations gave no verdict on it"}


@pytest.mark.parametrize("tables", [["org_units", "salaries"], []])
def test_tables_without_a_suite_and_no_tables_at_all_are_refused(
    tables: list[str], good_release: Path, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="there are suites for absence, "):
        run_gate(good_release, docs=tmp_path, quarantine=tmp_path / "q", tables=tables)


def test_absent_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CandidateUnreadableError, match=r"absent\.duckdb cannot be opened read-only"):
        _gate(tmp_path / "absent.duckdb", tmp_path)


def test_file_that_is_still_written_to_is_refused_in_words(broken_by: Broken, tmp_path: Path) -> None:
    marts = broken_by("select 1")
    with duckdb.connect(str(marts)), pytest.raises(CandidateUnreadableError, match="close every connection"):
        _gate(marts, tmp_path)


def test_pages_load_nothing_from_elsewhere(good_release: Path, tmp_path: Path) -> None:
    _gate(good_release, tmp_path, "org_units")
    pages = _pages(tmp_path)
    assert [word for word in ("http:", "https:", "<script", "<link", "<img", "@import", "url(") if word in pages] == []
    assert 'href="index.html"' in pages
    assert 'href="org_units.html"' in pages


def test_same_candidate_gives_the_same_pages(good_release: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        _gate(good_release, folder, "org_units", "periods")
    assert _pages(first) == _pages(second)


def test_gate_needs_no_network(good_release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the gate reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert _gate(good_release, tmp_path, "org_units").passed


def test_great_expectations_is_imported_only_when_a_suite_runs(project_root: Path) -> None:
    code = "import sys, expectations.gate; sys.exit('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=project_root, check=False).returncode == 0
