"""A browser whose clicks wait for where they lead, and what axe says of a page.

Chromium begins a navigation some time after the click that asked for it, the later the busier the
machine; who reads on at once reads the page that is being left. The page itself knows: a click on
a link, or a form sent, that nothing prevented will lead away. It makes a note of that, and the
note goes with the page.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import wraps
from pathlib import Path

import pytest

from fordel.allocation.bundles.bundle import write_bundle
from fordel.budget_year.writing import LAST_YEAR
from tests import demonstrated
from tests.shared import ROOT

CHROMIUM = Path(os.environ.get("FORDEL_CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]
needs_chromium = pytest.mark.skipif(
    not CHROMIUM.is_file(),
    reason=f"NO BROWSER: {CHROMIUM} is not there; set FORDEL_CHROMIUM. Pages were not opened",
)
PICTURES = os.environ.get("FORDEL_TEST_PICTURES")
"""A folder to put pictures of the pages in, for whoever wants to look at them."""
SERIOUS = {"serious", "critical"}
NARROW, WIDE = {"width": 320, "height": 900}, {"width": 1280, "height": 900}
ARRIVAL_S, GLANCE_MS = 60, 20

NOTICE = """() => {
  if (window.leaving !== undefined) return;
  window.leaving = false;
  const leads = (link) => {
    const there = new URL(link.href, location.href);
    const within = there.hash && there.href.split("#")[0] === location.href.split("#")[0];
    return there.protocol.startsWith("http") && !link.target && !link.download && !within;
  };
  window.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && leads(link) && !event.defaultPrevented) window.leaving = true;
  });
  window.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) window.leaving = true;
  });
}"""
ARRIVED = "() => !window.leaving && document.readyState === 'complete'"


@contextmanager
def chromium():
    """A Chromium that is closed again, with clicks that wait."""
    from playwright.sync_api import ElementHandle, Locator, Page, sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        for kind, page_of in (
            (Page, lambda page: page),
            (Locator, lambda found: found.page),
            (ElementHandle, lambda found: found.owner_frame().page),
        ):
            patch.setattr(kind, "click", _then_arrive(kind.click, page_of))
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


def _then_arrive(click, page_of):
    @wraps(click)
    def clicked(subject, *arguments, **options):
        page, files = page_of(subject), []

        def fetched(file):
            files.append(file)

        page.on("download", fetched)
        try:
            page.evaluate(NOTICE)
            click(subject, *arguments, **options)
            _arrive(page, files)
        finally:
            page.remove_listener("download", fetched)

    return clicked


def _arrive(page, files):
    """Wait until the page that the click asked for stands, or has turned out to be a file."""
    from playwright.sync_api import Error

    until = time.monotonic() + ARRIVAL_S
    while not files:
        try:
            if page.evaluate(ARRIVED):
                return
        except Error:  # the page went away under the question
            pass
        assert time.monotonic() < until, f"{page.url} leads to a page that does not come"
        page.wait_for_timeout(GLANCE_MS)


def serious(page):
    """What axe has against the page, with the first places of each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in SERIOUS
    ]


def fits(page):
    """Whether the page is no wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def picture(page, name):
    """Keep a picture of the page, where pictures are wanted."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def look(page, name):
    """The page keeps nobody out and fits a narrow screen; it is wide again afterwards."""
    assert serious(page) == [], name
    picture(page, name)
    page.set_viewport_size(NARROW)
    assert fits(page), name
    picture(page, f"{name}-320")
    page.set_viewport_size(WIDE)


@contextmanager
def served_demonstration(folder, *also):
    """A small municipality served by waitress: the address, and its log-ins by role.

    ``also`` are commands that add to its data before it is served.
    """
    for year, run in ((2026, demonstrated.run()), (2027, demonstrated.next_run())):
        (folder / "runs" / str(year)).mkdir(parents=True)
        write_bundle(run, folder / "runs" / str(year))
    first = (folder / "runs" / "2026" / "bundle.fordel").read_bytes()
    (folder / "runs" / "2027" / LAST_YEAR).write_bytes(first)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FORDEL_", "DJANGO_"))}
    env = {**kept, "FORDEL_DEMO": "1", "FORDEL_WEB_DATA": str(folder / "data")}
    web = [sys.executable, "-m", "fordel.cli", "web"]
    demo = [*web, "demo", str(folder / "runs"), "--json"]
    made = subprocess.run(demo, env=env, capture_output=True, text=True, check=True)
    for command in also:
        subprocess.run(command, env=env, cwd=ROOT, check=True)
    serve = [*web, "serve", "--port", "0", "--lang", "en"]
    with subprocess.Popen(serve, env=env, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = server.stdout.readline().split()[1].rstrip("/")
            yield address, {login["role"]: login for login in json.loads(made.stdout)}
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The demonstration, served; its log-ins by role, and what browsers keep of each role."""
    with served_demonstration(tmp_path_factory.mktemp("site")) as (address, logins):
        yield address, logins, {}


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def visit(browser, site):
    """Open a page as somebody; at the end the browser must have complained of nothing."""
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
            context.clear_cookies(name="language")  # each test says its own
            kept[role] = context.storage_state()
            context.add_cookies([{"name": "language", "value": language, "url": address}])
        return page

    yield enter
    for context in contexts:
        context.close()
    # A form that is refused answers 422, and the browser notes that.
    left = [text for text in complaints if "status of 422" not in text]
    assert not left, left
