"""Bytes are read in the one declared encoding that fits all of them, or the file is refused."""

import codecs
import gzip
import io
import json
import zipfile
from typing import Any

import pytest

from ingestion.errors import DeliveryRefused, UnreadableFile
from tests.ingestion.inbox import Inbox

COURSES = {"course_id": {"from": "Id"}, "title": {"from": "Title"}, "delivery_mode": {"value": "live"}}

GOOD = "Id,Title\n1,Excel\n2,Word\n"


def land(inbox: Inbox, content: str | bytes, *, name: str = "x.csv", **kind: Any) -> list[tuple[Any, ...]]:
    """What landed of one file: line, id, title."""
    inbox.put(name, content)
    inbox.land(inbox.source(kind.pop("columns", COURSES), **kind))
    return inbox.rows("lms.courses", "line_number, course_id, title")


def refusal(inbox: Inbox, content: str | bytes, *, name: str = "x.csv", **kind: Any) -> DeliveryRefused:
    inbox.put(name, content)
    with pytest.raises(DeliveryRefused) as refused:
        inbox.land(inbox.source(kind.pop("columns", COURSES), **kind))
    assert not list(inbox.home.glob("landing/lms/*/delivery=*")), "nothing of a refused file lands"
    assert not list(inbox.home.glob("quarantine/*/*")), "nor lies in quarantine"
    return refused.value


@pytest.mark.parametrize(
    ("encoding", "said", "text"),
    [
        ("utf-8", ["utf-8"], "é€😀"),
        ("utf-8-sig", ["utf-8"], "é"),
        ("utf-8-sig", ["utf-8-sig"], "é"),
        ("utf-8", ["utf-8-sig"], "é"),
        ("windows-1252", ["utf-8-sig", "windows-1252"], "é – €"),
        ("latin-1", ["utf-8-sig", "latin-1"], "é"),
        ("utf-16", ["utf-16"], "é€😀"),
        ("utf-16-le", ["utf-16-le"], "é"),
    ],
)
def test_the_first_declared_encoding_that_fits_the_whole_file_is_used(
    inbox: Inbox, encoding: str, said: list[str], text: str
) -> None:
    content = f"Id,Title\n1,{text}\n".encode(encoding)
    assert land(inbox, content, encodings=said) == [(2, "1", text)]
    manifest = json.loads(next(inbox.home.glob("landing/lms/courses/delivery=*/manifest.json")).read_text())
    assert manifest["encoding"] == said[-1]


def test_a_byte_that_does_not_decode_is_told_with_offset_and_line(inbox: Inbox) -> None:
    content = b"Id,Title\n1,Excel\n2,Caf\xe9\n"
    assert "as utf-8, byte 0xe9 at offset 22 (line 3)" in refusal(inbox, content, encodings=["utf-8"]).reason


def test_the_offset_counts_from_the_start_of_the_file_also_when_a_character_lies_over_two_blocks(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first byte of a character waits at the end of a block for a second one that does not come."""
    content = b"Id,Title\n1,ab\n2,\xc3\n"
    assert content.index(b"\xc3") == 16
    monkeypatch.setattr("ingestion.decoding._CHUNK", 17)
    assert "byte 0xc3 at offset 16 (line 3)" in refusal(inbox, content, encodings=["utf-8"]).reason


def test_damaged_utf_8_is_not_read_as_another_encoding(inbox: Inbox) -> None:
    """Windows-1252 decodes nearly every byte: it would turn each é of the file into two signs, silently."""
    content = "Id,Title\n1,Café\n2,Cafés\n".encode()[:-3] + b"\xc3\n"
    told = refusal(inbox, content, encodings=["utf-8-sig", "windows-1252"])
    assert "damaged UTF-8 and is not read in another encoding" in told.remedy


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "it is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "an old Excel workbook"),
        (b"%PDF-1.7 rest", "a PDF"),
        (b"\x1f\x8b\x08rest", "compressed by gzip"),
        (b"<!DOCTYPE html><html><body>Session expired</body></html>", "HTML or XML"),
        (b"\xef\xbb\xbf\n <HTML>", "HTML or XML"),
        (b'<?xml version="1.0"?><feed/>', "HTML or XML"),
        (codecs.BOM_UTF16_LE + "Id,Title\n".encode("utf-16-le"), "it begins with the mark of UTF-16"),
        (b"Id,Title\n1,a\0b\n", "line 2 holds a NUL character"),
    ],
)
def test_a_file_that_is_no_csv_is_told_what_it_is(inbox: Inbox, content: bytes, said: str) -> None:
    told = refusal(inbox, content, encodings=["utf-8-sig", "windows-1252"])
    assert said in told.reason
    assert isinstance(told, UnreadableFile)


def test_a_workbook_renamed_to_csv_is_refused(inbox: Inbox) -> None:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "an Excel workbook (xlsx)" in refusal(inbox, book.getvalue()).reason


def test_a_gzip_that_ends_early_is_refused(inbox: Inbox) -> None:
    told = refusal(inbox, gzip.compress(GOOD.encode() * 100)[:-20], name="x.csv.gz")
    assert "its gzip is damaged" in told.reason
