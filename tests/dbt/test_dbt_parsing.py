"""The dbt project parses without a warning: a run shows none of them, so that they would never be read."""

import subprocess
import sys
from pathlib import Path

from orchestration.settings import DBT_PROJECT
from tests.pipeline import ROOT, environment


def test_the_project_parses_without_a_warning(tmp_path: Path) -> None:
    """A key that stands twice in a YAML file, say: the second silently wins."""
    done = subprocess.run(
        [
            *(str(Path(sys.executable).parent / "dbt"), "--warn-error", "parse", "--no-partial-parse"),
            *("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)),
            *("--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path / "logs")),
        ],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
