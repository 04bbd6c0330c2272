"""From an empty database through the guided start to counted data, in a real browser."""

from __future__ import annotations

import pytest

from tests import demonstrated
from tests.web.browsing import chromium, look, needs_chromium
from tests.web.fresh import fresh_installation

pytestmark = needs_chromium
NEEDED = ("units", "children", "grants", "applications")
STEPS = ("municipality", "areas", "units", "year", "data")


@pytest.fixture
def fresh(tmp_path):
    """A new installation, served with its worker; the address the terminal shows for the start."""
    with fresh_installation(tmp_path) as made:
        yield made.address, made.first


@pytest.fixture
def page(fresh):
    complaints: list[str] = []
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: m.type == "error" and complaints.append(m.text))
        yield page
    # The browser notes that a form was refused, as it has to be here.
    assert not [text for text in complaints if "422" not in text]


def step(page, text):
    """Take the step of the guided start that is called so."""
    page.click(f".task:has(.task-what:has-text('{text}')) .button >> nth=0")


def set_up(page):
    """Fill in the first page."""
    for name, text in {
        "code": "771",
        "name": "Prøvekommune",
        "contact_name": "Økonomi, dagtilbud",
        "person_name": "Ane Analytiker",
        "email": "ane@prove.example",
        "password": "fire ord om en bil",
    }.items():
        page.fill(f"[name={name}]", text)
    page.click("main button")


def add_places(page, started, files):
    """An area, the register's units, and one more by hand."""
    step(page, "Områder")
    page.fill("[name=key]", "nord")
    page.fill("[name=name]", "Område Nord")
    page.click("main button")
    look(page, "places")
    page.goto(started)
    step(page, "Enheder")
    look(page, "units-from-file")
    page.set_input_files("[name=file]", files / "units.csv")
    page.click("main button")
    assert "Nye enheder:" in page.inner_text(".notes")
    look(page, "organisation")
    page.click("text=Åbn en enhed")
    look(page, "open-a-unit")
    page.fill("[name=key]", "N1")
    page.fill("[name=name]", "Nyhuset")
    page.select_option("[name=area]", label="Område Nord")
    page.fill("[name=reason]", "Flere børn i nord")
    page.click("main button")
    page.click("th a:has-text('Nyhuset')")
    assert "Flere børn i nord" in page.inner_text("main")
    look(page, "unit")


def bring_in(page, files):
    """Send files as a person chooses them, and wait until they have been looked at."""
    page.set_input_files("[name=files]", files)
    page.select_option("[name=model]", "shipped:demokommune")
    page.click("main form.upload button")
    page.wait_for_selector("text=Næste: se kolonnerne efter", timeout=60_000)


def choose_columns(page):
    """One column is unchosen, said to be missing, and chosen again."""
    look(page, "columns")
    child = page.locator("select[aria-label='barn læses som']")
    assert child.input_value() == "child"
    child.select_option("")
    page.click("text=Læs og tæl")
    assert "ingen kolonne »Barnets nøgle«" in page.inner_text("main")
    look(page, "columns-refused")
    page.locator("select[aria-label='barn læses som']").select_option("child")
    page.click("text=Læs og tæl")
    page.wait_for_url("**/data/")


def test_from_an_empty_database_to_counted_data(fresh, page):
    address, first = fresh
    page.goto(address)
    assert page.url.endswith("/start/")
    look(page, "closed-start")
    page.goto(first)
    look(page, "start")
    set_up(page)
    assert page.inner_text("h1") == "Kom i gang"
    look(page, "getting-started")
    started, files = page.url, demonstrated.folder() / "2027"
    add_places(page, started, files)
    page.goto(started)
    step(page, "Et budgetår")
    page.fill("[name=year]", "2027")
    look(page, "open-year")
    page.click("main button")
    look(page, "upload")
    bring_in(page, [files / f"{name}.csv" for name in NEEDED])
    look(page, "looked-at")
    page.click("text=Næste: se kolonnerne efter")
    choose_columns(page)
    # The tab may be closed: another one finds the work done.
    home = page.url
    page.goto("about:blank")
    page.goto(home)
    page.wait_for_selector("text=Det, der blev talt", timeout=60_000)
    assert "slettet" in page.inner_text("main")
    look(page, "counted")
    page.goto(started)
    assert page.locator(".task .mark-good").count() == len(STEPS)
    look(page, "all-done")


def test_a_wrong_file_is_told_in_place(fresh, page):
    address, first = fresh
    page.goto(first)
    set_up(page)
    page.goto(f"{address}kommuner/771/aabn-aar/")
    page.fill("[name=year]", "2027")
    page.click("main button")
    files = demonstrated.folder() / "2027"
    lines = (files / "children.csv").read_text("utf-8-sig").splitlines()
    lines[3] = lines[3].replace(lines[3].split(";")[2], "31-02-2024")
    content = {name: (files / f"{name}.csv").read_bytes() for name in NEEDED}
    content["children"] = "\n".join(lines).encode()
    bring_in(
        page,
        [
            {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": buffer}
            for name, buffer in content.items()
        ],
    )
    page.click("text=Næste: se kolonnerne efter")
    page.click("text=Læs og tæl")
    page.wait_for_selector("text=Intet er taget ind", timeout=60_000)
    told = page.inner_text("main")
    assert "children.csv" in told
    assert "31-02-2024" not in told
    look(page, "problems")
    page.click("text=Opgiv denne levering")
    look(page, "give-up")
    page.click("main button")
    page.wait_for_selector("text=Læg filerne ind")
