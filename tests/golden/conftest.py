"""The golden company, run through the real pipeline once: landing, dbt, estimates, gate and release."""

from pathlib import Path

import pytest

from tests.golden.company import write_exports
from tests.golden.part_surveys import add_surveys
from tests.pipeline import Refreshed, refresh
from tests.sharing import made_once


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    """The home folder after one refresh of the golden company, shared by all workers."""

    def make(folder: Path) -> None:
        sources = write_exports(folder / "exports")
        add_surveys(folder / "exports")
        (folder / "output").write_text(refresh(folder / "home", sources=sources).output)

    folder = made_once(tmp_path_factory, "golden", make)
    return Refreshed(home=folder / "home", exit_code=0, output=(folder / "output").read_text())
