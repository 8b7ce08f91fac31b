"""A review in a real Chromium: three claims by keyboard, a second tab, no scripts, hostile texts, axe, the policy."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from browser import NO_AXE, WHY_NOT, Browser
from test_formats import HOSTILE
from web_desk import desk, record_sample, running, samples

from verifier import record
from verifier.report import html
from verifier.report.html_desk import Desk, Draft
from verifier.web import Secrets

pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

CHOSEN = "return document.querySelector('.card.chosen').dataset.claim"
SAID = "return document.getElementById('said').textContent"
NOTICE = "return document.querySelector('.notice')?.textContent.startsWith(arguments[0])"
FOCUS = "return document.activeElement.closest('.card')?.dataset.claim"


@pytest.fixture(autouse=True)
def laptop(browser: Browser) -> None:
    browser.scripting(True)
    browser.resize(1280, 800)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with running(desk(record_sample(tmp_path)).sitting) as found:
        yield found


def kept(folder: Path) -> list[tuple[int, str, str]]:
    with desk(folder).sitting.opened() as held:
        return [(c.claim.id, r.verdict, r.note) for c in record.load(held).claims for r in c.reviews]


def test_three_claims_are_reviewed_by_keyboard_and_stay_decided(browser: Browser, address: str, tmp_path: Path) -> None:
    browser.open(address)
    assert browser.script(CHOSEN) == browser.script(FOCUS) == "2"
    browser.press(".card.chosen", "c")
    browser.until(SAID)
    assert browser.script(SAID) == "Kept: claim 2 is contradicted, says Ida Brun."
    assert browser.script(FOCUS) == "4"
    browser.press(".card.chosen", "o")
    browser.press(":focus", "1")
    browser.press(":focus", "c is a letter here")
    browser.press(":focus", "Tab", "Enter")
    browser.until(f"{CHOSEN} !== '4'")
    assert browser.script(FOCUS) == "10"
    browser.press(".card.chosen", "s")
    browser.press(".card.chosen", "b")
    assert browser.script(FOCUS) == "10"
    browser.script("document.querySelector('.card.chosen .beside input').value = 'she said it to me'")
    browser.press(".card.chosen", "c")
    browser.until(f"{CHOSEN} !== '10'")
    browser.reload()
    assert browser.script("return document.getElementById('decided').textContent") == "3"
    assert browser.script(
        "return [...document.querySelectorAll('.text .tag[data-mine]')].map(t => t.dataset.claim)"
    ) == [
        "2",
        "4",
        "10",
    ]
    assert sorted(kept(tmp_path)) == [
        (2, "contradicted", ""),
        (4, "supported", "c is a letter here"),
        (10, "misattributed", "she said it to me"),
    ]
    assert browser.script("return violations") == []
    assert browser.log("browser") == []


def test_only_this_origin_is_asked(browser: Browser, address: str) -> None:
    browser.open(address)
    browser.press(".card.chosen", "c")
    browser.until(SAID)
    asked = [url for url in browser.requests() if not url.startswith("about:")]
    assert asked == [address, address + "claims/2"]


def test_keys_go_to_a_number_search_help_and_stop(browser: Browser, address: str) -> None:
    browser.open(address)
    browser.press(".card.chosen", "1", "0")
    assert browser.script(FOCUS) == "10"
    browser.press(".card.chosen", "/")
    browser.press("#find", "insurer", "Enter")
    assert browser.script(FOCUS) == "5"
    assert browser.script("return document.getElementById('where').textContent").startswith("1 of 1")
    browser.press(".card.chosen", "?")
    assert browser.script("return document.getElementById('help').open")
    browser.click("#single")
    browser.press("#single", "Escape")
    browser.press(".card.chosen", "q")
    assert browser.script(SAID) == ""
    browser.script("document.getElementById('single').checked = true")
    browser.press(".card.chosen", "q")
    assert browser.script(SAID).startswith("Everything decided is kept.")


def test_a_second_tab_is_told_of_what_the_first_kept_and_loses_nothing(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    browser.open(address)
    first = browser.tab()
    browser.new_tab()
    browser.open(address)
    second = browser.tab()
    browser.look_at(first)
    browser.press(".card.chosen", "c")
    browser.until(SAID)
    browser.look_at(second)
    browser.press(".card.chosen", "o", "1")
    browser.press(":focus", "a slip of the port", "Tab", "Enter")
    browser.until(SAID)
    refused = "return document.activeElement.textContent"
    assert "claim 2 was decided on meanwhile: contradicted, says Ida Brun" in browser.script(refused)
    assert browser.script(CHOSEN) == "2"
    assert browser.script("return document.querySelector('.card.chosen textarea').value") == "a slip of the port"
    assert kept(tmp_path) == [(2, "contradicted", "")]
    browser.click(".card.chosen .otherwise button")
    browser.until(f"{CHOSEN} !== '2'")
    assert kept(tmp_path) == [(2, "contradicted", ""), (2, "supported", "a slip of the port")]
    browser.close_tab(first)


def test_a_program_that_has_ended_is_told_and_nothing_typed_is_lost(browser: Browser, tmp_path: Path) -> None:
    with running(desk(record_sample(tmp_path)).sitting) as address:
        browser.open(address)
    browser.press(".card.chosen", "o", "1")
    browser.press(":focus", "typed", "Tab", "Enter")
    browser.until(SAID)
    assert browser.script(SAID).startswith("Not kept: the program does not answer.")
    assert browser.script("return document.querySelector('.card.chosen textarea').value") == "typed"
    browser.script("document.querySelector('.card.chosen textarea').value = ''")


def test_without_scripts_plain_forms_do_the_same(browser: Browser, address: str, tmp_path: Path) -> None:
    browser.scripting(False)
    browser.open(address)
    assert not browser.script("return document.querySelector('.pager, .find').checkVisibility()")
    browser.click("#claim-2 .yes")
    browser.until(NOTICE, "Kept: claim 2 is contradicted")
    browser.click("#claim-4 .otherwise summary")
    browser.click("#claim-4 input[value=supported]")
    browser.press("#claim-4 textarea", "12 it is")
    browser.click("#claim-4 .otherwise button")
    browser.until(NOTICE, "Kept: claim 4 is supported")
    browser.scripting(True)
    assert browser.script("return location.hash") == "#claim-10"
    assert kept(tmp_path) == [(2, "contradicted", ""), (4, "supported", "12 it is")]


@pytest.mark.parametrize("width", [320, 390, 800, 1280, 1920])
def test_the_page_is_never_wider_than_the_window(browser: Browser, address: str, width: int) -> None:
    browser.resize(width, 800)
    browser.open(address)
    browser.script("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert browser.script("return document.documentElement.scrollWidth") <= width


@pytest.mark.skipif(bool(NO_AXE), reason=NO_AXE)
@pytest.mark.parametrize(("width", "dark"), [(390, True), (1280, False)], ids=["phone, dark", "laptop, light"])
def test_axe_finds_no_violation_before_during_and_after_a_decision(
    browser: Browser, address: str, width: int, dark: bool
) -> None:
    browser.resize(width, 900, dark=dark)
    browser.open(address)
    browser.script("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert browser.axe() == []
    browser.press(".card.chosen", "?")
    assert browser.axe() == []
    browser.script("document.getElementById('help').close(); document.getElementById('every').click()")
    browser.press(".card.chosen", "c")
    browser.until(SAID)
    assert browser.axe() == []


@dataclass
class Told:
    """In the place of a review: a page in which everything from outside is one text, which may be changed."""

    text: str = ""
    secrets: Secrets = field(default_factory=lambda: Secrets("p", "t"))

    def page(self, nonce: str, **_: Any) -> str:
        report = samples.hostile(self.text)
        numbers = tuple(item.claim.id for item in report.claims)
        draft = Draft("supported", self.text, self.text)
        made = Desk(
            self.text, "/p/", "t", nonce, numbers, dict.fromkeys(numbers, "0"), False, self.text, {1: draft, 2: draft}
        )
        return html.render(report, texts={1: self.text * 2}, desk=made)


def test_sixty_hostile_texts_run_nothing_ask_for_nothing_and_keep_the_layout(browser: Browser) -> None:
    texts = [*HOSTILE, *(f'"></textarea><b>{text}</b>' for text in HOSTILE)]
    assert len(texts) >= 60
    told = Told()
    with running(told) as address:
        for start in range(0, len(texts), 6):
            told.text = " ".join(text[:3000] for text in texts[start : start + 6])
            browser.open(address)
            assert browser.requests() == [address], told.text
            assert browser.log("browser") == [], told.text
            assert browser.script("return violations") == [], told.text
            assert browser.script("return document.documentElement.scrollWidth") <= 1280, told.text
            assert browser.script("return document.querySelectorAll('b, img, iframe, object, embed, base').length") == 0
            assert browser.script("return document.querySelectorAll('.card').length") == 3
