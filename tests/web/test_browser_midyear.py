"""An announced year in a real browser: a merger in August, a recount in September, new letters."""

from __future__ import annotations

import re
import sys

import pytest

from tests.web.browsing import chromium, look, needs_chromium, served_demonstration

pytestmark = [needs_chromium, pytest.mark.xdist_group("midyear")]
"""One after the other: what is posted in one test is read in the next."""


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """The demonstration with September's count beside it, served; log-ins by role."""
    september = [sys.executable, "-m", "tests.web.september"]
    with served_demonstration(tmp_path_factory.mktemp("midyear"), september) as made:
        yield made


@pytest.fixture(scope="module")
def visit(town):
    """A page per role, logged in; whatever the browser complains of fails at the end."""
    address, logins = town
    complaints: list[str] = []
    with chromium() as browser:
        pages: dict[str, object] = {}

        def enter(role: str):
            if role in pages:
                return pages[role]
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.add_cookies([{"name": "language", "value": "da", "url": address}])
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            # A form that is not accepted answers 422, and the browser tells it as an error.
            page.on(
                "console",
                lambda m: m.type == "error" and " 422 " not in m.text and complaints.append(m.text),
            )
            page.goto(address + "/")
            page.fill("#id_login", logins[role]["email"])
            page.fill("#id_password", logins[role]["password"])
            page.keyboard.press("Enter")
            page.wait_for_url("**/kommuner/**")
            pages[role] = page
            return page

        yield enter
    assert not complaints


def number(text):
    return int(re.sub(r"[^\d-]", "", text.replace("\N{MINUS SIGN}", "-")))


def overview(page):
    """What the page of the year says: units' amounts by key, and the four sums."""
    page.click("nav.main-nav a >> text=Midt på året")
    rows = page.query_selector_all("table.figures tbody tr")
    units = {
        row.query_selector("th .sub").inner_text().split(" ")[0]: number(
            row.query_selector_all("td")[1].inner_text()
        )
        for row in rows
    }
    sums = [number(cell.inner_text()) for cell in page.query_selector_all("dl.keys dd")]
    return units, sums


def letters(page, home):
    """The version of every unit's letter, by the unit's key."""
    page.goto(home + "2027/breve/")
    found = {}
    for row in page.query_selector_all("table.lines tbody tr th"):
        key = row.query_selector("a").get_attribute("href").split("/")[-3]
        sub = row.query_selector(".sub")
        found[key] = 1 if sub is None else number(sub.inner_text())
    return found


def passed_on(visit, home, name):
    """From draft to ledger: sent by the analyst, approved by the head, posted by the analyst."""
    analyst, head = visit("analyst"), visit("head")
    look(analyst, f"{name}-draft")
    moved = {
        row.query_selector(".sub").inner_text()
        for row in analyst.query_selector_all("table.figures tbody tr")
    }
    analyst.click("text=Send til godkendelse")
    head.goto(home)
    head.click("main .task .button")
    look(head, f"{name}-approval")
    head.click("button >> text=Godkend")
    analyst.goto(home)
    analyst.click(".task:has-text('Midt') .button, .task:has-text('midt') .button")
    analyst.click("text=Postér, og skriv breve")
    assert "har fået nye breve" in analyst.inner_text(".notes")
    look(analyst, f"{name}-posted")
    return moved


def test_a_merger_in_august_and_a_recount_in_september(visit):
    page = visit("analyst")
    home = page.url
    page.goto(home + "2027/")
    before, sums = overview(page)
    look(page, "overview-before")
    assert sum(sums[1:]) == sums[0]
    keys = list(before)
    giver, heir = keys[0], keys[1]

    page.click("text=Noget har ændret sig")
    look(page, "kinds")
    page.click("a[href$='slags=handover']")
    page.select_option("[name=giver_1]", giver)
    page.select_option("[name=heir_1]", heir)
    page.click("text=Vis forskellen")
    assert page.query_selector(".note-error") is not None, "month and reason are missing"
    look(page, "handover-form")
    page.select_option("[name=from_month]", "8")
    page.fill("[name=reason]", "De to huse lægges sammen den 1. august.")
    page.click("text=Vis forskellen")
    merged = passed_on(visit, home, "merger")
    assert merged == {giver, heir}
    assert {k for k, v in letters(page, home).items() if v == 2} == merged

    page.goto(home + "2027/midtpaa/ny/?slags=recount")
    page.select_option("[name=data]", index=1)
    page.select_option("[name=from_month]", "9")
    page.fill("[name=reason]", "Børnene er talt igen den 5. september.")
    page.click("text=Vis forskellen")
    recounted = passed_on(visit, home, "recount")
    assert heir in recounted
    assert giver not in recounted

    after, sums_after = overview(page)
    look(page, "overview-after")
    assert "Summen passer" in page.inner_text(".check")
    assert sums_after[0] == sums[0] == sum(sums_after[1:])
    assert sum(after.values()) == sums_after[1]
    changed = {key for key in after if after[key] != before[key]}
    assert changed == merged | recounted
    versions = letters(page, home)
    assert {k for k, v in versions.items() if v > 1} == changed
    assert versions[heir] == 3

    page.goto(f"{home}2027/enheder/{heir}/brev/")
    assert "Børnene er talt igen den 5. september." in page.inner_text("article")
    look(page, "letter")
    page.click("text=Se hele året")
    assert len(page.query_selector_all("table.lines tbody tr")) == 3
    look(page, "account")
    page.goto(home + "2027/midtpaa/aendringer/")
    look(page, "changes")


def test_the_same_in_english(visit):
    page = visit("auditor")
    page.click("button[lang=en]")
    home = page.url
    for path in ("2027/midtpaa/", "2027/midtpaa/aendringer/", "2027/midtpaa/aendringer/?nr=1"):
        page.goto(home + path)
        look(page, "english-" + re.sub(r"\W", "", path))
    assert "Post and write letters" not in page.inner_text("main")
