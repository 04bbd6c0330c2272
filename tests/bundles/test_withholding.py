from __future__ import annotations

import io
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from fordel.allocation.bundles.bundle import bundle_bytes, pack, run_from, seal_of
from fordel.allocation.bundles.refusals import NotABundle, PartChanged, PartMissing
from fordel.allocation.bundles.withholding import (
    COUNTS,
    PROFILE,
    WITHHELD,
    VerifiedInPart,
    verify,
    verify_in_part,
    without,
)
from tests import demonstrated

WHOLE = bundle_bytes(demonstrated.next_run())


def parts_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_profile_is_gone_and_its_hash_stays() -> None:
    found = parts_of(without(WHOLE))
    assert not PROFILE & set(found)
    told = json.loads(found["manifest.json"])["files"]["profile_enrolled.csv"]["sha256"]
    whole = parts_of(WHOLE)["profile_enrolled.csv"]
    assert told == sha256(whole.encode()).hexdigest()
    assert seal_of(without(WHOLE)) == seal_of(WHOLE)


def test_what_can_be_verified_is_and_what_cannot_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bundle.fordel"
    path.write_bytes(without(WHOLE, PROFILE | COUNTS))
    verified = verify(path)
    assert isinstance(verified, VerifiedInPart)
    assert verified.files == ("model.yaml",)
    present = {name for name in PROFILE | COUNTS if name in parts_of(WHOLE)}
    assert set(verified.withheld) == present
    assert verified.seal == seal_of(WHOLE)


def test_a_whole_bundle_is_verified_as_before(tmp_path: Path) -> None:
    path = tmp_path / "bundle.fordel"
    path.write_bytes(WHOLE)
    assert not isinstance(verify(path), VerifiedInPart)


def test_the_same_parts_give_the_same_bytes_and_are_no_run() -> None:
    assert without(WHOLE) == without(WHOLE)
    with pytest.raises(PartMissing):
        run_from(without(WHOLE), "x")


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda parts: parts | {"model.yaml": parts["model.yaml"] + "#"}, PartChanged),
        (lambda parts: parts | {"more.txt": "x"}, PartMissing),
        (lambda parts: {k: v for k, v in parts.items() if k != "model.yaml"}, PartMissing),
        (lambda parts: parts | {WITHHELD: "[]"}, PartMissing),
        (lambda parts: parts | {WITHHELD: "3"}, PartChanged),
        (lambda parts: parts | {WITHHELD: parts[WITHHELD][:-3] + ',"model.yaml"]'}, PartMissing),
        (
            lambda parts: parts | {"manifest.json": parts["manifest.json"].replace("2027", "2028")},
            PartChanged,
        ),
        (lambda parts: {WITHHELD: parts[WITHHELD]}, PartMissing),
    ],
)
def test_every_change_to_what_is_left_is_found(change, refusal) -> None:
    with pytest.raises(refusal) as refused:
        verify_in_part(pack(change(parts_of(without(WHOLE)))), "bundle.fordel")
    assert "bundle.fordel" in refused.value.message("da")


def test_what_is_no_archive_is_said_to_be_none() -> None:
    with pytest.raises(NotABundle):
        verify_in_part(b"PK", "bundle.fordel")
