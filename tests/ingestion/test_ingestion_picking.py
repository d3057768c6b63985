"""A cell is picked as its rule says: trimmed, joined, extracted, or none."""

import re
from typing import Any

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingestion.definitions import ColumnRule, FileKind
from ingestion.headers import Header
from ingestion.picking import Picker

CON = duckdb.connect()

FROM_A: dict[str, Any] = {"from": "a"}

HEADER = Header(names=("a", "b", "c"), rows=(("a", "b", "c"),))


def kind(**said: Any) -> FileKind:
    tables = [{"table": "lms.courses", "columns": {}}]
    return FileKind.model_validate(
        {"pattern": "x", "timezone": "UTC", "delivery": "full", "tables": tables, "known_on": "2025-01-01", **said}
    )


def pick(cells: tuple[str | None, ...], *, said: dict[str, Any] | None = None, **rule: Any) -> str | None:
    picker = Picker(kind(**(said or {})), HEADER, {"course": " Excel "})
    of_rule = ColumnRule.model_validate(rule)
    known = {name: picker.cell(name) for name in of_rule.reads}
    row = ", ".join(f"$c{at}::varchar as c{at}" for at in range(3))
    values = {f"c{at}": cell for at, cell in enumerate((*cells, None, None, None)[:3])}
    ((value,),) = CON.execute(f"select {picker.raw(of_rule, known)} from (select {row})", values).fetchall()
    return None if value is None else str(value)


@pytest.mark.parametrize(
    ("cells", "rule", "expected"),
    [
        (("  x\u00a0\n",), {"from": "a"}, "x"),
        (("\ufeffé ",), {"from": "a"}, "é"),
        (("x y",), {"from": "a"}, "x y"),
        (("",), {"from": "a"}, None),
        (("\u200b \t",), {"from": "a"}, None),
        (("-",), {"from": "a", "null_values": ["-"]}, None),
        ((" - ",), {"from": "a", "null_values": ["-"]}, None),
        (("x",), {"from": "nowhere"}, None),
        (("", "x"), {"from": ["a", "b"], "first": True}, "x"),
        (("y", "x"), {"from": ["a", "b"], "first": True}, "y"),
        (("x", "y "), {"concat": ["a", "b"], "separator": "/"}, "x/y"),
        (("x", " "), {"concat": ["a", "b"]}, None),
        ((), {"value": "v"}, "v"),
        ((), {"value": True}, "true"),
        ((), {"value": None}, None),
        ((), {"from_file": "course"}, "Excel"),
        (("x", "Yes"), {"from": "a", "only_if": {"from": "b", "matches": "Y.*"}}, "x"),
        (("x", "No Y"), {"from": "a", "only_if": {"from": "b", "matches": "Y.*"}}, None),
        (("x", ""), {"from": "a", "only_if": {"from": "b", "matches": ".*"}}, "x"),
        (("id=12;",), {"from": "a", "extract": r"id=(\d+)"}, "12"),
        (("none",), {"from": "a", "extract": r"id=(\d+)"}, "none"),
        (("id= x ;",), {"from": "a", "extract": r"id=([^;]*)"}, "x"),
        (("id=;",), {"from": "a", "extract": r"id=([^;]*)"}, None),
        (("é",), {"from": "a", "slug": ""}, None),
    ],
)
def test_a_cell_is_picked_as_the_rule_says(
    cells: tuple[str | None, ...], rule: dict[str, Any], expected: str | None
) -> None:
    assert pick(cells, **rule) == expected


@given(
    text=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8),
    mark=st.sampled_from(["_", "", "\\", "-"]),
)
@example(text="Cursus Één", mark="_")
@example(text="𝒳", mark="_")
def test_a_slug_replaces_every_byte_that_is_no_plain_letter_digit_or_dash(text: str, mark: str) -> None:
    picked = pick((text,), **FROM_A)
    bytes_of = "" if picked is None else picked.lower()
    expected = re.sub(rb"[^a-z0-9-]", mark.replace("\\", "\\\\").encode(), bytes_of.encode()).decode()
    lowered = pick((text,), **FROM_A, slug=mark)
    # DuckDB and Python disagree on the lower case of a few letters; those with one byte size are compared.
    if picked is not None and all(len(c.lower().encode()) == len(c.encode()) and len(c.lower()) == 1 for c in picked):
        assert lowered == (expected or None)


def test_an_exact_trim_takes_what_python_calls_white_space() -> None:
    white = "".join(chr(code) for code in range(0x3001) if chr(code).isspace() and code not in range(0x1C, 0x20))
    assert pick((f"{white}x{white}",), **FROM_A) == "x"
