"""Models and what-if as a person meets them: keyboard, drag, two editors, a narrow screen."""

from __future__ import annotations

import re

import pytest

from tests.web.browsing import fits, needs_chromium, serious

pytestmark = needs_chromium

PAGES = (
    "modeller/",
    "modeller/demokommune/1/",
    "modeller/demokommune/1/tekst/",
    "modeller/demokommune/1/forskelle/",
    "2027/hvad-nu-hvis/",
    "2027/scenarier/",
)


def drag(page, name, presses):
    """Move a slider by keyboard, and wait for the answer it asks for."""
    field = page.locator(f"input[name='{name}']")
    slider = page.locator(f"input[data-moves='{field.get_attribute('id')}']")
    with page.expect_response(lambda answer: "hvad-nu-hvis" in answer.url):
        slider.focus()
        for _ in range(presses):
            page.keyboard.press("ArrowRight")
    page.wait_for_selector("#answer:not(.htmx-swapping):not(.htmx-settling)")


def amounts(page):
    return page.locator("#answer table").first.locator("tbody td.strong").all_inner_texts()


def save(page, name):
    page.fill("#name", name)
    page.click("form.keep button")
    page.wait_for_url("**/scenarier/")


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_keep_nobody_out_and_fit(visit, language, width):
    page = visit("analyst", language, width=width)
    home = page.url
    for path in PAGES:
        page.goto(home + path)
        assert serious(page) == [], path
        assert fits(page), path


def test_a_lever_is_dragged_two_scenarios_compared_and_one_made_a_version(visit):
    page = visit("analyst")
    home = page.url
    page.goto(home + "2027/hvad-nu-hvis/")
    before, total = amounts(page), page.inner_text("#sum")
    drag(page, "need.pool_share", 20)
    page.wait_for_selector("#stored[value*='pool_share']", state="attached")
    assert page.input_value("input[name='need.pool_share']") == "7"
    assert amounts(page) != before
    assert page.inner_text("#sum") == total
    page.wait_for_url(re.compile(r"need\.pool_share=7"))
    assert serious(page) == []
    save(page, "Mere til behov")
    page.goto(home + "2027/hvad-nu-hvis/")
    page.fill("input[name='need.at_least']", "3")
    page.wait_for_selector("#stored[value*='at_least']", state="attached")
    save(page, "Mindst tre kriterier")
    told = page.inner_text("main")
    assert "Mere til behov" in told
    assert "Mindst tre kriterier" in told
    assert serious(page) == []
    sums = page.locator("tfoot tr").first.locator("td").all_inner_texts()
    assert len(sums) == 3
    page.locator("section", has_text="Mindst tre kriterier").get_by_text(
        "Gør det til en udgave"
    ).click()
    page.wait_for_url(re.compile(r"/modeller/demokommune/\d+/$"))
    assert "Mindst tre kriterier" in page.inner_text("main")
    assert page.input_value("input[name='steps.2.count.at_least']") == "3"


def test_a_problem_is_told_at_its_field_while_it_is_typed(visit):
    page = visit("analyst")
    page.goto(page.url + "modeller/demokommune/1/")
    page.click("button[value=next]")
    page.click("#card-steps-2 summary")
    field = page.locator("input[name='steps.2.count.at_least']")
    field.fill("1.000")
    page.wait_for_selector("#p-steps-2-count-at-least:not(:empty)")
    assert "Ikke gemt endnu" in page.inner_text("#told")
    assert serious(page) == []
    field.fill("3")
    page.wait_for_selector("#told.note-success")
    assert page.inner_text("#p-steps-2-count-at-least") == ""
    page.click("#card-steps-2 .card-moves button:has-text('Flyt ned')")
    page.wait_for_selector("#card-steps-3 details[open] input[name='steps.3.count.at_least']")
    assert page.input_value("input[name='steps.3.count.at_least']") == "3"
    page.select_option("select[name='steps.3.count?']", "weighted_criteria")
    page.wait_for_selector("input[name='steps.3.count.weights#']", state="attached")
    assert serious(page) == []


def test_the_second_editor_is_told_and_nothing_is_lost(visit, browser, site):
    first = visit("analyst")
    first.goto(first.url + "modeller/demokommune/1/")
    first.click("button[value=next]")
    # A page that answers 409 is a complaint of the browser; this one is meant to.
    context = browser.new_context(storage_state=site[2]["analyst"], locale="da-DK")
    second = context.new_page()
    second.goto(first.url)
    first.click("#card-steps-2 summary")
    first.fill("input[name='steps.2.count.at_least']", "3")
    first.click("button[value=save]")
    first.wait_for_selector(".note-success:has-text('Gemt.')")
    second.click("#card-steps-6 summary")
    second.fill("input[name='steps.6.max_loss_percent']", "2,5")
    with second.expect_navigation() as told:
        second.click("button[value=save]")
    assert told.value.status == 409
    assert "En anden gemte først" in second.inner_text("h1")
    assert "at_least: 3" in second.input_value("#theirs")
    assert "max_loss_percent: 2.5" in second.input_value("#text")
    assert serious(second) == []
    second.click("button[value=apart]")
    second.wait_for_url(re.compile(r"/modeller/demokommune/\d+/$"))
    assert second.input_value("input[name='steps.6.max_loss_percent']") == "2,5"
    context.close()
    first.reload()
    assert first.input_value("input[name='steps.2.count.at_least']") == "3"


def test_without_scripts_a_button_does_the_same(visit, browser, site):
    address, _, kept = site
    visit("analyst")
    context = browser.new_context(
        java_script_enabled=False, storage_state=kept["analyst"], locale="da-DK"
    )
    page = context.new_page()
    page.goto(address + "/kommuner/999/2027/hvad-nu-hvis/")
    before = amounts(page)
    page.fill("input[name='need.pool_share']", "9")
    page.click("#levers button")
    assert amounts(page) != before
    context.close()


def test_a_refused_copy_is_answered_where_it_was_asked_for(visit):
    page = visit("analyst", width=320)
    page.goto(page.url + "modeller/")
    page.fill("[name=slug]", "Dårligt navn!")
    page.click("text=Lav kopien")
    problems = page.locator(".note-error")
    assert problems.evaluate("it => document.activeElement === it")
    assert page.evaluate("scrollY") > 0, "the list above is passed by"
    assert page.input_value("[name=slug]") == "Dårligt navn!"
