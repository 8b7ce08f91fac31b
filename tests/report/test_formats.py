"""Every format: what it must show, that it is stable, and that nothing from outside takes effect in it."""

import csv
import json
import re
import unicodedata
from dataclasses import replace
from html import unescape
from io import StringIO
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import report_samples as samples
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema

from verifier.errors import UsageError
from verifier.model import FINDINGS, SOURCE_KINDS, VERDICTS, Report
from verifier.report import FORMATS, explain, render
from verifier.report.json import several

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8"))
REPORTS = {
    "everyday": samples.everyday(),
    "every finding": samples.every_finding(),
    "empty": samples.empty(),
    "reviewed twice": samples.reviewed_twice(),
}
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</style><style>*{display:none}</style>",
    "\"><a href='javascript:alert(1)'>x</a>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{ 7*7 }} {% raw %} ${7*7} <%= 7*7 %>",
    "[red]rich[/red] [link=file:///etc/passwd]x[/link] :smile:",
    "[a](javascript:x) ![i](http://x.example/i.png) <http://x.example>",
    "http://x.example www.x.example me@x.example @someone #12",
    "# heading\n\n- list\n> quote\n```\ncode\n```\n---\n| a | b |",
    "1. one\n2) two\n+ three\n=====",
    "a|b|c \\| d `code` *b* _i_ ~~s~~ $x$ ^n^",
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\x1b[31mred\x1b[0m \x1b]8;;http://x\x1b\\link\x07",
    "\x00\x01\x08\x7f\x9b31m",
    "\u202eevil\u202c \u2066iso\u2069 \u200frtl",
    "zero\u200bwidth\u200d\u2060\ufeff\u00ad",
    "line\u2028sep\u2029par\x85nel",
    "tag \U000e0041\U000e007f chars",
    "lone \ud800 surrogate \udfff",
    "z" + "\u0301" * 500,
    "\u2800\u3164\uffa0 blank",
    "x" * 20_000,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 family",
    "a\n" * 500,
    "a\u202e\u202e\u202e\u202eb\x00\x00\x00",
    "]]> <!-- --> <![CDATA[ x ]]>",
    "'; DROP TABLE runs; --",
)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", REPORTS)
def test_the_same_report_gives_the_same_bytes_and_ends_in_one_newline(form: str, name: str) -> None:
    once = render(REPORTS[name], form)
    assert once == render(REPORTS[name], form)
    assert once.endswith("\n")
    assert not once.endswith("\n\n")
    assert once.encode("utf-8")


def test_a_format_that_is_not_there_is_named_in_the_error() -> None:
    with pytest.raises(UsageError, match="'docx' is not a report format"):
        render(samples.empty(), "docx")


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_two_reviewers_and_how_far_they_agree(form: str) -> None:
    words = "Ana and Ben agree on 1 of 2 claims (Cohen's kappa 0.00)"
    assert words in unescape(render(samples.reviewed_twice(), form))
    assert "Cohen" not in render(samples.everyday(), form)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_names_of_reviewers_have_no_effect_in_any_format(text: str) -> None:
    printed = {form: render(samples.reviewed_twice(text, text + "2"), form) for form in FORMATS}
    assert not [form for form in FORMATS if shapeless(printed[form])]
    for form in ("markdown", "html"):
        assert "<script>alert" not in printed[form]


# ------------------------------------------------------------------ json


def test_json_has_the_agreement_of_two_reviewers() -> None:
    data = json.loads(render(samples.reviewed_twice(), "json"))
    assert data["agreement"] == [{"reviewers": ["Ana", "Ben"], "claims": 2, "agreed": 1, "kappa": 0.0}]


@pytest.mark.parametrize("name", REPORTS)
def test_json_keeps_to_its_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(json.loads(render(REPORTS[name], "json")))


def test_several_reports_keep_to_the_schema_and_name_what_failed() -> None:
    data = json.loads(several([samples.everyday(), samples.empty()], [("x.txt", "it is empty")]))
    Draft202012Validator(SCHEMA).validate(data)
    assert data["failed"] == [{"article": "x.txt", "error": "it is empty"}]
    assert len(data["reports"]) == 2


@pytest.mark.parametrize(
    ("name", "words"), [("verdict", VERDICTS), ("finding", FINDINGS), ("source_kind", SOURCE_KINDS)]
)
def test_the_schema_lists_the_words_of_the_model(name: str, words: tuple[str, ...]) -> None:
    assert sorted(SCHEMA["$defs"][name]["enum"]) == sorted(words)


def test_the_schema_refuses_a_verdict_without_evidence() -> None:
    data = json.loads(render(samples.everyday(), "json"))
    data["claims"][0]["evidence"] = []
    assert not Draft202012Validator(SCHEMA["$defs"]["report"] | {"$defs": SCHEMA["$defs"]}).is_valid(data)


def test_json_spans_are_the_words_they_name() -> None:
    data = json.loads(render(samples.everyday(), "json"))
    for claim in data["claims"]:
        assert samples.ARTICLE[claim["start"] : claim["end"]] == claim["text"]
        said = claim["attribution"]
        for part in [*said["chain"], *([said["cue"]] if said["cue"] else [])]:
            assert samples.ARTICLE[part["start"] : part["end"]] == part.get("mention", part.get("text"))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_json_gives_back_hostile_text_exactly(text: str) -> None:
    printed = render(samples.hostile(text), "json")
    data = json.loads(printed)
    assert data["article"]["title"] == text
    assert data["claims"][0]["evidence"][0]["quote"] == text
    assert shapeless(printed) == set()


# ------------------------------------------------------------------ terminal


def shapeless(text: str) -> set[str]:
    """The controls, format characters and surrogates of a text, apart from line ends and emoji joiners."""
    found = {c for c in set(text) if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    return found - {"\n", "\r", "\u200d"}


@pytest.mark.parametrize("form", ["terminal", "markdown", "csv"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_format_prints_a_character_without_a_shape(form: str, text: str) -> None:
    assert shapeless(render(samples.hostile(text), form, show_all=True)) == set()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_the_workings_have_no_character_without_a_shape(text: str) -> None:
    assert shapeless(explain(samples.hostile(text), 1)) == set()


def test_rich_markup_from_outside_is_printed_as_it_stands() -> None:
    printed = render(samples.hostile("[red]rich[/red] :smile:"), "terminal", show_all=True)
    assert "[red]rich[/red] :smile:" in printed


def test_the_terminal_report_leads_with_the_verdict_and_the_coverage() -> None:
    first, *_ = render(samples.everyday(), "terminal", width=300).splitlines()
    assert first.startswith("2 claims are contradicted by the documents of their source, 1 is credited to someone")
    coverage = "10 claims: 6 checked against 2 documents; 3 name a source we hold no document of; 1 not checkable"
    assert coverage in render(samples.everyday(), "terminal")


def test_the_worst_claims_come_first_and_the_contradiction_leads() -> None:
    words = re.findall(r"^. ([A-Z ]{6,}?)  claim", render(samples.everyday(), "terminal", show_all=True), re.MULTILINE)
    assert words == [
        *["CONTRADICTED"] * 2,
        "MISATTRIBUTED",
        "PARTLY SUPPORTED",
        "NOT FOUND",
        *["NO DOCUMENT"] * 3,
        "SUPPORTED",
        "NOT CHECKABLE",
    ]


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_of_the_terminal_report_is_wider_than_asked(width: int) -> None:
    for report in (*REPORTS.values(), samples.hostile("x" * 300), samples.many(40)):
        assert max(map(len, render(report, "terminal", width=width).splitlines())) <= width


def test_a_normal_article_takes_one_screen() -> None:
    assert len(render(samples.everyday(), "terminal", width=120).splitlines()) <= 60


def test_without_colour_there_is_no_escape_and_with_it_the_words_are_the_same() -> None:
    plain = render(samples.everyday(), "terminal")
    coloured = render(samples.everyday(), "terminal", color=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == plain.split()


@pytest.mark.parametrize(
    "words",
    [
        "Aldray Post → Ida Brun (not registered)",
        "two officials (unnamed)",
        "critics (vague)",
        "Coastal Board [A]",
        "another number: the article says “40”, the source says “400” (metres of fence)",
        "sources/board_report.txt, para. 15",
        "very likely (0.90)",
        "Correct it to what the source says, or ask Ida Brun which is right.",
        "Look for a second source that does not rest on the first.",
        "no document Reuters: claim 9",
        "claims 5, 6 rest on somebody unnamed",
        "sources/post.pdf: no_text (a scan without text)",
        "stale: what was seen has changed",
        "also in post; 1 independent origin",
        "contradicted by port",
    ],
)
def test_the_terminal_report_says(words: str) -> None:
    assert words in " ".join(render(samples.everyday(), "terminal", width=200).split())


def test_explain_shows_the_workings_and_what_was_rejected() -> None:
    printed = explain(samples.everyday(), 2)
    for words in ("rule hard-conflict", "rejected", "No stone was moved.", "quantity different: “40” / “400”", "alias"):
        assert words in printed


def test_explain_names_the_claims_there_are() -> None:
    with pytest.raises(UsageError, match="no claim 99 \\(it has 1 to 10\\)"):
        explain(samples.everyday(), 99)


def test_many_claims_stay_short_and_all_shows_everything() -> None:
    report = samples.many(200)
    short = render(quiet(report), "terminal").splitlines()
    assert len(short) < 60
    assert any("✓ supported   20 claims: 1, 11, 21," in line for line in short)
    assert any("more not found" in line and "use --all" in line for line in short)
    assert render(quiet(report), "terminal", show_all=True).count(" claim ") >= 100


def quiet(report: Report) -> Report:
    kept = tuple(c for c in report.claims if c.verdict.label in ("supported", "no_document", "not_found"))
    return replace(report, claims=kept)


# ------------------------------------------------------------------ csv


def rows(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(render(report, "csv"), newline="")))


def test_csv_has_a_line_a_claim_in_text_order() -> None:
    lines = rows(samples.everyday())
    assert [line["claim"] for line in lines] == [str(n) for n in range(1, 11)]
    assert lines[1]["verdict"] == "contradicted"
    assert lines[1]["said_by"] == "Aldray Post → Ida Brun"
    assert lines[3]["locator"] == "para. 15"
    assert lines[3]["review_verdict"] == "contradicted"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_csv_cell_is_a_formula(text: str) -> None:
    for line in csv.reader(StringIO(render(samples.hostile(text), "csv"), newline="")):
        assert not [cell for cell in line if cell.lstrip()[:1] in tuple("=+-@|%\t\r")]


# ------------------------------------------------------------------ markdown


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_markdown_from_outside_makes_no_element(text: str) -> None:
    def elements(of: str) -> dict[str, int]:
        parser = MarkdownIt("gfm-like", {"linkify": False}).enable("table")
        counts: dict[str, int] = {}

        def walk(tokens: list[Any]) -> None:
            for token in tokens:
                if token.type not in ("text", "softbreak", "text_special"):
                    counts[token.type] = counts.get(token.type, 0) + 1
                walk(token.children or [])

        walk(parser.parse(render(samples.hostile(of), "markdown")))
        return counts

    assert elements(text) == elements("harmless")


def test_markdown_keeps_autolinks_and_mentions_from_forming() -> None:
    printed = render(samples.hostile("http://x.example www.x.example me@x.example"), "markdown")
    assert "http://" not in printed
    assert "www.x" not in printed
    assert "@" not in printed


# ------------------------------------------------------------------ sarif


def test_sarif_regions_are_the_claims() -> None:
    log = json.loads(render(samples.everyday(), "sarif"))
    lines = samples.ARTICLE.split("\n")
    for result, checked in zip(log["runs"][0]["results"], samples.everyday().claims, strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"]
        words = lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
        assert words == checked.claim.text
        start = region["charOffset"]
        assert samples.ARTICLE[start : start + region["charLength"]] == checked.claim.text


def test_sarif_levels_say_what_to_look_at() -> None:
    results = json.loads(render(samples.everyday(), "sarif"))["runs"][0]["results"]
    assert [(r["kind"], r["level"]) for r in results[:3]] == [("pass", "none"), ("fail", "error"), ("fail", "warning")]
    assert all(r["level"] == "none" for r in results if r["kind"] != "fail")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_sarif_has_no_character_without_a_shape_and_only_uri_characters_in_uris(text: str) -> None:
    printed = render(samples.hostile(text), "sarif")
    assert shapeless(printed) == set()
    uri = json.loads(printed)["runs"][0]["artifacts"][0]["location"]["uri"]
    assert re.fullmatch(r"[!-~]*", uri)


def test_what_has_no_shape_is_named_and_counted() -> None:
    printed = render(samples.hostile("a\u202e\u202e\u202eb\x00c\ud800"), "terminal")
    assert "a‹U+202E ×3›b‹U+0000›c‹U+D800›" in printed


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", ["x" * 25_000, "\u202e" * 25_000, "a b " * 6_000, "<&>" * 8_000, "[x](y) " * 3_500])
def test_a_flood_takes_time_in_its_length_alone(form: str, text: str) -> None:
    started = process_time()
    render(samples.hostile(text), form)
    assert process_time() - started < 5


@pytest.mark.parametrize("name", REPORTS)
def test_sarif_holds_to_the_published_schema(name: str) -> None:
    """pydantic_sarif is made from the schema of OASIS by a generator and allows no field that is not in it."""
    log = json.loads(render(REPORTS[name], "sarif"))
    StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate(log)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_sarif_of_hostile_texts_holds_to_the_published_schema(text: str) -> None:
    log = json.loads(render(samples.hostile(text), "sarif"))
    StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate(log)
