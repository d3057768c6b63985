"""dbt, run in this process.

Belongs here: calling dbt and reading what came of each node. dagster-dbt's own resource starts a second Python for every call and asks
the package index for the newest version; neither is wanted. What the results mean to Dagster stands in dbt_assets.py.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from dbt_common.events.base_types import EventMsg


class DbtFailed(Exception):
    """dbt could not do what it was asked; the message holds dbt's own words."""


@dataclass(frozen=True)
class NodeResult:
    """What came of one model, test or unit test."""

    unique_id: str
    status: str
    message: str
    seconds: float
    failures: int

    @property
    def passed(self) -> bool:
        """Success in dbt's terms: built, passed, or a warning only."""
        return self.status in {"success", "pass", "warn"}


@dataclass(frozen=True)
class DbtOutcome:
    """All nodes of a call, in the order they ended."""

    nodes: Sequence[NodeResult] = field(default_factory=tuple)

    @property
    def failed(self) -> Sequence[NodeResult]:
        """Nodes that failed by themselves; those skipped because of them are not named."""
        return tuple(node for node in self.nodes if not node.passed and node.status != "skipped")


def run_dbt(
    arguments: Sequence[str],
    *,
    project: Path,
    output: Path,
    variables: Mapping[str, Any] | None = None,
    on_event: Callable[[str, str], None] | None = None,
) -> DbtOutcome:
    """Call dbt in this process and release the database afterwards.

    Args:
        arguments: the command and its flags, as on the command line.
        project: the folder of dbt_project.yml and profiles.yml; nothing is written there.
        output: where dbt puts its manifest, its compiled SQL and its logs; of this caller alone, as a run that is killed leaves them torn.
        variables: values for `--vars`.
        on_event: called with (unique_id, status) as each node ends.

    Raises:
        DbtFailed: dbt stopped before any node ran (a parse error, say).
    """

    def listen(event: EventMsg) -> None:
        if on_event is not None and event.info.name == "NodeFinished":
            info = event.data.node_info
            on_event(info.unique_id, info.node_status)

    flags = ["--project-dir", str(project), "--profiles-dir", str(project), "--log-level", "none"]
    flags += ["--target-path", str(output / "target"), "--log-path", str(output / "logs")]
    if variables:
        flags += ["--vars", json.dumps(dict(variables), default=str)]
    try:
        result = dbtRunner(callbacks=[listen]).invoke([*arguments, *flags])
    finally:
        # dbt keeps the database open in the process; the next step opens it with other settings.
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]  # dbt-duckdb leaves it untyped
        if DuckDBConnectionManager._ENV is not None:
            DuckDBConnectionManager._ENV.close()
            DuckDBConnectionManager._ENV = None
    if result.exception is not None:
        # An interruption has no words of its own.
        raise DbtFailed(f"dbt {' '.join(arguments)}: {str(result.exception) or repr(result.exception)}") from None
    nodes = tuple(
        NodeResult(
            unique_id=node.node.unique_id,
            status=str(node.status),
            message=str(node.message or ""),
            seconds=float(node.execution_time),
            failures=int(node.failures or 0),
        )
        for node in getattr(result.result, "results", ())
    )
    return DbtOutcome(nodes)
