"""Zip archives from strangers: sizes added up before anything is unpacked, and parts that would expand refused."""

import io
import zipfile
import zlib

from verifier.errors import DocumentError
from verifier.reading.states import refuse

FAULTS = (zipfile.BadZipFile, zlib.error, ValueError, LookupError, RuntimeError, OSError, EOFError)
"""What zipfile raises on an archive that is broken."""
MOST_PARTS = 5_000
MOST_UNPACKED = 200_000_000
"""A report of 300 pages with pictures has 60 MB unpacked."""
MOST_XML = 50_000_000
MOST_RATIO = 300
"""Text in XML packs to a twentieth at the most; only a bomb packs to less than a three hundredth."""


def checked(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive in some bytes, opened. DocumentError ("damaged", "encrypted", "too_large") where it is no archive, or
    would unpack to more than the limits. zipfile never unpacks more of a part than the size that was added up here."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except FAULTS:
        raise _damaged(name) from None
    whole = 0
    for part in parts:
        whole += part.file_size
        bomb = part.file_size > 1_000_000 and part.file_size > MOST_RATIO * max(part.compress_size, 1)
        large = part.filename.endswith((".xml", ".rels")) and part.file_size > MOST_XML
        if bomb or large or whole > MOST_UNPACKED or len(parts) > MOST_PARTS:
            what = f"would unpack to {max(whole, part.file_size) / 1e6:.0f} MB (a zip bomb?)"
            raise refuse("too_large", name, what, "save the text of it alone")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _damaged(name)
        if part.flag_bits & 1:
            raise refuse("encrypted", name, "is protected by a password", "save it without the password")
    return archive


def xml(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """One XML part, empty where there is none. DocumentError where it declares a document type: no such part has one,
    and entities declared in it could expand without end or name other files."""
    if part not in archive.NameToInfo:
        return b""
    try:
        data = archive.read(part)
    except FAULTS:
        raise _damaged(name) from None
    plain = data.decode("utf-16", "ignore").encode() if b"\0" in data[:200] else data
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise refuse("damaged", name, f"declares entities in {part}", "save it again from a word processor")
    return data


def _damaged(name: str) -> DocumentError:
    return refuse("damaged", name, "is cut off or broken", "get the file again")
