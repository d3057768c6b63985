"""A process killed at any moment leaves no half delivery to be seen, and the next run brings everything to the same bytes."""

import hashlib
import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingestion.deliveries import write_empty_tables
from ingestion.manifests import read_manifests
from tests.ingestion.inbox import Inbox
from tests.ingestion.killed_landing import run

SIGKILL = 9
COURSES = {"course_id": {"from": "Id"}, "title": {"from": "Title"}, "delivery_mode": {"value": "live"}}
PEOPLE = {"source_person_key": {"from": "Id"}, "birth_year": {"from": "Born"}}


def deliver(inbox: Inbox, *days: str, rows: int) -> None:
    """A file for each day, each for two tables, with rows for the quarantine."""
    tables = [{"table": "lms.courses", "columns": COURSES}, {"table": "hris.employees", "columns": PEOPLE}]
    kind = {"pattern": r"(?P<known_on>\d{8})\.csv", "tables": tables}
    inbox.load({"name": "test", "path": "in", "delivery": "full", "files": {"export": kind}})
    for day in days:
        body = "".join(f"{day}{nr},Excel,{1890 + nr % 100}\n" for nr in range(rows))
        inbox.put(f"{day}.csv", "Id,Title,Born\n" + body)


def tree(folder: Path) -> dict[str, str]:
    """Hash of every file that is no left-over."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def whole(visible: list[str]) -> bool:
    """Every folder of a delivery that can be seen holds its rows and its manifest."""
    folders = {Path(name).parent for name in visible if "/delivery=" in name and "delivery=none" not in name}
    return all({f"{folder}/part-0.parquet", f"{folder}/manifest.json"} <= set(visible) for folder in folders)


def test_a_run_killed_before_any_step_on_disk_shows_nothing_half_and_the_next_one_heals(
    inbox: Inbox, project_root: Path
) -> None:
    deliver(inbox, "20250630", rows=300)
    homes = inbox.folder / "homes"
    command = [sys.executable, "-m", "tests.ingestion.killed_landing", str(inbox.folder), str(homes)]
    done = subprocess.run(command, cwd=project_root, capture_output=True, text=True, check=True, timeout=300)
    *killed, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(killed) > 15, "the steps of two tables, their quarantine and the tables about them"
    assert {each["killed"] for each in killed} == {SIGKILL}
    assert (last["killed"], last["healed"]) == (0, 0)
    untouched = tree(homes / str(last["step"]))
    assert len(untouched) == 8
    for each in killed:
        assert whole(each["visible"]), f"before step {each['step']}"
        assert each["healed"] == 0
        assert tree(homes / str(each["step"])) == untouched, f"before step {each['step']}"


def test_a_run_killed_at_any_time_leaves_whole_deliveries_and_heals(inbox: Inbox, project_root: Path) -> None:
    """Also in the middle of writing, not only between steps."""
    deliver(inbox, "20250630", "20250731", rows=5_000)
    untouched = Inbox(inbox.folder, inbox.folder / "untouched")
    started = time.monotonic()
    script = (
        "import sys; from pathlib import Path; from tests.ingestion.killed_landing import run;"
        " print('ready', flush=True); run(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    run(untouched.folder, untouched.home)
    whole_run = time.monotonic() - started
    chance = random.Random(7)
    for _ in range(3):
        command = [sys.executable, "-c", script, str(inbox.folder), str(inbox.home)]
        with subprocess.Popen(command, cwd=project_root, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0, whole_run))
            process.kill()
        for manifest in read_manifests(inbox.home):
            for table in manifest.tables:
                folder = inbox.home / "landing" / table.replace(".", "/") / f"delivery={manifest.delivery_id}"
                assert sorted(path.name for path in folder.iterdir()) == ["manifest.json", "part-0.parquet"]
    run(inbox.folder, inbox.home)
    assert tree(inbox.home) == tree(untouched.home)


def test_what_a_killed_run_left_is_swept(inbox: Inbox) -> None:
    for name in ("landing/.new/hris.employees.delivery=1", "quarantine/.working-x", "quarantine/.new"):
        (inbox.home / name).mkdir(parents=True)
        (inbox.home / name / "part-0.parquet").write_text("half")
    write_empty_tables(inbox.home)
    assert [path for path in inbox.home.rglob("*") if "half" in path.name or path.name.startswith(".working")] == []
    assert not (inbox.home / "quarantine" / ".new").exists()


def test_a_full_disk_is_told_and_nothing_half_is_seen(inbox: Inbox, project_root: Path) -> None:
    """A limit on the size of a file stands for a disk that is full."""
    pytest.importorskip("resource", reason="limits of a process are needed")
    deliver(inbox, "20250630", rows=30_000)
    script = (
        "import resource, signal, sys; from pathlib import Path; from tests.ingestion.killed_landing import run;"
        " from ingestion.errors import StorageFailed;"
        " signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000));\n"
        "try: run(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except StorageFailed as error: print(error)"
    )
    command = [sys.executable, "-c", script, str(inbox.folder), str(inbox.home)]
    done = subprocess.run(command, cwd=project_root, capture_output=True, text=True, check=True, timeout=120)
    assert "The disk refused" in done.stdout
    assert "free space" in done.stdout
    assert not list(inbox.home.glob("landing/*/*/delivery=[0-9a-f]*"))
    run(inbox.folder, inbox.home)
    assert len(read_manifests(inbox.home)) == 2
