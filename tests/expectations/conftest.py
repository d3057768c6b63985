"""Fixtures of the gate's tests: one good release, built once, and copies of it to break."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from expectations.gate import GateResult, run_gate
from tests.expectations.good_release import build_good_release


@pytest.fixture(scope="session")
def good_release(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    """The marts.duckdb of a release that is in order; not to be written to."""
    file = tmp_path_factory.mktemp("release") / "marts.duckdb"
    build_good_release(file, catalogue=project_root / "dbt_project" / "metrics")
    return file


@pytest.fixture(scope="session")
def held(good_release: Path, tmp_path_factory: pytest.TempPathFactory) -> GateResult:
    """The answer of the whole gate on the good release, which it leaves as it was, with nothing in quarantine."""
    folder = tmp_path_factory.mktemp("held")
    before = hashlib.sha256(good_release.read_bytes()).hexdigest()
    result = run_gate(good_release, docs=folder / "docs", quarantine=folder / "quarantine")
    assert hashlib.sha256(good_release.read_bytes()).hexdigest() == before
    assert list((folder / "quarantine").iterdir()) == []
    return result


@pytest.fixture
def broken_by(good_release: Path) -> Iterator[Callable[[str], Path]]:
    """Yield a function that copies the good release, runs SQL on the copy and returns it, alone in its folder.

    The folder goes when the test ends: pytest would keep hundreds of them.
    """
    with tempfile.TemporaryDirectory() as folder:

        def broken(sql: str) -> Path:
            file = Path(folder) / "marts.duckdb"
            shutil.copy(good_release, file)
            with duckdb.connect(str(file)) as connection:
                connection.execute(sql)
            return file

        yield broken
