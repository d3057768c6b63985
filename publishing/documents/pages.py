"""The pages about what numbers mean and how they are made, in English and Dutch, in the folder docs/ of a release.

Belongs here: catalogue.en.html and catalogue.nl.html from the metric catalogue and this release's metric_health, rules.en.html and
rules.nl.html from the doc blocks of dbt_project/models/_rules.md. Their words stand in words.py, their styles in pages.css, Markdown in
markdown.py. What was checked is the gate's page, index.html, in expectations/; both link to each other.

A page is one file: it fetches nothing, is read without scripts (the search box alone needs one), and prints.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from pathlib import Path

import duckdb

from publishing.catalogue import DBT_PROJECT, Catalogue, Metric
from publishing.documents.markdown import as_html, plain
from publishing.documents.words import DUTCH, ENGLISH, Words

_STYLES = Path(__file__).resolve().parent / "pages.css"
_SEARCH = Path(__file__).resolve().parent / "search.js"
_RULES = DBT_PROJECT / "models" / "_rules.md"
_BLOCK = re.compile(r"{% docs (\w+) %}\n(.*?){% enddocs %}", re.DOTALL)
Health = Mapping[str, list[tuple[str, str, str]]]


def write_documents(docs: Path, *, connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, release: str) -> None:
    """Write the four pages.

    Args:
        docs: Their folder; made if absent.
        connection: The candidate's database, whose `metric_health` is made.
        catalogue: The metrics.
        release: What the pages call the release: its id.
    """
    docs.mkdir(parents=True, exist_ok=True)
    health = _health(connection)
    blocks = read_rules(_RULES.read_text(encoding="utf-8"))
    for words in (ENGLISH, DUTCH):
        pages = {"catalogue": _catalogue_page(catalogue, health, words), "rules": _rules_page(blocks, words)}
        for name, (title, lead, contents, main) in pages.items():
            page = _page(
                name,
                words,
                title=title,
                lead=lead,
                contents=contents,
                main=main,
                release=release,
                version=catalogue.version,
            )
            (docs / f"{name}.{words.language}.html").write_text(page, encoding="utf-8")


def read_rules(text: str) -> Mapping[str, str]:
    """The doc blocks of a file by name."""
    return {name: content.strip() for name, content in _BLOCK.findall(text)}


def _health(connection: duckdb.DuckDBPyConnection) -> Health:
    """(use, state, sentence) of everything that a metric lacks, and of doubts about its values; a metric without any is in order."""
    rows = connection.execute(
        "select metric_id, needed_for, state, explanation from metric_health where use_state <> 'ok' and state <> 'ok' order by all"
    ).fetchall()
    return {metric: [row[1:] for row in own] for metric, own in groupby(rows, key=lambda row: str(row[0]))}


def _catalogue_page(catalogue: Catalogue, health: Health, words: Words) -> tuple[str, str, str, str]:
    order = [
        *(name for name in words.topics if name in catalogue.topics),
        *(name for name in catalogue.topics if name not in words.topics),
    ]
    topics = [(name, [metric for metric in catalogue.metrics if metric.table == name]) for name in order]
    contents = "".join(
        f'<li><a class="topic" href="#topic-{name}">{escape(_topic(name, words)[0])}</a><ol>'
        + "".join(f'<li><a href="#{metric.metric_id}">{escape(_name(metric, words))}</a></li>' for metric in metrics)
        + "</ol></li>"
        for name, metrics in topics
    )
    sections = "\n".join(
        f'<section aria-labelledby="topic-{name}"><h2 id="topic-{name}">{escape(_topic(name, words)[0])}</h2>\n'
        f'<p class="lead">{escape(_topic(name, words)[1])}</p>\n'
        + "\n".join(_metric(metric, catalogue, health.get(metric.metric_id, []), words) for metric in metrics)
        + "</section>"
        for name, metrics in topics
    )
    search = (
        f'<div class="search" hidden><label for="search">{words.search}</label><input id="search" type="search" autocomplete="off">'
        f'<output for="search" data-found="{words.found}" data-none="{words.nothing_found}"></output></div>'
    )
    script = f"<script>{_SEARCH.read_text(encoding='utf-8')}</script>"
    return words.metrics_title, words.metrics_lead, f"{search}<ol>{contents}</ol>", sections + script


def _topic(name: str, words: Words) -> tuple[str, str]:
    return words.topics.get(name, (name.replace("_", " ").capitalize(), ""))


def _name(metric: Metric, words: Words) -> str:
    return metric.name_nl if words is DUTCH else metric.name


def _metric(metric: Metric, catalogue: Catalogue, lacks: list[tuple[str, str, str]], words: Words) -> str:
    definition = metric.definition_nl if words is DUTCH else metric.definition
    facts = "".join(
        f"<div><dt>{escape(term)}</dt><dd>{said}</dd></div>" for term, said in _facts(metric, catalogue, words)
    )
    # The worst state of what the value itself needs; a dimension that lacks its source leaves the value as it is.
    states = [state for use, state, _ in lacks if use in {"value", "plausibility"}]
    state = next((each for each in ("unavailable", "degraded", "doubtful") if each in states), "ok")
    needs = "".join(
        f"<li><code>{escape(field).replace(' or ', f'</code> {words.alternatives} <code>')}</code></li>"
        for field in metric.fields
    )
    told = "".join(f'<li class="{kind}" lang="en">{escape(sentence)}</li>' for _, kind, sentence in lacks)
    return f"""<article class="metric" id="{metric.metric_id}">
<div class="title"><h3>{escape(_name(metric, words))}</h3>{_code(metric.metric_id)}<code>{escape(metric.code)}</code>
<span class="badge {metric.privacy_class}">{words.classes[metric.privacy_class]}</span><span class="badge {state}">{words.states[state]}</span></div>
<p class="definition">{escape(definition)}</p>
{_formula(metric, words)}
<dl class="facts">{facts}</dl>
<details{" open" if states else ""}><summary>{words.fields}</summary><ul>{told}{needs}</ul></details>
</article>"""


def _code(identifier: str) -> str:
    """An identifier that may be broken where its parts meet."""
    return f"<code>{escape(identifier).replace('_', '<wbr>_').replace('.', '<wbr>.')}</code>"


def _formula(metric: Metric, words: Words) -> str:
    above, below = (escape(words.phrases.get(each, each)) for each in (metric.numerator, metric.denominator))
    if metric.numerator == "none":
        return ""
    fraction = f'<span class="fraction"><span>{above}</span><span>{below}</span></span>'
    shown = above if metric.denominator == "none" else fraction
    return f'<p class="formula"><span class="visually">{words.formula}: </span>{shown}</p>'


def _facts(metric: Metric, catalogue: Catalogue, words: Words) -> Iterator[tuple[str, str]]:
    """Label and HTML of what is to be known of a metric."""
    yield words.unit, f"{escape(words.units.get(metric.unit, metric.unit))}, {words.decimals.format(n=metric.digits)}"
    yield words.periods, escape(", ".join(words.period_types[each] for each in metric.period_types))
    people = words.no_limit if metric.privacy_class == "open" else words.at_least.format(n=metric.min_persons)
    yield words.privacy, people
    named = {**catalogue.person_dimensions, **catalogue.other_dimensions}
    names = [named[each].name_nl if words is DUTCH else named[each].name for each in metric.dimensions]
    yield words.dimensions, escape(", ".join(name.lower() for name in names) or words.no_breakdown)
    yield words.depth, words.any_level if metric.levels is None else words.level.format(n=metric.levels)
    yield words.interval, escape(words.intervals.get(metric.interval, metric.interval))
    yield words.additivity, words.additivities[metric.additivity]
    if metric.range != (None, None):
        low, high = metric.range
        said = words.from_on if high is None else words.up_to if low is None else words.between
        yield words.plausible, said.format(low=f"{low or 0:g}", high=f"{high or 0:g}")
    if metric.standard:
        yield words.standard, escape(metric.standard)
    column = "" if metric.published_in != "kpi_values" else f", {_code(f'{metric.table}.{metric.metric_id}')}"
    yield words.published, f"{_code(metric.published_in)}{column}"


def _rules_page(blocks: Mapping[str, str], words: Words) -> tuple[str, str, str, str]:
    suffix = "_nl" if words is DUTCH else ""
    own = {name.removesuffix("_nl"): text for name, text in blocks.items() if name.endswith("_nl") == bool(suffix)}
    titles = {name: plain(text.splitlines()[0].lstrip("# ")) for name, text in own.items()}
    contents = "".join(f'<li><a href="#{name}">{escape(titles[name])}</a></li>' for name in own)
    sections = "\n".join(
        f'<section class="rule" id="{name}" aria-label="{escape(titles[name])}">{as_html(text, top=2)}</section>'
        for name, text in own.items()
    )
    return words.rules_title, words.rules_lead, f"<ol>{contents}</ol>", sections


def _page(
    name: str, words: Words, *, title: str, lead: str, contents: str, main: str, release: str, version: str
) -> str:
    other = DUTCH if words is ENGLISH else ENGLISH
    sibling, sibling_title = ("rules", words.rules_title) if name == "catalogue" else ("catalogue", words.metrics_title)
    links = (
        f'<li><a href="{sibling}.{words.language}.html">{sibling_title}</a></li>'
        f'<li><a href="index.html">{words.checks}</a></li>'
        f'<li><a href="{name}.{other.language}.html" hreflang="{other.language}" lang="{other.language}">{words.other_language}</a></li>'
    )
    return f"""<!DOCTYPE html>
<html lang="{words.language}">
<head><meta charset="UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>{_STYLES.read_text(encoding="utf-8")}</style></head>
<body>
<a class="skip" href="#main">{words.skip}</a>
<header class="page"><div class="inner"><h1>{title}</h1><p>{lead}</p>
<p>{words.release} <code>{escape(release)}</code> · {words.version} {escape(version)}</p>
<ul class="links">{links}</ul></div></header>
<div class="columns">
<nav class="contents" aria-label="{words.contents}">{contents}</nav>
<main id="main" tabindex="-1">
{main}
</main></div>
<footer class="page"><div class="inner">{words.footer}</div></footer>
</body>
</html>
"""
