"""One year from an empty database to letters that are read, by five people, through pages only.

The demonstration's own story is played: two units merge in August 2026, one closes and one opens,
and the children are counted again in September; its files of 2027 are that count.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

import pytest

from tests import demonstrated
from tests.web.browsing import chromium, needs_chromium
from tests.web.fresh import fresh_installation
from tests.web.playing import Town, begin, bring_in, give_unit, invite, number

pytestmark = needs_chromium
YEAR = "2026"
FRAME = "51600000"
PURPOSE = "Tidlig forebyggende indsats for de børn, der har det sværest."
ANNOUNCED_MS = 120_000
LETTERS_READ, QUESTIONS = 5, 3
"""So many have to be confirmed before the municipality is told how many were understood."""


@pytest.fixture
def town(tmp_path):
    with fresh_installation(tmp_path) as fresh, chromium() as browser:
        made = Town(fresh, browser)
        yield made
    assert not made.complaints


def files_of(year):
    folder = demonstrated.folder() / year
    return [folder / f"{name}.csv" for name in ("units", "children", "grants", "applications")]


@dataclass(frozen=True)
class Merger:
    """What the register of the year after says: two units that became a new one, others go on."""

    key: str
    name: str
    before: tuple[str, ...]
    goes_on: set[str]


def merger():
    text = files_of("2027")[0].read_text("cp1252")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    row = next(row for row in rows if row["forgængere"])
    before = tuple(row["forgængere"].split("+"))
    there = {row["institutionsnr"] for row in rows}
    return Merger(row["institutionsnr"], row["institution"], before, there)


def copy_model(town):
    """The model that comes with Fordel, copied, with the municipality's own frame."""
    page = town.front("analyst")
    page.click("nav.main-nav a >> text=Modeller")
    page.select_option("[name=source]", "shipped:demokommune")
    page.fill("[name=title]", "Prøvekommunes model")
    page.fill("[name=slug]", "prove")
    page.click("text=Lav kopien")
    page.wait_for_url("**/modeller/prove/1/")
    page.click("summary:has-text('Tal med kilde og dato')")
    page.fill("[name='parameters.0.values.1.value']", FRAME)
    page.wait_for_selector("#told.note-success")
    page.click("button[value=save]")
    page.wait_for_selector(".note-success:has-text('Gemt.')")


def try_and_hand_in(town):
    """A lever is moved, what it gives is saved and seen beside the model, and handed in."""
    page = town.year("analyst", "Hvad nu hvis")
    before = page.inner_text("#sum")
    page.fill("input[name='need.pool_share']", "6")
    page.wait_for_selector("#stored[value*='pool_share']", state="attached")
    assert page.inner_text("#sum") == before
    page.fill("#name", "Seks procent efter vilkår")
    page.click("form.keep button")
    page.wait_for_url("**/scenarier/")
    page.click("text=Aflever som forslag")
    assert page.inner_text("h1") == "Seks procent efter vilkår"


def say_purpose(town):
    page = town.year("analyst", "Breve")
    page.click("text=Hvad brevene siger ud over tallene")
    page.fill("[name=purpose_da]", PURPOSE)
    page.click("text=Gem teksten")


def decide_and_announce(town):
    """Four eyes: the analyst sends, the head sees protected figures and approves, letters go."""
    analyst = town.front("analyst")
    analyst.click(".task:has(.task-what:has-text('Forslaget for 2026')) .button")
    analyst.click("text=Send forslaget til godkendelse")
    analyst.wait_for_selector("text=Det står som: Forslag", timeout=ANNOUNCED_MS)
    assert not analyst.query_selector("text=Godkend forslaget")
    assert "Du ser tallene, som de er" in analyst.inner_text("main")
    head = town.front("head")
    head.click(".task:has(.task-what:has-text('Forslaget for 2026')) .button")
    assert "Du ser tallene, som de er" not in head.inner_text("main")
    head.click("text=Godkend forslaget")
    assert "Det står som: Godkendt" in head.inner_text("main")
    town.front("analyst").click(".task:has(.task-what:has-text('Forslaget for 2026')) .button")
    analyst.click("text=Meld budgettet ud")
    analyst.wait_for_selector("text=Det står som: Udmeldt", timeout=ANNOUNCED_MS)


def letters(town):
    """Every unit's letter as the analyst's list has it: version and amount by the unit's key."""
    page = town.year("analyst", "Breve")
    found = {}
    for row in page.query_selector_all("table.lines tbody tr"):
        key = row.query_selector("th a").get_attribute("href").split("/")[-3]
        version = row.query_selector("th .sub")
        version = 1 if version is None else number(version.inner_text())
        found[key] = version, number(row.query_selector("td").inner_text())
    return found


def read_next(town, answers):
    """The leader opens the first letter that waits, confirms it and answers; what it says."""
    page = town.front("leader")
    page.click(".task:has(.task-what:has-text('Læs budgetbrevet')) .button >> nth=0")
    said = page.inner_text("article")
    page.click(".actions >> text=Jeg har læst det")
    for name, right in answers(said).items():
        page.click(f"fieldset:has([name={name}]) label:has-text('{right}')")
    page.click("form.questions button")
    assert "Tak – du har læst brevet" in page.inner_text("main")
    return said, page.locator(".answers .mark-good").count()


def first_answers(said):
    """What a letter of an announced budget says to its three questions."""
    money = re.search(r"Efter børnenes vilkår\t.*\t([\d.]+)\s*kr\.", said)[1]
    return {"how_much": money, "by_what": "kommunens kriterier", "what_for": PURPOSE}


def changed_answers(month, why):
    def answers(said):
        now = re.search(r"I får nu ([\d.]+)\s*kr\.", said)[1]
        return {"how_much_now": now, "since_when": month, "why_changed": why}

    return answers


def understood(town):
    page = town.year("analyst", "Læst og forstået")
    return dict(
        zip(
            page.locator("dl.keys dt").all_inner_texts(),
            page.locator("dl.keys dd").all_inner_texts(),
            strict=True,
        )
    )


def merge(town, story):
    """Two units become one in August; the money is moved by the form that is filled in for it."""
    page = town.front("administrator")
    page.click("nav.main-nav a >> text=Organisation")
    page.click("text=Læg enheder sammen")
    for key in story.before:
        page.check(f".choice:has(label:has-text('{key}')) input", force=True)
    page.fill("[name=key]", story.key)
    page.fill("[name=name]", story.name)
    page.fill("[name=day]", f"{YEAR}-08-01")
    page.fill("[name=reason]", "De to huse får fælles ledelse.")
    page.click("main button:has-text('Gem')")
    page = town.year("analyst", "Midt på året")
    page.click(f".task:has-text('{story.name}') .button")
    assert page.input_value("[name=heir_1]") == story.key
    page.click("text=Vis forskellen")


def recount(town):
    """Children counted again in September become a change of the year's money."""
    page = town.year("analyst", "Data")
    bring_in(page, files_of("2027"), model="own:prove", purpose="recount")
    assert "05-09-2026" in page.inner_text("main"), "September of the year itself"
    page.click("nav.main-nav a >> text=Midt på året")
    page.click("text=Noget har ændret sig")
    page.click(".task:has(.task-what:has-text('Børnene er talt igen')) .button")
    page.select_option("[name=data]", index=1)
    page.select_option("[name=from_month]", "9")
    page.fill("[name=reason]", "Børnene er talt igen den 5. september.")
    page.click("text=Vis forskellen")


def pass_on(town):
    """From draft to ledger by two people; the units whose money it moves."""
    analyst = town.pages["analyst"]
    moved = analyst.locator("table.figures tbody th .sub").all_inner_texts()
    analyst.click("text=Send til godkendelse")
    head = town.front("head")
    head.click(".task:has(.task-what:has-text('midt i 2026')) .button")
    head.click("button >> text=Godkend")
    town.front("analyst").click(".task:has(.task-what:has-text('midt i 2026')) .button")
    analyst.click("text=Postér, og skriv breve")
    assert "har fået nye breve" in analyst.inner_text(".notes")
    return set(moved)


def ledger(town):
    """The year's page: the frame and its three parts, and every unit's amount by its key."""
    page = town.year("analyst", "Midt på året")
    assert "Summen passer" in page.inner_text(".check")
    sums = [number(text) for text in page.locator("dl.keys dd").all_inner_texts()]
    units = {}
    for row in page.query_selector_all("table.figures tbody tr"):
        key = row.query_selector("th .sub").inner_text().split(" ")[0]
        units[key] = number(row.query_selector_all("td")[1].inner_text())
    return sums, units


def renewed(before, after):
    return {key for key in after if after[key] != before.get(key)}


def logged(town, action):
    page = town.front("auditor")
    page.click("nav.main-nav a >> text=Log")
    page.select_option("[name=action]", action)
    page.click("main form button")
    return page.locator("table.lines tbody tr").all_inner_texts()


def test_a_whole_year_from_an_empty_database_to_letters_read(town):
    story = merger()
    begin(town, files_of(YEAR)[0])
    invite(town, "analyst", "Bo Analytiker", "analyst")
    invite(town, "head", "Cay Chef", "head")
    invite(town, "auditor", "Dan Revisor", "auditor")
    to_a_proposal(town)
    own = [*story.before, *(key for key in units_in_need(town) if key in story.goes_on)]
    invite(town, "leader", "Eli Leder", "unit_leader", own[0])
    for key in own[1:LETTERS_READ]:
        give_unit(town, "Eli Leder", key)
    decide_and_announce(town)
    announced = letters(town)
    assert {version for version, _ in announced.values()} == {1}
    assert len(town.fresh.mails_to("leader@prove.example")) > LETTERS_READ
    read_and_understand(town)

    merge(town, story)
    assert pass_on(town) == {*story.before, story.key}
    merged = letters(town)
    assert renewed(announced, merged) == {*story.before, story.key}
    give_unit(town, "Eli Leder", story.key)
    read_changed(town, 3, "august", "lægges sammen", "De to huse får fælles ledelse.")

    recount(town)
    moved = pass_on(town)
    after = letters(town)
    assert renewed(merged, after) == moved
    assert story.key in moved
    assert not moved & set(story.before)
    reason = "Børnene er talt igen den 5. september."
    read_changed(town, LETTERS_READ - 1, "september", "talt igen", reason)
    sums, amounts = ledger(town)
    assert sums[0] == int(FRAME) == sum(sums[1:])
    assert sum(amounts.values()) == sums[1]
    assert {key: amount for key, (_, amount) in after.items()} == amounts
    audited(town)


def to_a_proposal(town):
    """The year is opened, data are brought in, a model is copied, tried and handed in."""
    page = town.front("analyst")
    page.click(".task:has(.task-what:has-text('Åbn det første budgetår')) .button")
    page.fill("[name=year]", YEAR)
    page.click("text=Åbn året")
    bring_in(page, files_of(YEAR), model="shipped:demokommune")
    assert "05-09-2025" in page.inner_text("main")
    copy_model(town)
    say_purpose(town)
    try_and_hand_in(town)


def read_and_understand(town):
    """All letters but one are answered right; the municipality sees how many, not which."""
    for _ in range(LETTERS_READ - 1):
        assert read_next(town, first_answers)[1] == QUESTIONS
    wrong = lambda said: {**first_answers(said), "what_for": "Vedligeholdelse"}  # noqa: E731
    assert read_next(town, wrong)[1] == QUESTIONS - 1
    how = understood(town)
    assert number(how["Bekræftet læst"]) == LETTERS_READ
    assert number(how["Heraf forstået"]) == 80


def read_changed(town, count, month, why, reason):
    """So many new letters wait for the leader, and say what changed and why."""
    for _ in range(count):
        said, right = read_next(town, changed_answers(month, why))
        assert reason in said
        assert right == QUESTIONS
    assert town.front("leader").locator(".task").count() == 0


def audited(town):
    """The auditor finds who approved and who posted, and every reading that was confirmed."""
    posted = logged(town, "ledger.posted")
    assert len(posted) == 2
    assert all("Bo Analytiker" in line for line in posted)
    assert sum("Cay Chef" in line for line in logged(town, "change.moved")) == 2
    assert len(logged(town, "letter.confirmed")) == 2 * LETTERS_READ + 2
    assert logged(town, "person.invited")


def units_in_need(town):
    """Units that the proposal gives need money, by their keys."""
    page = town.year("analyst", "Forslag")
    page.click("main table a >> nth=0")
    rows = page.query_selector_all("table.figures.sticky tbody tr")
    return [
        row.query_selector("th .sub").inner_text()
        for row in rows
        if number("0" + row.query_selector_all("td")[2].inner_text())
    ]
