"""Reading the mutants: for every rule the SQL that breaks the good release in that one way.

The mutants of a table's own rules stand in mutants/<table>.yaml, those of the rules that all tables share here.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from expectations.suites import Suite

MUTANTS = Path(__file__).parent / "mutants"
# A topic table, and a metric of it some of whose cells are withheld.
TOPIC_METRICS = {
    "workforce": "turnover_rate",
    "learning": "participants",
    "feedback": "enps",
    "cost": "cost_per_learning_hour",
    "skills": "skill_gap_rate",
    "absence": "absence_rate",
    "mobility": "promotion_rate",
    "onboarding": "onboarding_on_time_rate",
    "development": "check_in_coverage_rate",
    "performance": "performance_level",
}


def mutants_of(suite: Suite) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield (rule ids, SQL that breaks each of them) for every rule of a table."""
    for names, sql in [*_shared(suite), *_written(suite.table)]:
        yield tuple(f"{suite.table}.{name}" for name in names), sql


def _shared(suite: Suite) -> Iterator[tuple[list[str], str]]:
    table, columns = suite.table, list(suite.columns)
    text = next(name for name, kind in suite.columns.items() if kind == "text")
    names = [rule.name for rule in suite.rules]
    filled = [column for column in columns if f"{column}_is_filled" in names]
    yield ["columns_in_order"], f"alter table {table} add column surplus int"
    if table == "periods":  # The rule is the same everywhere: its other ways to fail are tried on one table.
        yield ["columns_in_order"], f"alter table {table} drop column {columns[-1]}"
        yield ["columns_in_order"], f"alter table {table} rename column {columns[-1]} to renamed"
    yield ["column_types"], f"alter table {table} alter column {text} type json using to_json({text})"
    yield ["key_is_unique"], f"insert into {table} from {table} limit 1"
    yield ["no_at_sign"], f"update {table} set {text} = {text} || ' jan.jansen@example.org' where rowid = 0"
    yield ["no_hash"], f"update {table} set {text} = md5({text}) where rowid = 0"
    nulls = ", ".join(f"{column} = null" for column in filled)
    yield [f"{column}_is_filled" for column in filled], f"update {table} set {nulls} where rowid = 0"
    if "has_rows" in names:
        yield ["has_rows"], f"delete from {table}"


def _written(table: str) -> Iterator[tuple[list[str], str]]:
    file = MUTANTS / f"{'topic_tables' if table in TOPIC_METRICS else table}.yaml"
    for name, statements in yaml.safe_load(file.read_text(encoding="utf-8")).items():
        for sql in statements:
            spelled = sql.replace("{table}", table).replace("{metric}", TOPIC_METRICS.get(table, ""))
            yield [name], re.sub(r"\{([^}]*)\}", lambda short: _rows(*short[1].split()), spelled)


def _rows(what: str, place: str, unit: str = "", last_day: str = "2025-12-31") -> str:
    """Spell out a short form: {cohort months} for a step, {metric period-type unit last-day} for a cell."""
    if not unit:
        return f"cohort = '{what}' and tenure_months = {place}"
    return f"metric_id = '{what}' and period_type = '{place}' and org_unit_id = '{unit}' and period_end = '{last_day}'"
