"""Unpacking an answer's body as it comes, under a limit, whatever packing the server used without being asked to."""

import zlib
from collections.abc import Iterable, Iterator

from verifier.library.fetching_states import FetchError

PIECE = 65_536
MOST_LAYERS = 2


def layers(encoding: str) -> list[str]:
    """The packings named in a Content-Encoding header, in the order in which they are to be undone.

    FetchError where one of them is not known or there are too many.
    """
    named = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    named = [name for name in named if name != "identity"]
    unknown = [name for name in named if name not in ("gzip", "x-gzip", "deflate")]
    if unknown or len(named) > MOST_LAYERS:
        raise FetchError("broken_answer", f"the body is packed as {encoding[:80]}, though plain text was asked for")
    return list(reversed(named))


def unpacked(pieces: Iterable[bytes], packings: list[str], *, most: int) -> Iterator[bytes]:
    """The unpacked body, piece by piece. FetchError "too_large" as soon as any layer of it passes `most` bytes."""
    stream = limited(pieces, most=most)
    for packing in packings:
        stream = limited(_inflate(stream, packing), most=most)
    return iter(stream)


def limited(pieces: Iterable[bytes], *, most: int) -> Iterator[bytes]:
    """The same pieces, with a FetchError where they pass `most` bytes."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise FetchError("too_large", f"the answer has more than {most / 1e6:.0f} MB")
        yield piece


def _inflate(pieces: Iterable[bytes], packing: str) -> Iterator[bytes]:
    bits = [16 + zlib.MAX_WBITS] if packing != "deflate" else [zlib.MAX_WBITS, -zlib.MAX_WBITS]
    unpacker = zlib.decompressobj(bits[0])
    begun = False
    try:
        for piece in pieces:
            waiting = piece
            while waiting:
                if unpacker.eof:
                    if packing == "deflate":
                        return
                    unpacker = zlib.decompressobj(bits[0])
                try:
                    out = unpacker.decompress(waiting, PIECE)
                except zlib.error:
                    if begun or len(bits) == 1:
                        raise
                    unpacker = zlib.decompressobj(bits[1])
                    out = unpacker.decompress(waiting, PIECE)
                begun = True
                waiting = unpacker.unconsumed_tail or unpacker.unused_data
                if out:
                    yield out
    except zlib.error as error:
        raise FetchError("broken_answer", f"the body cannot be unpacked ({error})") from error
    while not unpacker.eof:
        out = unpacker.decompress(b"", PIECE) if begun else b""
        if not out:
            raise FetchError("broken_answer", "the packed body breaks off")
        yield out
