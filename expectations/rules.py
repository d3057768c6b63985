"""What a rule is: its words, the Great Expectations class that checks it, and the SQL that selects what breaks it.

The rules themselves stand in suites/ and standard.py, reading them in suites.py, running them in validating.py.
In every SQL text the table under test is called `batch`; other tables of the candidate go by their names.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

ALL_ROWS = "select count(*) from batch"
# Which rows of information_schema are about the candidate's own tables.
IN_THE_CANDIDATE = "table_catalog = current_database() and table_schema = current_schema()"
# What SQLAlchemy reads as a parameter: a colon before a word, not after a word or another colon (as in a cast).
COLON_BEFORE_A_WORD = re.compile(r"(?<![:\w\\]):(?=\w)")
WORD_BETWEEN_COLONS = re.compile(r"(?<![:\w\\]):[\w$]+:")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One thing that must hold of a published table.

    Attributes:
        table: The published table.
        name: The rule's name, unique within the table.
        rule: What must hold, in words.
        matters: What goes wrong for a reader where it does not hold.
        remedy: What to do then.
        expectation: Class of `great_expectations.expectations` that checks it.
        arguments: Arguments of that class.
        failing: SQL that selects the rows which break the rule.
        checked: SQL that counts the rows which the rule looks at.
    """

    table: str
    name: str
    rule: str
    matters: str
    remedy: str
    expectation: str
    arguments: Mapping[str, object]
    failing: str
    checked: str

    @property
    def id(self) -> str:
        """Identity of the rule in results, pages and quarantine: table, dot, name."""
        return f"{self.table}.{self.name}"


def rows_where(
    table: str,
    name: str,
    *,
    rule: str,
    matters: str,
    remedy: str,
    holds: str | None = None,
    scope: str = "true",
    query: str | None = None,
    checked: str | None = None,
) -> Rule:
    """Return a rule in SQL: a condition that holds of every row in scope, or a query for the rows that break it.

    A condition that is null for a row counts as broken: SQL's third truth value must not let a row pass unseen.

    Raises:
        ValueError: If not exactly one of `holds` and `query` is given, a query comes with a scope, or the SQL holds a word
            between two colons, which SQLAlchemy takes for a parameter and has no way to escape.
    """
    if (holds is None) == (query is None) or (query is not None and scope != "true"):
        raise ValueError(f"rule {table}.{name}: give either `holds`, with a `scope` if it needs one, or `query`")
    if query is None:
        query = f"select * from batch where ({scope}) and (({holds}) is not true)"
        checked = checked or f"select count(*) from batch where ({scope})"
    if WORD_BETWEEN_COLONS.search(query):
        raise ValueError(f"rule {table}.{name}: write the SQL without a word between two colons, such as :a:")
    return Rule(
        table=table,
        name=name,
        rule=rule,
        matters=matters,
        remedy=remedy,
        expectation="UnexpectedRowsExpectation",
        arguments={"unexpected_rows_query": _for_great_expectations(query)},
        failing=query,
        checked=checked or ALL_ROWS,
    )


def built_in(
    table: str, name: str, *, expectation: str, arguments: Mapping[str, object], rule: str, matters: str, remedy: str
) -> Rule:
    """Return a rule that a built-in expectation checks.

    Raises:
        ValueError: If it is not known here how to select the failing rows of that expectation.
    """
    of_columns = f"select count(*) from information_schema.columns where {IN_THE_CANDIDATE} and table_name = '{table}'"
    return Rule(
        table=table,
        name=name,
        rule=rule,
        matters=matters,
        remedy=remedy,
        expectation=expectation,
        arguments=arguments,
        failing=_failing_of_built_in(table, expectation, arguments),
        checked=of_columns if expectation == "ExpectTableColumnsToMatchOrderedList" else ALL_ROWS,
    )


def reading(table: str, sql: str) -> str:
    """Return `sql` as a query of its own, in which `batch` is the table."""
    return f'with batch as (select * from "{table}")\nselect * from (\n{sql}\n) as read'


def _for_great_expectations(sql: str) -> str:
    """Return `sql` in the form UnexpectedRowsExpectation takes.

    It puts a subselect for `{batch}`, with an alias or without one depending on whether the query holds a join; naming
    it once, in front, makes both forms valid. It reads every other brace as a placeholder and a colon before a word as
    a bound parameter, so both are escaped.
    """
    literal = COLON_BEFORE_A_WORD.sub(r"\:", sql).replace("{", "{{").replace("}", "}}")
    return f"with batch as (select * from {{batch}})\nselect * from (\n{literal}\n) as failing"


def _failing_of_built_in(table: str, expectation: str, arguments: Mapping[str, object]) -> str:
    """Select the rows that a built-in expectation finds, to be kept for whoever mends them.

    The library offers such a query too, but the one for compound keys joins without a condition and leaves a parameter
    unbound (1.24.1).
    """
    column = arguments.get("column")
    match expectation:
        case "ExpectColumnValuesToNotBeNull":
            broken = f"where {column} is null"
        case "ExpectColumnValuesToBeInSet":
            broken = f"where {column} not in ({_literals(arguments['value_set'])})"
        case "ExpectColumnValuesToBeBetween":
            ends = (("min_value", "<"), ("max_value", ">"))
            broken = "where " + " or ".join(
                f"{column} {sign} {arguments[end]}" for end, sign in ends if end in arguments
            )
        case "ExpectColumnPairValuesAToBeGreaterThanB":
            broken = f"where {arguments['column_A']} < {arguments['column_B']}"
        case "ExpectColumnValuesToBeUnique":
            broken = f"qualify count(*) over (partition by {column}) > 1 and {column} is not null"
        case "ExpectCompoundColumnsToBeUnique":
            broken = f"qualify count(*) over (partition by {', '.join(_words(arguments['column_list']))}) > 1"
        case "ExpectTableRowCountToEqual" | "ExpectTableRowCountToBeBetween":
            broken = ""
        case "ExpectTableColumnsToMatchOrderedList":
            return _columns_out_of_order(table, _literals(arguments["column_list"]))
        case _:
            raise ValueError(
                f"{expectation}: it is not known how to select its failing rows; write the rule as `holds` or `query`, "
                "or teach expectations/rules.py this expectation"
            )
    return f"select * from batch {broken}"


def _columns_out_of_order(table: str, expected: str) -> str:
    return f"""
        select place, expected, found
        from (select unnest([{expected}]) as expected, generate_subscripts([{expected}], 1) as place)
        full join (select column_name as found, ordinal_position as place from information_schema.columns
            where {IN_THE_CANDIDATE} and table_name = '{table}') using (place)
        where expected is distinct from found order by place"""


def _words(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError(f"a list is expected, found {value!r}")
    return [str(word) for word in value]


def _literals(value: object) -> str:
    return ", ".join("'" + word.replace("'", "''") + "'" for word in _words(value))
