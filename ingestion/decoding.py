"""Bytes to UTF-8 text: refuse what is no text of the declared kind, and find the one declared encoding that fits.

Nothing is repaired or skipped: a byte that does not decode refuses the file. Where records begin, records.py finds.
"""

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ingestion.errors import UnreadableFile

_CHUNK = 1 << 23
_MARK = "\ufeff"
_FORMATS = (
    (b"PK\x03\x04", "an Excel workbook (xlsx) or another zip archive", "Save the sheet as CSV and deliver that."),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (xls) or another Office file", "Save the sheet as CSV."),
    (b"%PDF", "a PDF", "Ask the supplier for the CSV export."),
    (b"\x1f\x8b", "compressed by gzip", "Deliver it with a name that ends in .gz."),
    (b"PAR1", "a Parquet file", "Deliver the CSV export."),
)
_MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|\?xml)", re.IGNORECASE)
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class TextFile:
    """A file of UTF-8 text: where it lies, the encoding its bytes had, and where its text starts (after a mark)."""

    path: Path
    encoding: str
    start: int


def open_bytes(path: Path) -> IO[bytes]:
    """Open a local file for reading, unpacked when its name ends in .gz."""
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]  # GzipFile is one


def as_utf8(path: Path, *, file_name: str, encodings: tuple[str, ...], working: Path) -> TextFile:
    """Find the first declared encoding in which the whole file decodes, and give its text as UTF-8.

    Args:
        path: Local file.
        file_name: Its name for messages.
        encodings: Names of encodings, in the order in which they are tried.
        working: Private folder for a copy, made when the file is packed or not UTF-8 already.

    Raises:
        UnreadableFile: Another format, empty, damaged, NUL characters, or undecodable in every declared encoding.
    """
    _refuse_other_formats(path, file_name, encodings)
    failures = []
    for encoding in encodings:
        copy = None if _is_utf8(encoding) and path.suffix != ".gz" else working / "text.utf8"
        failure = _decode(path, file_name, encoding, copy)
        if failure is None:
            text = copy or path
            with text.open("rb") as file:
                start = len(codecs.BOM_UTF8) if file.read(3) == codecs.BOM_UTF8 else 0
            return TextFile(path=text, encoding=encoding, start=start)
        failures.append(failure)
        if failure.is_damaged_utf8:
            break
    listed = "; ".join(str(failure) for failure in failures)
    remedy = "Name the encoding of the export under `encodings`, or ask for UTF-8."
    if failures[-1].is_damaged_utf8:
        remedy = (
            "The text before it is valid UTF-8 with letters outside ASCII, so the file is damaged UTF-8 and is not "
            "read in another encoding. Ask the supplier for a sound copy."
        )
    raise UnreadableFile(file_name, f"its bytes do not decode: {listed}.", remedy)


@dataclass(frozen=True)
class _Failure:
    encoding: str
    offset: int
    line: int
    byte: int
    is_damaged_utf8: bool

    def __str__(self) -> str:
        return f"as {self.encoding}, byte 0x{self.byte:02x} at offset {self.offset} (line {self.line})"


def _decode(path: Path, file_name: str, encoding: str, copy: Path | None) -> _Failure | None:
    # Python's utf-8-sig lets a file pass that ends within the mark; a mark is skipped by `start`, not by the decoder.
    decoder = codecs.getincrementaldecoder("utf-8" if _is_utf8(encoding) else encoding)(errors="strict")
    offset, line, beyond_ascii = 0, 1, False
    target = copy.open("wb") if copy else None
    try:
        for chunk, is_last in _chunks(path, file_name):
            # A decoder may hold back the first bytes of a character; an error's position counts from those.
            held = len(decoder.getstate()[0])
            try:
                text = decoder.decode(chunk, final=is_last)
            except UnicodeDecodeError as error:
                good = error.object[: error.start].decode(encoding, errors="ignore")
                damaged = _is_utf8(encoding) and (beyond_ascii or not good.removeprefix(_MARK).isascii())
                bad_byte = error.object[error.start]
                return _Failure(encoding, offset - held + error.start, line + good.count("\n"), bad_byte, damaged)
            if "\0" in text:
                at = line + text.count("\n", 0, text.index("\0"))
                raise UnreadableFile(
                    file_name, f"line {at} holds a NUL character, so it is no text.", "Ask for a sound copy in UTF-8."
                )
            offset += len(chunk)
            line += text.count("\n")
            beyond_ascii = beyond_ascii or not text.removeprefix(_MARK).isascii()
            if target:
                target.write(text.encode("utf-8"))
    finally:
        if target:
            target.close()
    return None


def _is_utf8(encoding: str) -> bool:
    return codecs.lookup(encoding).name in {"utf-8", "utf-8-sig"}


def _chunks(path: Path, file_name: str) -> Iterator[tuple[bytes, bool]]:
    """The unpacked bytes in pieces, each with whether it is the last."""
    try:
        with open_bytes(path) as file:
            chunk = file.read(_CHUNK)
            while chunk:
                following = file.read(_CHUNK)
                yield chunk, not following
                chunk = following
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnreadableFile(file_name, f"its gzip is damaged ({error}).", "Deliver the file again.") from error


def _refuse_other_formats(path: Path, file_name: str, encodings: tuple[str, ...]) -> None:
    head = next(_chunks(path, file_name), (b"", True))[0][:4096]
    if not head.removeprefix(codecs.BOM_UTF8).strip():
        remedy = "Run the export again; an export of nobody has a header at least."
        raise UnreadableFile(file_name, "it is empty.", remedy)
    for mark, what, remedy in _FORMATS:
        if head.startswith(mark):
            raise UnreadableFile(file_name, f"it is {what}, whatever its name says.", remedy)
    if _MARKUP.match(head):
        remedy = "It is often the error or log-in page of the system; open it in a browser, and run the export again."
        raise UnreadableFile(file_name, "it is HTML or XML.", remedy)
    if head.startswith(_UTF16_MARKS) and not any("16" in encoding for encoding in encodings):
        raise UnreadableFile(file_name, "it begins with the mark of UTF-16.", "Add utf-16 to `encodings`.")
