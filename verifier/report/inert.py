"""Text from outside made harmless to look at: what cannot be seen or turns the line around is written out."""

import re

_UNSEEN = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Controls, bidirectional marks, zero-width and blank letters, surrogates, tag characters: none of them has a shape."""

_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f"
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"

JOINER = "\u200d"
_JOINED = re.compile(f"(?<=[{_EMOJI}])\u200d(?=[{_EMOJI}])")
_HELD = "\ue000"
ODD = re.compile(f"([{_UNSEEN}])\\1*|(?<=[{_MARKS}]{{3}})[{_MARKS}]+")
"""One thing that `visible` writes out: a character without a shape (no newline), or a run of it, or a pile of combining
marks."""

_MARK = re.compile(f"[{_MARKS}]")
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def named(odd: str) -> str:
    """The name of one match of `ODD`: "U+202E", "U+202E ×3" where it is repeated, "+12 marks" for a pile of marks."""
    if _MARK.match(odd):
        return f"+{len(odd)} marks"
    return f"U+{ord(odd[0]):04X}" + (f" ×{len(odd)}" if len(odd) > 1 else "")


def visible(text: str) -> str:
    """The text with every invisible or direction-turning character written as ‹U+202E›.

    Tabs become spaces; newlines and the joiner inside an emoji stay. The result has no other control character and can
    be encoded as UTF-8.
    """
    return "\n".join(_shown(line) for line in text.replace("\r\n", "\n").replace("\t", " ").split("\n"))


def one_line(text: str) -> str:
    """`visible`, with every run of white space made one space and none at the ends."""
    return _shown(_SPACE.sub(" ", text).strip())


def clip(text: str, most: int) -> str:
    """`one_line`, cut after a word to at most `most` code points, with an ellipsis where it was cut."""
    line = one_line(text)
    if len(line) <= most:
        return line
    cut = line[: max(most - 1, 1)]
    space = cut.rfind(" ")
    return (cut[:space] if space > most // 2 else cut).rstrip() + "…"


def _shown(line: str) -> str:
    if line.isascii() and line.isprintable():
        return line
    if JOINER in line:
        line = _JOINED.sub(_HELD, line.replace(_HELD, "‹U+E000›"))
        return ODD.sub(lambda m: f"‹{named(m[0])}›", line).replace(_HELD, JOINER)
    return ODD.sub(lambda m: f"‹{named(m[0])}›", line)
