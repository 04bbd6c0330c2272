"""From proposal to letters read, and the public page, in a real browser with several people."""

from __future__ import annotations

from pathlib import Path

from tests.web.browsing import fits, needs_chromium, picture, serious

pytestmark = needs_chromium


def test_a_proposal_goes_from_hand_to_hand_to_a_letter_that_is_read(  # noqa: PLR0915 - a year
    visit,
    site,
):
    analyst = visit("analyst")
    home = analyst.url
    analyst.goto(home + "2027/breve/tekst/")
    assert serious(analyst) == []
    analyst.fill("[name=expectations_da]", "Fortæl bestyrelsen, hvad I vil gøre.")
    analyst.click("main form button.button-primary")
    picture(analyst, "letter-text")

    analyst.goto(home + "2027/forslag/")
    assert serious(analyst) == []
    picture(analyst, "proposals")
    analyst.fill("[name=title]", "Forslag efter høring")
    analyst.fill("[name=reason]", "Forventningerne til enhederne er skrevet ind.")
    analyst.click("main form button.button-primary")
    proposal = analyst.url
    analyst.click("text=Send forslaget til godkendelse")
    analyst.wait_for_selector("text=Det står som: Forslag", timeout=90_000)
    assert serious(analyst) == []

    head = visit("head")
    head.goto(proposal)
    assert serious(head) == []
    picture(head, "proposal-head")
    head.fill("[name=text]", "Skal enhederne i Nord have mere tid?")
    head.click("text=Gem kommentaren")
    head.click("details.back summary")
    head.fill("#reason", "Skriv, hvornår det gælder fra.")
    head.click("details.back button")
    assert head.url.endswith("/forslag/"), "drafts are the analyst's"
    analyst.goto(proposal)
    assert "Skriv, hvornår det gælder fra." in analyst.inner_text(".timeline")
    analyst.click("text=Send forslaget til godkendelse")
    analyst.wait_for_selector("text=Det står som: Forslag", timeout=90_000)
    head.goto(proposal)
    head.click("text=Godkend forslaget")
    assert "Det står som: Godkendt" in head.inner_text("main")

    politician = visit("politician", width=320)
    politician.goto(proposal)
    assert serious(politician) == []
    assert fits(politician)
    assert "Skriv, hvornår" not in politician.inner_text("main")
    picture(politician, "proposal-politician-320")

    analyst.goto(proposal)
    analyst.click("text=Meld budgettet ud")
    analyst.wait_for_selector("text=Det står som: Udmeldt", timeout=90_000)
    picture(analyst, "proposal-announced")

    leader = visit("unit_leader")
    leader.goto(home)
    leader.click("main .task .button >> nth=0")
    assert "Fortæl bestyrelsen, hvad I vil gøre." in leader.inner_text("main")
    assert "version 2" in leader.inner_text("main")
    assert serious(leader) == []
    picture(leader, "letter")
    letter = leader.url
    leader.goto(letter.replace("/brev/", "/tal/"))
    assert serious(leader) == []
    picture(leader, "figures")
    with leader.expect_download() as fetched:
        leader.evaluate("address => { window.location = address }", letter + "budgetbrev.xlsx")
    assert Path(fetched.value.path()).read_bytes()[:2] == b"PK"
    leader.goto(letter + "laest/")
    for question in ("how_much", "by_what", "what_for"):
        leader.check(f"[name={question}] >> nth=0", force=True)
    leader.click("main form button.button-primary")
    assert "Tak – du har læst brevet" in leader.inner_text("main")

    analyst.goto(home + "2027/laesninger/")
    said = analyst.inner_text("main .keys")
    assert "for få til at sige" in said
    assert serious(analyst) == []


def test_the_public_page_is_there_only_while_it_is_switched_on(visit, site):
    address = site[0]
    stranger = visit(None)
    page = visit("analyst")
    code = page.url.rstrip("/").split("/")[-1]
    page.goto(page.url + "deling/")
    assert serious(page) == []
    picture(page, "sharing")
    page.check("[name=public]", force=True)
    page.click("main form button.button-primary")
    answer = stranger.goto(f"{address}/offentlig/{code}/")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "public, max-age=600"
    assert serious(stranger) == []
    told = stranger.inner_text("main")
    assert "Dagtilbuddenes penge i 2027" in told
    assert "vises ikke" in told
    picture(stranger, "public")
    stranger.set_viewport_size({"width": 320, "height": 800})
    assert fits(stranger)
    picture(stranger, "public-320")
    page.uncheck("[name=public]", force=True)
    page.click("main form button.button-primary")
    assert page.query_selector("main a[href*='/offentlig/']") is None
    fresh = visit(None)
    assert fresh.request.get(f"{address}/offentlig/{code}/").status == 404


def test_years_and_municipalities_stand_side_by_side(visit):
    page = visit("politician", width=320)
    home = page.url
    page.goto(home + "aarene/")
    assert serious(page) == []
    assert fits(page)
    picture(page, "years-320")
    assert "2026" in page.inner_text("table.sticky thead")
    wide = visit("politician")
    wide.goto(home + "aarene/")
    picture(wide, "years")
    wide.goto(home + "2027/kommuner/")
    assert serious(wide) == []
    picture(wide, "beside")
