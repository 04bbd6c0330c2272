"""A profile written and read back is the same; one that does not fit is refused in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.domain.ages import AgeGroup
from fordel.profiles.profile import Basis
from fordel.profiles.storing import read_profile, write_profile
from fordel.registers.refusals.report import RefusedFiles
from tests.profiles.children import CRITERIA, DAY, NEEDS, counted_plainly, mended, some_children
from tests.profiles.counting import PLACES
from tests.profiles.test_profile import same


def profiles(random: Random, number: int = 60):
    children = mended(some_children(random, number))
    return {basis: counted_plainly(children, basis) for basis in Basis}


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "profile.csv"
    write_profile(profiles(Random(1)).values(), DAY, path)
    return path


def refused(path: Path, **words) -> dict[str, str]:
    with pytest.raises(RefusedFiles) as caught:
        read_profile(path, words.pop("needs", NEEDS), words.pop("places", PLACES), **words)
    told: dict[str, str] = {}
    for problem in caught.value.report.problems:
        kind = type(problem).__name__
        told[kind] = told.get(kind, "") + problem.message("en")
    return told


@settings(max_examples=10)
@given(st.randoms(use_true_random=False), st.sampled_from([".csv", ".parquet"]))
def test_a_profile_comes_back_as_it_was(tmp_path_factory, random, ending):
    written = profiles(random)
    path = tmp_path_factory.mktemp("kept") / f"p{ending}"
    write_profile(written.values(), DAY, path)

    found = read_profile(path, NEEDS, PLACES, needed=CRITERIA)

    for basis, profile in written.items():
        same(found.profiles[basis], profile)
    assert found.source.rows == sum(len(p.place) for p in written.values())
    assert len(found.source.sha256) == 64
    assert {note.kind for note in found.notes} == {"empty_places"}
    assert list(path.parent.iterdir()) == [path], "nothing is left beside it"


def test_places_and_criteria_in_another_order_are_found_by_their_names(kept: Path):
    needs = replace(NEEDS, criteria=tuple(reversed(CRITERIA))[:2])
    places = {Basis.ENROLLED: tuple(reversed(PLACES[Basis.ENROLLED]))}
    found = read_profile(kept, needs, places, needed=needs.criteria).profiles[Basis.ENROLLED]
    before = profiles(Random(1))[Basis.ENROLLED]
    assert found.totals().tolist() == before.totals()[::-1].tolist()
    for name in needs.criteria:
        for had in ("met", "unknown"):
            one = found.counted((getattr(found, had) & found.mask([name])) != 0)
            other = before.counted((getattr(before, had) & before.mask([name])) != 0)
            assert one.tolist() == other[::-1].tolist()


def test_a_profile_is_never_written_over_another_file(kept: Path):
    before = kept.read_bytes()
    with pytest.raises(FileExistsError):
        write_profile(profiles(Random(2)).values(), DAY, kept)
    assert kept.read_bytes() == before
    assert list(kept.parent.iterdir()) == [kept]


def test_nobody_else_can_read_a_profile(kept: Path):
    assert kept.stat().st_mode & 0o077 == 0


def test_the_file_says_in_words_what_it_counts(kept: Path):
    header, row, *_ = kept.read_text("utf-8").splitlines()
    names = ",".join(CRITERIA)
    assert header.replace(chr(34), "") == (
        f"basis,counted_on,place,age_group,criterion:{names.replace(',', ',criterion:')},"
        "children,full_time_thousandths"
    )
    assert row.replace(chr(34), "").startswith("enrolled,2026-09-05,0101,0-2,")


def test_another_day_is_refused(kept: Path):
    told = refused(kept, needs=replace(NEEDS, count_on=date(2027, 9, 5)))["ProfileOfOtherDay"]
    assert "counted for 2026-09-05; the model counts on 2027-09-05" in told


def test_other_age_groups_are_refused(kept: Path):
    needs = replace(NEEDS, age_groups=(AgeGroup("0-1", 0, 1), AgeGroup("3-5", 3, 5)))
    told = refused(kept, needs=needs)["ProfileOfOtherGroups"]
    assert "in the age groups 0-2, 3-5; the model's are 0-1, 3-5" in told


def test_criteria_that_were_not_counted_are_refused(kept: Path):
    needs = replace(NEEDS, criteria=("placed", "c3"))
    told = refused(kept, needs=needs, needed=("placed", "c3"))["ProfileWithoutCriteria"]
    assert "was counted without: placed." in told


def test_units_that_the_register_has_not_are_refused(kept: Path):
    told = refused(kept, places={Basis.ENROLLED: ("0101",)})["PlacesNotKnown"]
    assert "Keys that are not in units: 2" in told


def test_a_basis_that_is_needed_and_not_there_is_refused(tmp_path: Path):
    path = tmp_path / "p.parquet"
    write_profile([profiles(Random(3))[Basis.ENROLLED]], DAY, path)
    assert set(read_profile(path, NEEDS, PLACES).profiles) == {Basis.ENROLLED}
    told = refused(path, must=set(Basis))["ProfileWithoutBasis"]
    assert "no rows of the basis resident" in told


@pytest.mark.parametrize(
    ("change", "kind", "told"),
    [
        (lambda lines: [lines[0].replace("children", "n"), *lines[1:]], "NotAProfile",
         "children was expected"),
        (lambda lines: [*lines, lines[1]], "ProfileEntryTwice", "in an earlier row as well"),
        (lambda lines: [*lines[:-1], lines[-1].rsplit(",", 2)[0] + ",0,0"], "ProfileRowsWrong",
         "1 rows have a figure that cannot be"),
        (lambda lines: [*lines[:-1], lines[-1].rsplit(",", 2)[0] + ",1,1001"], "ProfileRowsWrong",
         "more full-time places than children"),
        (lambda lines: [*lines[:-1], lines[-1].rsplit(",", 1)[0] + ",half"], "SourceUnreadable",
         "cannot be read"),
        (lambda _: ["unit,name", "0101,Solsikken"], "NotAProfile",
         "basis, counted_on, place, age_group, children"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_profile_is_refused(kept: Path, change, kind, told):
    kept.write_text("\n".join(change(kept.read_text("utf-8").splitlines())) + "\n", "utf-8")
    found = refused(kept)
    assert told in found[kind]


def test_a_profile_that_is_not_there_is_refused(tmp_path: Path):
    assert "The profile is not there" in refused(tmp_path / "no.csv")["ProfileMissing"]
