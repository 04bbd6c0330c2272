"""Evaluation in a real browser: read, decided, published, and read by a politician."""

from __future__ import annotations

import os

from tests.web.browsing import needs_chromium, serious

pytestmark = needs_chromium

PICTURES = os.environ.get("FORDEL_TEST_PICTURES")
"""A folder to put pictures of the pages in, for whoever wants to look at them."""
OWN = "indsatser/program/egne_indsatser/projekt/sprog_hjemme_og_her/evaluering/"
ACROSS = "indsatser/program/eva_2018_2022/paa-tvaers/"
READ = {
    "evaluation": OWN,
    "implementation": f"{OWN}gennemfoerelse/",
    "results": f"{OWN}resultater/",
    "effects": f"{OWN}virkning/",
    "data-report": f"{OWN}rapport/3/",
    "final-report": f"{OWN}slutrapport/",
    "across": ACROSS,
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


def test_a_project_is_read_decided_on_and_published(visit):
    evaluator = visit("evaluator")
    home = evaluator.url
    for name, where in READ.items():
        evaluator.goto(home + where)
        seen(evaluator, name)
    evaluator.goto(home + READ["results"])
    evaluator.select_option("#vis", "parents_daily")
    evaluator.click("main form button")
    assert evaluator.locator("figure.chart svg").count() == 1

    evaluator.goto(home + READ["implementation"])
    evaluator.click("section.judged >> nth=0 >> text=Afgør")
    seen(evaluator, "verdict")
    evaluator.check("input[value=to_some_extent]")
    evaluator.fill("[name=why]", "Lederne fortæller om kufferter i alle huse.")
    evaluator.click("text=Gem afgørelsen")
    assert "Gennemført i nogen grad" in evaluator.inner_text("section.judged >> nth=0")
    seen(evaluator, "decided")

    politician = visit("politician")
    public = home + OWN + "slutrapport/offentlig/"
    politician.goto(public)
    assert "Intet er offentliggjort endnu" in politician.inner_text("main")
    seen(politician, "not-published")

    head = visit("head")
    head.goto(home + READ["final-report"])
    seen(head, "final-report-head")
    head.click("text=Offentliggør")
    head.wait_for_selector("text=Læs den offentlige form", timeout=120_000)
    politician.goto(home + "indsatser/offentlige-rapporter/")
    seen(politician, "published-reports")
    politician.click("main li >> text=Sprog hjemme og her")
    text = politician.inner_text("article.report")
    assert "Slutrapport, offentlig form" in text
    assert "gennemført i nogen grad (besluttet af evaluator)" in text
    seen(politician, "public-report")
