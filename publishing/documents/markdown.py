"""The little Markdown that doc blocks are written in, as HTML.

Belongs here: headings, paragraphs, lists, tables, bold and code; anything else is text. It knows no links and no HTML, so that nothing written in a
doc block can run or fetch anything. Which blocks become which page stands in pages.py.
"""

import re
from collections.abc import Iterator
from html import escape

_LIST = re.compile(r"(?:[-*]|\d+\.) +")


def as_html(text: str, *, top: int) -> str:
    """Render Markdown.

    Args:
        text: The Markdown; blocks are parted by empty lines.
        top: Level of the highest heading: `###` becomes this one.

    Returns:
        HTML without a wrapping element; every character of the text is escaped.
    """
    return "\n".join(_block(lines, top=top) for lines in _blocks(text))


def plain(text: str) -> str:
    """A line of Markdown without its marks."""
    return re.sub(r"[`*]+", "", text)


def _blocks(text: str) -> Iterator[list[str]]:
    """Runs of lines: parted by empty ones, and a heading ends where its line does."""
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("#") or not line.strip():
            if block:
                yield block
            block = []
            if line.startswith("#"):
                yield [line]
        else:
            block.append(line.rstrip())


def _block(lines: list[str], *, top: int) -> str:
    if lines[0].startswith("#"):
        level = top + len(lines[0]) - len(lines[0].lstrip("#")) - 3
        return f"<h{level}>{_inline(lines[0].lstrip('# '))}</h{level}>"
    if lines[0].startswith("|"):
        return _table(lines)
    if _LIST.match(lines[0]):
        return _list(lines)
    return f"<p>{_inline(' '.join(line.strip() for line in lines))}</p>"


def _list(lines: list[str]) -> str:
    items: list[str] = []
    for line in lines:
        if found := _LIST.match(line):
            items.append(line[found.end() :])
        else:
            items[-1] += " " + line.strip()
    kind = "ol" if lines[0][0].isdigit() else "ul"
    return f"<{kind}>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</{kind}>"


def _table(lines: list[str]) -> str:
    head, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    heading = "".join(f'<th scope="col">{_inline(cell)}</th>' for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{_inline(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{heading}</tr></thead><tbody>{body}</tbody></table></div>'


def _inline(text: str) -> str:
    """Bold and code; what stands in code is left alone."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(
        f"<code>{escape(part[1:-1])}</code>"
        if part.startswith("`") and part.endswith("`") and len(part) > 1
        else re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(part))
        for part in parts
    )
