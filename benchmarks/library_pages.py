# ruff: noqa: E501 - a page reads better unbroken
"""How much of an article's body is read from pages of our own making, and how much that is not of it.

Two sets of pages, each with a body that is known word for word: the body lies between the comments <!--body--> and
<!--/body-->, and what stands inside but is none of it (share buttons, related stories, advertisements) between
<!--not--> and <!--/not-->. The figures are shares of runs of four words, as in the usual benchmarks of article
extraction. The rules were made with the first set in view; the second, in library_pages_later.py, came after them.

    python benchmarks/library_pages.py [--show PAGE]
"""

import argparse
import html
import re
from collections import Counter

import library_pages_later as later

from verifier import reading
from verifier.errors import DocumentError

LEAD = (
    "The harbour board said on Tuesday that it had received 14 complaints about the new crane since March, twice as"
    " many as in the whole of last year, and that it would publish each of them with its answer before the summer."
)
SECOND = (
    "“Nobody on the quay was asked,” said Ines Marlow, who has loaded ships there for 31 years. “We read about it in the"
    " paper like everybody else, and then the foundations were poured.”"
)
THIRD = (
    "The manufacturer, Dorn &amp; Fels, declined to comment. A spokesman for the regional government said that an"
    " inspection in January had found no fault with the brakes, and that a second one was planned for the autumn."
)
FOURTH = (
    "According to the minutes of the meeting, seven of the nine members voted for the purchase. The price, 2.6 million"
    " euros, was about a fifth above the estimate of the year before."
)
FIFTH = "The board meets again on 3 June. It has promised to hear the dockers first."
MENU = "<nav><ul><li><a href=/>Home</a><li><a href=/n>News</a><li><a href=/s>Sport</a><li><a href=/w>Weather</a></ul></nav>"
RELATED = (
    "<!--not--><aside class=related><h3>Related stories</h3><ul><li><a href=/1>Ferry strike enters its second week</a>"
    "<li><a href=/2>Ten things to do at the harbour this weekend</a></ul></aside><!--/not-->"
)
LETTER = (
    "<!--not--><div class=newsletter><p>Sign up to our morning briefing and never miss a story.</p></div><!--/not-->"
)
FOOT = "<footer><p>Terms of use</p><p>Privacy policy</p><p>© The Quay Courier. All rights reserved.</p></footer>"


def page(body: str, *, title: str = "Harbour board counts 14 complaints", before: str = MENU, after: str = FOOT) -> str:
    head = f"<title>{title} | The Quay Courier</title><meta property='og:title' content='{title}'>"
    return f"<!doctype html><html lang=en><head>{head}</head><body>{before}<!--body-->{body}<!--/body-->{after}</body></html>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


H1 = "<h1>Harbour board counts 14 complaints</h1>"
WHOLE = paragraphs(LEAD, SECOND, THIRD, FOURTH, FIFTH)
COMMENTS = (
    "<section class=comments id=comments><h2>Comments</h2><div class=comment><p>This is what you get when nobody on the"
    " board has ever driven a crane, and I have said so for years.</p></div><div class=comment><p>First!</p></div></section>"
)
ENTRIES = "".join(
    f"<div class=entry><time datetime='2025-05-20T{hour}:00'>{hour}:00</time><h3>{head}</h3><p>{text}</p></div>"
    for hour, head, text in (
        ("18", "What we know so far", LEAD),
        ("16", "Dockers were not asked", SECOND),
        ("15", "No comment from the maker", THIRD),
        ("13", "How the board voted", FOURTH),
    )
)
TABLE = (
    "<table><thead><tr><th>Month</th><th>Complaints</th><th>Answered</th></tr></thead><tbody>{}</tbody></table>".format(
        "".join(
            f"<tr><td>{month}</td><td>{count}</td><td>{count - 1}</td></tr>"
            for month, count in (("March", 5), ("April", 9))
        )
    )
)
POSTS = "".join(
    f"<div class=post><div class=author>{who}</div><blockquote>{quoted}</blockquote><p>{text}</p></div>"
    for who, quoted, text in (("docker31", FOURTH, SECOND), ("quaywatch", SECOND, LEAD), ("dorn_fan", FIFTH, THIRD))
)

PAGES = {
    "plain article": page(f"<article>{H1}{WHOLE}</article>"),
    "article amid boilerplate": page(
        f"<main><article>{H1}<!--not--><div class=share><a href=#>Share</a> <a href=#>Tweet</a></div><!--/not-->"
        f"{paragraphs(LEAD, SECOND)}{LETTER}{paragraphs(THIRD)}{RELATED}{paragraphs(FOURTH, FIFTH)}</article></main>",
        after=COMMENTS + FOOT,
    ),
    "divisions instead of paragraphs": page(
        f"<div id=content>{H1}" + "".join(f"<div class=text>{text}</div>" for text in (LEAD, SECOND, THIRD, FOURTH, FIFTH)) + "</div>"
    ),
    "line breaks instead of paragraphs": page(f"<div id=story>{H1}{'<br><br>'.join((LEAD, SECOND, THIRD, FOURTH, FIFTH))}</div>"),
    "live blog": page(f"<main>{H1}<div class=live-blog>{ENTRIES}</div></main>", after=COMMENTS + FOOT),
    "paywall stub": page(
        f"<article>{H1}{paragraphs(LEAD)}<!--not--><div class=paywall><p>Subscribe to read on. Already a subscriber? Log in.</p>"
        "</div><!--/not--></article>"
    ),
    "report with tables": page(f"<main>{H1}{paragraphs(LEAD)}<h2>Complaints by month</h2>{TABLE}{paragraphs(FOURTH)}</main>"),
    "report in a list": page(f"<main>{H1}<ol><li>{LEAD}</li><li>{SECOND}</li><li>{THIRD}</li><li>{FOURTH}</li></ol></main>"),
    "forum with quotations": page(f"<main>{H1}{POSTS}</main>"),
    "short notice": page(f"<main>{H1}{paragraphs(FIFTH)}</main>"),
}  # fmt: skip
_TAG = re.compile(r"<[^>]+>")
_WORD = re.compile(r"\w+")


def gold(name: str, source: str) -> str:
    if name in later.IN_DATA:
        return later.IN_DATA[name]
    body = source.partition("<!--body-->")[2].partition("<!--/body-->")[0]
    body = re.sub(r"<!--not-->.*?<!--/not-->", " ", body, flags=re.DOTALL)
    return html.unescape(_TAG.sub(" ", body))


def runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return Counter(tuple(words[start : start + 4]) for start in range(max(1, len(words) - 3)))


def text_of(name: str, source: str) -> str:
    """What is read of a page; nothing where it is refused."""
    try:
        return reading.read_bytes(source.encode(), name=f"{name}.html").text
    except DocumentError as error:
        print(error)
        return ""


def measure(pages: dict[str, str], show: str | None) -> None:
    total: Counter[str] = Counter()
    print(f"{'page':<38} precision  recall")
    for name, source in pages.items():
        found = text_of(name, source)
        if name.startswith("paywall stub") and not found:
            continue  # refused, as it should be
        wanted, got = runs(gold(name, source)), runs(found)
        same = sum((wanted & got).values())
        print(f"{name:<38} {same / got.total():9.3f}  {same / wanted.total():6.3f}")
        if name == show:
            print(found)
            print("too much:", *sorted(" ".join(run) for run in got - wanted), sep="\n  ")
            print("missed:", *sorted(" ".join(run) for run in wanted - got), sep="\n  ")
        total.update(same=same, got=got.total(), wanted=wanted.total())
    precision, recall = total["same"] / total["got"], total["same"] / total["wanted"]
    print(f"{'all':<38} {precision:9.3f}  {recall:6.3f}   F1 {2 * precision * recall / (precision + recall):.3f}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", metavar="PAGE", help="print what is read of this page, too much of it, and missed")
    chosen = parser.parse_args()
    for pages in (PAGES, later.PAGES):
        measure(pages, chosen.show)


if __name__ == "__main__":
    main()
