"""An intervention in a real browser, from an empty programme to the judgement of its maturity."""

from __future__ import annotations

import openpyxl

from tests.web.browsing import look, needs_chromium

pytestmark = needs_chromium
PERIODS = (
    ("2025-02-01", "2025-07-31", ""),
    ("2025-08-01", "2025-12-31", "Nyt fagsystem: intet blev registreret"),
    ("2026-01-01", "2026-06-30", ""),
    ("2026-07-01", "2026-12-31", ""),
)
PHASES = ("shaping", "shaping", "effect", "effect")
ASKED = ("children", "suitcases", "parents_daily", "wellbeing")
MANY_UNITS = 3
STEPS = 5
FIFTEEN = 15


def press(page, text):
    """Press a button of the page, and wait for what it leads to."""
    with page.expect_navigation():
        page.click(f"main button:has-text('{text}')")


def period(page, first, last, reason):
    for name, text in (("first", first), ("last", last)):
        page.fill(f"[name={name}]", text)
    if reason:
        page.check("[name=is_gap]")
        page.fill("[name=reason]", reason)


def set_up(page, own_unit):
    """A programme with its periods, and in it a project; the project's address."""
    page.goto(page.url + "indsatser/nyt-program/")
    page.fill("[name=name]", "Prøveprogram")
    period(page, *PERIODS[0])
    look(page, "new-programme")
    press(page, "Begynd programmet")
    programme = page.url
    for which in PERIODS[1:]:
        page.goto(programme + "perioder/")
        period(page, *which)
        press(page, "Tilføj")
    look(page, "programme")
    page.goto(programme + "nyt-projekt/")
    page.fill("[name=name]", "Sprogkuffert i hjemmet")
    page.fill("[name=purpose]", "Børnene får flere ord, fordi hjem og dagtilbud læser det samme.")
    page.click("main form .button-primary")
    page.wait_for_url("**/projekt/*/")
    project = page.url
    choose_units(page, project, own_unit)
    page.goto(project + "indikatorer/")
    for name in ASKED:
        page.check(f"[name=indicators][value={name}]")
    look(page, "indicators")
    press(page, "Gem")
    page.goto(project + "aktiviteter/")
    page.fill("[name=name]", "Sprogkuffert")
    page.check("[name=elements][value='2']")
    page.check("[name=counted_by][value=suitcases]")
    page.fill("[name=times]", "2")
    page.select_option("[name=per]", "child")
    page.fill("[name=months]", "12")
    look(page, "activities")
    press(page, "Tilføj aktiviteten")
    page.goto(project + "faser/")
    for number, phase in enumerate(PHASES, start=1):
        page.select_option(f"[name=phase_{number}]", phase)
    press(page, "Gem")
    look(page, "project")
    return project


def choose_units(page, project, own_unit):
    """The leader's own unit, and two more."""
    page.goto(project + "enheder/")
    rows = page.locator("main tbody tr")
    chosen = 0
    for row in rows.all():
        is_own = row.locator("th .sub").inner_text().strip() == own_unit
        if is_own or chosen < MANY_UNITS - 1:
            row.locator("th input").check()
            chosen += not is_own
    look(page, "units")
    press(page, "Gem")


def answers(turn):
    """What a unit answers; more children are green from one period to the next."""
    return {
        "children": 20,
        "suitcases": 14 + turn,
        "parents_daily": 4 + turn % 2,
        "wellbeing.included.green": 8 + turn,
        "wellbeing.included.yellow": 9 - turn,
        "wellbeing.included.red": 3,
        "wellbeing.left.green": 0,
        "wellbeing.left.yellow": 0,
        "wellbeing.left.red": 0,
    }


def fill_in(page, turn):
    """Answer a sheet on its page."""
    page.fill("[name=enrolled]", "40")
    for name, value in answers(turn).items():
        if name == "parents_daily":
            page.check(f"[name='{name}'][value='{value}']")
        else:
            page.fill(f"[name='{name}']", str(value))


def hand_in(page):
    """Hand in; what the page asks about is said to be right."""
    press(page, "Aflever")
    for _ in range(2):
        if "/enhed/" not in page.url:
            return
        for box in page.locator("[name=confirmed]").all():
            box.check()
        press(page, "Aflever")
    assert "/enhed/" not in page.url, page.inner_text("#told")


def filled_workbook(page, button, folder, turn):
    """Fetch a workbook, answer everything in it as somebody does in a spreadsheet."""
    with page.expect_download() as fetched:
        page.click(button)
    path = folder / fetched.value.suggested_filename
    fetched.value.save_as(path)
    book = openpyxl.load_workbook(path)
    filled = 0
    for sheet in book.worksheets:
        cells = {row[5].value: row[1] for row in sheet.iter_rows(min_col=1, max_col=6)}
        for key, value in answers(turn).items():
            if f"field:{key}" in cells:
                cells[f"field:{key}"].value = value
                filled += 1
    assert filled >= len(answers(turn))
    book.save(path)
    return path


def unit_links(page):
    return [
        link.get_attribute("href")
        for link in page.locator("main tbody th a").all()
        if "/enhed/" in (link.get_attribute("href") or "")
    ]


def by_page(manager, leader, project, number):
    """The first period: everybody on the page; the leader hands in, the manager for the others."""
    leader.goto(f"{project}registrering/{number}/")
    (own,) = unit_links(leader)
    leader.goto(origin(project) + own)
    look(leader, "sheet")
    leader.fill("[name=children]", "0,4")
    leader.wait_for_selector("#told .note-error")
    look(leader, "sheet-told")
    fill_in(leader, 0)
    hand_in(leader)
    manager.goto(f"{project}registrering/{number}/")
    look(manager, "period")
    for where in unit_links(manager):
        manager.goto(origin(project) + where)
        if manager.locator("button[value=accept]").count() == 0:
            fill_in(manager, 0)
            hand_in(manager)


def by_workbook(manager, project, number, folder):
    """One workbook for all units, brought in by the manager and handed in sheet by sheet."""
    where = f"{project}registrering/{number}/"
    manager.goto(where)
    path = filled_workbook(manager, "text=Hent arkene som regneark", folder, 1)
    manager.goto(where + "hent-ind/")
    look(manager, "upload")
    manager.set_input_files("[name=files]", path)
    press(manager, "Hent ind")
    assert manager.url == where
    look(manager, "brought-in")
    for sheet in unit_links(manager):
        manager.goto(origin(project) + sheet)
        hand_in(manager)


def by_both(manager, leader, project, number, folder):
    """The leader by a workbook of the unit's own; the others on the page."""
    leader.goto(f"{project}registrering/{number}/")
    (own,) = unit_links(leader)
    leader.goto(origin(project) + own)
    path = filled_workbook(leader, "text=Hent arket som regneark", folder, 2)
    leader.goto(origin(project) + own + "hent-ind/")
    leader.set_input_files("[name=files]", path)
    press(leader, "Hent ind")
    assert leader.url.endswith(own)
    look(leader, "sheet-again")
    hand_in(leader)
    manager.goto(f"{project}registrering/{number}/")
    for sheet in unit_links(manager):
        manager.goto(origin(project) + sheet)
        if manager.locator("button[value=accept]").count() == 0:
            fill_in(manager, 2)
            hand_in(manager)


def accept_all(manager, project, numbers):
    """The project manager takes every sheet."""
    for number in numbers:
        manager.goto(f"{project}registrering/{number}/")
        for sheet in unit_links(manager):
            manager.goto(origin(project) + sheet)
            press(manager, "Godkend")
        assert manager.locator("main tbody .mark-good").count() >= MANY_UNITS


def reflect(manager, project):
    """Read the data report, reflect, decide, and write what changes into the description."""
    manager.goto(f"{project}runden/")
    look(manager, "rounds")
    manager.goto(f"{project}runden/4/")
    manager.click("text=Læs datarapporten")
    assert "Sprogkuffert" in manager.inner_text("main")
    look(manager, "data-report")
    manager.goto(f"{project}runden/4/")
    for box in manager.locator("main textarea").all():
        box.fill("Vi kan kende tallene: flere familier låner kufferten.")
    look(manager, "round")
    press(manager, "Gem refleksionen")
    manager.check("[name=decided][value=adjust]")
    manager.fill("[name=why]", "Kufferten skal gennemgås med familien, før den lånes ud.")
    press(manager, "Gem beslutningen")
    look(manager, "round-decided")
    manager.click("text=Skriv den nye udgave")
    manager.locator("main textarea").first.fill("Familier, som sprogvurderingen peger på.")
    look(manager, "description-by-decision")
    press(manager, "Gem udgaven")
    manager.goto(f"{project}runden/4/")
    assert manager.locator(".steps-of .mark-good").count() == STEPS


def tell(manager, project):
    """A group interview, and an answer on other factors; what points at a person is refused."""
    manager.goto(f"{project}belaeg/interview/")
    manager.select_option("[name=role_group]", "staff")
    manager.fill("[name=held_on]", "2025-11-02")
    manager.fill("[name=source]", "Gruppeinterview 1, referat i sagen")
    manager.fill("[name=text]", "Ring til 12 34 56 78")
    press(manager, "Gem noten")
    assert "telefonnummer" in manager.inner_text(".note-error")
    look(manager, "note")
    manager.fill("[name=text]", "Forældrene spørger selv efter kufferten nu.")
    press(manager, "Gem noten")
    manager.goto(f"{project}belaeg/faktor/")
    manager.select_option("[name=role]", "management")
    manager.fill("[name=factor]", "Nyt fagsystem")
    manager.check("[name=direction][value=negative]")
    manager.check("[name=strength][value='3']")
    look(manager, "factor")
    press(manager, "Gem svaret")
    assert "N1" in manager.inner_text("main")
    look(manager, "evidence")


def price(manager, project):
    """Begin with published hours, put in one's own, and read what it comes to."""
    manager.goto(f"{project}omkostninger/")
    look(manager, "costs-empty")
    manager.click("text=Skriv timerne")
    manager.locator("main details a").first.click()
    assert "udgivne timer" in manager.inner_text("main").lower()
    manager.fill("[name=holding]", "Udlån af en kuffert")
    manager.fill("[name=divisor]", "1")
    manager.fill("[name=hours_0]", "1,5")
    manager.fill("[name=low_0]", "1")
    manager.fill("[name=high_0]", "2")
    manager.fill("[name=holdings_per_year]", "")
    look(manager, "cost")
    press(manager, "Gem")
    assert "ikke oplyst" in manager.inner_text("main")
    manager.click("main .task a.button")
    manager.fill("[name=holdings_per_year]", "2")
    press(manager, "Gem")
    manager.goto(f"{project}omkostninger/etablering/")
    manager.fill("[name=name]", "Kufferter")
    manager.fill("[name=amount]", "12000")
    manager.fill("[name=years]", "4")
    manager.check("[name=activities]")
    look(manager, "establishment")
    press(manager, "Gem")
    said = manager.inner_text("main")
    assert "3.000" in said  # a year's part of what it took to begin
    assert "kan ikke følges" in said  # cost beside results, from counts alone
    look(manager, "costs")
    manager.goto(manager.url.split("/program/")[0] + "/loen/")
    look(manager, "pay")


def judge(evaluator, project):
    """An evaluator judges the project, resting on what was told."""
    evaluator.goto(f"{project}modning/")
    look(evaluator, "maturity")
    evaluator.click("text=Vurdér projektet")
    evaluator.check("[name=outcome][value=partly_matured]")
    evaluator.fill("[name=why]", "Resultaterne peger i retning af, men er ikke sandsynliggjort.")
    evaluator.check("[name=cited][value=N1]")
    evaluator.check("[name=cited][value=F1]")
    look(evaluator, "judge")
    press(evaluator, "Gem vurderingen")
    said = evaluator.inner_text("main")
    assert "N1, F1" in said
    look(evaluator, "judged")
    evaluator.goto(project.split("/program/")[0] + "/program/eva_2018_2022/modning/")
    assert evaluator.locator("main tbody tr").count() == FIFTEEN
    look(evaluator, "maturity-of-all")


def origin(address):
    return "/".join(address.split("/")[:3])


def test_an_intervention_from_setting_up_to_maturity(visit, tmp_path):
    manager, leader = visit("project_manager"), visit("unit_leader")
    own_unit = unit_of(leader)
    project = set_up(manager, own_unit)
    by_page(manager, leader, project, 1)
    by_workbook(manager, project, 3, tmp_path)
    by_both(manager, leader, project, 4, tmp_path)
    accept_all(manager, project, (1, 3, 4))
    manager.goto(project + "registrering/")
    assert "Nyt fagsystem" in manager.inner_text("main")
    look(manager, "registration")
    reflect(manager, project)
    tell(manager, project)
    price(manager, project)
    judge(visit("evaluator"), project)


def unit_of(leader):
    """The key of the leader's own unit: it stands in the address of a page of it."""
    home = leader.url
    leader.goto(home + "2027/breve/")
    if "/enheder/" not in leader.url:
        link = leader.locator("main a[href*='/enheder/']").first
        key = link.get_attribute("href").split("/enheder/")[1].split("/")[0]
    else:
        key = leader.url.split("/enheder/")[1].split("/")[0]
    leader.goto(home)
    return key
