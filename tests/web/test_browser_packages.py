"""Packages, indicators and the time line as a person meets them, wide and narrow."""

from __future__ import annotations

import os

import pytest

from tests.web.browsing import needs_chromium, serious

pytestmark = needs_chromium

PROGRAMME = "indsatser/program/egne_indsatser/"
PROJECT = PROGRAMME + "projekt/sprog_hjemme_og_her/"
TALKS, CAFE = "samtaler_om_overgange", "foraeldrecafe_og_faelles_opsporing"
PAGES = (
    "indsatser/pakker/",
    "indsatser/pakker/ny/",
    "indsatser/pakker/ny/?katalog=1",
    "indsatser/pakker/ny/?program=egne_indsatser",
    f"indsatser/pakker/pakke/{TALKS}/",
    f"indsatser/pakker/pakke/{TALKS}/ret/",
    f"indsatser/pakker/ved-siden-af/?pakke={TALKS}&pakke={CAFE}",
    "indsatser/vejviser/?aims=language&children=40&units=4&youngest=0&oldest=5&frame=90000",
    PROGRAMME,
    PROGRAMME + "ret/",
    PROGRAMME + "perioder/?nr=3",
    PROGRAMME + "haendelser/",
    PROGRAMME + "spoergsmaal/",
    PROGRAMME + "spoergsmaal/nyt/",
    PROGRAMME + "spoergsmaal/suitcases/ret/",
    PROGRAMME + "spoergsmaal/suitcases/ny-udgave/",
    PROJECT,
    PROJECT + "faser/",
    PROJECT + "runden/3/",
    PROJECT + "evaluering/rapport/3/",
)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_keep_nobody_out_and_fit(visit, language, width):
    page = visit("project_manager", language, width=width)
    home, folder = page.url, os.environ.get("FORDEL_PICTURES_TO")
    for number, path in enumerate(PAGES):
        assert page.goto(home + path).status == 200, path
        assert serious(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        if folder:
            name = f"{folder}/{language}-{width}-{number:02}.png"
            page.screenshot(path=name, full_page=True)


def test_a_package_from_the_guide_is_kept_and_set_beside_another(visit):
    page = visit("analyst")
    home = page.url
    page.goto(home + PAGES[7])
    page.get_by_role("button", name="Sæt de valgte sammen til en pakke").click()
    page.wait_for_url("**/pakker/ny/?katalog=1**")
    page.get_by_label("Hvad pakken hedder").fill("Fra vejviseren")
    page.get_by_role("button", name="Gem pakken").click()
    page.wait_for_url("**/pakke/fra_vejviseren/")
    assert "I alt på et år" in page.inner_text("main")
    page.goto(home + "indsatser/pakker/")
    page.check("#p-fra_vejviseren")
    page.check(f"#p-{TALKS}")
    page.get_by_role("button", name="Sæt de valgte ved siden af hinanden").click()
    page.wait_for_url("**/ved-siden-af/**")
    assert page.get_by_role("link", name="Fra vejviseren").is_visible()
    assert serious(page) == []
    page.goto(home + "indsatser/pakker/pakke/fra_vejviseren/")
    page.locator("summary", has_text="Slet pakken").click()
    page.get_by_role("button", name="Slet den").click()
    page.wait_for_url("**/indsatser/pakker/")
    assert "Fra vejviseren" not in page.inner_text("main")
