import re
from fractions import Fraction

import pytest
from pypdf import PdfReader

from fordel.allocation.change import explain_change
from fordel.announcement.explanation import subject_of
from fordel.announcement.letter import render_letter, write_letter
from fordel.announcement.letter_content import letter_content
from fordel.announcement.refusals import (
    ContactFieldNotKnown,
    TextCannotBePrinted,
    UnitNotInRun,
    UnitTakesNoPart,
)
from fordel.registers.records import Application, Grant, Ownership, RateRow
from tests.announcement.small import CHILDREN, SCORES, UNITS, need, run_of, unit

STEPS = """
steps:
  - id: base
    use: base_by_weighted_children
    label: {da: Efter børnetal, en: By the number of children}
    pool: {amount: 4500000}
  - id: need
    use: need
    count: {method: unique_children, at_least: 2}
    money: {by: pool, pool: {amount: 1500000}}
  - {id: fixed, use: fixed_grants}
  - {id: apps, use: applications}
  - {id: pay, use: payment, round_to: 100}
  - id: pos
    use: positions
    of: [need]
    pedagogue_pay: 500000
    assistant_pay: 400000
    pedagogue_share: 0.6
"""
GIVEN = {
    "grants": (Grant("a", Fraction(1000), "en ny legeplads"), Grant("a", Fraction(300))),
    "applications": (Application("a", Fraction(500), "BU 12", "sprogarbejde"),),
}
CONTACT = {
    "sender": "Lillekommune",
    "name": "Budgetkontoret",
    "phone": "12 34 56 78",
    "email": "budget@lillekommune.example",
    "purpose": "Tidlig forebyggende indsats.",
    "requirements": "Uddannede pædagoger.",
}


@pytest.fixture(scope="module")
def before():
    return run_of(STEPS)


@pytest.fixture(scope="module")
def run(before):
    grown = {**CHILDREN, "a": [*CHILDREN["a"], ("young", "income school", 5)]}
    return run_of(STEPS, children=grown, previous=before.as_last_year(), **GIVEN)


@pytest.fixture(scope="module")
def reader(run, before, tmp_path_factory):
    path = tmp_path_factory.mktemp("letters") / "a.pdf"
    change = explain_change(before, run)
    assert write_letter(run, "a", path, "da", change=change, contact=CONTACT) == path
    return PdfReader(path)


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def letter_text(run, unit_id="a", language="da", tmp_path=None, **more):
    path = tmp_path / "letter.pdf"
    write_letter(run, unit_id, path, language, **more)
    return text_of(PdfReader(path))


def kroner(text):
    return int(re.sub(r"[^\d−]", "", text).replace("−", "-"))


def test_the_letter_is_one_page_with_a_title_a_language_and_tags(reader):
    assert len(reader.pages) == 1
    assert reader.metadata.title == "Budgetbrev 2027 – Solsikken"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_the_table_has_header_cells_and_the_sections_are_headings(reader):
    kinds = set()

    def walk(node):
        node = node.get_object()
        if not isinstance(node, dict):
            return
        kinds.add(node.get("/S"))
        children = node.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            walk(child)

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    assert {"/Table", "/TH", "/TD", "/H1", "/H2", "/P"} <= kinds


def test_what_the_letter_says(reader, run):
    text = text_of(reader)
    total = f"{int(run.allocation.totals[0]):,}".replace(",", ".")
    for expected in (
        "Lillekommune",
        "Solsikken · 2027",
        f"I får {total} kr.",
        "Efter børnetal 40 vægtede børn × ",
        "9 af 11 tællende børn i en pulje på 1.500.000 kr.",
        "9 af jeres 25 børn opfylder mindst to af tre kriterier; i hele kommunen er det 11 af 65.",
        "Det er mere end gennemsnittet på ",
        "Siden sidste år",
        "Forskel i alt",
        "svarer til 2,7 fuldtidsstillinger: 1,6 pædagoger og 1,1 medhjælpere.",
        "Tidlig forebyggende indsats.",
        "Krav: Uddannede pædagoger.",
        "1.000 kr.: en ny legeplads",
        "500 kr.: sprogarbejde",
        "Budgetkontoret · Ring til 12 34 56 78 · Skriv til budget@lillekommune.example",
        "Fordelt efter «Lillekommunes model», version 1.",
    ):
        assert expected in text


def test_the_printed_parts_sum_to_the_printed_total(run, before):
    change = explain_change(before, run)
    for unit_id in "abc":
        content = letter_content(subject_of(run, unit_id, "da"), change, {})
        parts = sum(kroner(part["amount"]) for part in content["parts"])
        assert parts == kroner(content["total"]) == run.allocation.totals["abc".index(unit_id)]
        assert kroner(content["headline"]) == kroner(content["total"])
        since = next(s for s in content["sections"] if s["title"] == "Siden sidste år")
        rows = sum(kroner(row["amount"]) for row in since["rows"])
        assert rows == kroner(since["total"]["amount"])


def test_the_english_letter(run, tmp_path):
    path = write_letter(run, "a", tmp_path / "a.pdf", "en")
    reader = PdfReader(path)
    text = text_of(reader)
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "You receive " in text
    assert "9 of your 25 children meet at least two of three criteria" in text


def test_what_nobody_gave_is_not_said(run, tmp_path):
    text = letter_text(run, "c", tmp_path=tmp_path)
    for absent in ("Spørgsmål", "Hvad pengene er til", "Krav", "Siden sidste år", "Ring til"):
        assert absent not in text
    assert text.startswith("Budgetbrev Skoven · 2027")


def test_the_same_run_gives_the_same_bytes(run):
    assert render_letter(run, "a", "da") == render_letter(run, "a", "da")


NASTY = 'Nr. #1 $x^2$ *fed* _kursiv_ "citat" \\ {krøl} [k] <a> @b // `c` ~ – Åse & Co'


def test_names_come_out_literally(tmp_path):
    units = (unit("a", NASTY), *UNITS[1:])
    grants = (Grant("a", Fraction(5), '#panic("x") \\n $ *til* "os"'),)
    text = letter_text(
        run_of(STEPS, units=units, grants=grants),
        tmp_path=tmp_path,
        contact={"purpose": '#import "@preview/x:1.0.0": *', "name": '#read("/etc/hostname")'},
    )
    assert f"{NASTY} · 2027" in text
    assert '#panic("x") \\n $ *til* "os"' in text
    assert '#import "@preview/x:1.0.0": *' in text
    assert '#read("/etc/hostname")' in text


def test_a_control_character_is_a_space(tmp_path):
    units = (unit("a", "Sol\tsik\x01ken"), *UNITS[1:])
    assert "Sol sik ken · 2027" in letter_text(run_of(STEPS, units=units), tmp_path=tmp_path)


def test_a_character_no_font_has_is_refused(tmp_path):
    units = (unit("a", "Solsikken 🌻"), *UNITS[1:])
    with pytest.raises(TextCannotBePrinted) as refused:
        letter_text(run_of(STEPS, units=units), tmp_path=tmp_path)
    assert refused.value.message("da") == (
        "Brevet til «a» indeholder tegnet «🌻», som ikke kan trykkes. Et tomt sted i brevet ville "
        "ikke kunne læses op af en skærmlæser. Ret enhedens navn, formålet eller brevets "
        "oplysninger, så tegnet ikke er der."
    )
    assert "holds the character “🌻”, which cannot be printed." in refused.value.message("en")


def test_a_unit_that_gets_nothing_gets_no_letter(tmp_path):
    units = (*UNITS, unit("p", ownership=Ownership.PRIVATE))
    with pytest.raises(UnitTakesNoPart) as refused:
        letter_text(run_of(STEPS, units=units), "p", tmp_path=tmp_path)
    assert refused.value.message("da") == (
        "«p» er ikke med i fordelingen. En enhed uden beløb kan ikke få et budgetbrev. Se hvorfor "
        "med `fordel explain p`."
    )
    assert "takes no part in the allocation." in refused.value.message("en")


def test_a_unit_nobody_knows_is_refused(run, tmp_path):
    with pytest.raises(UnitNotInRun):
        letter_text(run, "zz", tmp_path=tmp_path)


def test_settings_that_no_letter_shows_are_refused(run, tmp_path):
    with pytest.raises(ContactFieldNotKnown) as refused:
        letter_text(run, tmp_path=tmp_path, contact={"telefon": "1"})
    assert refused.value.message("da") == (
        "Brevets oplysninger har ikke noget, der hedder «telefon». Det ville mangle i "
        "brevet, uden at "
        "nogen så det. Brug kun: sender, name, phone, email, purpose, requirements, expectations."
    )
    assert "have nothing called “telefon”" in refused.value.message("en")


def test_a_picture_of_the_letter(run):
    assert render_letter(run, "a", "da", form="png").startswith(b"\x89PNG")


def _sections(run, unit_id="a", change=None):
    content = letter_content(subject_of(run, unit_id, "da"), change, {})
    return content, {s["title"]: s["paragraphs"] for s in content["sections"]}


def test_a_cap_that_is_reached_is_told_and_no_sum_pretends_to_be_the_way():
    run = run_of(
        need(count="{method: criteria_met}", more=", cap: {amount: 26, per: child}"), units=UNITS
    )
    content, sections = _sections(run)
    assert (
        "I når loftet. Uden det havde I fået 628,57\N{NO-BREAK SPACE}kr." in sections["Hvorfor"][0]
    )
    assert content["parts"][0]["how"] == ""


@pytest.mark.parametrize(
    ("count", "money", "how"),
    [
        (
            "{method: score}",
            "{by: pool, pool: {amount: 1000}}",
            "60,0\xa0% af en pulje på 1.000\xa0kr.",
        ),
        (
            "{method: unique_children, at_least: 2}",
            "{by: rate, rate: 12.5}",
            "4 tællende børn × 12,50\xa0kr.",
        ),
        ("{method: criteria_met}", "{by: rate_table, table: rates, keys: [unit]}", ""),
    ],
)
def test_how_is_told_only_where_it_is_short(count, money, how):
    rates = tuple(RateRow(Fraction(3), unit=u.id) for u in UNITS)
    content, _ = _sections(run_of(need(count=count, money=money), scores=SCORES, rates=rates))
    assert content["parts"][0]["how"] == how


def test_less_than_and_equal_to_the_mean():
    _, sections = _sections(run_of(need()), "c")
    assert "Det er mindre end gennemsnittet på " in sections["Hvorfor"][-1]
    even = run_of(need(count="{method: enrolled, measure: weighted_children}"))
    assert _sections(even)[1]["Hvorfor"][-1].endswith("Det svarer til gennemsnittet.")


def test_inseparable_need_is_not_compared():
    steps = "steps:\n  - {id: base, use: lump_sum, amount: 1000}\n" + need(
        money="{by: index, 'on': base, strength: 0.5}"
    ).removeprefix("steps:\n")
    assert "gennemsnittet" not in " ".join(_sections(run_of(steps), "c")[1]["Hvorfor"])


def test_less_than_last_year_the_same_and_new(before, run):
    fallen = explain_change(run, before)
    assert (
        "mindre end sidste år, hvor I fik "
        in _sections(before, change=fallen)[1]["Siden sidste år"][0]
    )
    same = explain_change(before, before)
    assert _sections(before, change=same)[1]["Siden sidste år"][0].startswith("I får det samme")
    units = (unit("n", "Nyhuset"), *UNITS)
    grown = run_of(STEPS, units=units, children={**CHILDREN, "n": [("old", "", 10)]})
    new = explain_change(before, grown)
    assert _sections(grown, "n", new)[1]["Siden sidste år"][0].startswith("I er nye i år og får ")


def test_all_money_as_positions_and_who_holds_it():
    steps = STEPS.replace("    of: [need]\n", "")
    units = (unit("a", "Solsikken", budget_unit="Klynge Nord"), *UNITS[1:])
    content, sections = _sections(run_of(steps, units=units))
    assert sections["I stillinger"][0].startswith("Det svarer til ")
    assert content["holder"] == "Pengene går til Klynge Nord."


def test_several_kinds_of_need_are_told_by_name():
    steps = need() + need(count="{method: criteria_met}")[7:].replace("id: need", "id: extra")
    _, sections = _sections(run_of(steps))
    named = [text.split(":")[0] for text in sections["Hvorfor"][:2]]
    assert named == ["Efter børnenes vilkår (need)", "Efter børnenes vilkår (extra)"]
    told = "Efter børnenes vilkår (need): 4 af jeres 20 børn opfylder"
    assert sections["Hvorfor"][0].startswith(told)
