"""The pages: what was checked and what was found, in words and counts, for everybody who may see the release.

Two kinds. `index.html` lists every rule, what fails first and with its remedy, and leads to the pages about metrics and rules that publishing/ puts
beside it. `<table>.html` is Great Expectations'
own Data Docs page, drawn by its renderers from results that are built here and hold counts only: its own results quote
the database's errors, and these quote values. Rows that break a rule are kept by quarantining.py.

Pages load nothing from elsewhere. Data Docs as they come fetch scripts, styles and a dated image from ten other hosts,
and show neither status nor index without them; what they need of it is in pages.css.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from expectations.results import ExpectationResult
from expectations.suites import Suite
from expectations.validating import expectation_of

STYLES = Path(__file__).parent / "pages.css"
# What publishing/ writes into the same folder before the gate opens: file, language and words of the link.
BESIDE = (
    ("catalogue.en.html", "en", "What the numbers mean"),
    ("rules.en.html", "en", "How the numbers are made"),
    ("catalogue.nl.html", "nl", "Wat de cijfers betekenen"),
    ("rules.nl.html", "nl", "Hoe de cijfers tot stand komen"),
)
# What a Data Docs page would fetch, or could do only with what it fetches.
FROM_ELSEWHERE = re.compile(r"(?is)<(script|style|footer)\b.*?</\1>|<(?:link|img)\b[^>]*>")


def write_pages(docs: Path, *, suites: Sequence[Suite], results: Sequence[ExpectationResult]) -> Path:
    """Write the pages of a gate.

    Args:
        docs: Their folder; made if absent.
        suites: The suites that were run.
        results: A result for each of their rules.

    Returns:
        The page to begin with, index.html.
    """
    docs.mkdir(parents=True, exist_ok=True)
    styles = STYLES.read_text(encoding="utf-8")
    by_id = {f"{result.table}.{result.expectation_id}": result for result in results}
    for suite, page in _data_docs_pages(suites, by_id):
        (docs / f"{suite.table}.html").write_text(_self_contained(page, styles), encoding="utf-8")
    index = docs / "index.html"
    index.write_text(_index_page(results, styles, links=_links(docs)), encoding="utf-8")
    return index


def _data_docs_pages(suites: Sequence[Suite], results: Mapping[str, ExpectationResult]) -> Iterator[tuple[Suite, str]]:
    """Draw each suite's page by Great Expectations; one view for all, as it compiles its templates anew."""
    from great_expectations.core import (  # noqa: PLC0415 - seconds to import, see validating.py
        ExpectationSuiteValidationResult,
        ExpectationValidationResult,
    )
    from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer  # noqa: PLC0415
    from great_expectations.render.view.view import DefaultJinjaPageView  # noqa: PLC0415

    renderer, view = ValidationResultsPageRenderer(run_info_at_end=True), DefaultJinjaPageView()
    for suite in suites:
        shown = [
            ExpectationValidationResult(
                success=results[rule.id].success,
                expectation_config=expectation_of(rule).configuration,
                result=_counts(results[rule.id]),
                exception_info=_problem(results[rule.id]),
            )
            for rule in suite.rules
        ]
        held = sum(bool(result.success) for result in shown)
        document = renderer.render(
            ExpectationSuiteValidationResult(
                success=held == len(shown),
                results=shown,
                suite_name=suite.table,
                statistics={
                    "evaluated_expectations": len(shown),
                    "successful_expectations": held,
                    "unsuccessful_expectations": len(shown) - held,
                    "success_percent": 100 * held / len(shown),
                },
                meta={"batch_spec": {"data_asset_name": suite.table}},
            )
        )
        yield suite, str(view.render(document, show_how_to_buttons=False))  # type: ignore[no-untyped-call] # the library's


def _counts(result: ExpectationResult) -> dict[str, object]:
    found, checked = result.rows_found, result.rows_checked
    if found is None or checked is None:
        return {"observed_value": "not checked"}
    percent = 100 * found / checked if checked else 0.0
    counts = {"element_count": checked, "unexpected_count": found, "unexpected_percent": percent}
    return counts | {"observed_value": f"{found} of {checked} rows"}


def _problem(result: ExpectationResult) -> dict[str, object]:
    words = result.problem or None
    return {"raised_exception": words is not None, "exception_message": words, "exception_traceback": words}


def _self_contained(page: str, styles: str) -> str:
    """Return a Data Docs page that fetches nothing, finds its index and has the styles it needs."""
    page = FROM_ELSEWHERE.sub("", page)
    page = re.sub(r'href="[./]*index\.html"', 'href="index.html"', page)
    page = re.sub(r'href="[./]*expectations/[^"]*"', 'href="index.html"', page)
    return page.replace("</head>", f"<style>{styles}</style>\n</head>", 1)


def _links(docs: Path) -> str:
    """Links to the pages that lie beside."""
    links = [
        f'<a href="{file}" lang="{language}">{words}</a>' for file, language, words in BESIDE if (docs / file).exists()
    ]
    return f"<p>{' · '.join(links)}</p>" if links else ""


def _index_page(results: Sequence[ExpectationResult], styles: str, *, links: str) -> str:
    failed = [result for result in results if not result.success]
    verdict = (
        f"The release may not be published: {len(failed)} of {len(results)} rules do not hold."
        if failed
        else f"The release may be published: all {len(results)} rules hold."
    )
    tables = sorted({result.table for result in results})
    sections = "\n".join(_section(table, [result for result in results if result.table == table]) for table in tables)
    return f"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="UTF-8"><title>What was checked before publishing</title><style>{styles}</style></head>
<body class="gate">
<h1>What was checked before publishing</h1>
<p class="{"failed" if failed else "held"}">{verdict}</p>
{links}
<p>Counts only; rows that break a rule are in quarantine. A heading leads to the table's Great Expectations page.</p>
{_table(failed, with_words=True) if failed else ""}
{sections}
</body>
</html>
"""


def _section(table: str, results: Sequence[ExpectationResult]) -> str:
    return f'<h2><a href="{escape(table)}.html">{escape(table)}</a></h2>\n{_table(results, with_words=False)}'


def _table(results: Iterable[ExpectationResult], *, with_words: bool) -> str:
    head = "<tr><th></th><th>Rule</th><th>Rows checked</th><th>Rows found</th></tr>"
    return f"<table>{head}{''.join(_row(result, with_words=with_words) for result in results)}</table>"


def _row(result: ExpectationResult, *, with_words: bool) -> str:
    words = f"{escape(result.rule)}<br><small>{escape(result.table)}.{escape(result.expectation_id)}</small>"
    if with_words:
        words += f"<br>When it matters: {escape(result.matters)}<br>What to do: {escape(result.remedy)}"
    if result.problem:
        words += f"<br><em>{escape(result.problem)}</em>"
    mark = '<td class="held">holds</td>' if result.success else '<td class="failed">fails</td>'
    counts = f"<td>{_number(result.rows_checked)}</td><td>{_number(result.rows_found)}</td>"
    return f"<tr>{mark}<td>{words}</td>{counts}</tr>"


def _number(count: int | None) -> str:
    return "" if count is None else f"{count:,}"
