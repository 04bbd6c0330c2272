from __future__ import annotations

import io
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.allocation.bundles.bundle import (
    BUNDLE_NAME,
    bundle_bytes,
    read_bundle,
    run_from,
    seal_of,
    verify_bundle,
    write_bundle,
)
from fordel.allocation.bundles.refusals import (
    BundleNotFound,
    NotABundle,
    PartChanged,
    PartMissing,
    ResultDiffers,
    WrappingChanged,
)
from fordel.allocation.results import json_text
from fordel.domain.errors import VerificationFailed
from tests import demonstrated

CONTENT = bundle_bytes(demonstrated.next_run())


def parts_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode())
    return out.getvalue()


def sealed(parts: dict[str, str]) -> dict[str, str]:
    """The parts with a manifest that fits them: what a careful forger would write."""
    manifest = json.loads(parts["manifest.json"])
    manifest.pop("seal")
    manifest["files"] = {
        name: {"sha256": sha256(text.encode()).hexdigest(), "bytes": len(text.encode())}
        for name, text in parts.items()
        if name != "manifest.json"
    }
    seal = sha256(json_text(manifest).encode()).hexdigest()
    return {**parts, "manifest.json": json_text({**manifest, "seal": seal})}


def test_a_bundle_holds_and_gives_the_same_run(tmp_path: Path) -> None:
    path = write_bundle(demonstrated.next_run(), tmp_path)
    verified = verify_bundle(path)
    assert verified.run.allocation.totals == demonstrated.next_run().allocation.totals
    assert "allocation.csv" in verified.files
    assert verify_bundle(tmp_path).seal == verified.seal, "a run's folder will do"


def test_the_same_run_gives_the_same_bytes() -> None:
    assert bundle_bytes(demonstrated.next_run()) == CONTENT


def test_the_inputs_survive_the_bundle(tmp_path: Path) -> None:
    (tmp_path / BUNDLE_NAME).write_bytes(CONTENT)
    run = read_bundle(tmp_path)
    assert run.inputs.register == demonstrated.next_run().inputs.register
    assert run.inputs.previous == demonstrated.next_run().inputs.previous
    assert run.model == demonstrated.next_run().model


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, len(CONTENT) - 1), bit=st.integers(0, 7))
def test_a_flipped_bit_anywhere_is_found(
    tmp_path_factory: pytest.TempPathFactory, place: int, bit: int
) -> None:
    changed = bytearray(CONTENT)
    changed[place] ^= 1 << bit
    path = tmp_path_factory.mktemp("flipped") / "b.fordel"
    path.write_bytes(bytes(changed))
    with pytest.raises(VerificationFailed):
        verify_bundle(path)


@pytest.mark.parametrize("part", [name for name in parts_of(CONTENT) if name != "manifest.json"])
def test_a_changed_part_is_named(tmp_path: Path, part: str) -> None:
    parts = parts_of(CONTENT)
    parts[part] = parts[part].replace("1", "2", 1) if "1" in parts[part] else parts[part] + " "
    path = tmp_path / "b.fordel"
    path.write_bytes(packed(parts))
    with pytest.raises(PartChanged) as refused:
        verify_bundle(path)
    assert refused.value.part == part
    assert f"«{part}» er ændret" in refused.value.message("da")


def test_a_forged_result_with_a_fitting_seal_is_found_to_the_line(tmp_path: Path) -> None:
    parts = parts_of(CONTENT)
    lines = parts["allocation.csv"].splitlines(keepends=True)
    digit = lines[3].rstrip("\n")[-1]
    lines[3] = lines[3].rstrip("\n")[:-1] + ("7" if digit != "7" else "8") + "\n"
    path = tmp_path / "b.fordel"
    path.write_bytes(packed(sealed({**parts, "allocation.csv": "".join(lines)})))
    with pytest.raises(ResultDiffers) as refused:
        verify_bundle(path)
    assert (refused.value.part, refused.value.line) == ("allocation.csv", 4)
    assert "computed again it is" in refused.value.message("en")
    assert "beregnet igen er det" in refused.value.message("da")


def test_a_part_too_many_or_too_few_is_named(tmp_path: Path) -> None:
    path = tmp_path / "b.fordel"
    parts = parts_of(CONTENT)
    path.write_bytes(packed({**parts, "extra.txt": "hej"}))
    with pytest.raises(PartMissing, match=r"extra\.txt"):
        verify_bundle(path)
    del parts["trace.json"]
    path.write_bytes(packed(parts))
    with pytest.raises(PartMissing, match=r"trace\.json"):
        verify_bundle(path)


def test_parts_packed_by_other_hands_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.fordel"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts_of(CONTENT).items():
            archive.writestr(name, text)
    with pytest.raises(WrappingChanged, match="the file around them has been changed"):
        verify_bundle(path)


@pytest.mark.parametrize("content", [b"", b"hello", CONTENT[: len(CONTENT) // 2]])
def test_what_is_no_bundle_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "b.fordel"
    path.write_bytes(content)
    with pytest.raises(NotABundle) as refused:
        verify_bundle(path)
    assert "ikke en hel Fordel-pakke" in refused.value.message("da")
    with pytest.raises(BundleNotFound, match="There is no run in “not-there”"):
        verify_bundle(tmp_path / "not-there")


def test_a_run_comes_back_from_its_bytes_and_its_seal_names_it() -> None:
    made = demonstrated.run()
    content = bundle_bytes(made)
    assert run_from(content, "her").allocation.totals == made.allocation.totals
    assert seal_of(content) == seal_of(bundle_bytes(made))
    with pytest.raises(NotABundle):
        run_from(b"no bundle", "her")
