"""Rounding to 12 significant digits: half away from zero, the same on every machine."""

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from impact.rounding import round_significant


def rounded(value: float) -> float:
    return float(round_significant(np.array([value]))[0])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.1 + 0.2, 0.3),
        (2 / 3, 0.666666666667),
        (-2 / 3, -0.666666666667),
        (1234567890123.4, 1234567890120.0),
        (999999999999.5, 1e12),
        (2.0**-18, 3.81469726563e-06),  # 3.814697265625e-06 exactly: a tie goes away from zero
        (-(2.0**-18), -3.81469726563e-06),
        (0.0, 0.0),
        (5e-324, 0.0),
    ],
)
def test_a_number_keeps_twelve_digits_and_ties_go_away_from_zero(value: float, expected: float) -> None:
    assert rounded(value) == expected


@pytest.mark.parametrize("exponent", range(-10, 34))
def test_powers_of_ten_and_their_neighbours_stay_what_they_are(exponent: int) -> None:
    power = float(f"1e{exponent}")
    assert rounded(power) == rounded(np.nextafter(power, 0)) == rounded(np.nextafter(power, np.inf)) == power


def test_what_is_no_number_stays_so() -> None:
    values = round_significant(np.array([np.nan, np.inf, -np.inf]))
    assert np.isnan(values[0])
    assert values[1:].tolist() == [np.inf, -np.inf]


@given(st.floats(min_value=1e-11, max_value=1e30), st.sampled_from([1, -1]))
@example(8.045660175145e29, 1)  # a hair below a tie, which its double cannot tell from one
def test_the_result_is_the_double_of_a_decimal_of_twelve_digits_and_the_nearest_one(size: float, sign: int) -> None:
    result = rounded(sign * size)
    assert result == float(f"{result:.11e}")
    unit = 10.0 ** (int(f"{size:.16e}".split("e")[1]) - 11)
    # Half a unit, and what two doubles of this size cannot tell apart.
    assert abs(result - sign * size) <= 0.5 * unit + 2 * math.ulp(size)
