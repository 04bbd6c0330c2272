"""What a country's list may say, and what it is refused for."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from fordel.country.manifest import read_manifest
from fordel.country.refusals import ManifestMissing, ManifestNotUnderstood, MunicipalityTwice
from tests.country import small

ONE = {"code": "0101", "name": "A", "folder": "a", "model": "demokommune"}
TWO = {"code": "0102", "name": "B", "folder": "b", "model": "own/model.yaml", "previous": "b/last"}


def written(folder: Path, **more: Any) -> Path:
    small.rewrite(folder, {"country": "X", "municipalities": [ONE, TWO], **more})
    return folder


def test_a_list_is_read(tmp_path: Path) -> None:
    found = read_manifest(written(tmp_path, weights={"0-2": 1.74, "3-5": 1}, useful_amount=50000))
    assert found.country == "X"
    assert found.weights == {"0-2": Fraction(174, 100), "3-5": Fraction(1)}
    assert found.useful_amount == 50000
    first, second = found.municipalities
    assert (first.code, first.folder, first.model) == ("0101", tmp_path / "a", "demokommune")
    assert second.model == tmp_path / "own" / "model.yaml"
    assert (first.previous, second.previous) == (None, tmp_path / "b" / "last")


def test_a_name_may_be_left_out(tmp_path: Path) -> None:
    nameless = {key: value for key, value in ONE.items() if key != "name"}
    found = read_manifest(written(tmp_path, municipalities=[nameless]))
    assert found.municipalities[0].name == "0101"


def test_a_missing_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestMissing) as refusal:
        read_manifest(tmp_path)
    assert refusal.value.message("da").startswith(
        f"I mappen «{tmp_path.name}» er der ingen «country.yaml». Den siger, hvilke kommuner"
    )
    assert "It says which municipalities there are" in refusal.value.message("en")


@pytest.mark.parametrize(
    ("more", "place", "danish"),
    [
        ({"municipalities": []}, "municipalities", "her skal stå en liste af kommuner"),
        ({"municipalities": [{**ONE, "modl": 1}]}, "municipalities 1", "en kommune har `code`"),
        ({"municipalities": [{**ONE, "code": "../x"}]}, "municipalities 1: code", "en kode har"),
        ({"municipalities": [{**ONE, "folder": None}]}, "municipalities 1: folder",
         "her skal stå en tekst"),
        ({"country": " "}, "country", "her skal stå en tekst"),
        ({"weights": {"0-2": 0}}, "weights", "skriv et tal over nul for hver aldersgruppe"),
        ({"weights": {"0-2": True}}, "weights", "skriv et tal over nul for hver aldersgruppe"),
        ({"useful_amount": -1}, "useful_amount", "her skal stå et beløb over nul"),
        ({"weigths": {}}, "weigths", "listen har `country`"),
    ],
)  # fmt: skip
def test_a_list_that_says_something_else_is_refused(
    tmp_path: Path, more: dict[str, Any], place: str, danish: str
) -> None:
    with pytest.raises(ManifestNotUnderstood) as refusal:
        read_manifest(written(tmp_path, **more))
    assert refusal.value.message("da").startswith(f"country.yaml, «{place}»: {danish}")
    assert "A country is computed only when everything" in refusal.value.message("en")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"country: [", "linje 1"),
        (b"country: X\nmunicipalities:\n- {code: 0101}\n", "linje 3"),
        (b"country: \xe6\n", "linje 1"),
        (b"- a\n", "country.yaml"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes, place: str) -> None:
    (tmp_path / "country.yaml").write_bytes(content)
    with pytest.raises(ManifestNotUnderstood) as refusal:
        read_manifest(tmp_path)
    assert refusal.value.message("da").startswith(f"country.yaml, «{place}»:")


@pytest.mark.parametrize(
    ("same", "danish", "english"),
    [
        ({"code": "0101"}, "koden «0101»", "the code “0101”"),
        ({"name": "a"}, "navnet «a»", "the name “a”"),
        ({"folder": "b/../a"}, "mappen «a»", "the folder “a”"),
    ],
)
def test_two_municipalities_cannot_be_one(
    tmp_path: Path, same: dict[str, str], danish: str, english: str
) -> None:
    with pytest.raises(MunicipalityTwice) as refusal:
        read_manifest(written(tmp_path, municipalities=[ONE, {**TWO, **same}]))
    assert refusal.value.message("da").startswith(f"country.yaml: {danish} står ved to kommuner.")
    assert english in refusal.value.message("en")
