"""Text becomes the type of the contract exactly, or nothing."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingestion.casting import mapped, typed
from ingestion.contracts import Column, load_contracts
from ingestion.definitions import ColumnRule, FileKind

CON = duckdb.connect()

MINUTES = load_contracts()["lms.learning_records"].column("minutes")

FTE = load_contracts()["hris.job_assignments"].column("fte")

SECONDS = load_contracts()["lms.learning_events"].column("duration_seconds")

DONE = load_contracts()["lms.learning_events"].column("is_completed")


def kind(**said: Any) -> FileKind:
    tables = [{"table": "lms.courses", "columns": {}}]
    return FileKind.model_validate(
        {"pattern": "x", "timezone": "UTC", "delivery": "full", "tables": tables, "known_on": "2025-01-01", **said}
    )


def cast(text: str | None, column: Column, *, said: dict[str, Any] | None = None, **rule: Any) -> Any:
    of_rule, of_kind = ColumnRule.model_validate({"from": "a", **rule}), kind(**(said or {}))
    raw = f"(select $text::varchar as r_{column.name})"
    inner = f"(select *, {mapped(column, of_rule)} as m_{column.name} from {raw})"
    ((value,),) = CON.execute(f"select {typed(column, of_rule, of_kind)} from {inner}", {"text": text}).fetchall()
    return value


DUTCH = {"decimal": ",", "thousands": "."}


@pytest.mark.parametrize(
    ("text", "style", "expected"),
    [
        ("1,5", DUTCH, "1.5"),
        ("0,8333335", DUTCH, "0.833334"),
        ("-0,8333335", DUTCH, "-0.833334"),
        (",5", DUTCH, "0.5"),
        ("+1", DUTCH, "1"),
        ("1.234,5", DUTCH, "1234.5"),
        ("1.234", DUTCH, "1234"),  # as declared, though 1.234 in the other style
        ("1.5", DUTCH, None),
        ("1.23", DUTCH, None),
        ("1,234.5", DUTCH, None),
        ("12.34,5", DUTCH, None),
        ("1.5", {}, "1.5"),
        ("1,5", {}, None),
        ("1,234.5", {"thousands": ","}, "1234.5"),
        ("1e3", {}, None),
        ("1 000", {}, None),
        ("1 000", {"thousands": " "}, "1000"),
        ("50%", {}, None),
        ("€ 5", {}, None),
        ("NaN", {}, None),
        ("Infinity", {}, None),
        ("١", {}, None),
        (".", {}, None),
        ("-", {}, None),
    ],
)
def test_a_number_is_read_in_the_declared_style_or_not_at_all(
    text: str, style: dict[str, str], expected: str | None
) -> None:
    value = cast(text, FTE, said=style)
    assert value == (None if expected is None else Decimal(expected))


numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=12)


@given(number=numbers)
@example(number=Decimal("0.0000005"))
@example(number=Decimal("-0.0000005"))
@example(number=Decimal("0.1"))
def test_a_decimal_is_exact_to_six_places_and_a_half_goes_away_from_zero(number: Decimal) -> None:
    assert cast(f"{number:f}", FTE) == number.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)


@given(number=st.decimals(-1000, 1000, places=8), factor=st.decimals(-1000, 1000, places=6))
def test_a_product_is_exact_before_it_is_rounded(number: Decimal, factor: Decimal) -> None:
    expected = (number * factor).quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)
    assert cast(f"{number:f}", FTE, multiply=f"{factor:f}") == expected


@given(number=st.integers(-(2**31), 2**31 - 1))
def test_an_integer_is_exact(number: int) -> None:
    assert cast(str(number), MINUTES) == number


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("007", {}, 7),
        ("3.0", {}, 3),
        ("3.", {}, 3),
        ("3.5", {}, None),
        ("3.00000000000000000001", {}, None),
        ("2147483648", {}, None),
        ("2.5", {"multiply": "480"}, 1200),
        ("2.55", {"multiply": "10"}, None),
        ("0.00000000001", {"multiply": "1"}, None),
    ],
)
def test_a_whole_number_is_whole(text: str, rule: dict[str, Any], expected: int | None) -> None:
    assert cast(text, MINUTES, **rule) == expected


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT1234S", 1234),
        ("PT1H30M", 5400),
        ("P1D", 86_400),
        ("P1DT1S", 86_401),
        ("PT0.999S", 0),
        ("PT59.999999S", 59),
        ("PT1,5M", 90),
        ("P1M", 2_629_800),  # 30.4375 days
        ("P1Y", 31_557_600),  # twelve of those
        ("P2W", 1_209_600),
        ("P1Y2M3DT4H5M6.7S", 31_557_600 + 2 * 2_629_800 + 3 * 86_400 + 4 * 3600 + 5 * 60 + 6),
        ("P", None),
        ("PT", None),
        ("P1DT", None),
        ("1H", None),
        ("PT1S ", None),
        ("-PT1S", None),
        ("PT1H1", None),
        ("pt1h", None),
    ],
)
def test_a_duration_is_whole_seconds(text: str, seconds: int | None) -> None:
    assert cast(text, SECONDS, duration="iso8601") == seconds
    assert cast(text, MINUTES, duration="iso8601") == (None if seconds is None else seconds // 60)


def test_a_duration_that_no_integer_holds_is_none() -> None:
    assert cast("P99999Y", MINUTES, duration="iso8601") is None
    assert cast("P99999Y", SECONDS, duration="iso8601") == 99_999 * 31_557_600


@pytest.mark.parametrize(
    ("text", "expected"), [("true", True), ("TRUE", True), ("1", True), ("0", False), ("False", False), ("yes", None)]
)
def test_only_true_false_1_and_0_are_booleans(text: str, expected: bool | None) -> None:
    assert cast(text, DONE) is expected


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("J", {"map": {"J": True, "N": False}}, True),
        ("N", {"map": {"J": True, "N": False}}, False),
        (None, {"map": {"J": True, "": False}}, False),
        (None, {"map": {"J": True}}, None),
        ("x", {"map": {"J": True}, "otherwise": False}, False),
        ("true", {"map": {"J": False}, "otherwise": "keep"}, True),
        ("J", {"map": {"J": None}}, None),
        ("J", {"map": {"J": ""}}, None),
    ],
)
def test_a_map_gives_what_it_says(text: str | None, rule: dict[str, Any], expected: bool | None) -> None:
    assert cast(text, DONE, **rule) is expected
