"""Where the records of a CSV begin: line numbers, blank lines and broken quoting, found in whole blocks of bytes.

A quote opens a field only at the field's start; inside, two quotes are one. So a run of quotes does one of three things
to the state inside/outside: nothing (even run), swap it (odd run at the start of a field), or leave the field (odd run
elsewhere). The state at every line end follows from cumulative sums, without a loop over rows. Splitting a record into
cells is left to Arrow (reading.py), which obeys the same rules.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

_LF, _CR = 10, 13


@dataclass(frozen=True)
class Records:
    """The complete records of a block of bytes; blank lines are not among them.

    Attributes:
        start: Offset of each record in the block.
        end: Offset just after it, its line end included.
        line: Physical line on which it starts.
        is_broken: A closing quote in it is followed by text, so that its cells cannot be trusted.
        lines: How many physical lines it spans.
        consumed: Bytes of the block that these records and the blank lines between them take.
        lines_consumed: Line ends in those bytes.
        open_line: Line on which a quote opens that is still open at the end of the block; None when all are closed.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    line: NDArray[np.int64]
    is_broken: NDArray[np.bool_]
    lines: NDArray[np.int64]
    consumed: int
    lines_consumed: int
    open_line: int | None

    def without_first(self, count: int) -> "Records":
        """The same without the first records of the block, such as header rows."""
        cut = {name: getattr(self, name)[count:] for name in ("start", "end", "line", "is_broken", "lines")}
        return replace(self, **cut)


def find_records(block: bytes, *, delimiter: str, quote: str, first_line: int, is_last: bool) -> Records:
    """Find the records of a block that starts at the start of a record.

    Args:
        block: Bytes of UTF-8 text.
        delimiter: One ASCII character.
        quote: One ASCII character, or '' for none.
        first_line: Physical line on which the block starts.
        is_last: The block ends where the file ends, so that its last record needs no line end.
    """
    data = np.frombuffer(block, dtype=np.uint8)
    line_ends = _line_ends(data, is_last=is_last)
    inside, broken, open_at = _quoting(data, line_ends, delimiter=delimiter, quote=quote)
    ends = line_ends[~inside]
    starts = np.concatenate(([0], ends[:-1])) if len(ends) else ends
    # The number of the line on which each record starts is the number of line ends before it.
    ends_before = np.searchsorted(line_ends, starts, side="right")
    spans = np.searchsorted(line_ends, ends, side="right") - ends_before
    is_broken = np.searchsorted(broken, ends) > np.searchsorted(broken, starts)
    is_blank = _is_line_break(data, starts)
    kept = ~is_blank
    consumed = int(ends[-1]) if len(ends) else 0
    return Records(
        start=starts[kept],
        end=ends[kept],
        line=first_line + ends_before[kept],
        is_broken=is_broken[kept],
        lines=spans[kept],
        consumed=consumed,
        lines_consumed=int(np.searchsorted(line_ends, consumed, side="right")),
        open_line=None if open_at is None else first_line + int(np.searchsorted(line_ends, open_at, side="right")),
    )


def _line_ends(data: NDArray[np.uint8], *, is_last: bool) -> NDArray[np.int64]:
    """Offsets just after every LF, CR LF and lone CR; at the end of the file also of a last line without any."""
    ends = np.flatnonzero(data == _LF) + 1
    returns = np.flatnonzero(data == _CR)
    if len(returns):
        # Whether a CR at the very end of a block is alone is known with the next block only.
        alone = returns[np.append(data, _LF)[returns + 1] != _LF]
        ends = np.sort(np.concatenate((ends, alone + 1)))
    if is_last and len(data) and (not len(ends) or ends[-1] != len(data)):
        ends = np.append(ends, len(data))
    return ends.astype(np.int64)


def _quoting(
    data: NDArray[np.uint8], line_ends: NDArray[np.int64], *, delimiter: str, quote: str
) -> tuple[NDArray[np.bool_], NDArray[np.int64], int | None]:
    """For each line end whether it lies inside a quoted field; offsets of broken quotes and of a quote left open."""
    outside = np.zeros(len(line_ends), dtype=bool)
    quotes = np.flatnonzero(data == ord(quote)) if quote else np.zeros(0, dtype=np.int64)
    if not len(quotes):
        return outside, quotes, None
    is_first = np.append(True, np.diff(quotes) != 1)
    start = quotes[is_first]
    length = np.diff(np.append(np.flatnonzero(is_first), len(quotes)))
    boundary = np.zeros(256, dtype=bool)
    boundary[[ord(delimiter), _LF, _CR]] = True
    at_start = boundary[data[start - 1]] | (start == 0)
    after = start + length
    before_end = boundary[data[np.minimum(after, len(data) - 1)]] | (after >= len(data))
    is_odd = length % 2 == 1
    swaps, resets = is_odd & at_start, is_odd & ~at_start
    count = np.cumsum(swaps)
    # Swaps since the last reset decide; `count` never falls, so the running maximum holds its value at that reset.
    inside_after = (count - np.maximum.accumulate(np.where(resets, count, 0))) % 2 == 1
    inside_before = np.append(False, inside_after[:-1])
    closes = (inside_before & is_odd) | (~inside_before & ~is_odd & at_start)
    broken = start[closes & ~before_end]
    run = np.searchsorted(start, line_ends, side="left") - 1
    inside = np.where(run >= 0, inside_after[run], outside)
    open_at = int(start[np.flatnonzero(inside_after & ~inside_before)[-1]]) if inside_after[-1] else None
    return inside, broken, open_at


def _is_line_break(data: NDArray[np.uint8], offsets: NDArray[np.int64]) -> NDArray[np.bool_]:
    is_line_break: NDArray[np.bool_] = np.isin(data[offsets], (_LF, _CR))
    return is_line_break
