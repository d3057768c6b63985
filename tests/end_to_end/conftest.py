"""The fictional company at a size that a refresh takes quickly, refreshed once for all tests that read what came out.

The default size is what CI refreshes first of all (.ci/run).
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.pipeline import ROOT, Refreshed, command, environment, refresh


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """sources.yaml of the fictional company's exports: 200 people, 24 months."""
    folder = tmp_path_factory.mktemp("company") / "exports"
    subprocess.run(
        command("company", "--folder", str(folder), "--people", "200", "--months", "24"),
        cwd=ROOT,
        env=environment(folder.parent),
        check=True,
        capture_output=True,
    )
    return folder / "sources.yaml"


@pytest.fixture(scope="session")
def refreshed(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    """The home folder after one refresh; tests that change it work on a copy."""
    return refresh(tmp_path_factory.mktemp("refreshed"), sources=exports)


@pytest.fixture
def copied(refreshed: Refreshed, tmp_path: Path) -> Path:
    """A copy of the refreshed home folder, links kept as links."""
    return Path(shutil.copytree(refreshed.home, tmp_path / "home", symlinks=True))
