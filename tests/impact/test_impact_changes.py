"""Changes between two surveys: by hand, and against brute force on the people."""

import numpy as np
import pytest

from impact.changes import paired_change, unpaired_change


def test_the_paired_change_of_three_people_is_worked_out_by_hand() -> None:
    """Before 50, 60, 70, now 60, 60, 85: changes 10, 0, 15, mean 8.3333, variance 58.3333, error sqrt(58.3333 / 3) = 4.4096."""
    moments = [3, 205, 180, 60 * 60 + 60 * 60 + 85 * 85, 60 * 50 + 60 * 60 + 85 * 70, 50 * 50 + 60 * 60 + 70 * 70]
    change, error = paired_change(np.array([moments], dtype=object))
    assert change[0] == pytest.approx(25 / 3)
    assert error[0] == pytest.approx((58 + 1 / 3) ** 0.5 / 3**0.5)


def test_nobody_in_both_has_no_change_and_one_person_no_error() -> None:
    change, error = paired_change(np.array([[0, 0, 0, 0, 0, 0], [1, 60, 50, 3600, 3000, 2500]], dtype=object))
    assert np.isnan(change[0])
    assert change[1] == 10
    assert np.isnan(error).all()


def unpaired(now: dict[str, int], before: dict[str, int]) -> list[int]:
    both = sorted(now.keys() & before.keys())
    return [
        len(now), sum(now.values()), sum(v * v for v in now.values()),
        len(before), sum(before.values()), sum(v * v for v in before.values()),
        len(both), sum(now[p] for p in both), sum(before[p] for p in both), sum(now[p] * before[p] for p in both),
    ]  # fmt: skip


def test_without_overlap_the_unpaired_error_is_that_of_two_samples() -> None:
    change, error = unpaired_change(np.array([unpaired({"a": 60, "b": 80}, {"c": 50, "d": 54, "e": 58})], dtype=object))
    assert change[0] == pytest.approx(70 - 54)
    assert error[0] == pytest.approx((200 / 2 + 16 / 3) ** 0.5)


def test_with_everybody_in_both_the_unpaired_change_is_the_paired_one() -> None:
    rng = np.random.default_rng(3)
    before = rng.integers(20, 80, 500)
    now = before + rng.integers(-5, 12, 500)
    names = [f"p{at}" for at in range(500)]
    one = unpaired(dict(zip(names, now.tolist(), strict=True)), dict(zip(names, before.tolist(), strict=True)))
    pairs = [500, int(now.sum()), int(before.sum()), int((now * now).sum()), int((now * before).sum()), int((before * before).sum())]  # fmt: skip
    change, error = unpaired_change(np.array([one], dtype=object))
    paired, paired_error = paired_change(np.array([pairs], dtype=object))
    assert change[0] == pytest.approx(paired[0])
    assert error[0] == pytest.approx(paired_error[0])


def test_the_unpaired_error_takes_the_covariance_of_those_in_both() -> None:
    rng = np.random.default_rng(5)
    now = {f"p{at}": int(rng.integers(0, 100)) for at in range(30)}
    before = {f"p{at}": int(now.get(f"p{at}", 50) * 0.6 + rng.integers(0, 40)) for at in range(12, 45)}
    both = sorted(now.keys() & before.keys())
    covariance = np.cov([now[p] for p in both], [before[p] for p in both])[0, 1]
    expected = (
        np.var(list(now.values()), ddof=1) / len(now)
        + np.var(list(before.values()), ddof=1) / len(before)
        - 2 * len(both) * covariance / (len(now) * len(before))
    )
    _, error = unpaired_change(np.array([unpaired(now, before)], dtype=object))
    assert error[0] == pytest.approx(expected**0.5)


def test_the_unpaired_error_holds_the_truth_in_about_95_of_100_samples() -> None:
    """Half of 60 people answer both times, with a correlation of .8; the true change is 2."""
    rng = np.random.default_rng(11)
    held = 0
    for _ in range(400):
        trait = rng.normal(50, 12, 60)
        now = {f"p{at}": round(trait[at] + 2 + rng.normal(0, 6)) for at in range(45)}
        before = {f"p{at}": round(trait[at] + rng.normal(0, 6)) for at in range(15, 60)}
        change, error = unpaired_change(np.array([unpaired(now, before)], dtype=object))
        held += abs(change[0] - 2) <= 1.96 * error[0]
    assert 0.92 <= held / 400 <= 0.98
