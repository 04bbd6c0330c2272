"""The slice in a real browser, against the real server, with axe, in both languages."""

from __future__ import annotations

import pytest

from tests.web.browsing import fits, needs_chromium, serious

pytestmark = needs_chromium


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_page_keeps_anybody_out(visit, language):
    assert serious(visit(None, language)) == []
    page = visit("analyst", language)
    assert serious(page) == []
    home = page.url
    for path in ("2027/", "2027/breve/", "2027/laesninger/", "../../komponenter/"):
        page.goto(home + path)
        assert serious(page) == [], path
    page.goto(home + "2027/")
    page.click("table.figures tbody th a")
    assert serious(page) == []
    page = visit("auditor", language)
    page.goto(page.url + "log/")
    assert serious(page) == []


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_leader_reads_confirms_and_answers(visit, language):
    page = visit("unit_leader", language)
    page.click("main .task .button, main .links a:last-child")
    if "/enheder/" not in page.url:
        page.click("main tbody a")
    assert serious(page) == []
    page.click(
        ".actions a[href$='laest/']"
        if page.query_selector(".actions a[href$='laest/']")
        else "a[href$='laest/']"
    )
    if page.query_selector("form.questions"):
        assert serious(page) == []
        for name in ("how_much", "by_what", "what_for"):
            page.check(f"input[name={name}] >> nth=0")
        page.click("form.questions button")
    assert page.query_selector("ol.answers") is not None
    assert serious(page) == []


@pytest.mark.parametrize("role", ["analyst", "unit_leader"])
def test_pages_fit_a_narrow_screen(visit, role):
    page = visit(role, width=320)
    pages = [page.url, page.url + ("2027/" if role == "analyst" else "2027/breve/")]
    for address in pages:
        page.goto(address)
        assert fits(page), address


def test_everything_is_reached_by_keyboard(visit):
    page = visit("unit_leader")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_language_is_a_click_away_and_back(visit):
    page = visit(None)
    page.click("button[lang=en]")
    assert page.inner_text("h1") == "Log in"
    page.click("button[lang=da]")
    assert page.inner_text("h1") == "Log ind"
