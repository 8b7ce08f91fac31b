"""`verify attributions`: who is said to have said what in a text, without checking anything."""

from verifier import attribution, reading
from verifier.cli import output
from verifier.errors import UsageError
from verifier.model import Attribution, Span
from verifier.report.inert import one_line
from verifier.report.json import dumped

FORMATS = ("terminal", "json")


def attributions(file: str, form: str) -> int:
    """Print the attributions of a text, one line each or as JSON with the offsets of their parts."""
    if form not in FORMATS:
        raise UsageError(f"--format: {form!r} is not a format of this list: use one of {', '.join(FORMATS)}")
    text = reading.read(file).text
    found = attribution.find_attributions(text)
    if form == "json":
        output.show(dumped({"schema_version": "1", "attributions": [_data(a, text) for a in found]}))
    else:
        output.show("".join(_line(a, text) for a in found) or "no attribution was found\n")
    return 0


def _line(said: Attribution, text: str) -> str:
    who = said.source_name or _words(said.source, text) or "nobody named"
    cue = _words(said.cue, text)
    return f"{one_line(who)} | {one_line(cue)} | {one_line(_words(said.content, text))} | {said.type}\n"


def _words(spans: tuple[Span, ...], text: str) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def _data(said: Attribution, text: str) -> dict[str, object]:
    parts = {
        name: [{"start": start, "end": end, "text": text[start:end]} for start, end in spans]
        for name, spans in (("source", said.source), ("cue", said.cue), ("content", said.content))
    }
    chain = [{"mention": link.mention, "name": link.name, "anonymity": link.anonymity} for link in said.chain]
    return parts | {
        "type": said.type,
        "source_name": said.source_name,
        "chain": chain,
        "hedge": said.hedge,
        "rule": said.rule,
        "score": round(said.score, 4),
    }
