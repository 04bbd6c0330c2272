"""The slice in a real browser, against the real server, with axe, in both languages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fordel.allocation.bundles.bundle import write_bundle
from fordel.budget_year.writing import LAST_YEAR
from tests import demonstrated

CHROMIUM = Path(os.environ.get("FORDEL_CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]
SERIOUS = {"serious", "critical"}

pytestmark = pytest.mark.skipif(
    not CHROMIUM.is_file(),
    reason=f"NO BROWSER: {CHROMIUM} is not there; set FORDEL_CHROMIUM. Pages were not opened",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The demonstration of a small municipality, served by waitress; its log-ins by role."""
    folder = tmp_path_factory.mktemp("site")
    for year, run in ((2026, demonstrated.run()), (2027, demonstrated.next_run())):
        (folder / "runs" / str(year)).mkdir(parents=True)
        write_bundle(run, folder / "runs" / str(year))
    first = (folder / "runs" / "2026" / "bundle.fordel").read_bytes()
    (folder / "runs" / "2027" / LAST_YEAR).write_bytes(first)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FORDEL_", "DJANGO_"))}
    env = {**kept, "FORDEL_DEMO": "1", "FORDEL_WEB_DATA": str(folder / "data")}
    command = [sys.executable, "-m", "fordel.cli", "web"]
    made = subprocess.run(
        [*command, "demo", str(folder / "runs"), "--json"],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    serve = [*command, "serve", "--port", "0", "--lang", "en"]
    with subprocess.Popen(serve, env=env, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = server.stdout.readline().split()[1].rstrip("/")
            yield address, {login["role"]: login for login in json.loads(made.stdout)}, {}
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser, site):
    """Open a page as somebody; whatever the browser complains of fails the test."""
    address, logins, kept = site
    complaints: list[str] = []
    contexts = []

    def enter(role: str | None, language: str = "da", width: int = 1200):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, storage_state=kept.get(role)
        )
        contexts.append(context)
        context.add_cookies([{"name": "language", "value": language, "url": address}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: m.type == "error" and complaints.append(m.text))
        page.goto(address + "/")
        if role is not None and role not in kept:
            page.fill("#id_login", logins[role]["email"])
            page.fill("#id_password", logins[role]["password"])
            page.keyboard.press("Enter")
            page.wait_for_url("**/kommuner/**")
            kept[role] = context.storage_state()
        return page

    yield enter
    for context in contexts:
        context.close()
    assert not complaints


def serious(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_page_keeps_anybody_out(visit, language):
    assert serious(visit(None, language)) == []
    page = visit("analyst", language)
    assert serious(page) == []
    home = page.url
    for path in ("2027/", "2027/breve/", "2027/laesninger/", "../../komponenter/"):
        page.goto(home + path)
        assert serious(page) == [], path
    page.goto(home + "2027/")
    page.click("table.figures tbody th a")
    assert serious(page) == []
    page = visit("auditor", language)
    page.goto(page.url + "log/")
    assert serious(page) == []


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_leader_reads_confirms_and_answers(visit, language):
    page = visit("unit_leader", language)
    page.click("main .task .button, main .links a:last-child")
    if "/enheder/" not in page.url:
        page.click("main tbody a")
    assert serious(page) == []
    page.click(
        ".actions a[href$='laest/']"
        if page.query_selector(".actions a[href$='laest/']")
        else "a[href$='laest/']"
    )
    if page.query_selector("form.questions"):
        assert serious(page) == []
        for name in ("how_much", "by_what", "what_for"):
            page.check(f"input[name={name}] >> nth=0")
        page.click("form.questions button")
    assert page.query_selector("ol.answers") is not None
    assert serious(page) == []


@pytest.mark.parametrize("role", ["analyst", "unit_leader"])
def test_pages_fit_a_narrow_screen(visit, role):
    page = visit(role, width=320)
    pages = [page.url, page.url + ("2027/" if role == "analyst" else "2027/breve/")]
    for address in pages:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_everything_is_reached_by_keyboard(visit):
    page = visit("unit_leader")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_language_is_a_click_away_and_back(visit):
    page = visit(None)
    page.click("button[lang=en]")
    assert page.inner_text("h1") == "Log in"
    page.click("button[lang=da]")
    assert page.inner_text("h1") == "Log ind"
