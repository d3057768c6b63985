"""The recomputation itself held to figures that others published: a second computation is worth no more than its own proof.

Belongs here: data of shared/data with published results. The pipeline's own functions are held to them in tests/impact.
"""

from pathlib import Path

import pandas as pd
import pytest

from tests.recomputed.days import Company
from tests.recomputed.retention import survival_of_all

LONG_AGO, TODAY = pd.Timestamp("1900-01-01"), pd.Timestamp("2025-12-31")


def company_of(days: pd.Series, has_left: pd.Series) -> Company:
    """People who stayed so many days, and left or were last seen then."""
    start = pd.Timestamp("1990-01-01")
    last = start + pd.to_timedelta(days.astype(int) - 1, unit="D")
    spells = pd.DataFrame({"start": start, "last": last.where(has_left), "has_left": has_left})
    # Who has not left is watched to the as-of day, whenever that is: their start moves with it.
    spells.loc[~has_left, "start"] = TODAY - pd.to_timedelta(days[~has_left].astype(int) - 1, unit="D")
    nothing = pd.DataFrame()
    return Company(LONG_AGO, TODAY, spells, nothing, nothing, nothing)


def median(curve: pd.Series) -> int:
    return int(curve[curve <= 0.5].index[0])


def test_lung_cancer_patients_have_the_published_median_of_310_days(shared_data: Path) -> None:
    lung = pd.read_csv(shared_data / "survival" / "rdatasets_survival_lung.csv")
    assert median(survival_of_all(company_of(lung["time"], lung["status"] == 2))) == 310


@pytest.mark.parametrize(("treat", "weeks"), [("6-MP", 23), ("control", 8)])
def test_gehans_leukaemia_patients_have_the_published_medians(shared_data: Path, treat: str, weeks: int) -> None:
    gehan = pd.read_csv(shared_data / "survival" / "rdatasets_MASS_gehan.csv")
    own = gehan[gehan["treat"] == treat].reset_index(drop=True)
    assert median(survival_of_all(company_of(own["time"], own["cens"] == 1))) == weeks


def test_real_employees_have_the_published_survival_after_one_and_three_years(shared_data: Path) -> None:
    """Tenure in months is whole days over 30.4375."""
    rows = pd.read_csv(shared_data / "employee_turnover_survival" / "turnover_jnewlin.csv", encoding="latin-1")
    curve = survival_of_all(company_of((rows["stag"] * 30.4375).round(), rows["event"] == 1))
    for months, share in ((12, 0.85587), (36, 0.60464)):
        assert curve[curve.index <= months * 30.4375].iloc[-1] == pytest.approx(share, abs=5e-6)
    assert median(curve) / 30.4375 == pytest.approx(50.7269, abs=5e-5)
