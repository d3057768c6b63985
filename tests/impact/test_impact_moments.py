"""Moments are read exactly, and the variance made of them is exact where doubles would lose it."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from impact.moments import exact_integers, relative_variance

LISTS = pa.list_(pa.decimal128(38, 0))
LARGEST = 10**38 - 1


def moments_of(people: Sequence[tuple[int, ...]]) -> list[int]:
    """n, the sums, and the upper triangle of the sums of products, row by row."""
    columns = list(zip(*people, strict=True))
    products = [
        sum(x * y for x, y in zip(columns[a], columns[b], strict=True))
        for a in range(len(columns))
        for b in range(a, len(columns))
    ]
    return [len(people), *(sum(column) for column in columns), *products]


def as_rows(*rows: list[int]) -> NDArray[np.object_]:
    return np.array(rows, dtype=object)


def person_by_person(people: Sequence[tuple[int, ...]], signs: tuple[int, ...]) -> Fraction:
    """The definition: n / (n - 1) times the sum of the squared influences of each person."""
    sums = [sum(column) for column in zip(*people, strict=True)]
    influences = [
        sum(Fraction(sign * z, total) for sign, z, total in zip(signs, person, sums, strict=True)) for person in people
    ]
    return Fraction(len(people), len(people) - 1) * sum(u * u for u in influences)


def test_integers_of_38_digits_are_read_to_the_last() -> None:
    values = [[LARGEST, -LARGEST], [2**64, -(2**64)], [2**63, -1], [0, 1]]
    lists = pa.array([[Decimal(v) for v in row] for row in values], LISTS)
    assert exact_integers(lists, width=2).tolist() == values


def test_a_slice_is_read_from_where_it_starts() -> None:
    lists = pa.array([[Decimal(10 * row), Decimal(10 * row + 1)] for row in range(6)], LISTS)
    assert exact_integers(lists.slice(2, 3), width=2).tolist() == [[20, 21], [30, 31], [40, 41]]


def test_no_lists_are_no_rows() -> None:
    assert exact_integers(pa.array([], LISTS), width=6).shape == (0, 6)


@pytest.mark.parametrize(
    "lists",
    [
        pa.array([[Decimal(1)], [Decimal(1), Decimal(2), Decimal(3)]], LISTS),  # four items, like two lists of two
        pa.array([[Decimal(1), None]], LISTS),
        pa.array([[1, 2]], pa.list_(pa.int64())),
        pa.array([[Decimal("1.5"), Decimal(2)]], pa.list_(pa.decimal128(38, 1))),
        pa.array([Decimal(1)], pa.decimal128(38, 0)),
    ],
    ids=["other lengths", "null item", "integers", "decimals with a fraction", "no list"],
)
def test_lists_of_another_shape_are_refused(lists: "pa.Array[pa.Scalar[pa.DataType]]") -> None:
    with pytest.raises(ValueError, match="moments"):
        exact_integers(lists, width=2)


amounts = st.integers(min_value=0, max_value=10**9)


@given(st.lists(st.tuples(amounts, amounts), min_size=2, max_size=8))
def test_the_variance_of_a_ratio_is_that_of_the_definition(people: Sequence[tuple[int, ...]]) -> None:
    variance = float(relative_variance(as_rows(moments_of(people)), signs=(1, -1))[0])
    if all(sum(column) for column in zip(*people, strict=True)):
        assert variance == pytest.approx(float(person_by_person(people, (1, -1))), rel=1e-15, abs=0)
    else:
        assert np.isnan(variance)


@given(st.lists(st.tuples(amounts, amounts, amounts, amounts), min_size=2, max_size=8))
def test_the_variance_of_a_ratio_of_ratios_is_that_of_the_definition(people: Sequence[tuple[int, ...]]) -> None:
    variance = float(relative_variance(as_rows(moments_of(people)), signs=(1, -1, -1, 1))[0])
    if all(sum(column) for column in zip(*people, strict=True)):
        assert variance == pytest.approx(float(person_by_person(people, (1, -1, -1, 1))), rel=1e-15, abs=0)
    else:
        assert np.isnan(variance)


def test_large_terms_that_cancel_leave_the_right_variance_where_doubles_leave_none() -> None:
    """Four people with 10^12 each, one of them short by 1: what is left is 10^-25 of the terms it is left from."""
    people = [(10**12, 10**12)] * 3 + [(10**12 - 1, 10**12)]
    n, *rest = moments_of(people)
    y, x, yy, xy, xx = (float(moment) for moment in rest)
    truth = float(person_by_person(people, (1, -1)))
    assert relative_variance(as_rows([n, *rest]), signs=(1, -1))[0] == pytest.approx(truth, rel=1e-15)
    in_doubles = n / (n - 1) * (yy / y**2 - 2 * xy / (x * y) + xx / x**2)
    assert abs(in_doubles / truth - 1) > 0.5


def test_a_single_person_has_no_variance() -> None:
    assert np.isnan(relative_variance(as_rows(moments_of([(5, 7)])), signs=(1, -1))[0])


def test_rows_without_a_variance_do_not_move_the_others() -> None:
    good = moments_of([(1, 1), (2, 1), (3, 1)])
    rows = as_rows(moments_of([(5, 7)]), good, moments_of([(0, 1), (0, 1)]), good)
    variance = relative_variance(rows, signs=(1, -1))
    assert np.isnan(variance).tolist() == [True, False, True, False]
    assert variance[1] == variance[3] == pytest.approx(1 / 12)  # s^2 = 1, n = 3, mean = 2: (1 / 3) / 4


def test_sums_of_squares_that_no_data_have_are_refused() -> None:
    row = moments_of([(1, 1), (2, 1), (3, 1)])
    row[3] = 1  # the sum of y^2 of three numbers that add up to 6 is at least 12
    with pytest.raises(ValueError, match="contradict"):
        relative_variance(as_rows(row), signs=(1, -1))
