"""The declarations: every rule has its words, every table its suite, and what is written wrongly is refused by name."""

import re
from pathlib import Path

import duckdb
import pytest
import sqlalchemy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from expectations.rules import WORD_BETWEEN_COLONS, built_in, reading, rows_where
from expectations.suites import load_suites

SUITES = load_suites()
WORDS = {"rule": "It holds.", "matters": "It does.", "remedy": "Mend it."}


def test_every_published_table_has_a_suite() -> None:
    assert set(SUITES) == {
        "baselines", "disclosures", "action_plan", "programme_scorecard",
        "metrics", "kpi_values", "workforce", "learning", "feedback", "cost", "retention_curves", "retention_summary",
        "skills", "absence", "mobility", "skill_gaps", "skill_forecast", "skill_half_lives",
        "reskilling_paths",
        "org_units", "periods", "metric_health", "data_quality", "release", "columns",
        "release_changes",
        "onboarding", "development", "performance", "training_performance",
    }  # fmt: skip


def test_release_may_hold_exactly_the_tables_that_have_a_suite() -> None:
    (rule,) = (rule for rule in SUITES["release"].rules if rule.name == "holds_published_tables_only")
    listed = re.search(r"name in \((.*?)\)", rule.failing, re.DOTALL)
    assert listed is not None
    assert set(re.findall(r"'(\w+)'", listed[1])) == set(SUITES)


def test_every_rule_says_what_when_and_how_in_sentences() -> None:
    rules = [rule for suite in SUITES.values() for rule in suite.rules]
    spoken = {rule.id: (rule.rule, rule.matters, rule.remedy) for rule in rules}
    assert [
        name for name, said in spoken.items() if not all(words[-1] == "." and len(words) > 15 for words in said)
    ] == []
    assert [rule.id for rule in rules if not re.fullmatch(r"[a-z0-9_]+", rule.name)] == []


def test_null_does_not_slip_through_a_condition() -> None:
    """`level > 0` is neither true nor false of a null; the row counts as broken."""
    rule = rows_where("units", "above_0", holds="level > 0", **WORDS)
    with duckdb.connect() as connection:
        connection.execute("create table units as from (values (1), (0), (null)) as t(level)")
        assert connection.execute(reading("units", rule.failing)).fetchall() == [(0,), (None,)]


@settings(deadline=None)  # a busy machine is no counterexample
@given(st.text(alphabet="ab_ :{}'()\n\\%$?", max_size=40))
def test_sql_reaches_the_database_as_it_was_written(sql: str) -> None:
    """Braces are placeholders to Great Expectations, colons parameters to SQLAlchemy; both come out as they went in."""
    written = sql.replace("\\", "")  # a backslash before a colon is SQLAlchemy's own escape, and no rule needs one
    assume(not WORD_BETWEEN_COLONS.search(written))
    query = str(rows_where("units", "any", query=written, **WORDS).arguments["unexpected_rows_query"])
    sent = str(sqlalchemy.text(query.format(batch="units")).compile())
    assert sent == f"with batch as (select * from units)\nselect * from (\n{written}\n) as failing"


def test_word_between_colons_is_refused() -> None:
    with pytest.raises(ValueError, match=r"rule units\.any: write the SQL without a word between two colons"):
        rows_where("units", "any", query="select ':a:'", **WORDS)


@pytest.mark.parametrize("said", [{}, {"holds": "true", "query": "select 1"}, {"query": "select 1", "scope": "a > 1"}])
def test_rule_must_say_one_thing(said: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"rule units\.any: give either"):
        rows_where("units", "any", **WORDS, **said)


def test_expectation_whose_failing_rows_are_unknown_is_refused() -> None:
    with pytest.raises(
        ValueError, match=r"ExpectColumnMedianToBeBetween: it is not known how to select its failing rows"
    ):
        built_in("units", "any", expectation="ExpectColumnMedianToBeBetween", arguments={"column": "level"}, **WORDS)


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("rules: []\ntable: {}", "units.yaml: table means nothing here"),
        (
            "tables: {units: {key: [id], filled: [], columns: {id: text}, owner: x}}\nrules: []",
            "units: owner means nothing",
        ),
        (
            "more_rules_for: units\nrules: [{id: any, rule: It holds., holds: 'true'}]",
            "rule any: matters, remedy must be given",
        ),
        (
            "more_rules_for: units\nrules: [{id: any, rule: A, matters: B, remedy: C, hold: 'true'}]",
            "rule any: hold means",
        ),
        (
            """
            tables: {units: {key: [id], filled: [], columns: {id: text}}}
            rules: [{id: no_hash, rule: A, matters: B, remedy: C, holds: 'true'}]""",
            "suite units: these rules are named more than once: no_hash",
        ),
    ],
)
def test_suite_that_is_written_wrongly_is_refused_by_name(written: str, complaint: str, tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_text(written, encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        load_suites(tmp_path)
