"""What people do on the pages of a new installation: set it up, invite, log in, bring in files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.web.fresh import Fresh

PASSWORD = "fire ord om en bil"
WORKED_MS, PATIENCE_MS = 60_000, 15_000


def number(text):
    return int(re.sub(r"[^\d-]", "", text.replace("\N{MINUS SIGN}", "-")))


@dataclass
class Town:
    """The installation, the browser, and a page for everybody who is logged in."""

    fresh: Fresh
    browser: Any
    pages: dict = field(default_factory=dict)
    complaints: list = field(default_factory=list)

    def opened(self, who):
        page = self.browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda m: m.type == "error" and self.complaints.append(m.text))
        self.pages[who] = page
        return page

    def front(self, who):
        """Somebody's front page, by the name at the top of every page."""
        page = self.pages[who]
        page.click("a.brand")
        return page

    def year(self, who, menu=None):
        """The year's page, or one of those in its menu, as somebody clicks there."""
        page = self.front(who)
        page.click("table.years td.links a >> nth=0")
        if menu:
            page.click(f"nav.main-nav a >> text={menu}")
        page.wait_for_load_state()  # nobody types before the scripts are there
        return page


def begin(town, units):
    """The guided start: municipality, oneself as administrator, an area, the register's units."""
    page = town.opened("administrator")
    page.goto(town.fresh.first)
    for name, text in {
        "code": "771",
        "name": "Prøvekommune",
        "contact_name": "Økonomi, dagtilbud",
        "person_name": "Ane Administrator",
        "email": "ane@prove.example",
        "password": PASSWORD,
    }.items():
        page.fill(f"[name={name}]", text)
    page.uncheck("[name=is_analyst]", force=True)
    page.click("main button")
    page.click(".task:has(.task-what:has-text('Områder')) .button")
    page.fill("[name=key]", "syd")
    page.fill("[name=name]", "Område Syd")
    page.click("main button")
    town.front("administrator").click(".task .button")
    page.click(".task:has(.task-what:has-text('Enheder')) .button >> nth=0")
    page.set_input_files("[name=file]", units)
    page.click("main button")
    assert "Nye enheder:" in page.inner_text(".notes")


def invite(town, who, name, role, unit=None):
    """The administrator invites somebody, who chooses a password by the mailed link and logs in."""
    page, email = town.front("administrator"), f"{who}@prove.example"
    page.click("nav.main-nav a >> text=Personer")
    page.click("text=Inviter en person")
    page.fill("[name=name]", name)
    page.fill("[name=email]", email)
    page.select_option("[name=role]", role)
    if unit:
        choose_unit(page, unit)
    page.click("text=Send invitationen")
    page = town.opened(who)
    page.goto(town.fresh.link_to(email))
    page.fill("[name=new_password1]", PASSWORD)
    page.fill("[name=new_password2]", PASSWORD)
    page.click("main button")
    page.fill("#id_login", email)
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/kommuner/771/")


def choose_unit(page, key):
    label = page.locator("[name=unit] option", has_text=f"({key})").inner_text()
    page.select_option("[name=unit]", label=label)


def give_unit(town, name, key):
    """The administrator lets somebody lead one more unit."""
    page = town.front("administrator")
    page.click("nav.main-nav a >> text=Personer")
    page.click(f"main table a:has-text('{name}')")
    page.select_option("[name=role]", "unit_leader")
    choose_unit(page, key)
    page.click("main button:has-text('Giv rollen')")
    assert "Rollen er givet" in page.inner_text(".notes")


def bring_in(page, files, **chosen):
    """Files are sent, looked at, their columns accepted, and counted in the background."""
    page.set_input_files("[name=files]", files)
    for name, value in chosen.items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.click("main form.upload button")
    page.click("text=Næste: se kolonnerne efter", timeout=WORKED_MS)
    page.click("text=Læs og tæl")
    page.wait_for_selector("h2:has-text('Det, der blev talt')", timeout=WORKED_MS)
    page.wait_for_selector(".job", state="detached", timeout=WORKED_MS)
