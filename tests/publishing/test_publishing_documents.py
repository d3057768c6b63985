"""The pages of a release: whole, in both languages, reachable, and without anything from elsewhere."""

import re
from collections.abc import Mapping
from html import unescape
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from publishing.catalogue import Catalogue, Metric, load_catalogue, thresholds
from publishing.documents.markdown import as_html
from publishing.documents.pages import read_rules, write_documents
from publishing.documents.words import DUTCH, ENGLISH, Words

HEALTH = [
    ("enps", "value", "unavailable", "unavailable", "unavailable: needs survey.answers, which no source delivers"),
    ("hires", "plausibility", "doubtful", "doubtful", "doubtful: 1 of 9 published values lie below 0"),
    ("headcount", "gender", "degraded", "degraded", "degraded: 12 % of hris.employees.gender is missing"),
]
PAGES = ("catalogue.en.html", "catalogue.nl.html", "rules.en.html", "rules.nl.html")


def written(folder: Path, catalogue: Catalogue) -> Mapping[str, str]:
    """The pages by their file name."""
    with duckdb.connect() as connection:
        connection.execute(
            "create table metric_health (metric_id varchar, needed_for varchar, state varchar, use_state varchar, explanation varchar)"
        )
        connection.executemany("insert into metric_health values (?, ?, ?, ?, ?)", HEALTH)
        write_documents(folder, connection=connection, catalogue=catalogue, release="2025-12-31-<b>")
    return {path.name: path.read_text() for path in sorted(folder.glob("*.html"))}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    return written(tmp_path_factory.mktemp("docs"), load_catalogue())


def card(page: str, metric: str) -> str:
    (found,) = re.findall(rf'<article class="metric" id="{metric}">.*?</article>', page, re.DOTALL)
    return unescape(re.sub("<wbr>", "", str(found)))


def test_both_pages_are_there_in_both_languages(pages: Mapping[str, str]) -> None:
    assert tuple(pages) == PAGES
    for name, page in pages.items():
        assert page.startswith(f'<!DOCTYPE html>\n<html lang="{name.split(".")[1]}">')


def test_every_metric_is_shown_with_its_name_definition_and_place_in_both_languages(pages: Mapping[str, str]) -> None:
    for metric in load_catalogue().metrics:
        english, dutch = (card(pages[f"catalogue.{language}.html"], metric.metric_id) for language in ("en", "nl"))
        assert metric.name in english
        assert metric.definition in english
        assert metric.name_nl in dutch
        assert metric.definition_nl in dutch
        place = f"{metric.table}.{metric.metric_id}" if metric.published_in == "kpi_values" else metric.published_in
        assert f"<code>{place}</code>" in english


def test_a_page_fetches_nothing(pages: Mapping[str, str]) -> None:
    """Readers behind a closed door see it whole, and nobody learns that they look."""
    for page in pages.values():
        assert not re.search(r"https?:|//[a-z]|<link|<img|<iframe|@import|url\(|\bsrc=|fetch\(|XMLHttp", page)


def test_every_link_leads_somewhere(pages: Mapping[str, str]) -> None:
    for page in pages.values():
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        links = re.findall(r'href="([^"]+)"', re.sub(r"(?s)<script>.*?</script>", "", page))
        assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
        # index.html is the gate's page, which is written beside.
        assert {link for link in links if not link.startswith("#")} <= {*PAGES, "index.html"}


def test_headings_step_down_one_level_at_a_time(pages: Mapping[str, str]) -> None:
    """Who hears the page instead of seeing it goes by them."""
    for page in pages.values():
        levels = [int(level) for level in re.findall(r"<h(\d)", page)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert 'class="skip" href="#main"' in page


def test_what_a_metric_lacks_is_told_on_its_card(pages: Mapping[str, str]) -> None:
    enps = card(pages["catalogue.en.html"], "enps")
    assert "needs survey.answers, which no source delivers" in enps
    assert ENGLISH.states["unavailable"] in enps
    assert DUTCH.states["doubtful"] in card(pages["catalogue.nl.html"], "hires")
    # A dimension without its source leaves the number itself in order.
    assert ENGLISH.states["ok"] in card(pages["catalogue.en.html"], "headcount")


def test_text_of_the_catalogue_and_of_the_release_is_never_markup(tmp_path: Path) -> None:
    whole = load_catalogue()
    odd = Metric.model_validate(
        whole.by_id["hires"].model_dump() | {"definition": "<script>alert(1)</script>", "name": "a < b"}
    )
    catalogue = Catalogue(
        version="1",
        topics=whole.topics,
        person_dimensions=whole.person_dimensions,
        other_dimensions=whole.other_dimensions,
        metrics=(odd,),
    )
    page = written(tmp_path, catalogue)["catalogue.en.html"]
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "2025-12-31-&lt;b&gt;" in page


def test_nothing_of_the_catalogue_lacks_a_dutch_word() -> None:
    """phrases.yaml and words.py are to be added to with a new metric."""
    catalogue = load_catalogue()
    shown = {
        phrase
        for metric in catalogue.metrics
        if metric.numerator != "none"
        for phrase in (metric.numerator, metric.denominator)
    }
    assert shown - {"none"} - set(DUTCH.phrases) == set()
    assert {metric.unit for metric in catalogue.metrics} - set(DUTCH.units) == set()
    assert set(catalogue.topics) - set(DUTCH.topics) == set()


@pytest.mark.parametrize("words", [ENGLISH, DUTCH], ids=["English", "Dutch"])
def test_both_languages_have_a_word_for_everything_that_the_catalogue_may_say(words: Words) -> None:
    catalogue = load_catalogue()
    assert {each for metric in catalogue.metrics for each in metric.period_types} <= set(words.period_types)
    assert {metric.interval for metric in catalogue.metrics} <= set(words.intervals)
    assert {metric.privacy_class for metric in catalogue.metrics} <= set(words.classes)
    assert set(catalogue.topics) <= set(words.topics)


def test_every_rule_is_told_in_both_languages_under_a_heading(project_root: Path) -> None:
    blocks = read_rules((project_root / "dbt_project" / "models" / "_rules.md").read_text())
    english = {name for name in blocks if not name.endswith("_nl")}
    assert {f"{name}_nl" for name in english} == set(blocks) - english
    assert [name for name, text in blocks.items() if not text.startswith("### ")] == []
    assert len(english) >= 10


def test_a_rule_quotes_every_threshold_with_its_value(project_root: Path) -> None:
    """Prose that says 30 while the setting says 45 is worse than none."""
    text = (project_root / "dbt_project" / "models" / "_rules.md").read_text()
    quoted = re.findall(r"`([\d.]+)` \(`(\w+)`\)", text)
    assert len(quoted) >= 14
    settings = thresholds()
    assert [(value, name) for value, name in quoted if float(value) != float(settings[name])] == []
    # A variable is never named without its value.
    assert {name for name in settings if f"`{name}`" in text} == {name for _, name in quoted}


def test_markdown_becomes_headings_lists_tables_and_code_and_nothing_else() -> None:
    text = "### A `b`\n\nOne **two**\nthree <i>\n\n1. first\n   more\n2. second\n\n| x | y |\n|---|---|\n| 1 | `2` |"
    assert as_html(text, top=2) == (
        "<h2>A <code>b</code></h2>\n<p>One <strong>two</strong> three &lt;i&gt;</p>\n<ol><li>first more</li><li>second</li></ol>\n"
        '<div class="scroll"><table><thead><tr><th scope="col">x</th><th scope="col">y</th></tr></thead>'
        "<tbody><tr><td>1</td><td><code>2</code></td></tr></tbody></table></div>"
    )
