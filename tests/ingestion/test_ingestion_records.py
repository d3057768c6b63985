"""Records are found where they begin, whatever the quoting, and broken quoting is seen."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingestion.records import Records, find_records

# Every character that means something to a CSV, and one that does not.
AWKWARD = st.text(alphabet='a,"\n\r;é', max_size=6)


def find(text: str, *, quote: str = '"', is_last: bool = True, first_line: int = 1) -> Records:
    return find_records(text.encode(), delimiter=",", quote=quote, first_line=first_line, is_last=is_last)


def lines(text: str) -> list[int]:
    return [int(line) for line in find(text).line]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n", [1, 2]),
        ("a,b\n1,2", [1, 2]),
        ("a,b\r\n1,2\r\n", [1, 2]),
        ("a,b\r1,2\r", [1, 2]),
        ("\n\na,b\n\n1,2\n\n", [3, 5]),
        ('a,b\n1,"x\ny"\n3,4\n', [1, 2, 4]),
        ('a,b\r\n1,"x\r\ny\r\n"\r\n3,4', [1, 2, 5]),
        ('a,b\n1,"x ""\n"" y"\n3,4\n', [1, 2, 4]),
        ('a,b\n1,""\n3,4\n', [1, 2, 3]),
        ('a,b\n1,""""\n3,4\n', [1, 2, 3]),
        ('a,b\n5" screen,1\n3" x 4",2\n', [1, 2, 3]),
        ('"a\nb",c\n1,2\n', [1, 3]),
    ],
)
def test_a_record_starts_on_its_physical_line(text: str, expected: list[int]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [('a,b\n1,"x\n3,4\n5,6\n', 2), ('a,b\n1,"x', 2), ('a,b\n"x","y\n3,4', 2), ('a\n"x""\ny', 2)],
)
def test_a_quote_that_stays_open_is_seen_with_its_line(text: str, line: int) -> None:
    assert find(text).open_line == line


@pytest.mark.parametrize(
    ("record", "is_broken"),
    [
        ('1,"x"', False),
        ('1,"x" ', True),
        ('1,"say "hello" to"', True),
        ('1,""x""', True),
        ('1,5" screen', False),
        ('1,"5"" screen"', False),
        ('"1",""', False),
        ('1,"a,b"c,d', True),
    ],
)
def test_text_after_a_closing_quote_is_broken_quoting(record: str, is_broken: bool) -> None:
    assert find(f"a,b\n{record}\n3,4\n").is_broken.tolist() == [False, is_broken, False]


def test_without_a_quote_character_quotes_are_text() -> None:
    found = find('a,"b\n1,2\n', quote="")
    assert found.line.tolist() == [1, 2]
    assert found.open_line is None


rows = st.lists(st.lists(AWKWARD, min_size=2, max_size=3), min_size=1, max_size=6)


def written(content: list[list[str]], line_end: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows(content)
    return text.getvalue()


@given(content=rows, line_end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_records_written_by_another_program_are_found_where_that_program_put_them(
    content: list[list[str]], line_end: str
) -> None:
    text = written(content, line_end)
    found = find(text)
    pieces = [written([row], line_end) for row in content]
    assert [text.encode()[a:b].decode() for a, b in zip(found.start, found.end, strict=True)] == pieces
    before = ["".join(pieces[:at]).replace("\r\n", "\n").replace("\r", "\n") for at in range(len(pieces))]
    assert found.line.tolist() == [1 + each.count("\n") for each in before]
    assert not found.is_broken.any()
    assert found.open_line is None


@given(text=st.text(alphabet='a,"\n\r', max_size=30), cut=st.integers(0, 30))
@example(text='a,"b\r\nc"\r\nd,e', cut=5)
@example(text="a\r\nb", cut=2)
@example(text='"a"",\n"', cut=3)
def test_a_file_read_in_two_blocks_has_the_records_of_the_file_read_whole(text: str, cut: int) -> None:
    """What is left over of the first block is put before the second, as reading does."""
    data, whole = text.encode(), find(text)
    first = find_records(data[:cut], delimiter=",", quote='"', first_line=1, is_last=cut >= len(data))
    rest = data[first.consumed :] if cut < len(data) else b""
    line = 1 + first.lines_consumed
    second = find_records(rest, delimiter=",", quote='"', first_line=line, is_last=True)
    assert [*first.line, *second.line] == whole.line.tolist()
    assert [*first.is_broken, *second.is_broken] == whole.is_broken.tolist()
    assert [*first.start, *(second.start + first.consumed)] == whole.start.tolist()


def slow_records(text: str) -> list[tuple[int, bool]]:
    """The automaton, byte by byte: (line, broken) of every record that is not blank; None open."""
    found, state, line, start, broken = [], "start", 1, 1, False
    at, begun = 0, 0
    while at < len(text):
        char, following = text[at], text[at + 1 : at + 2]
        width = 2 if char + following == "\r\n" else 1
        is_end = char in "\r\n"
        if state == "quoted":
            if char == '"' and following == '"':
                at += 2
                continue
            if char == '"':
                state = "plain"
                broken = broken or following not in {"", ",", "\r", "\n"}
            at += width if is_end else 1
            line += is_end
            continue
        if is_end:
            if at > begun:
                found.append((start, broken))
            at, line, state, broken = at + width, line + 1, "start", False
            start, begun = line, at
            continue
        state = "quoted" if state == "start" and char == '"' else "start" if char == "," else "plain"
        at += 1
    if begun < len(text):
        found.append((start, broken))
    return found


@given(text=st.text(alphabet='a,"\n\r', max_size=40))
@example(text='""a"\n')
@example(text='"""a"\n,""",\n"')
def test_whole_blocks_give_what_one_byte_at_a_time_gives(text: str) -> None:
    found = find(text)
    if found.open_line is None:
        assert list(zip(found.line.tolist(), found.is_broken.tolist(), strict=True)) == slow_records(text)
