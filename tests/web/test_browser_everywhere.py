"""Every page somebody can reach, in a real browser: axe, narrow, enlarged, printed, by keyboard.

Pages are found by following links from where a person lands, one page per address name; a new
page that is linked from anywhere is taken by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.web.browsing import chromium, fits, needs_chromium, serious
from tests.web.installed import copy_of, demonstration, served

OFTEN = ("analyst", "unit_leader", "auditor", "administrator")
"""They see nearly every page there is, each in both languages."""
OTHERS = ("head", "politician", "area_leader", "project_manager")
"""They see the same pages with less on them: Danish is enough to find what that breaks."""
ROLES = (*OFTEN, *OTHERS)
READ = [(role, language) for role in OFTEN for language in ("da", "en")]
READ += [(role, "da") for role in OTHERS]
LAYOUT = {"narrow": 320, "enlarged": 640, "wide": 1280}
"""The enlarged page is one of 1280 at 200 percent."""
PAPER = 1040
"""A sheet of A4 on its side, in CSS pixels, less its margins."""
MOST_KEYS = 400

pytestmark = needs_chromium


AREA_LEADER = {"email": "omraadeleder@demokommune.example", "password": "fire ord om en bil"}
LED = """
from fordel.web.access.actions.people import create_person, give_role
from fordel.web.access.models import Role, RoleGrant
from fordel.web.audit.actions.writing import System
from fordel.web.organisation.models import Area, Unit
leads = RoleGrant.objects.select_related("unit__municipality").get(role=Role.UNIT_LEADER).unit
town, system = leads.municipality, System(code=leads.municipality.code)
area = Area.objects.create(municipality=town, key="nord", name="Nord")
Unit.objects.filter(pk=leads.pk).update(area=area)
person = create_person(system, EMAIL, "Områdeleder", PASSWORD)
give_role(system, person, Role.AREA_LEADER, town.pk, area_id=area.pk)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The small municipality, which has no areas, with one and its leader."""
    copied = copy_of(demonstration(), tmp_path_factory.mktemp("everywhere") / "data")
    said = {"EMAIL": AREA_LEADER["email"], "PASSWORD": AREA_LEADER["password"]}
    copied.python("".join(f"{name} = {text!r}\n" for name, text in said.items()) + LED)
    return replace(copied, logins={**copied.logins, "area_leader": AREA_LEADER})


@pytest.fixture(scope="module")
def pages(made):
    """A page of the browser for each role, logged in, with every address it reaches."""
    with served(made) as (address, _), chromium() as browser:
        found = {}
        for role in ROLES:
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.goto(address + "/")
            page.fill("#id_login", made.logins[role]["email"])
            page.fill("#id_password", made.logins[role]["password"])
            page.keyboard.press("Enter")
            page.wait_for_url("**/kommuner/**")
            found[role] = page, reached(page, address)
        yield found


def reached(page, address: str) -> dict[str, str]:
    """An address for every page that links lead to, by name."""
    found: dict[str, str] = {}
    waiting = [page.url]
    while waiting:
        url = waiting.pop(0)
        name = name_of(url)
        if name is None or name in found or "." in url.rsplit("/", 1)[1]:  # a file, no page
            continue
        answer = page.goto(url)
        assert answer.status == 200, url
        found[name] = url
        links = page.eval_on_selector_all(
            "a[href]:not([download])", "all => all.map(one => one.href)"
        )
        waiting += [link for link in links if link.startswith(address)]
    return found


def name_of(url: str) -> str | None:
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return None


def each(found: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield from sorted(found.items())


def once(pages) -> Iterator[tuple[object, str, str]]:
    """Every page once, as the first role that reaches it sees it."""
    seen: set[str] = set()
    for page, found in pages.values():
        for name, url in each(found):
            if name not in seen:
                seen.add(name)
                yield page, name, url


def test_links_lead_to_the_pages_there_are(pages):
    reaches = {role: set(found) for role, (_, found) in pages.items()}
    assert {"budgets:year", "budgets:letters", "budgets:explanation", "gallery"} <= (
        reaches["analyst"]
    )
    assert {"budgets:letter", "budgets:letter_confirm"} <= reaches["unit_leader"]
    assert "audit:log" in reaches["auditor"]
    assert {"programmes:project_units", "programmes:theory"} <= reaches["project_manager"]


@pytest.mark.parametrize(("role", "language"), READ)
def test_no_page_keeps_anybody_out(pages, role, language):
    page, found = pages[role]
    origin = "{0.scheme}://{0.netloc}/".format(urlsplit(page.url))
    page.context.add_cookies([{"name": "language", "value": language, "url": origin}])
    wrong = {}
    for name, url in each(found):
        page.goto(url)
        assert page.get_attribute("html", "lang") == language
        if problems := serious(page):
            wrong[name] = problems
    assert not wrong


def test_no_page_is_wider_than_the_screen(pages):
    wide = []
    for page, name, url in once(pages):
        for kind, width in LAYOUT.items():
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(url)
            if not fits(page):
                wide.append((name, kind, page.evaluate(WIDEST)))
        page.set_viewport_size({"width": 1280, "height": 900})
    assert not wide


WIDEST = """() => [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.tagName + '.' + one.className).slice(0, 4)"""
CUT = """() => [...document.querySelectorAll('table')]
    .filter(table => table.getClientRects().length)
    .filter(table => table.getBoundingClientRect().right > innerWidth + 1
        || [...table.querySelectorAll('th, td')].some(one =>
            getComputedStyle(one).position === 'sticky')
        || getComputedStyle(table.closest('.table-scroll') ?? table).overflowX !== 'visible')
    .map(table => table.caption?.innerText ?? table.className)"""
LEFT = """() => ['.top', '.foot', '.main-nav', '.actions'].filter(one =>
    [...document.querySelectorAll(one)].some(found => found.getClientRects().length))"""


def test_every_table_prints_whole_and_what_is_no_text_stays_on_the_screen(pages):
    cut, left = [], []
    for page, name, url in once(pages):
        page.set_viewport_size({"width": PAPER, "height": 700})
        page.goto(url)
        page.emulate_media(media="print")
        if tables := page.evaluate(CUT):
            cut.append((name, tables))
        if parts := page.evaluate(LEFT):
            left.append((name, parts))
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 1280, "height": 900})
    assert not cut
    assert not left


TABBABLE = """() => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter(one => !one.disabled && one.type !== 'hidden' && one.tabIndex >= 0
        && one.checkVisibility({visibilityProperty: true})
        && !(one.type === 'radio' && one.name))"""
MARK = f"() => {{ const all = ({TABBABLE})(); all.forEach((one, i) => one.dataset.walk = i);"
MARK += " return all.length }"
HERE = """() => { const one = document.activeElement, style = getComputedStyle(one);
    const near = getComputedStyle(one.closest('label, .choice') ?? one);
    return [one.dataset.walk ?? null, style.outlineStyle !== 'none'
        || style.boxShadow !== 'none' || near.outlineStyle !== 'none'] }"""


def test_everything_is_reached_and_shown_by_keyboard(pages):
    missed, unseen = {}, {}
    inner = 30  # a date field has several places in it
    for page, name, url in once(pages):
        page.goto(url)
        there = page.evaluate(MARK)
        reached_by_key, seen = set(), set()
        for _ in range(min(there + inner, MOST_KEYS)):
            page.keyboard.press("Tab")
            number, shown = page.evaluate(HERE)
            if number is not None:
                reached_by_key.add(int(number))
                if shown:
                    seen.add(int(number))
            if len(reached_by_key) == there and number is None:
                break
        if reached_by_key - seen:
            unseen[name] = sorted(reached_by_key - seen)
        if len(reached_by_key) < min(there, MOST_KEYS):
            missed[name] = there, sorted(set(range(there)) - reached_by_key)[:5]
    assert not missed
    assert not unseen
