"""Effects in a real browser: planned, told with checks, decided on; narrow, wide, in English."""

from __future__ import annotations

import os

from tests.web.browsing import needs_chromium, serious

pytestmark = needs_chromium

PICTURES = os.environ.get("FORDEL_TEST_PICTURES")
"""A folder to put pictures of the pages in, for whoever wants to look at them."""
TURN = "indsatser/program/faelles_om_trivsel/projekt/trivsel_i_boernefaellesskaber/evaluering/"
READ = {
    "effect-overview": TURN,
    "effect-told": f"{TURN}virkning/?resultat=parents_involved",
    "effect-plan": f"{TURN}virkning/plan/?resultat=wellbeing",
    "results-decided": f"{TURN}afgoerelser/",
}


def seen(page, name):
    """The page has nothing serious against it, and fits a narrow screen."""
    assert serious(page) == [], name
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-320.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def in_english(page):
    origin = page.evaluate("location.origin")
    page.context.add_cookies([{"name": "language", "value": "en", "url": origin}])


def test_an_effect_is_planned_told_and_decided_on(visit):
    manager = visit("project_manager")
    home = manager.url
    manager.goto(home + READ["effect-plan"])
    assert "Ingen har gemt en plan endnu" in manager.inner_text("main")
    seen(manager, "effect-plan-first")
    manager.fill("[name=children]", "40")
    manager.fill("[name=hoped_for]", "8")
    manager.click("text=Regn ud, og gem planen")
    manager.wait_for_selector("text=Planen, som")
    assert "I håber på 8,0 procentpoint" in manager.inner_text("section.finding")
    seen(manager, "effect-plan-kept")

    evaluator = visit("evaluator")
    for name, where in READ.items():
        evaluator.goto(home + where)
        seen(evaluator, name)
    evaluator.goto(home + READ["effect-told"])
    assert evaluator.inner_text(".finding-level") == "Sandsynliggjort"
    evaluator.goto(home + READ["results-decided"])
    evaluator.click("section.judged >> nth=1 >> text=Afgør")
    evaluator.wait_for_selector("form[method=post] [name=why]")
    seen(evaluator, "result-verdict")
    evaluator.check("input[value=not_assessable_other_factors]")
    evaluator.fill("[name=why]", "Lederne peger på flere ansatte i samme periode.")
    evaluator.click("text=Gem afgørelsen")
    evaluator.wait_for_selector("article.spoken")
    assert "flere ansatte i samme periode" in evaluator.inner_text("section.judged >> nth=1")
    seen(evaluator, "results-after")

    in_english(evaluator)
    for name, where in READ.items():
        evaluator.goto(home + where)
        assert evaluator.get_attribute("html", "lang") == "en"
        seen(evaluator, f"{name}-en")
