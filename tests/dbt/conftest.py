"""The parsed dbt project, for tests that read its structure."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from orchestration.settings import MANIFEST


@pytest.fixture(scope="session")
def manifest() -> Mapping[str, Any]:
    """The manifest that `make setup` parses."""
    content: Mapping[str, Any] = json.loads(MANIFEST.read_text())
    return content


@pytest.fixture(scope="session")
def models(manifest: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """Every model by its unique id."""
    return {key: node for key, node in manifest["nodes"].items() if node["resource_type"] == "model"}
