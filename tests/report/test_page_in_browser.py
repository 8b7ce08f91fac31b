"""The page in a real Chromium: choosing, filtering, keyboard, print, accessibility, and nothing leaving the file."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import report_samples as samples
from browser import NO_AXE, WHY_NOT, Browser
from test_formats import HOSTILE

from verifier import desk
from verifier.report import html, render

pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "report.png"
SHOWN = "return [...document.querySelectorAll('.card')].filter(c => c.checkVisibility()).map(c => c.dataset.claim)"
CHOSEN = "return document.querySelector('.card.chosen').dataset.claim"


TEXTS = {1: samples.NOTICE, 2: samples.BOARD}
ODD = "\u202e <b> " + "x" * 90
PAGES = {
    "everyday": html.render(samples.everyday(), texts=TEXTS, since=samples.since()),
    "empty": html.render(samples.empty()),
    "hostile": html.render(samples.hostile(ODD), texts={1: ODD * 2}, since=samples.since(ODD)),
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(PAGES["everyday"], encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def laptop(browser: Browser) -> None:
    browser.scripting(True)
    browser.resize(1280, 900)


def test_the_worst_claim_is_shown_first_and_a_click_in_the_text_shows_another(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert browser.script(SHOWN) == ["2"]
    browser.click(".mark[data-claim='3']")
    assert browser.script(SHOWN) == ["3"]
    assert browser.script("return document.activeElement.id") == "claim-3"
    assert browser.script("return location.hash") == "#claim-3"


def test_the_keyboard_goes_from_the_article_through_the_claims_and_back(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.press(".tag[data-claim='2']", "Enter")
    assert browser.script(CHOSEN) == "2"
    browser.press("#claim-2", "j")
    assert browser.script(CHOSEN) == "4"
    browser.press("#claim-4", "k")
    assert browser.script(CHOSEN) == "2"
    browser.press("#claim-2", "Escape")
    assert browser.script("return document.activeElement.dataset.claim") == "2"


def test_single_keys_do_nothing_outside_the_article_and_the_claims(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.press("#show-supported", "j")
    assert browser.script(CHOSEN) == "2"


def test_a_verdict_can_be_filtered_away(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.click("#every")
    assert len(browser.script(SHOWN)) == 10
    browser.click("#show-contradicted")
    assert browser.script(SHOWN) == ["10", "3", "7", "5", "6", "9", "1", "8"]
    assert browser.script("return document.getElementById('where').textContent") == "1 of 8, worst first"
    browser.click("#only-nameless")
    assert browser.script(SHOWN) == ["5", "6"]


def test_a_link_to_a_claim_opens_on_it(browser: Browser, page: Path) -> None:
    browser.open(page, "#claim-7")
    assert browser.script(SHOWN) == ["7"]


def test_without_scripts_all_claims_are_there_and_links_and_filters_work(browser: Browser, page: Path) -> None:
    browser.scripting(False)
    browser.open(page)
    browser.click(".mark[data-claim='3']")
    browser.click("#show-supported")
    browser.scripting(True)
    assert len(browser.script(SHOWN)) == 9
    assert browser.script("return location.hash") == "#claim-3"
    assert not browser.script("return document.documentElement.classList.contains('scripted')")


def test_on_a_phone_a_click_leads_to_the_claim_and_back(browser: Browser, page: Path) -> None:
    browser.resize(390, 844)
    browser.open(page)
    assert len(browser.script(SHOWN)) == 10
    assert browser.script("return scrollY") == 0
    browser.click(".tag[data-claim='8']")
    assert browser.script("return document.getElementById('claim-8').getBoundingClientRect().top < innerHeight")
    browser.click("#claim-8 .back a")
    assert browser.script("return document.querySelector('.tag[data-claim=\"8\"]').getBoundingClientRect().top > 0")


@pytest.mark.parametrize("width", [320, 390, 800, 1280, 1920])
def test_the_page_is_never_wider_than_the_window(browser: Browser, page: Path, width: int) -> None:
    browser.resize(width, 800)
    browser.open(page)
    assert browser.script("return document.documentElement.scrollWidth") <= width


def test_the_page_asks_for_nothing_and_breaks_no_policy(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.click(".mark[data-claim='3']")
    assert browser.requests() == [page.resolve().as_uri()]
    assert browser.log("browser") == []
    assert browser.script("return violations") == []


def test_the_page_prints_with_every_claim(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert browser.pdf().startswith(b"%PDF-")
    browser.tell("Emulation.setEmulatedMedia", media="print")
    assert len(browser.script(SHOWN)) == 10
    browser.tell("Emulation.setEmulatedMedia", media="")


@pytest.mark.skipif(bool(NO_AXE), reason=NO_AXE)
@pytest.mark.parametrize(
    ("name", "width", "dark"),
    [
        ("everyday", 390, False),
        ("everyday", 390, True),
        ("everyday", 1280, False),
        ("everyday", 1280, True),
        ("empty", 390, True),
        ("hostile", 390, False),
        ("hostile", 1280, True),
    ],
)
def test_axe_finds_no_violation(browser: Browser, tmp_path: Path, name: str, width: int, dark: bool) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGES[name], encoding="utf-8")
    browser.resize(width, 900, dark=dark)
    browser.open(file)
    browser.script(
        "document.getElementById('every')?.click(); document.querySelectorAll('details').forEach(d => d.open = true)"
    )
    assert browser.axe() == []


def test_sixty_hostile_texts_run_nothing_ask_for_nothing_and_keep_the_layout(browser: Browser, tmp_path: Path) -> None:
    texts = [*HOSTILE, *(f'"><b>{text}</b>' for text in HOSTILE)]
    assert len(texts) >= 60
    file = tmp_path / "page.html"
    for some in batched(texts, 6):
        odd = " ".join(text[:3000] for text in some)
        page = html.render(samples.hostile(odd), texts={1: odd * 2}, since=samples.since(odd))
        file.write_text(page, encoding="utf-8")
        browser.open(file)
        assert browser.requests() == [file.resolve().as_uri()], some
        assert browser.log("browser") == [], some
        assert browser.script("return violations") == [], some
        assert browser.script("return document.documentElement.scrollWidth") <= 1280, some
        assert browser.script("return document.querySelectorAll('b, img, iframe, object, embed, base').length") == 0


def batched(texts: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(texts), size):
        yield texts[start : start + size]


def test_the_picture_of_the_documentation_is_this_page(
    browser: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    report = desk.check(
        str(ROOT / "fixtures" / "article.txt"), config=ROOT / "config.toml", db=tmp_path / "verifier.db", offline=True
    )
    run = replace(
        report.run, id="20250613-090000-5f3a1c", started="2025-06-13T09:00:00Z", finished="2025-06-13T09:00:01Z"
    )
    report = replace(report, run=run, article=replace(report.article, path="fixtures/article.txt"))
    file = tmp_path / "page.html"
    file.write_text(render(report, "html"), encoding="utf-8")
    browser.resize(1280, 1400)
    browser.open(file)
    picture = browser.picture()
    assert picture.startswith(b"\x89PNG")
    if request.config.getoption("--rewrite-docs"):
        PICTURE.write_bytes(picture)
    assert PICTURE.exists()


def test_five_hundred_claims_open_and_filter_without_a_pause(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(render(samples.many(500), "html"), encoding="utf-8")
    browser.open(tmp_path)
    before = browser.work()
    browser.open(file)
    opened = browser.work()
    browser.script("document.getElementById('show-contradicted').click(); document.body.getBoundingClientRect()")
    filtered = browser.work()
    assert opened - before < 2.0
    assert filtered - opened < 0.5


@pytest.mark.parametrize("scripts", [True, False])
def test_a_passage_leads_to_its_place_in_the_kept_copy(browser: Browser, page: Path, scripts: bool) -> None:
    browser.scripting(scripts)
    browser.open(page)
    browser.click("#claim-2 .to-kept")
    mark = "document.querySelector(location.hash + ' + mark')"
    assert (
        browser.until(f"return {mark}?.checkVisibility() && {mark}.textContent")
        == "Some 400 metres of fence were lost."
    )
    assert browser.until(f"const at = {mark}.getBoundingClientRect().top; return 0 <= at && at < innerHeight")


def test_what_changed_is_one_click_from_the_top(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.click(".meta a")
    assert browser.until("return document.getElementById('since').getBoundingClientRect().top < innerHeight / 2")
    browser.click("#only-changed")
    browser.click("#every")
    assert browser.script(SHOWN) == ["2", "3", "1"]


def test_words_narrow_the_claims_down(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.click("#every")
    browser.press("#find", "coastal board")
    assert browser.script(SHOWN) == ["4", "3"]
    assert browser.script("return document.getElementById('where').textContent") == "1 of 2, worst first"
