"""Programmes are read as a whole or refused with words that say where."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fordel.allocation.model.loading import LARGEST_DOCUMENT
from fordel.domain.errors import UserError
from fordel.interventions.loading import (
    load_programme,
    parse_programme,
    programme_yaml,
    shipped_programme,
    shipped_programmes,
)
from fordel.interventions.refusals import (
    ProgrammeNotFound,
    ProgrammeNotUnderstood,
)

SMALL = """\
id: ours
name: Vores program
periods:
  - {no: 1, from: 2026-01-01, to: 2026-06-30}
  - {no: 2, from: 2026-07-01, to: 2026-12-31, collected: false, reason: strejke}
indicators:
  - {id: visits, kind: count, theme: activities, label: {da: Besøg, en: Visits}}
  - {id: daily, kind: rating, theme: parents, label: {da: Kontakt, en: Contact}}
projects:
  - id: home
    name: Hjem
    activities:
      - {id: visit, name: Besøg, counted_by: [visits],
         intended: {times: 2.5, per: unit, months: 12}}
    indicators: [visits]
    phases: {1: spread, 2: effect}
    units: [{unit: u1, joined: 2}]
"""


def test_a_programme_is_written_and_read_back_the_same() -> None:
    programme = parse_programme(SMALL, "ours.yaml")
    text = programme_yaml(programme)
    assert parse_programme(text, "again.yaml") == programme
    assert "times: 2.5" in text
    assert "months: 12\n" in text
    assert "1: spread" in text


@settings(max_examples=40)
@example(name="a\x85b", unit="010")
@example(name="a \n\n b\u2028", unit="on")
@given(name=st.text(min_size=1), unit=st.sampled_from(["010", "1e3", "on", "12:30", "null", "~"]))
def test_any_name_and_any_key_survive_being_written(name: str, unit: str) -> None:
    programme = parse_programme(SMALL, "ours.yaml")
    [project] = programme.projects
    part = project.units[0].model_copy(update={"unit": unit, "name": name})
    own = project.model_copy(update={"units": (part,), "purpose": name})
    changed = programme.model_copy(update={"name": name, "projects": (own,)})
    assert parse_programme(programme_yaml(changed), "again.yaml") == changed


@pytest.mark.parametrize("name", shipped_programmes())
def test_shipped_programmes_are_written_and_read_back_the_same(name: str) -> None:
    programme = shipped_programme(name)
    assert parse_programme(programme_yaml(programme), name) == programme


def test_a_file_is_read_by_its_path_and_a_shipped_one_by_its_name(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text("\ufeff" + SMALL, encoding="utf-8")
    assert load_programme(file).project("home") is not None
    assert load_programme("eva_2018_2022") == shipped_programme()
    assert shipped_programmes() == ("eva_2018_2022",)


def test_what_is_not_there_is_named_with_what_ships(tmp_path: Path) -> None:
    for name in (tmp_path / "gone.yaml", "nothing"):
        with pytest.raises(ProgrammeNotFound) as refused:
            load_programme(name)
        shown = str(name)
        assert refused.value.message("da") == (
            f"Programmet «{shown}» findes ikke. Et program hentes ved navn, når det følger med, "
            "og ellers fra en YAML-fil. "
            "Skriv en sti, der ender på .yaml, eller vælg: eva_2018_2022."
        )
        assert f"There is no programme “{shown}”." in refused.value.message("en")


def test_text_that_is_no_yaml_is_refused_with_its_line() -> None:
    with pytest.raises(ProgrammeNotUnderstood) as refused:
        parse_programme("id: ours\nname: [a\nperiods: x: y\n", "ours.yaml")
    assert "ours.yaml, linje 3: filen er ikke gyldig YAML" in refused.value.message("da")
    assert "ours.yaml, line 3: the file is not valid YAML" in refused.value.message("en")


def test_a_file_in_another_encoding_or_far_too_large_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_bytes(b"id: ours\nname: B\xf8rn\n")
    with pytest.raises(ProgrammeNotUnderstood, match=r"line 2: .*not UTF-8"):
        load_programme(file)
    file.write_bytes(b"#" * (LARGEST_DOCUMENT + 1))
    with pytest.raises(ProgrammeNotUnderstood, match="too large"):
        load_programme(file)


@pytest.mark.parametrize(
    ("old", "new", "da", "en"),
    [
        ("no: 2", "no: 1", "periode 1 står efter periode 1; hver periode står én gang",
         "period 1 stands after period 1; each stands once, in order"),
        ("indicators: [visits]", "indicators: [calls]",
         "projektet home bruger indikatoren calls, som programmet ikke har",
         "project home uses the indicator calls, which is not there"),
        ("counted_by: [visits]", "counted_by: [calls]",
         "projektet home bruger indikatoren calls, som programmet ikke har",
         "project home uses the indicator calls, which is not there"),
        ("2: effect", "7: effect", "projektet home har en fase i periode 7, som ikke findes",
         "project home has a phase in period 7, which is not there"),
        (", reason: strejke", "", "skriv, hvorfor der ikke blev indsamlet i perioden",
         "write why nothing was collected in the period"),
        ("{unit: u1, joined: 2}", "{unit: u1}, {unit: u1}", "enheden u1 står to gange",
         "the unit u1 stands twice"),
        ("kind: count", "kind: kroner", "vælg en af 'count', 'rating' eller 'colours'",
         "input should be 'count', 'rating' or 'colours'"),
        ("to: 2026-06-30", "to: 2025-06-30", "perioden slutter, før den begynder",
         "the period ends before it begins"),
        ("joined: 2", "joined: 9", "home: enheden u1 nævner periode 9, som ikke findes",
         "home: the unit u1 names period 9, which is not there"),
        ("joined: 2", "joined: 2, left: 1", "enheden u1 går ud, før den kommer med",
         "the unit u1 leaves before it joins"),
        ("theme: parents,", "theme: parents, highest: 1,",
         "skalaen for daily ender ikke over, hvor den begynder",
         "the scale of daily does not end above where it begins"),
        ("name: Hjem", "nmae: Hjem", "det navn hører ikke til her",
         "extra inputs are not permitted"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_place(old: str, new: str, da: str, en: str) -> None:
    assert old in SMALL
    with pytest.raises(ProgrammeNotUnderstood) as refused:
        parse_programme(SMALL.replace(old, new), "ours.yaml")
    assert da in refused.value.message("da")
    assert en in refused.value.message("en")
    assert refused.value.message("da").startswith("ours.yaml, ")
    assert "docs/how-to/interventions.md" in refused.value.message("da")


def test_a_unit_is_in_it_from_the_beginning_whatever_the_first_period_is_called() -> None:
    later = SMALL.replace("no: 2", "no: 6").replace("no: 1", "no: 5")
    later = later.replace("{1: spread, 2: effect}", "{5: spread}").replace(", joined: 2", "")
    [project] = parse_programme(later, "ours.yaml").projects
    assert project.units[0].takes_part_in(5)


def test_a_file_that_is_a_list_is_refused() -> None:
    with pytest.raises(ProgrammeNotUnderstood) as refused:
        parse_programme("- id: ours\n", "ours.yaml")
    assert "her skal stå navne med værdier" in refused.value.message("da")
    assert isinstance(refused.value, UserError)
    assert refused.value.exit_code == 3
