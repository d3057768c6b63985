"""Raw values to typed ones: the map, the type that the contract asks for, and the checks that send a row to quarantine.

Everything is SQL text over the columns of one relation: r_<column> is the raw value (picking.py), m_<column> the mapped
one, t_<column> the typed one. Types come from the contract; the rule only says how to read. Nothing is executed.
"""

import re
from dataclasses import dataclass

from ingestion.contracts import DECIMALS, NUMBERS, Column
from ingestion.dates import DateColumn, DateFormat
from ingestion.definitions import ColumnRule, FileKind
from ingestion.pseudonyms import normalised
from ingestion.quoting import literal, literals

_DAY = 86_400
# Seconds in each field of an ISO 8601 duration; a month is 30.4375 days and a year twelve of them.
_SECONDS = {
    "years": 365.25 * _DAY, "months": 30.4375 * _DAY, "weeks": 7 * _DAY, "days": _DAY,
    "hours": 3600, "minutes": 60, "seconds": 1,
}  # fmt: skip
_FIELD = r"(?:(\d{1,9}(?:[.,]\d{1,6})?)%s)?"
_DURATION_PATTERN = (
    "P" + "".join(_FIELD % name for name in "YMWD") + "(?:T" + "".join(_FIELD % name for name in "HMS") + ")?"
)


@dataclass(frozen=True)
class Check:
    """One reason to send a row to quarantine: the column, SQL that is true for such a row, the rule and the remedy."""

    column: str
    fails: str
    rule: str
    remedy: str


def date_column(rule: ColumnRule) -> DateColumn:
    """The formats and the decision about ambiguity of a rule."""
    return DateColumn(tuple(DateFormat.parse(each) for each in rule.formats), rule.when_ambiguous)


def mapped(column: Column, rule: ColumnRule) -> str:
    """SQL of m_<column>: the raw value, through the map if there is one; an identifier in the form that is hashed."""
    raw = f"r_{column.name}"
    text = raw
    if rule.map:
        cases = " ".join(f"when {literal(key)} then {_or_null(value)}" for key, value in rule.map.items() if key)
        kept = raw if rule.otherwise == "keep" else _or_null(rule.otherwise)
        blank = f"when {raw} is null then {_or_null(rule.map.get(''))}"
        chosen = f"case {raw} {cases} else {kept} end" if cases else kept
        text = f"case {blank} else {chosen} end"
    return text if column.pseudonym_kind is None else normalised(column.pseudonym_kind, text)


def typed(column: Column, rule: ColumnRule, kind: FileKind) -> str:
    """SQL of t_<column>: the mapped value in the type of the contract; null when it does not fit."""
    text = f"m_{column.name}"
    if column.data_type == "VARCHAR":
        return _word(text, column)
    if column.data_type == "BOOLEAN":
        return f"case when lower({text}) in ('true', '1') then true when lower({text}) in ('false', '0') then false end"
    if rule.part == "year":
        return f"year({date_column(rule).read(text, data_type='DATE', timezone=kind.timezone)})"
    if rule.duration is not None:
        return _duration(text, column)
    if column.data_type in NUMBERS:
        return _number(text, column, rule, kind)
    moment = "null"
    if rule.formats:
        moment = date_column(rule).read(text, data_type=column.data_type, timezone=kind.timezone)
    return f"cast({moment} as {column.data_type}){_shift(column, rule, kind)}"


def checks(column: Column, rule: ColumnRule, kind: FileKind) -> list[Check]:
    """The checks of one column. Of those about reading a cell at most one is true, so that a cell fails once."""
    raw, text, value = (f"{mark}_{column.name}" for mark in "rmt")
    found, unmapped = [], "false"
    if rule.map and "otherwise" not in rule.model_fields_set:
        unmapped = f"coalesce({raw} not in ({literals(tuple(rule.map))}), false)"
        remedy = "Add the value to the `map` of the column, or give an `otherwise`."
        found.append(Check(column.name, unmapped, "not_in_map", remedy))
    if column.is_required:
        missing = f"{text} is null and not {unmapped}"
        found.append(
            Check(column.name, missing, "missing_value", "The contract requires it: complete it in the source.")
        )
    unread = f"{text} is not null and {value} is null"
    if rule.formats:
        short_year = date_column(rule).has_only_a_wrong_year(text)
        remedy = "Two-digit years are read as 2000 to 2049 only: export four digits."
        found.append(Check(column.name, f"{unread} and {short_year}", "two_digit_year", remedy))
        unread += f" and not {short_year}"
    name, remedy = _reading_failure(column, rule, kind)
    found.append(Check(column.name, unread, name, remedy))
    bounds = [(column.minimum, "<", "below"), (column.maximum, ">", "above")]
    for bound, sign, word in bounds:
        if bound is not None:
            limit = f"cast({literal(bound)} as {_compared_as(column)})"
            remedy = f"It is {word} {bound}, the limit of the contract: correct it, or add it to `null_values`."
            found.append(Check(column.name, f"{value} {sign} {limit}", "out_of_range", remedy))
    for other, sign, relation in ((column.not_before, "<", "before"), (column.after, "<=", "not after")):
        if other is not None:
            remedy = f"It is {relation} {other}: correct one of the two, or check `end_date_is`."
            found.append(Check(column.name, f"{value} {sign} t_{other}", "ends_before_start", remedy))
    return found


def _word(text: str, column: Column) -> str:
    """Text, a value of the contract's list, or an identifier that is hashed later."""
    if column.allowed:
        return f"case when {text} in ({literals(column.allowed)}) then {text} end"
    if column.pseudonym_kind == "email":
        return f"case when regexp_full_match({text}, '[^@]+@[^@\\s]+') then {text} end"
    return text


def _or_null(value: str | None) -> str:
    return literal(value) if value else "null::varchar"


def _compared_as(column: Column) -> str:
    return "DECIMAL(38,6)" if column.data_type in DECIMALS else column.data_type


def _shift(column: Column, rule: ColumnRule, kind: FileKind) -> str:
    """End dates differ by one day between exports: a half-open end is the day after, a last day the day before."""
    if not rule.end_date:
        return ""
    if column.is_half_open_end:
        return " + 1" if kind.end_date_is == "last_day" else ""
    return " - 1" if kind.end_date_is == "first_day_out" else ""


def _number(text: str, column: Column, rule: ColumnRule, kind: FileKind) -> str:
    """SQL of a number in the declared style, exact: digits become a decimal or an integer and never a float."""
    decimal, thousands = re.escape(kind.decimal), re.escape(kind.thousands)
    whole = rf"(?:\d{{1,3}}(?:{thousands}\d{{3}})+|\d+)" if kind.thousands else r"\d+"
    style = literal(rf"[+-]?(?:{whole}(?:{decimal}\d*)?|{decimal}\d+)")
    plain = f"replace({text}, {literal(kind.thousands)}, '')" if kind.thousands else text
    plain = f"replace({plain}, {literal(kind.decimal)}, '.')"
    is_whole = column.data_type not in DECIMALS
    if rule.multiply is not None:
        # More than ten decimals would be rounded before the product, so they are not read.
        fits = rf"regexp_full_match({plain}, '[^.]*\.?\d{{0,10}}')"
        product = f"case when {fits} then try_cast({plain} as decimal(22,10)) * {rule.multiply:f}::decimal(12,6) end"
        value = f"cast({product} as decimal(38,6))"
        if is_whole:
            value = f"case when {product} = trunc({product}) then try_cast({product} as {column.data_type}) end"
    elif is_whole:
        value = rf"try_cast(regexp_extract({plain}, '^([+-]?\d+)\.?0*$', 1) as {column.data_type})"
    else:
        value = f"try_cast({plain} as decimal(38,6))"
    return f"case when regexp_full_match({text}, {style}) then {value} end"


def _duration(text: str, column: Column) -> str:
    """SQL of an ISO 8601 duration in whole units of the column, truncated."""
    unit = 60 if column.unit == "minutes" else 1
    group = f"regexp_extract({text}, {literal(_DURATION_PATTERN)}, {list(_SECONDS)})"
    terms = [
        f"coalesce(try_cast(replace({group}.{name}, ',', '.') as decimal(28,6)), 0) * {int(seconds)}"
        for name, seconds in _SECONDS.items()
    ]
    is_one = rf"regexp_full_match({text}, {literal(_DURATION_PATTERN)}) and regexp_matches({text}, '\d[YMWDHS]$')"
    return f"case when {is_one} then try_cast(trunc(({' + '.join(terms)}) / {unit}) as {column.data_type}) end"


def _reading_failure(column: Column, rule: ColumnRule, kind: FileKind) -> tuple[str, str]:
    """Name of the rule that a value breaks which does not fit the type, and the remedy."""
    if rule.formats:
        declared = " or ".join(f"'{each}'" for each in rule.formats)
        return "not_a_date", f"It is no valid date in {declared}: correct it, or add its format."
    if rule.duration:
        return "not_a_duration", "An ISO 8601 duration is needed, such as PT1H30M."
    if column.data_type in NUMBERS:
        style = f"decimal '{kind.decimal}' and thousands '{kind.thousands}'"
        word = "number" if column.data_type in DECIMALS else "whole number"
        return f"not_a_{word.replace(' ', '_')}", f"A {word} with {style} is needed: correct it, or the declared style."
    if column.data_type == "BOOLEAN":
        return "not_a_boolean", "true, false, 1 or 0 is needed: add a `map` for other words."
    if column.allowed:
        return "not_allowed", f"The contract allows {', '.join(column.allowed)}: add a `map`."
    return "not_an_email", "An address with one @ is needed: correct it, or add the word to `null_values`."
