"""The real company, refreshed once by its own sources.yaml, and its raw files as plain tables."""

from pathlib import Path

import pandas as pd
import pytest

from tests.pipeline import ROOT, Refreshed, refresh


@pytest.fixture(scope="session")
def company(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    """The home folder after one refresh, by no line of Python written for this company."""
    assert shared_data.is_dir()
    return refresh(
        tmp_path_factory.mktemp("real"),
        sources=ROOT / "tests" / "real_exports" / "company_hr_lms_survey" / "sources.yaml",
    )


@pytest.fixture(scope="session")
def people(shared_data: Path) -> pd.DataFrame:
    """employee_data.csv with its two honest dates read."""
    raw = pd.read_csv(
        shared_data / "company_hr_lms_survey" / "employee_data.csv",
        encoding="utf-8-sig",
        dtype=str,
        keep_default_na=False,
    )
    raw["start"] = pd.to_datetime(raw["StartDate"], format="%m/%d/%Y")
    raw["last"] = pd.to_datetime(raw["ExitDate"].replace("", None), format="%m/%d/%Y")
    return raw


@pytest.fixture(scope="session")
def trainings(shared_data: Path, people: pd.DataFrame) -> pd.DataFrame:
    """training_and_development_data.csv with the person's employment beside each row."""
    raw = pd.read_csv(
        shared_data / "company_hr_lms_survey" / "training_and_development_data.csv", encoding="utf-8-sig", dtype=str
    )
    raw["day"] = pd.to_datetime(raw["TrainingDate"], format="%m/%d/%Y")
    return raw.merge(people[["EmployeeID", "start", "last"]], on="EmployeeID", how="left")
