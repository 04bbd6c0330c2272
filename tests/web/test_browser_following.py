"""Children followed by pseudonym in a real browser: brought in, refused, corrected, read."""

from __future__ import annotations

import pytest

from tests.web.browsing import look, needs_chromium
from tests.web.test_browser_evaluation import OWN

pytestmark = needs_chromium

FOLLOWED = "indsatser/program/trivsel_og_faellesskab/projekt/trivsel_i_hverdagen/"
RESULTS = f"{OWN}resultater/?vis=language"
LOOKED_AT = {
    "followed-results": f"{FOLLOWED}evaluering/resultater/",
    "followed-data-report": f"{FOLLOWED}evaluering/rapport/3/",
    "followed-final-report": f"{FOLLOWED}evaluering/slutrapport/",
    "followed-costs": f"{FOLLOWED}omkostninger/",
    "followed-across": "indsatser/program/trivsel_og_faellesskab/paa-tvaers/",
    "followed-panel": f"{FOLLOWED}evaluering/resultater/boern/",
}
COURSES = [("gul", "grøn")] * 9 + [("grøn", "grøn")] * 11 + [("gul", "gul")] * 6


def panel(unit, first="b001"):
    lines = ["barn;enhed;periode;farve"]
    for at, course in enumerate(COURSES):
        name = first if at == 0 else f"b{at + 1:03}"
        lines += [f"{name};{unit};{no};{colour}" for no, colour in zip((1, 3), course, strict=True)]
    content = "\n".join(lines).encode()
    return {"name": "boern.csv", "mimeType": "text/csv", "buffer": content}


def bring_in(page, file, source):
    page.fill("[name=source]", source)
    page.set_input_files("[name=files]", file)
    page.click("main form button")


@pytest.fixture
def manager(browser, site):
    """The project manager's page; the browser notes that files were refused, as they have to be."""
    address, logins, _ = site
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "language", "value": "da", "url": address}])
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: m.type == "error" and complaints.append(m.text))
    page.goto(address + "/")
    page.fill("#id_login", logins["project_manager"]["email"])
    page.fill("#id_password", logins["project_manager"]["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/kommuner/**")
    yield page
    context.close()
    assert not [text for text in complaints if "422" not in text]


def test_pages_of_children_followed_are_looked_at_in_both_languages(visit):
    evaluator = visit("evaluator")
    home = evaluator.url
    for name, where in LOOKED_AT.items():
        evaluator.goto(home + where)
        look(evaluator, name)
    evaluator.goto(home + LOOKED_AT["followed-costs"])
    assert "kr. pr. barn netto rykket til grøn" in evaluator.inner_text("main")
    english = visit("evaluator", language="en")
    for name, where in LOOKED_AT.items():
        english.goto(home + where)
        look(english, f"{name}-en")
    english.goto(home + LOOKED_AT["followed-results"])
    assert "The same children over time" in english.inner_text("main")


def test_a_panel_is_refused_then_counted_then_replaced(manager):
    home = manager.url
    manager.goto(home + RESULTS)
    unit = manager.locator("#enhed option").nth(1).get_attribute("value")
    manager.click("text=Hent børn fulgt med pseudonymer ind")
    bring_in(manager, panel(unit, first="0101151234"), "fagsystemet, juni 2026")
    refused = manager.inner_text("main")
    assert "ligner personnumre" in refused
    assert "0101151234" not in refused
    look(manager, "panel-refused")
    assert manager.input_value("[name=source]") == "fagsystemet, juni 2026"

    bring_in(manager, panel(unit), "fagsystemet, juni 2026")
    text = manager.inner_text("main")
    assert "gik 9 af 26 børn til grøn" in text
    assert "Pseudonymer gemmes ikke." in text
    assert manager.locator("#chart-followed svg, figure.chart:has-text('gik hen') svg").count()
    look(manager, "panel-counted")

    manager.click("text=Hent børn fulgt med pseudonymer ind")
    bring_in(manager, panel(unit), "fagsystemet, juli 2026")
    assert "Den nye fil afløser den gamle" in manager.inner_text("main")
    manager.fill("[name=reason]", "Trukket igen efter rettelser")
    bring_in(manager, panel(unit), "fagsystemet, juli 2026")
    manager.click("text=Hent børn fulgt med pseudonymer ind")
    history = manager.inner_text("main table >> nth=-1")
    assert "fagsystemet, juni 2026" in history
    assert "Trukket igen efter rettelser" in history
    look(manager, "panel-history")
