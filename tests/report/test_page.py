"""The page as text: what it holds, that it is inert, that nothing in it leads out by itself."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import report_samples as samples
from test_formats import HOSTILE, REPORTS, shapeless

from verifier.model import UNCOVERED, Comparison, Span
from verifier.report import render
from verifier.report.html import live
from verifier.report.html_article import paragraphs
from verifier.report.worddiff import compare

VOID = {"meta", "link", "br", "img", "input", "hr", "rect", "path"}


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text; unbalanced tags are noted."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"never closed: {tag}" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"closed out of turn: {tag}")

    def handle_data(self, data: str) -> None:
        self.text += data

    def tags(self) -> dict[str, int]:
        """How many elements of each name there are."""
        names = [tag for tag, _ in self.elements]
        return {name: names.count(name) for name in sorted(set(names))}

    def values(self, attribute: str) -> list[str]:
        """Every value of an attribute."""
        return [value or "" for _, attrs in self.elements for name, value in attrs.items() if name == attribute]


@pytest.mark.parametrize("name", REPORTS)
def test_the_page_is_well_formed_and_its_inner_links_lead_somewhere(name: str) -> None:
    page = Page(render(REPORTS[name], "html"))
    assert page.faults == []
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    for link in page.values("href"):
        assert link.startswith(("#", "https://a.example/"))
        assert not link.startswith("#") or link[1:] in ids
    for attribute in ("aria-labelledby", "for"):
        assert set(page.values(attribute)) <= set(ids)


def test_the_article_stands_in_the_page_word_for_word_in_order() -> None:
    found = paragraphs(samples.everyday())
    text = "\n\n".join("".join(piece.text for piece in p.pieces) for p in found)
    assert text.split() == samples.ARTICLE.split()
    assert [p.header for p in found] == [True, False, False, False, False]


def test_overlapping_claims_are_marked_innermost_and_each_keeps_its_sign() -> None:
    report = samples.everyday()
    outer, inner = report.claims[0], report.claims[1]
    whole = samples.claim(1, 'The harbour wall held through the storm, the Port of Aldray said on Monday. "We lost 40')
    nested = samples.nested(report, outer, whole, inner)
    pieces = [piece for p in paragraphs(nested) for piece in p.pieces if piece.claim]
    assert [(p.claim.claim.id if p.claim else 0, [c.claim.id for c in p.ends]) for p in pieces] == [
        (1, []),
        (2, [1]),
        (2, [2]),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "2 claims are contradicted by the documents of their source",
        "10 claims: 6 checked against 2 documents",
        "Admiralty code A: completely reliable",
        "not registered",
        "harbour master Ida Brun",
        "cannot hold together with the claim",
        "stale: what was seen has changed",
        "1 of 1 checked",
        "Correct it to what the source says, or ask Ida Brun which is right.",
        "a scan without text",
        "an opinion: right to",
        "No stone was moved.",
        "left out: a newsletter line",
    ],
)
def test_the_page_says(words: str) -> None:
    page = Page(render(samples.everyday(), "html"))
    assert words in " ".join(page.text.split()) or any(words in title for title in page.values("title"))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_makes_no_element_attribute_or_link(text: str) -> None:
    printed = render(samples.hostile(text), "html")
    page, plain = Page(printed), Page(render(samples.hostile("harmless"), "html"))
    assert page.faults == []
    extra = {"span": 1 << 30, "a": 1 << 30, "p": 1 << 30}
    for tag, number in page.tags().items():
        assert number <= plain.tags().get(tag, 0) + extra.get(tag, 0)
    assert {name for _, attrs in page.elements for name in attrs} <= {
        name for _, attrs in plain.elements for name in attrs
    }
    assert not [link for link in page.values("href") if not link.startswith("#")]
    assert shapeless(printed) - {"\u200d"} == set()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://a.example",
        "data:text/html,x",
        "file:///etc/passwd",
        "//a.example/x",
        "https://",
        "https://a.example/\u202e",
        "https://a.example/\n",
        "http://[::1",
        "ftp://a.example",
        "",
        None,
    ],
)
def test_only_http_addresses_become_links(url: str | None) -> None:
    assert live(url, "words") is None


def test_a_link_leads_to_the_very_words() -> None:
    assert live("https://a.example/r", "put at 3.5 – so-and-so, he said") == (
        "https://a.example/r#:~:text=put%20at%203.5%20%E2%80%93%20so%2Dand%2Dso%2C%20he%20said"
    )
    assert live("https://a.example/r#top", "x") == "https://a.example/r#top:~:text=x"
    long = live("https://a.example/r", "word " * 200)
    assert long
    assert long.endswith("text=word%20word%20word%20word%20word%20word,word%20word%20word%20word%20word%20word")


def test_the_policy_allows_this_style_and_this_script_and_nothing_else() -> None:
    page = Page(render(samples.everyday(), "html"))
    policy = next(v for v in page.values("content") if "default-src" in v)
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/=]{44}'; script-src 'sha256-[\w+/=]{44}'; "
        r"base-uri 'none'; form-action 'none'",
        policy,
    )
    assert page.values("style") == []
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
    assert not {"src", "srcset", "action", "formaction", "ping", "background"} & {
        name for _, attrs in page.elements for name in attrs
    }


def test_five_hundred_claims_stay_under_three_megabytes() -> None:
    assert len(render(samples.many(500), "html").encode("utf-8")) < 3_000_000


@pytest.mark.parametrize(
    ("article", "source", "marked"),
    [
        ("sold 12 boats", "sold 21 boats", [("same", "sold"), ("only", "12"), ("same", "boats")]),
        ("The wall held", "the WALL held", [("same", "The wall held")]),
        ("it’s here", "it's here", [("same", "it’s here")]),
        ("", "x", []),
    ],
)
def test_a_word_diff_marks_the_words_of_one_side(article: str, source: str, marked: list[tuple[str, str]]) -> None:
    left, right = compare(article, source)
    assert [tuple(piece) for piece in left if piece.text.strip()] == marked
    assert "".join(piece.text for piece in left) == article
    assert "".join(piece.text for piece in right) == source


def test_a_word_diff_marks_what_cannot_hold_together_as_whole_words() -> None:
    left, right = compare("lost 40 of 400 boats", "lost 400 boats", (("40", "400"),))
    assert [piece.text for piece in left if piece.mark == "conflict"] == ["40"]
    assert [piece.text for piece in right if piece.mark == "conflict"] == ["400"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_word_diff_gives_both_texts_back(text: str) -> None:
    left, right = compare(text * 3, text[::-1], ((text, text), ("a", "a")))
    assert "".join(piece.text for piece in left) == text * 3
    assert "".join(piece.text for piece in right) == text[::-1]


def test_the_words_of_a_claim_that_no_passage_bears_out_are_marked() -> None:
    report = samples.everyday()
    partly = report.claims[2]
    at = partly.claim.text.index("3.5 million")
    bare = Comparison("quantity", "absent", "3.5 million", "", UNCOVERED, claim_span=Span(at, at + len("3.5 million")))
    evidence = replace(partly.verdict.evidence[0], comparisons=(bare,))
    marked = replace(partly, verdict=replace(partly.verdict, evidence=(evidence,)))
    printed = render(replace(report, claims=(marked,)), "html")
    assert '<span class="uncovered" title="no passage bears this out">3.5 million</span>' in printed
    assert Page(printed).faults == []
    assert "not covered: “3.5 million”" in render(replace(report, claims=(marked,)), "terminal")
