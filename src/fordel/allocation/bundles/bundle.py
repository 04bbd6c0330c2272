"""Writing a run to one file, reading it back, and checking it digit by digit."""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import platform
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from itertools import zip_longest
from pathlib import Path
from typing import Any

import yaml

from fordel import __version__
from fordel.allocation.bundles.records import (
    previous_from,
    previous_json,
    profile_csv,
    profile_from,
    profile_json,
    register_from,
    register_json,
)
from fordel.allocation.bundles.refusals import (
    BundleNotFound,
    NotABundle,
    PartChanged,
    PartMissing,
    ResultDiffers,
    WrappingChanged,
)
from fordel.allocation.inputs import Inputs
from fordel.allocation.model.document import Model
from fordel.allocation.model.loading import model_from, parse_yaml
from fordel.allocation.results import allocation_csv, json_text, payments_csv, summary, trace
from fordel.allocation.runs import Run, make_run
from fordel.domain.errors import FordelError
from fordel.profiles.profile import Basis, Profile

BUNDLE_NAME = "bundle.fordel"
FORMAT = 1
MANIFEST = "manifest.json"
_LONGEST_LINE = 200
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    ValueError,
    EOFError,
    RuntimeError,
    OverflowError,
)
"""What the zip library raises for damaged files, by what happens to be damaged."""


@dataclass(frozen=True)
class Verified:
    """A bundle that holds: the run computed again, and the hash that names it."""

    run: Run
    seal: str
    files: tuple[str, ...]


def result_files(run: Run) -> dict[str, str]:
    """What a run answers, as documents."""
    return {
        "allocation.csv": allocation_csv(run.allocation),
        "payments.csv": payments_csv(run.allocation),
        "summary.json": json_text(summary(run.allocation)),
        "trace.json": json_text(trace(run.allocation)),
    }


def input_files(run: Run) -> dict[str, str]:
    """What a run was computed from, as documents."""
    files = {
        "model.yaml": model_yaml(run.model),
        "register.json": register_json(run.inputs.register),
        "previous.json": previous_json(run.inputs),
    }
    for basis, profile in _profiles(run.inputs).items():
        files[f"profile_{basis}.json"] = profile_json(profile)
        files[f"profile_{basis}.csv"] = profile_csv(profile)
    return files


def model_yaml(model: Model) -> str:
    """A complete model as YAML, parameters and tables inside, in one form."""
    document = model.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)


def bundle_bytes(run: Run, made_with: Mapping[str, str] | None = None) -> bytes:
    """A run as one file; the same run always gives the same bytes.

    The parts are stored without compression, so that no library's version shows in the file.
    """
    parts = {**input_files(run), **result_files(run)}
    manifest = _manifest(run, parts, made_with or _made_with())
    return pack({MANIFEST: manifest, **parts})


def pack(parts: Mapping[str, str]) -> bytes:
    """Texts as one archive, always the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode())
    return packed.getvalue()


def write_bundle(run: Run, folder: Path) -> Path:
    """Write a run's bundle into a folder."""
    path = folder / BUNDLE_NAME
    path.write_bytes(bundle_bytes(run))
    return path


def read_bundle(path: Path) -> Run:
    """The run in a bundle, computed again from what it holds, without comparing the result.

    Raises
    ------
    BundleNotFound : there is none.
    NotABundle, PartMissing, PartChanged : the file is not whole or not as it was written.
    """
    found = located(path)
    return run_from(found.read_bytes(), found.name)


def run_from(content: bytes, name: str) -> Run:
    """The run in a bundle's bytes; ``name`` is what a refusal calls it. As :func:`read_bundle`."""
    return _recomputed(checked_parts(content, name), name)


def seal_of(content: bytes) -> str:
    """The hash that names a bundle, as its manifest has it."""
    return str(json.loads(unpacked(content, BUNDLE_NAME)[MANIFEST])["seal"])


def verify_bundle(path: Path) -> Verified:
    """Compute a bundle's run again and compare it byte by byte.

    In a run's folder the loose files beside the bundle are compared too.

    Raises
    ------
    BundleNotFound : there is none.
    NotABundle, PartMissing, PartChanged : something in it was changed; says which part.
    ResultDiffers : a result is not what the model and the data give; says where.
    WrappingChanged : the parts are right, but the file that holds them is not as it was.
    """
    folder, path = path, located(path)
    content = path.read_bytes()
    parts = checked_parts(content, path.name)
    run = _recomputed(parts, path.name)
    for name, expected in result_files(run).items():
        _compare(path.name, name, parts[name], expected)
    if folder.is_dir():
        _compare_loose(folder, run)
    manifest = json.loads(parts[MANIFEST])
    if bundle_bytes(run, manifest["made_with"]) != content:
        raise WrappingChanged(file=path.name)
    return Verified(run=run, seal=manifest["seal"], files=tuple(manifest["files"]))


def located(path: Path) -> Path:
    """A bundle, or the bundle in a run's folder."""
    found = path / BUNDLE_NAME if path.is_dir() else path
    if not found.is_file():
        raise BundleNotFound(place=path.name)
    return found


def _profiles(inputs: Inputs) -> dict[str, Profile]:
    both = {Basis.ENROLLED: inputs.enrolled, Basis.RESIDENT: inputs.resident}
    return {basis.value: profile for basis, profile in both.items() if profile is not None}


def _manifest(run: Run, parts: Mapping[str, str], made_with: Mapping[str, str]) -> str:
    unsealed = {
        "format": FORMAT,
        "model": run.model.model,
        "model_version": run.model.version,
        "year": run.year,
        "made_with": dict(made_with),
        "files": {
            name: {"sha256": _sha256(text), "bytes": len(text.encode())}
            for name, text in parts.items()
        },
    }
    return json_text({**unsealed, "seal": _sha256(json_text(unsealed))})


def _made_with() -> dict[str, str]:
    libraries = ("numpy", "pydantic", "ibis-framework", "duckdb")
    return {
        "fordel": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in libraries},
    }


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def checked_parts(
    content: bytes, file: str, *, only: Mapping[str, Any] | None = None
) -> dict[str, str]:
    """The parts of a bundle, each as its manifest says; ``only`` some, with their hashes."""
    parts = unpacked(content, file)
    if MANIFEST not in parts:
        raise PartMissing(file=file, part=MANIFEST)
    try:
        manifest: dict[str, Any] = json.loads(parts[MANIFEST])
        sealed, files = is_sealed(manifest), dict(manifest["files"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PartChanged(file=file, part=MANIFEST) from error
    for name in {**files, **parts} if only is None else ():
        if name != MANIFEST and (name not in parts or name not in files):
            raise PartMissing(file=file, part=name)
    for name, facts in (files if only is None else only).items():
        if _sha256(parts[name]) != facts.get("sha256"):
            raise PartChanged(file=file, part=name)
    if not sealed:
        raise PartChanged(file=file, part=MANIFEST)
    return parts


def is_sealed(manifest: Mapping[str, Any]) -> bool:
    """Whether a manifest has the seal that its own text gives."""
    unsealed = {key: value for key, value in manifest.items() if key != "seal"}
    return bool(manifest["seal"] == _sha256(json_text(unsealed)))


def unpacked(content: bytes, file: str) -> dict[str, str]:
    """The texts in the archive. A part whose own checksum fails is named."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts: dict[str, str] = {}
            for entry in archive.infolist():
                try:
                    parts[entry.filename] = archive.read(entry).decode()
                except _UNREADABLE as error:
                    raise PartChanged(file=file, part=entry.filename) from error
            return parts
    except _UNREADABLE as error:
        raise NotABundle(file=file) from error


def _recomputed(parts: Mapping[str, str], name: str) -> Run:
    try:
        model = model_from(parse_yaml(parts["model.yaml"], "model.yaml"), "model.yaml")
        inputs = Inputs(
            register=register_from(json.loads(parts["register.json"])),
            enrolled=_profile(parts, Basis.ENROLLED),
            resident=_profile(parts, Basis.RESIDENT),
            previous=previous_from(json.loads(parts["previous.json"])),
        )
        return make_run(model, inputs, json.loads(parts[MANIFEST])["year"])
    except (KeyError, ValueError, TypeError, FordelError) as error:
        raise NotABundle(file=name) from error


def _profile(parts: Mapping[str, str], basis: Basis) -> Profile | None:
    about = parts.get(f"profile_{basis.value}.json")
    if about is None:
        return None
    return profile_from(json.loads(about), parts[f"profile_{basis.value}.csv"], basis)


def _compare_loose(folder: Path, run: Run) -> None:
    """The result files that lie beside a bundle say what the bundle says."""
    for name, expected in {**result_files(run), "model.yaml": model_yaml(run.model)}.items():
        loose = folder / name
        if loose.is_file():
            found = loose.read_bytes().decode("utf-8", errors="replace")
            _compare(folder.name, name, found, expected)


def _compare(file: str, part: str, found: str, expected: str) -> None:
    if found == expected:
        return
    lines = zip_longest(found.splitlines(), expected.splitlines(), fillvalue="")
    for number, (is_now, should_be) in enumerate(lines, start=1):
        if is_now != should_be:
            raise ResultDiffers(
                file=file,
                part=part,
                line=number,
                found=is_now[:_LONGEST_LINE],
                expected=should_be[:_LONGEST_LINE],
            )
    raise PartChanged(file=file, part=part)
