"""The rules that every published table shares: columns, types, key, filled cells, no trace of a person.

What one table alone must satisfy stands in its file under suites/; what a rule is stands in rules.py.
"""

from collections.abc import Mapping, Sequence

from expectations.rules import IN_THE_CANDIDATE, Rule, built_in, rows_where

# The types of a release and the DuckDB types each stands for. Whole numbers of either width read the same in BI tools.
COLUMN_TYPES: Mapping[str, tuple[str, ...]] = {
    "text": ("VARCHAR",),
    "int": ("INTEGER", "BIGINT"),
    "double": ("DOUBLE",),
    "date": ("DATE",),
    "bool": ("BOOLEAN",),
}
# A keyed hash is 32 hexadecimal digits; no text that is meant to be published holds a run of as many.
HASH_PATTERN = "[0-9a-fA-F]{32}"


def standard_rules(
    table: str,
    *,
    columns: Mapping[str, str],
    key: Sequence[str],
    filled: Sequence[str],
    never_empty: bool,
) -> tuple[Rule, ...]:
    """Return the rules of a table that follow from its declaration alone.

    Args:
        table: Name of the published table.
        columns: Its columns in order, each with a type of `COLUMN_TYPES`.
        key: The columns that together are unique.
        filled: Columns besides the key that hold no null.
        never_empty: Whether a release without a row of this table is wrong for every company, however small.

    Returns:
        The rules, named `columns_in_order`, `column_types`, `has_rows`, `key_is_unique`, `<column>_is_filled`,
        `no_at_sign` and `no_hash`.
    """
    rules = [
        _columns_in_order(table, columns),
        _column_types(table, columns),
        built_in(
            table,
            "key_is_unique",
            expectation="ExpectCompoundColumnsToBeUnique" if len(key) > 1 else "ExpectColumnValuesToBeUnique",
            arguments={"column_list": list(key)} if len(key) > 1 else {"column": key[0]},
            rule=f"No two rows have the same {', '.join(key)}.",
            matters="A row that comes twice is added up twice, and a join on it doubles everything else.",
            remedy="See which join or source repeats the row.",
        ),
        *(_is_filled(table, column) for column in (*key, *filled)),
        rows_where(
            table,
            "no_at_sign",
            holds="not contains(cast(batch as varchar), '@')",
            rule="No text holds an @, and so none an e-mail address.",
            matters="No address of a person leaves the warehouse.",
            remedy="Rename the unit, survey or source that is named after a mailbox; else find the column that leaks.",
        ),
        rows_where(
            table,
            "no_hash",
            holds=f"not regexp_matches(cast(batch as varchar), '{HASH_PATTERN}')",
            rule="No text holds 32 hexadecimal digits in a row, the form of a person's key.",
            matters="A pseudonym is personal data; two tables that share it can be joined on the person.",
            remedy="Find the column that leaks; where an HRIS names its units so, map another column to org_unit_id.",
        ),
    ]
    if never_empty:
        rules.append(
            built_in(
                table,
                "has_rows",
                expectation="ExpectTableRowCountToBeBetween",
                arguments={"min_value": 1},
                rule="The table has rows.",
                matters="An empty table passes every other rule.",
                remedy="See why nothing reached it; the marts of the run say what they read.",
            )
        )
    return tuple(rules)


def _is_filled(table: str, column: str) -> Rule:
    return built_in(
        table,
        f"{column}_is_filled",
        expectation="ExpectColumnValuesToNotBeNull",
        arguments={"column": column},
        rule=f"{column} is never null.",
        matters="Filters and joins drop a row without it in silence.",
        remedy=f"See where {column} is set, in publishing or the mart behind it.",
    )


def _columns_in_order(table: str, columns: Mapping[str, str]) -> Rule:
    return built_in(
        table,
        "columns_in_order",
        expectation="ExpectTableColumnsToMatchOrderedList",
        arguments={"column_list": list(columns)},
        rule="The columns are those of the contract, in its order.",
        matters="Dashboards break on a column that is gone, and a column too many was never reviewed.",
        remedy="Publish the columns of the contract; change it by a new version only, together with this suite.",
    )


def _column_types(table: str, columns: Mapping[str, str]) -> Rule:
    allowed = ", ".join(f"('{name}', '{found}')" for name, kind in columns.items() for found in COLUMN_TYPES[kind])
    # A column that is missing, or one too many, is the business of columns_in_order: said once, not twice.
    names = ", ".join(f"'{name}'" for name in columns)
    return rows_where(
        table,
        "column_types",
        query=f"""select column_name, data_type from information_schema.columns
            where {IN_THE_CANDIDATE} and table_name = '{table}' and column_name in ({names})
              and (column_name, data_type) not in ({allowed})""",
        checked=f"""select count(*) from information_schema.columns
            where {IN_THE_CANDIDATE} and table_name = '{table}'""",
        rule="The columns have the types of the contract.",
        matters="A number that arrives as text is sorted as text and summed as nothing.",
        remedy="Cast where the table is written.",
    )
