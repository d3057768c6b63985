"""The hand-computed answers that stand beside the models, dbt's unit tests, run on a warehouse that has every table they ask for."""

import json
import subprocess
import sys
from pathlib import Path

from orchestration.settings import DBT_PROJECT, MANIFEST
from tests.pipeline import ROOT, environment


def test_every_model_gives_the_hand_computed_answers_that_stand_beside_it(copied: Path, tmp_path: Path) -> None:
    """A refresh does not run them: they ask about the SQL, not about what was delivered."""
    done = subprocess.run(
        [
            *(str(Path(sys.executable).parent / "dbt"), "test", "--select", "test_type:unit", "--log-format", "text"),
            *("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)),
            *("--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path / "logs")),
        ],
        cwd=ROOT,
        env=environment(copied),
        capture_output=True,
        text=True,
        check=False,
    )
    failures = [
        part for part in done.stdout.split("\n\n") if "Failure in unit_test" in part or "actual differs" in part
    ]
    assert done.returncode == 0, "\n".join(failures) or done.stdout
    every = len(json.loads(MANIFEST.read_text())["unit_tests"])
    # dbt counts the hook that opens a run as one more.
    assert f"PASS={every + 1} WARN=0 ERROR=0 SKIP=0" in done.stdout
