"""Fixtures of the ingestion tests."""

from pathlib import Path

import pytest
from hypothesis import settings

from tests.ingestion.inbox import Inbox

# A slow or busy machine is no defect of what is tested.
settings.register_profile("no_deadline", deadline=None)
settings.load_profile("no_deadline")


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """An empty inbox."""
    return Inbox(folder=tmp_path, home=tmp_path / "home")
