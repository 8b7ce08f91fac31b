"""Web pages: the body without what stands around it, what a page says of itself, and pages made to break a reader."""

import time
from datetime import date

import pytest
import samples

from verifier import reading
from verifier.errors import DocumentError
from verifier.model import Document
from verifier.reading import html

ARTICLE = f"<article><h1>Kim hails Putin</h1>{''.join(f'<p>{words}</p>' for words in samples.PARAGRAPHS)}</article>"
LINKED = (
    '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"],'
    ' "headline": "Kim hails Putin", "datePublished": "2025-06-12T23:30:00Z", "author": [{"name": "Jo Ko"}, "A. Bo"],'
    ' "publisher": {"name": "The Example"}}]}</script>'
)


def read(body: str, head: str = "", url: str | None = None) -> Document:
    return reading.read_bytes(samples.page(body, head), name="a.html", url=url)


def test_the_body_is_read_and_what_stands_around_it_is_not() -> None:
    document = read(ARTICLE)
    assert document.text == "Kim hails Putin\n\n" + "\n\n".join(samples.PARAGRAPHS)
    assert document.title == "Kim hails Putin"


def test_paragraphs_headings_lists_tables_and_quotations_are_kept() -> None:
    document = read(
        f"<article><p>{samples.PARAGRAPHS[0]}</p><h2>What was said</h2><blockquote><p>This is a true bond between"
        f" comrades.</p></blockquote><p>{samples.PARAGRAPHS[1]}</p><ul><li>at least 100 missiles</li><li>over 11,000"
        " troops</li></ul><table><tr><th>Year</th><th>Shells</th></tr><tr><td>2024</td><td>4 million</td></tr></table>"
        f"<p>{samples.PARAGRAPHS[2]}</p></article>"
    )
    assert "\n\nWhat was said\n\nThis is a true bond between comrades.\n\n" in document.text
    assert "- at least 100 missiles\n- over 11,000 troops\n\nYear | Shells\n2024 | 4 million\n\n" in document.text
    place = reading.place(document.locators, document.text.index("4 million"))
    assert place == "§ What was said, ¶ 6, table 1"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (LINKED, "", date(2025, 6, 12)),
        ('<meta property="article:published_time" content="2025-06-12T08:00:00+09:00">', "", date(2025, 6, 12)),
        ('<meta name="DC.date" content="2025-06-12">', "", date(2025, 6, 12)),
        ("", '<time datetime="2025-06-12T08:00">yesterday</time>', date(2025, 6, 12)),
        ("", '<span itemprop="datePublished" content="2025-06-12"></span>', date(2025, 6, 12)),
        ('<link rel="canonical" href="https://x.example/2025/06/12/kim">', "", date(2025, 6, 12)),
    ],
    ids=["json-ld", "opengraph", "dublin core", "time", "itemprop", "address"],
)
def test_the_date_of_publication_is_found(head: str, body: str, expected: date) -> None:
    assert read(ARTICLE.replace("</h1>", f"</h1>{body}"), head).published == expected


def test_json_ld_names_title_authors_and_publisher() -> None:
    document = read(ARTICLE, LINKED)
    assert (document.title, document.author, document.publisher) == ("Kim hails Putin", "Jo Ko, A. Bo", "The Example")


def test_the_canonical_address_wins_over_the_fetched_one() -> None:
    assert read(ARTICLE, '<link rel="canonical" href="https://x.example/kim">', "https://m.example/").url == (
        "https://x.example/kim"
    )
    assert read(ARTICLE, '<link rel="canonical" href="javascript:x">', "https://m.example/").url == "https://m.example/"


def test_the_declared_language_is_kept() -> None:
    data = samples.page(ARTICLE).replace(b'lang="en"', b'lang="fr-CA"')
    assert reading.read_bytes(data, name="a").language == "fr"


@pytest.mark.parametrize(
    "data",
    [
        b'<html><head><meta charset="windows-1251"></head><body><p>\xcc\xe8\xed\xe8\xf1\xf2\xf0</p>',
        '<html><head><meta charset="windows-1251"></head><body><p>Министр</p>'.encode(),
        "<html><body><p>Министр</p>".encode("utf-16"),
    ],
    ids=["declared", "declared wrongly", "marked"],
)
def test_the_encoding_of_a_page_is_told_as_a_browser_does(data: bytes) -> None:
    assert reading.read_bytes(data, name="a.html").text == "Министр"


def test_a_server_may_declare_the_encoding() -> None:
    data = "<html><p>Министр".encode("koi8-r")
    assert reading.read_bytes(data, name="a", media_type="text/html; charset=koi8-r").text == "Министр"


def test_stray_nul_bytes_are_dropped() -> None:
    assert "\0" not in reading.read_bytes(samples.page(ARTICLE) + b"\0", name="a").text


def test_a_small_page_is_read_whole() -> None:
    text = read(
        "<p>Hello <b>world</b>.<br>Next</p><div>loose</div><ul><li>x<li>y</ul><table><tr><td>1<td>2</table>"
    ).text
    assert text == "Hello world.\n\nNext\n\nloose\n\n- x\n- y\n\n1 | 2"


HOSTILE = {
    "100,000 nested divisions": "<div>" * 100_000 + "text " * 100 + "</div>" * 100_000,
    "nested and never closed": "<p><b>" * 4_000 + "text",
    "angle brackets": "<" * 100_000,
    "open comments": "<!--" * 50_000,
    "open declarations": "<!" * 100_000,
    "attributes": "<a " + "x " * 200_000 + ">text",
    "entities": "<p>" + "&amp" * 100_000,
    "an endless attribute": '<a href="' + "a" * 1_000_000,
    "nested tables": "<table><tr><td>" * 4_000,
    "nested lists": "<ul><li>" * 6_000,
    "scripts": "<script>" * 50_000,
    "nested JSON": '<script type="application/ld+json">' + "[" * 200_000 + "</script><p>text",
    "wide JSON": '<script type="application/ld+json">[' + "{}," * 100_000 + "{}]</script><p>text",
    "dates": "<p>12 June " * 3_000,
    "spans": "<span>a " * 8_000,
    "null": "\0" * 10,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_ends_in_time_with_a_text_or_a_state(body: str) -> None:
    start = time.monotonic()
    try:
        assert read(body).text.strip()
    except DocumentError as error:
        assert error.state in reading.STATES
    assert time.monotonic() - start < 12


def test_a_page_of_too_many_tags_is_refused_at_once() -> None:
    with pytest.raises(DocumentError) as caught:
        read("<b>" * (html.MOST_TAGS + 1))
    assert caught.value.state == "too_large"


@pytest.mark.parametrize("body", ["", "<p> </p>", "<script>alert(1)</script>", "<img src=x>"])
def test_a_page_without_text_says_so(body: str) -> None:
    with pytest.raises(DocumentError) as caught:
        reading.read_bytes(f"<html><body>{body}</body></html>".encode(), name="a.html")
    assert caught.value.state == "no_text"


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (b"<html>" + b"\0" * 5000, "binary"),
        (b"\x89PNG\r\n\x1a\n", "unsupported"),
        (b"", "empty"),
    ],
)
def test_what_is_called_a_page_and_is_none_is_refused(data: bytes, state: str) -> None:
    with pytest.raises(DocumentError) as caught:
        reading.read_bytes(data, name="a.html")
    assert caught.value.state == state


def test_a_page_with_the_wrong_extension_is_a_page() -> None:
    assert reading.read_bytes(samples.page(ARTICLE), name="a.txt").media_type == "text/html"
