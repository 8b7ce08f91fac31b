"""Made-up news: a library of what sources published and articles that report it, rightly, wrongly or not at all.

Everything follows from the seed. The sentences are of our own making and have the shape of news: names, numbers, days,
direct and indirect speech. They measure time and memory, never quality. `write_printed` makes library and articles out
of files of news that was printed.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SYLLABLES = (
    "bar",
    "cal",
    "dor",
    "el",
    "fen",
    "gar",
    "hol",
    "ist",
    "jor",
    "kel",
    "lin",
    "mar",
    "nov",
    "ost",
    "pel",
    "quin",
)
ENDINGS = ("a", "burg", "by", "ford", "grad", "holm", "ia", "ov", "stad", "ton", "um", "wick")
BODIES = (
    ("Transport Ministry", "government"),
    ("Port Authority", "government"),
    ("Central Bank", "government"),
    ("Police", "police"),
    ("Statistics Office", "statistics_office"),
    ("Energy Company", "company"),
    ("Daily Courier", "newspaper"),
    ("News Agency", "news_agency"),
    ("Institute of Economics", "think_tank"),
    ("Workers' Union", "ngo"),
)
THINGS = (
    *("bridge", "harbour", "railway line", "power plant", "hospital", "tax", "budget", "school", "tunnel", "airport"),
    *("pipeline", "reservoir", "market", "factory", "ferry service", "road", "pension fund", "grain store", "prison"),
)
GROUPS = ("workers", "passengers", "households", "troops", "farmers", "students", "patients", "vehicles", "containers")
DEEDS = ("close", "open", "expand", "suspend", "repair", "sell", "inspect", "replace", "delay", "approve")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
FIRST = ("Anna", "Boris", "Clara", "David", "Elena", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Leon")
VERBS = ("said", "announced", "confirmed", "warned", "told reporters", "added")
FACTS = (
    "the {thing} in {town} will {deed} on {day} after an inspection found {number} faults",
    "{number} {group} were affected when the {thing} near {town} failed in {month}",
    "spending on the {thing} rose by {percent} percent to ${money} million last year",
    "the {thing} in {town} cost ${money} million, which is {percent} percent more than was planned",
    "{person} had asked the authorities of {town} to {deed} the {thing} before {month}",
    "about {number} {group} used the {thing} between {town} and {other} each week in {year}",
    "the number of {group} in {town} fell from {number} to {fewer} within {small} months",
    "{person} will not {deed} the {thing} in {town} unless {number} {group} agree",
    "it had signed an agreement with {other} to {deed} the {thing} by {month} {year}",
    "at least {small} people were injured at the {thing} in {town} on {day}",
)
TELLINGS = (
    "{org} {verb} on {day} that {fact}.",
    "According to {org}, {fact}.",
    "{Fact}, {org} said.",
    "“{Fact},” {person} of {org} said.",
    "{person}, a spokesman for {org}, {verb} that {fact}. “We have {number} reasons to {deed} it,” he added.",
    "{org} denied that {fact}.",
)
OWN = (
    "{Fact}.",
    "Residents of {town} have long complained about the {thing}.",
    "The debate is expected to go on until {month}.",
    "Few in {town} remember a time before the {thing}.",
)


def town(draw: random.Random) -> str:
    """One of some 50,000 names, the shorter ones often."""
    count = draw.choices((1, 2, 3), weights=(4, 4, 1))[0]
    return ("".join(draw.choices(SYLLABLES, k=count)) + draw.choice(ENDINGS)).capitalize()


def slots(draw: random.Random) -> dict[str, str]:
    """A value for each slot of the patterns."""
    number = int(10 ** draw.uniform(1.3, 5))
    return {
        "thing": draw.choice(THINGS),
        "town": town(draw),
        "other": town(draw),
        "deed": draw.choice(DEEDS),
        "group": draw.choice(GROUPS),
        "day": draw.choice(DAYS),
        "month": draw.choice(MONTHS),
        "year": str(draw.randint(2008, 2025)),
        "number": f"{number:,}",
        "fewer": f"{number // 2:,}",
        "small": str(draw.randint(2, 19)),
        "percent": f"{draw.uniform(0.5, 60):.1f}",
        "money": f"{draw.uniform(1, 900):.1f}",
        "person": f"{draw.choice(FIRST)} {town(draw)}",
    }


def fact(draw: random.Random) -> str:
    """A clause that states something, without capital and full stop."""
    return draw.choice(FACTS).format(**slots(draw))


def sentence(clause: str) -> str:
    """The clause as a sentence of its own."""
    return clause[0].upper() + clause[1:] + "."


@dataclass(frozen=True, slots=True)
class Publisher:
    """A source with the clauses that its documents state."""

    id: str
    name: str
    kind: str
    facts: tuple[str, ...]


def write_library(folder: Path, *, documents: int, sentences: int, sources: int, seed: int = 1) -> list[Publisher]:
    """config.toml and the sources' documents, `documents` in all with `sentences` sentences each, in a folder that is
    there. The database is `verifier.db` beside them."""
    draw = random.Random(seed)
    publishers = []
    entries = []
    for number in range(min(sources, documents)):
        body, kind = BODIES[number % len(BODIES)]
        identity, name = f"s{number}", f"{town(draw)} {body}"
        place = folder / "sources" / identity
        place.mkdir(parents=True)
        stated = []
        for at in range(number, documents, sources):
            clauses = [fact(draw) for _ in range(sentences)]
            paragraphs = [" ".join(map(sentence, clauses[start : start + 4])) for start in range(0, sentences, 4)]
            head = f"Title: Statement {at}\nDate: 2025-0{draw.randint(1, 9)}-1{draw.randint(0, 9)}\n\n"
            (place / f"{at}.txt").write_text(head + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
            stated.extend(clauses)
        publishers.append(Publisher(identity, name, kind, tuple(stated)))
        entries.append(
            f'[sources.{identity}]\nname = "{name}"\nkind = "{kind}"\ndocuments = ["sources/{identity}/*.txt"]\n'
        )
    (folder / "config.toml").write_text("\n".join(entries), encoding="utf-8")
    return publishers


def article(draw: random.Random, publishers: Sequence[Publisher], sentences: int) -> str:
    """An article of about so many sentences of some twenty words: three in four report what a source said; of these
    half as it was said, a quarter with another number, a quarter of something that was not said."""
    written: list[str] = []
    while len(written) < sentences:
        values = slots(draw)
        publisher = draw.choice(publishers)
        clause = draw.choice(publisher.facts)
        how = draw.random()
        if how < 0.25:
            clause = fact(draw)
        elif how < 0.5:
            clause = "".join(draw.choice("123456789") if char in "123456789" else char for char in clause)
        telling = draw.choice(TELLINGS if draw.random() < 0.75 else OWN)
        org = f"the {publisher.name}"
        told = telling.format(
            org=org, verb=draw.choice(VERBS), fact=clause, Fact=clause[0].upper() + clause[1:], **values
        )
        written.extend(part for part in (told[0].upper() + told[1:]).split("\n"))
    paragraphs = [" ".join(written[start : start + 3]) for start in range(0, len(written), 3)]
    title = f"What the {draw.choice(publishers).name} said about the {draw.choice(THINGS)} in {town(draw)}"
    return f"Title: {title}\nDate: 2025-10-0{draw.randint(1, 9)}\n\n" + "\n\n".join(paragraphs) + "\n"


def write_articles(folder: Path, publishers: Sequence[Publisher], *, count: int, sentences: int, seed: int = 2) -> None:
    """Articles as text files 000000.txt … in a folder that is made."""
    draw = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:06}.txt").write_text(article(draw, publishers, sentences), encoding="utf-8")


def write_printed(folder: Path, files: Sequence[Path], *, documents: int, articles: int, sources: int) -> int:
    """A library and articles of 500 words at most out of files of JSON lines, each with a "text" or a "document":
    articles from the first file, documents from what is left of it and the others. The sources are those that the
    articles credit most; the documents are dealt out to them in turn. Returns how many documents there were."""
    from verifier import find_attributions

    draw = random.Random(4)
    first, *others = (texts_of(file) for file in files)
    draw.shuffle(first)
    printed = first[:articles]
    held = list(dict.fromkeys([*first[articles:], *(text for texts in others for text in texts)]))[:documents]
    (folder / "articles").mkdir(parents=True)
    for number, text in enumerate(printed):
        cut = re.match(r"\s*(?:\S+\s+){0,500}", text)
        (folder / "articles" / f"{number:06}.txt").write_text(cut[0] if cut else text, encoding="utf-8")
    credited = Counter(
        link.name
        for text in printed[:60]
        for found in find_attributions(text)
        for link in found.chain
        if link.anonymity == "named" and re.fullmatch(r"[A-Z][\w' .-]{2,40}", link.name)
    )
    entries = []
    for number, (name, _) in enumerate(credited.most_common(sources)):
        place = folder / "sources" / f"s{number}"
        place.mkdir(parents=True)
        for at, text in enumerate(held[number::sources]):
            (place / f"{at:04}.txt").write_text(text, encoding="utf-8")
        entries.append(
            f'[sources.s{number}]\nname = "{name}"\nkind = "unknown"\ndocuments = ["sources/s{number}/*.txt"]\n'
        )
    (folder / "config.toml").write_text("\n".join(entries), encoding="utf-8")
    return len(held)


def texts_of(file: Path) -> list[str]:
    """The distinct texts of a file of JSON lines that have a hundred words or more."""
    with file.open(encoding="utf-8") as lines:
        found = [row.get("text") or row.get("document") or "" for row in map(json.loads, lines)]
    return list(dict.fromkeys(text for text in found if isinstance(text, str) and text.count(" ") >= 100))
