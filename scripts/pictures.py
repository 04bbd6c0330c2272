"""Take the pictures of the web pages in the documentation: ``python -m scripts.pictures``.

The demonstration municipality of ``make job`` is set up in a folder of its own, served, and
opened in Chromium (``FORDEL_CHROMIUM``, else ``/usr/bin/chromium``). What the pictures show is
done through the pages first: files brought in, money moved, a public page switched on.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.web.browsing import chromium
from tests.web.installed import Installation, served

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1280, 860
MOST_BYTES = 150_000
YEAR = "2027"
_WORKED_MS = 120_000


@dataclass(frozen=True)
class Desk:
    """The municipality's front page, and somebody's browser for each role."""

    home: str
    pages: dict[str, Any]
    folder: Path

    def take(self, role: str, name: str, path: str | None = None, top: str | None = None) -> None:
        """A picture of one screen, from ``top`` on; of the page that is open where no path is."""
        page = self.pages[role]
        if path is not None:
            page.goto(self.home + path)
        page.evaluate("window.scrollTo(0, 0)")
        if top is not None:
            page.evaluate(
                "one => window.scrollTo(0, document.querySelector(one)"
                ".getBoundingClientRect().top - 12)",
                top,
            )
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
        content = page.screenshot()
        print(f"{name}.png {len(content):,} bytes", file=sys.stderr)
        if len(content) > MOST_BYTES:
            sys.exit(f"{name}.png takes more than {MOST_BYTES:,} bytes")
        (self.folder / f"web_{name}.png").write_bytes(content)


def main() -> None:
    """Set up, act, and take each picture."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=Path, default=ROOT / "build" / "runs")
    asked.add_argument("--data", type=Path, default=ROOT / "build" / "demo" / YEAR)
    asked.add_argument("--to", type=Path, default=PICTURES)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = Installation(Path(folder) / "data", None, {})
        answer = made.fordel("web", "demo", given.runs, "--json")
        if answer.returncode:
            sys.exit(answer.stderr)
        made.logins.update({login["role"]: login for login in json.loads(answer.stdout)})
        with served(made) as (address, server), chromium() as browser:
            pages = {role: _entered(browser, made, address, role) for role in made.logins}
            home = pages["analyst"].url
            _take_all(Desk(home, pages, given.to), given.data)
            server.send_signal(signal.SIGINT)  # its worker stops with it
            server.wait()


def _entered(browser: Any, made: Installation, address: str, role: str) -> Any:
    size = {"width": WIDTH, "height": HEIGHT}
    page = browser.new_context(viewport=size, locale="da-DK").new_page()
    page.goto(address + "/")
    page.fill("#id_login", made.logins[role]["email"])
    page.fill("#id_password", made.logins[role]["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/kommuner/**")
    return page


def _take_all(desk: Desk, data: Path) -> None:
    desk.take("analyst", "year", f"{YEAR}/")
    desk.take("analyst", "letters", f"{YEAR}/breve/")
    desk.take("head", "proposal", f"{YEAR}/forslag/1/", top=".eyebrow")
    desk.take("analyst", "years", "aarene/")
    desk.take("administrator", "people", "adgang/")
    _model(desk)
    _what_if(desk)
    _letter(desk)
    _midyear(desk)
    _import(desk, data)
    _public(desk)
    desk.take("auditor", "log", "log/")
    desk.take("analyst", "front", "")


def _model(desk: Desk) -> None:
    page = desk.pages["analyst"]
    page.goto(desk.home + "modeller/demokommune/1/")
    page.click("button[value=next]")
    page.click("#card-steps-2 summary")
    desk.take("analyst", "model", top="h1")


def _what_if(desk: Desk) -> None:
    page = desk.pages["analyst"]
    page.goto(desk.home + f"{YEAR}/hvad-nu-hvis/")
    page.fill("input[name='need.pool_share']", "7")
    page.wait_for_selector("#stored[value*='pool_share']", state="attached")
    page.wait_for_timeout(500)  # the dots glide
    desk.take("analyst", "what_if", top="h1")


def _letter(desk: Desk) -> None:
    page = desk.pages["unit_leader"]
    page.click(".task .button >> nth=0")
    desk.take("unit_leader", "letter")
    page.click(".actions >> text=Jeg har læst det")
    desk.take("unit_leader", "questions")


def _midyear(desk: Desk) -> None:
    analyst, head = desk.pages["analyst"], desk.pages["head"]
    analyst.goto(desk.home + f"{YEAR}/midtpaa/ny/?slags=handover")
    analyst.select_option("[name=giver_1]", index=4)
    analyst.select_option("[name=heir_1]", index=9)
    analyst.select_option("[name=from_month]", "8")
    analyst.fill("[name=reason]", "De to huse lægges sammen den 1. august.")
    analyst.click("text=Vis forskellen")
    change = analyst.url
    analyst.click("text=Send til godkendelse")
    head.goto(change)
    desk.take("head", "change", top=".eyebrow")
    head.click("button >> text=Godkend")
    analyst.goto(change)
    analyst.click("text=Postér, og skriv breve")
    desk.take("analyst", "midyear", f"{YEAR}/midtpaa/")


def _import(desk: Desk, data: Path) -> None:
    page = desk.pages["analyst"]
    page.goto(desk.home + f"{YEAR}/data/")
    names = ("units", "children", "grants", "applications")
    page.set_input_files("[name=files]", [data / f"{name}.csv" for name in names])
    page.select_option("[name=purpose]", "recount")
    page.click("main form.upload button")
    page.click("text=Næste: se kolonnerne efter", timeout=_WORKED_MS)
    desk.take("analyst", "import")
    page.goto(desk.home + f"{YEAR}/data/opgiv/")
    page.click("main button")


def _public(desk: Desk) -> None:
    page = desk.pages["analyst"]
    page.goto(desk.home + "deling/")
    page.check("[name=public]", force=True)
    page.click("main form button.button-primary")
    page.click("main a[href*='/offentlig/']")
    desk.take("analyst", "public")


if __name__ == "__main__":
    main()
