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
    start = time.process_time()
    try:
        assert read(body).text.strip()
    except DocumentError as error:
        assert error.state in reading.STATES
    assert time.process_time() - start < 6


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


ONE, TWO, THREE = samples.PARAGRAPHS[:3]
NOT_FREE = '<script type="application/ld+json">{{"@type": "NewsArticle", "isAccessibleForFree": {}}}</script>'
WHOLE = "".join(f"<p>{words} {words} {words}</p>" for words in samples.PARAGRAPHS * 2)
MEMBER = "<dl class=postprofile><dt>Posts: 12</dt></dl>"
OFFER = "<div class='offer'><h3>Keep reading for 1 crown</h3><p>Already have an account? Sign in</p></div>"


@pytest.mark.parametrize(
    ("head", "body", "state"),
    [
        (NOT_FREE.format("false"), f"<article><p>{ONE}</p></article>", "paywalled"),
        (NOT_FREE.format('"False"'), f"<article><p>{ONE}</p></article>", "paywalled"),
        (NOT_FREE.format('"http://schema.org/False"'), f"<article><p>{ONE}</p></article>", "paywalled"),
        ("", f"<article><p>{ONE}</p>{OFFER}</article>", "paywalled"),
        ("", f"<article><p>{ONE[:60]} …</p></article><p>Subscribe for 1 crown</p>", "paywalled"),
        ("", f"<article><p>{ONE}</p><div class=paywall><p>Subscribe to read on</p></div></article>", "paywalled"),
        ("", "<p>Checking your browser before you reach the site.</p>", "walled"),
        ("", "<h1>Log in</h1><p>You must be logged in to see this post, which was shared with members.</p>", "walled"),
        ("", "<p>We and our partners store and/or access information on a device, such as cookies.</p>", "walled"),
        ("", "<div id=root></div><p>Please enable JavaScript to read the Herald.</p>", "walled"),
    ],
)
def test_a_page_that_stands_in_place_of_a_text_is_never_read_as_the_text(head: str, body: str, state: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(body, head)
    assert caught.value.state == state
    assert str(caught.value).startswith("a.html: ") and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (NOT_FREE.format("false"), f"<article>{WHOLE}</article>"),
        (NOT_FREE.format("true"), f"<article><p>{ONE}</p></article>"),
        ("", f"<article><p>{ONE}</p></article><p>Subscribe to our newsletter</p>"),
        ("", f"<article><p>{ONE}</p></article><noscript>Please enable JavaScript.</noscript>"),
        ("", f"<div role=dialog><p>We value your privacy. {TWO} {THREE}</p></div><div><p>{ONE}</p></div>"),
        ("", f"<article><p>The ministry said that readers “must be logged in” to vote. {ONE * 7}</p></article>"),
    ],
)
def test_a_page_with_its_whole_text_is_read_whatever_it_offers(head: str, body: str) -> None:
    text = read(body, head).text
    assert ONE in text and "privacy" not in text


def test_what_is_said_of_itself_in_words_counts_against_what_is_there() -> None:
    with pytest.raises(DocumentError) as caught:
        read(f"<article>{WHOLE}</article>", NOT_FREE.format('false, "wordCount": 2000'))
    assert caught.value.state == "paywalled"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            f"<div><h1>T</h1><h2>1. Points</h2><ul><li>{ONE}<li>{TWO}</ul><h2>2. More</h2><p>{THREE}</p></div>",
            f"1. Points\n\n- {ONE}\n- {TWO}\n\n2. More\n\n{THREE}",
        ),
        (
            f"<article><div><span>7.</span><p>{ONE}</p></div><div><span>8.</span><p>{TWO}</p></div></article>",
            f"7. {ONE}\n\n8. {TWO}",
        ),
        (
            f"<table><tr><td><a>Home</a><br><a>News</a></td><td>{ONE}<p>{TWO}<p>{THREE}</td></tr></table>",
            f"{ONE}\n\n{TWO}\n\n{THREE}",
        ),
        (
            f"<div>{MEMBER}<p>{ONE}</p><div class=signature>Old</div></div><blockquote>{ONE}</blockquote><p>{TWO}</p>",
            f"{ONE}\n\n{ONE}\n\n{TWO}",
        ),
        (f"<div class='related-links'><p>{TWO}</p></div><p>{ONE} {THREE} {ONE}</p>", f"{ONE} {THREE} {ONE}"),
        (f"<div class=comments><p>{ONE}</p><p>{TWO}</p></div>", f"{ONE}\n\n{TWO}"),
    ],
    ids=[
        "lists of long items",
        "numbers of their own",
        "layout",
        "forum",
        "named parts",
        "a page that is all comments",
    ],
)
def test_the_body_is_read_in_the_order_of_the_page(body: str, expected: str) -> None:
    assert read(body).text.endswith(expected)


def test_the_heading_of_a_page_is_told_from_the_name_of_the_site_behind_it() -> None:
    data = b"<html><head><title>The weir - as it was - The Herald</title></head><body><h2>The weir - as it was</h2>"
    document = reading.read_bytes(data + f"<p>{ONE}</p>".encode(), name="a.html")
    assert document.title == "The weir - as it was"
