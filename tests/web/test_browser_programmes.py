"""Setting up a project as a person meets it: page by page, by keyboard and on a narrow screen."""

from __future__ import annotations

import re

import pytest

from tests.web.browsing import fits, needs_chromium, serious

pytestmark = needs_chromium

PROGRAMME = "indsatser/program/egne_indsatser/"
PROJECT = PROGRAMME + "projekt/sprog_hjemme_og_her/"
PAGES = (
    "indsatser/",
    "indsatser/nyt-program/",
    "indsatser/program/eva_2018_2022/",
    PROGRAMME + "perioder/?nr=2",
    PROGRAMME + "haendelser/",
    PROGRAMME + "nyt-projekt/",
    "indsatser/katalog/",
    "indsatser/katalog/6/",
    "indsatser/vejviser/?aims=wellbeing&children=40&units=4&youngest=0&oldest=5&frame=90000",
    PROJECT,
    PROJECT + "om/",
    PROJECT + "enheder/",
    PROJECT + "indikatorer/",
    PROJECT + "aktiviteter/?aktivitet=sprogkuffert",
    PROJECT + "faser/",
    PROJECT + "beskrivelse/",
    PROJECT + "beskrivelse/ret/",
    PROJECT + "beskrivelse/forskelle/",
    PROJECT + "forandringsteori/",
)


@pytest.mark.parametrize(("language", "width"), [("da", 320), ("en", 1280)])
def test_the_pages_keep_nobody_out_and_fit(visit, language, width):
    page = visit("project_manager", language, width=width)
    home = page.url
    for path in PAGES:
        assert page.goto(home + path).status == 200, path
        assert serious(page) == [], path
        assert fits(page), path


def press(page, words):
    page.get_by_role("button", name=words, exact=True).click()


def step(page, words):
    """Open a part of the set-up from the project's page."""
    page.locator("li.task", has=page.get_by_text(words, exact=True)).get_by_role("link").click()


def begin(page):
    page.get_by_role("link", name="Indsatser", exact=True).click()
    page.get_by_role("link", name=re.compile("Nyt projekt.*egne indsatser")).click()
    page.get_by_label("Det hedder projektet").fill("Læsevenner")
    page.get_by_label("Formål").fill("Flere børn får læst højt")
    page.get_by_label("Målgruppe").fill("Børn på 3-5 år")
    page.get_by_label("Forudsætninger").fill("Frivillige er fundet\nBøger er købt")
    press(page, "Begynd projektet")
    page.wait_for_url("**/projekt/laesevenner/")
    assert serious(page) == []


def choose_units_and_indicators(page):
    step(page, "Enheder")
    for box in page.get_by_role("checkbox").all()[:3]:
        box.check()
    press(page, "Gem")
    page.wait_for_url("**/laesevenner/")
    assert "3 enheder er med." in page.inner_text("main")
    step(page, "Det registrerer enhederne")
    assert "Mangler endnu" in page.inner_text("main")
    for key in ("children", "parent_events", "parents_involved", "wellbeing"):
        page.check(f"#i-{key}")
    press(page, "Gem")
    page.wait_for_url("**/laesevenner/")
    assert "Arket har 9 felter at udfylde." in page.inner_text("main")


def add_activity(page):
    step(page, "Aktiviteter")
    page.get_by_label("Det hedder aktiviteten").fill("Læseaften")
    page.get_by_role("checkbox", name="4. Tematiserede forældrearrangementer").check()
    page.get_by_role("checkbox", name="Forældrearrangementer", exact=True).check()
    page.get_by_label("Skal holdes så mange gange").fill("2")
    page.get_by_label("For hvert/hver").select_option("unit")
    page.get_by_label("På så mange måneder").fill("12")
    press(page, "Tilføj aktiviteten")
    page.wait_for_selector(".note-success")
    page.get_by_role("link", name="Læsevenner", exact=True).first.click()


def set_phases(page):
    step(page, "Faser")
    for period, phase in (("4", "shaping"), ("5", "effect")):
        page.get_by_label(f"Periode {period}", exact=True).select_option(phase)
    press(page, "Gem")
    page.wait_for_url("**/laesevenner/")
    assert "Ikke sat for periode 1, 2, 3." in page.inner_text("main")
    assert "2 gange pr. enhed på 12 måneder" in page.inner_text("main")


def describe(page):
    page.get_by_role("link", name="Beskrivelse", exact=True).click()
    page.get_by_role("link", name="Skriv den første udgave").click()
    assert page.locator("#id_s_target_group").input_value() == "Børn på 3-5 år"
    page.get_by_label("Kvalitetssikring").fill("Vi læser sammen en gang om måneden")
    press(page, "Gem udgaven")
    page.wait_for_url("**/beskrivelse/")
    assert "Udgave 1" in page.inner_text("main")
    assert serious(page) == []


def draw(page):
    page.get_by_role("link", name="Forandringsteori", exact=True).click()
    page.get_by_role("link", name="Begynd med et forslag").click()
    page.wait_for_url("**forslag=1")
    press(page, "Se billedet")
    assert page.locator("main svg[role=img]").is_visible()
    assert "Intet er gemt endnu" in page.inner_text("main")
    assert serious(page) == []
    page.get_by_label("Hvorfor denne udgave skrives").fill("Forandringsteorien er tegnet")
    press(page, "Gem som en ny udgave af beskrivelsen")
    page.wait_for_selector(".note-success")
    assert "«Læseaften» skal føre til" in page.inner_text("main")


def test_a_project_is_set_up_from_a_name_to_a_drawn_theory(visit):
    page = visit("project_manager")
    page.set_default_timeout(15_000)
    begin(page)
    choose_units_and_indicators(page)
    add_activity(page)
    set_phases(page)
    describe(page)
    draw(page)
    page.get_by_role("link", name="Beskrivelse", exact=True).click()
    page.get_by_role("link", name="Det er ændret mellem udgaver").click()
    told = page.inner_text("main")
    assert "Forandringsteorien: kassen «Læseaften» er tilføjet." in told
    assert serious(page) == []
