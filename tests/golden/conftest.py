"""The golden company, run through the real pipeline once: landing, dbt, estimates, gate and release."""

import pytest

from tests.golden.company import write_exports
from tests.golden.part_surveys import add_surveys
from tests.pipeline import Refreshed, refresh


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    """The home folder after one refresh of the golden company."""
    folder = tmp_path_factory.mktemp("golden")
    sources = write_exports(folder / "exports")
    add_surveys(folder / "exports")
    return refresh(folder / "home", sources=sources)
