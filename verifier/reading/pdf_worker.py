"""The child process that opens a PDF: bytes on standard input, one JSON document on standard output, under hard limits.

PDFium is C++ fed with strangers' files, so it never runs inside the program itself. This file runs as a script of its
own and imports nothing of the program.
"""

import json
import sys
from typing import Any

MEMORY = 1_500_000_000
"""Address space in bytes; a scanned report of 300 pages needs 400 MB of it."""
MOST_PAGES = 3_000
ENCRYPTED, DAMAGED, PAGES, LARGE = 11, 12, 13, 14


def limit(seconds: int) -> None:
    """Bounds on memory and time that the system enforces, where it can."""
    try:
        import resource
    except ImportError:  # not on Windows: the parent's clock still bounds the time
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(seconds: int, most: int) -> int:
    """Read, extract, print. The exit status says why there is nothing."""
    limit(seconds)
    import pypdfium2

    data = sys.stdin.buffer.read()
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        return ENCRYPTED if "password" in str(error).lower() or "security" in str(error).lower() else DAMAGED
    if count > MOST_PAGES:
        return PAGES
    pages: list[str] = []
    broken = total = 0
    for number in range(count):
        try:
            page = document[number]
            text = page.get_textpage().get_text_bounded()
            page.close()
        except pypdfium2.PdfiumError:
            text, broken = "", broken + 1
        total += len(text)
        if total > most:
            return LARGE
        pages.append(text)
    said: dict[str, Any] = {"pages": pages, "broken": broken, "metadata": document.get_metadata_dict(skip_empty=True)}
    sys.stdout.buffer.write(json.dumps(said).encode("ascii"))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
