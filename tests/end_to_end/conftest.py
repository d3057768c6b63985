"""The fictional company at its default size, refreshed once for all tests that read what came out."""

import subprocess
from pathlib import Path

import pytest

from tests.pipeline import ROOT, Refreshed, command, environment, refresh


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """sources.yaml of the fictional company's exports: 600 people, 48 months."""
    folder = tmp_path_factory.mktemp("company") / "exports"
    subprocess.run(
        command("company", "--folder", str(folder)),
        cwd=ROOT,
        env=environment(folder.parent),
        check=True,
        capture_output=True,
    )
    return folder / "sources.yaml"


@pytest.fixture(scope="session")
def refreshed(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    """The home folder after one refresh."""
    return refresh(tmp_path_factory.mktemp("refreshed"), sources=exports)
