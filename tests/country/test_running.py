"""A country is each municipality by itself: the same amounts, whoever else is there."""

from __future__ import annotations

import json
import os
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from fordel.allocation.bundles.bundle import read_bundle, verify_bundle
from fordel.allocation.model.loading import load_model
from fordel.budget_year.computing import compute
from fordel.budget_year.refusals import CannotWrite
from fordel.country import running
from fordel.country.manifest import read_manifest
from fordel.country.refusals import (
    MunicipalityRefused,
    NotACountryRun,
    OutHoldsAnother,
    OutInUse,
    WorkerStopped,
)
from fordel.country.running import Asked, run_country
from fordel.country.settling import Refused, Settled, Task
from tests.country import small


def test_every_municipality_gets_what_it_gets_alone() -> None:
    found, out = small.run()
    assert len(found.settled) == 4
    assert not found.refused
    for one in found.manifest.municipalities:
        alone = compute(load_model(one.model), one.folder, small.YEAR).run
        kept = verify_bundle(out / one.code).run
        assert kept.allocation.totals == alone.allocation.totals
        row = small.rows(found)[one.code].figures.row
        assert row["handed_out"] == sum(alone.allocation.totals, Fraction(0))
        assert row["frame"] == alone.allocation.frame


def test_only_bundles_and_rows_are_kept_of_each() -> None:
    found, out = small.run()
    for one in found.manifest.municipalities:
        names = {path.name for path in (out / one.code).iterdir()}
        assert names == {"bundle.fordel", "municipality.json"}


def test_processes_give_the_same_as_one(tmp_path: Path) -> None:
    found, _ = small.run()
    others = run_country(Asked(small.folder(), small.YEAR, tmp_path / "out", workers=2))
    assert others.settled == found.settled


def test_what_has_not_changed_is_used_again(tmp_path: Path) -> None:
    country, out = small.copied(tmp_path), tmp_path / "out"
    asked = Asked(country, small.YEAR, out, workers=1)
    first = run_country(asked)
    codes = [one.code for one in first.manifest.municipalities]
    again = run_country(asked)
    assert all(one.reused for one in again.settled)
    assert [one.figures for one in again.settled] == [one.figures for one in first.settled]

    _change_grants(country, codes[0])
    (out / codes[1] / "bundle.fordel").write_bytes(b"cut")
    (out / codes[2] / "municipality.json").write_text("{", encoding="utf-8")
    third = small.rows(run_country(asked))
    assert [third[code].reused for code in codes] == [False, False, False, True]
    assert verify_bundle(out / codes[1])
    assert third[codes[1]].figures == small.rows(first)[codes[1]].figures


def test_other_weights_or_another_model_are_computed_anew(tmp_path: Path) -> None:
    country, out = small.copied(tmp_path), tmp_path / "out"
    asked = Asked(country, small.YEAR, out, workers=1)
    run_country(asked)
    document = small.manifest(country)
    model = country / document["municipalities"][0]["model"]
    text = model.read_text("utf-8")
    model.write_text(text.replace("round_to: 100", "round_to: 1000"), encoding="utf-8")
    assert [one.reused for one in run_country(asked).settled] == [False, True, True, True]
    small.rewrite(country, {**document, "useful_amount": 1})
    assert not any(one.reused for one in run_country(asked).settled)


def _change_grants(country: Path, code: str) -> None:
    place = next(path for path in country.iterdir() if path.name.startswith(code))
    file = place / str(small.YEAR) / "grants.csv"
    lines = file.read_text("utf-8-sig").splitlines()
    file.write_text("\r\n".join(lines[:-1]) + "\r\n", encoding="utf-8-sig")


def test_one_that_is_refused_does_not_stop_the_others(tmp_path: Path) -> None:
    country, out = small.copied(tmp_path), tmp_path / "out"
    asked = Asked(country, small.YEAR, out, workers=1)
    run_country(asked)
    entries = small.manifest(country)["municipalities"]
    (country / entries[0]["model"]).unlink()
    shutil.rmtree(country / entries[1]["folder"])
    shutil.rmtree(country / entries[2]["folder"] / str(small.YEAR))
    # The second's model went with its folder: the folder is what is told.
    found = run_country(asked)
    assert [one.kind for one in found.refused] == [
        "ModelNotFound",
        "DataFolderMissing",
        "YearNotInData",
    ]
    assert [one.exit_code for one in found.refused] == [4, 3, 3]
    assert len(found.settled) == 1
    assert not (out / entries[0]["code"]).exists(), "an older result would be taken for this one"
    last = found.refused[2].message
    folder = entries[2]["folder"]
    assert last.da == (
        f"Mappen «{folder}» har ingen data for 2026. Der er data for: 2025, 2027. Et andet års "
        "børn kan ikke stå i stedet. Vælg et andet år med `--year`, eller læg årets filer i en "
        "mappe med årets navn."
    )
    assert "There are data for: 2025, 2027." in last.en
    told = found.refused[1].message
    assert told.da.startswith(f"Mappen «{entries[1]['folder']}» findes ikke. Kommunens data skal")
    assert "must lie in the folder the list names" in told.en


def test_a_place_that_cannot_be_written_stops_the_country(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    marker = {"country": "Demoland", "year": small.YEAR}
    (out / "country_run.json").write_text(json.dumps(marker), encoding="utf-8")
    (out / "D002").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotWrite) as refusal:
        run_country(Asked(small.folder(), small.YEAR, out, workers=1))
    assert "Der kan ikke skrives i mappen «out/D002»." in refusal.value.message("da")
    assert "The folder “out/D002” cannot be written." in refusal.value.message("en")
    assert (out / "D002").read_text("utf-8") == "mine"


def test_last_years_bundle_that_is_not_there_is_refused(tmp_path: Path) -> None:
    country = small.copied(tmp_path)
    document = small.manifest(country)
    document["municipalities"][0]["previous"] = "gone/2025"
    small.rewrite(country, document)
    found = run_country(Asked(country, small.YEAR, tmp_path / "out", workers=1))
    assert [one.kind for one in found.refused] == ["BundleNotFound"]
    assert len(found.settled) == 3


def test_strict_stops_at_the_first(tmp_path: Path) -> None:
    country = small.copied(tmp_path)
    entry = small.manifest(country)["municipalities"][1]
    shutil.rmtree(country / entry["folder"])
    with pytest.raises(MunicipalityRefused) as refusal:
        run_country(Asked(country, small.YEAR, tmp_path / "out", workers=1, strict=True))
    told = refusal.value.message("da")
    assert told.startswith(f"{entry['code']} {entry['name']} kunne ikke regnes: Mappen «")
    assert "Med `--strict` stopper landet ved den første, der afvises." in told
    assert "the municipalities that are done are used again" in refusal.value.message("en")


def test_last_years_run_is_last_year(tmp_path: Path) -> None:
    first = tmp_path / "2025"
    run_country(Asked(small.folder(), 2025, first, workers=1))
    found = run_country(Asked(small.folder(), 2026, tmp_path / "2026", previous=first, workers=1))
    assert not found.refused
    for one in found.manifest.municipalities:
        last = read_bundle(first / one.code)
        inputs = read_bundle(tmp_path / "2026" / one.code).inputs
        assert inputs.previous is not None
        amounts = {unit: own.amount for unit, own in inputs.previous.items()}
        assert amounts == dict(zip(last.allocation.ids, last.allocation.totals, strict=True))


def test_a_folder_that_is_no_country_is_no_last_year(tmp_path: Path) -> None:
    with pytest.raises(NotACountryRun) as refusal:
        run_country(Asked(small.folder(), 2026, tmp_path / "out", previous=tmp_path))
    assert "er ikke en tidligere kørsel af et land. Sidste års beløb" in refusal.value.message("da")
    assert "is no earlier run of a country." in refusal.value.message("en")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kind", ["files", "file", "broken marker"])
def test_a_folder_in_use_is_left_alone(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out"
    if kind == "file":
        out.write_text("mine", encoding="utf-8")
    else:
        out.mkdir()
        name = "country_run.json" if kind == "broken marker" else "mine.txt"
        (out / name).write_text("mine", encoding="utf-8")
    with pytest.raises(OutInUse) as refusal:
        run_country(Asked(small.folder(), 2026, out))
    assert refusal.value.message("da") == (
        "Mappen «out» er i brug til noget andet. Den er ikke tom og holder ikke en tidligere "
        "kørsel af et land. Vælg en tom mappe med `--out`."
    )
    assert "is in use for something else" in refusal.value.message("en")
    assert out.is_file() or len(list(out.iterdir())) == 1


def test_another_year_needs_another_folder(tmp_path: Path) -> None:
    marker = {"country": "Demoland", "year": 2025}
    (tmp_path / "country_run.json").write_text(json.dumps(marker), encoding="utf-8")
    with pytest.raises(OutHoldsAnother) as refusal:
        run_country(Asked(small.folder(), 2026, tmp_path))
    assert "holder Demoland 2025. To år eller to lande" in refusal.value.message("da")
    assert "holds Demoland 2025. Two years or two countries" in refusal.value.message("en")


def test_a_process_that_is_stopped_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "settle", _stopped)
    with pytest.raises(WorkerStopped) as refusal:
        run_country(Asked(small.folder(), 2026, tmp_path / "out", workers=2))
    assert "blev stoppet udefra efter 0 af 4 kommuner." in refusal.value.message("da")
    assert "what is done is used again" in refusal.value.message("en")


def _stopped(_: Task) -> Settled | Refused:
    os._exit(9)


def test_the_largest_is_begun_first() -> None:
    manifest = read_manifest(small.folder())
    tasks = [
        Task(one, manifest, small.YEAR, Path(one.code), None) for one in manifest.municipalities
    ]
    sizes = [running._size(task) for task in tasks]
    assert all(size > 0 for size in sizes)
    assert sizes[0] == max(sizes), "the demonstration lists the largest first"
