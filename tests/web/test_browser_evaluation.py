"""Evaluation in a real browser: read, decided, published, and read by a politician."""

from __future__ import annotations

from tests.web.browsing import look, needs_chromium

pytestmark = needs_chromium

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


def test_a_project_is_read_decided_on_and_published(visit):
    evaluator = visit("evaluator")
    home = evaluator.url
    for name, where in READ.items():
        evaluator.goto(home + where)
        look(evaluator, name)
    evaluator.goto(home + READ["results"])
    evaluator.select_option("#vis", "parents_daily")
    evaluator.click("main form button")
    assert evaluator.locator("figure.chart svg").count() == 1

    evaluator.goto(home + READ["implementation"])
    evaluator.click("section.judged >> nth=0 >> text=Afgør")
    look(evaluator, "verdict")
    evaluator.check("input[value=to_some_extent]")
    evaluator.fill("[name=why]", "Lederne fortæller om kufferter i alle huse.")
    evaluator.click("text=Gem afgørelsen")
    assert "Gennemført i nogen grad" in evaluator.inner_text("section.judged >> nth=0")
    look(evaluator, "decided")

    politician = visit("politician")
    public = home + OWN + "slutrapport/offentlig/"
    politician.goto(public)
    assert "Intet er offentliggjort endnu" in politician.inner_text("main")
    look(politician, "not-published")

    head = visit("head")
    head.goto(home + READ["final-report"])
    look(head, "final-report-head")
    head.click("text=Offentliggør")
    head.wait_for_selector("text=Læs den offentlige form", timeout=120_000)
    politician.goto(home + "indsatser/offentlige-rapporter/")
    look(politician, "published-reports")
    politician.click("main li >> text=Sprog hjemme og her")
    text = politician.inner_text("article.report")
    assert "Slutrapport, offentlig form" in text
    assert "gennemført i nogen grad (besluttet af evaluator)" in text
    look(politician, "public-report")
