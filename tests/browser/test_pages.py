"""The pages that people look at, opened in a real browser: Dagster's on a run's outcome, the gate's and the catalogue's on a release."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.pipeline import ROOT, Refreshed, command, environment, refresh

pytestmark = pytest.mark.server

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page of Debian's Chromium."""
    if not CHROMIUM.exists():
        pytest.skip("chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser.new_page(viewport={"width": 1440, "height": 900})
        browser.close()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    """A refreshed home folder of the fictional company, in small."""
    folder = tmp_path_factory.mktemp("pages")
    exports = folder / "exports"
    subprocess.run(
        command("company", "--folder", str(exports), "--people", "150", "--months", "24"),
        cwd=ROOT,
        env=environment(folder),
        check=True,
    )
    return refresh(folder / "home", sources=exports / "sources.yaml")


@pytest.fixture(scope="module")
def dagster(home: Refreshed) -> Iterator[str]:
    """The address of `dagster dev` on that home."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        command("ui", "--port", str(port)),
        cwd=ROOT,
        env=environment(home.home, sources=home.home.parent / "exports" / "sources.yaml"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/server_info", timeout=5).close()
            break
        except (urllib.error.URLError, TimeoutError):
            time.sleep(1)
    yield address
    # A backgrounded dagster ignores TERM and leaves its code servers behind: the whole group goes.
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def test_dagster_shows_every_room_as_a_group_of_assets(page: Page, dagster: str) -> None:
    page.goto(f"{dagster}/asset-groups", timeout=120_000)
    for group in ("landing", "staging", "intermediate", "warehouse", "marts", "estimates", "published"):
        page.get_by_text(group, exact=True).first.wait_for(timeout=120_000)


def test_a_published_table_says_what_it_is_and_that_the_gate_held(page: Page, dagster: str) -> None:
    page.goto(f"{dagster}/assets/published/kpi_values", timeout=120_000)
    page.get_by_text("Every KPI, one row a metric", exact=False).first.wait_for(timeout=120_000)
    page.goto(f"{dagster}/assets/published/kpi_values?view=checks", timeout=120_000)
    page.get_by_text("gate", exact=True).first.wait_for(timeout=120_000)


def test_the_page_of_the_gate_shows_counts_and_no_value(page: Page, home: Refreshed) -> None:
    page.goto((home.home / "current" / "docs" / "index.html").resolve().as_uri())
    page.get_by_text("kpi_values", exact=False).first.wait_for(timeout=30_000)
    unit = home.release("select name from org_units where level = 1 order by name limit 1")[0][0]
    assert str(unit) not in page.content()


def test_the_page_of_the_metrics_is_searched_and_fetches_nothing(page: Page, home: Refreshed) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    address = (home.home / "current" / "docs" / "catalogue.nl.html").resolve().as_uri()
    page.goto(address)
    page.get_by_label("Zoek een cijfer").fill("leidinggevenden leeruren")
    page.get_by_role("heading", name="Leeruren van leidinggevenden").wait_for(timeout=30_000)
    assert not page.get_by_role("heading", name="eNPS").is_visible()
    page.get_by_role("link", name="English").click()
    page.get_by_role("heading", name="What the numbers mean").wait_for(timeout=30_000)
    assert {url.split("#")[0] for url in fetched} == {address, address.replace(".nl.", ".en.")}
