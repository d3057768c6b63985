"""A small fictional company, run through the pipeline once, and its exports read without the pipeline."""

import subprocess
from pathlib import Path

import pandas as pd
import pytest

from tests.pipeline import ROOT, Refreshed, command, environment, refresh
from tests.recomputed.absence import read_absences
from tests.recomputed.days import Company, build_company
from tests.recomputed.raw_exports import RawExports, read_exports
from tests.recomputed.raw_finance import RawFinance, read_finance

PEOPLE, MONTHS = 200, 24


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the exports of 200 people over 24 months."""
    folder = tmp_path_factory.mktemp("recomputed") / "exports"
    subprocess.run(
        command("company", "--folder", str(folder), "--people", str(PEOPLE), "--months", str(MONTHS)),
        cwd=ROOT,
        env=environment(folder.parent),
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="session")
def refreshed(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    """What the pipeline makes of them."""
    return refresh(tmp_path_factory.mktemp("refreshed"), sources=exports / "sources.yaml")


@pytest.fixture(scope="session")
def raw(exports: Path) -> RawExports:
    """The files as they are."""
    return read_exports(exports)


@pytest.fixture(scope="session")
def finance(exports: Path) -> RawFinance:
    """What it pays and budgets."""
    return read_finance(exports)


@pytest.fixture(scope="session")
def absences(exports: Path) -> pd.DataFrame:
    """Who was away, from when to when."""
    return read_absences(exports)


@pytest.fixture(scope="session")
def company(raw: RawExports) -> Company:
    """The company day by day."""
    return build_company(raw, history_start="2024-01-01", as_of="2025-12-31")
