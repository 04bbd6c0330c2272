"""A bundle without what tells of children: same manifest, same seal, and what is left verified."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from fordel.allocation.bundles.bundle import (
    MANIFEST,
    Verified,
    checked_parts,
    is_sealed,
    located,
    pack,
    unpacked,
    verify_bundle,
)
from fordel.allocation.bundles.refusals import PartChanged, PartMissing

WITHHELD = "withheld.json"
PROFILE = frozenset(
    {f"profile_{basis}.{form}" for basis in ("enrolled", "resident") for form in ("json", "csv")}
)
"""Children per pattern: a pattern may be one child."""
COUNTS = frozenset(
    {
        "register.json",
        "previous.json",
        "allocation.csv",
        "payments.csv",
        "summary.json",
        "trace.json",
    }
)
"""Children per unit and criterion, and amounts that are made of them, exactly."""


@dataclass(frozen=True)
class VerifiedInPart:
    """A bundle from which parts were taken: what is there is as it was sealed.

    The manifest is the whole bundle's, so the seal names the same run; ``withheld`` are the parts
    whose hash is known but which could not be looked at, so the result was not computed again.
    """

    seal: str
    model: str
    year: int
    files: tuple[str, ...]
    withheld: tuple[str, ...]


def without(content: bytes, parts: Collection[str] = PROFILE) -> bytes:
    """A whole bundle without some of its parts.

    Parameters
    ----------
    parts : which to leave out; those the bundle does not have are ignored. :data:`PROFILE` alone
        leaves counts per unit in; with :data:`COUNTS` only the model and the manifest stay.

    Raises
    ------
    NotABundle, PartMissing, PartChanged : the bundle is not whole.

    Notes
    -----
    The same bundle and the same parts always give the same bytes. The manifest stays byte for
    byte, with the hash of what is left out; ``withheld.json`` says what that is.
    """
    found = checked_parts(content, "bundle")
    out = sorted(set(parts) & set(found) - {MANIFEST})
    kept = {name: text for name, text in found.items() if name not in out}
    marker = json.dumps(out, indent=1) + "\n"
    return pack({MANIFEST: kept.pop(MANIFEST), WITHHELD: marker, **kept})


def verify(path: Path) -> Verified | VerifiedInPart:
    """Verify a bundle, whole or with parts withheld.

    Raises
    ------
    BundleNotFound, NotABundle, PartMissing, PartChanged, ResultDiffers, WrappingChanged : see
        :func:`fordel.allocation.bundles.bundle.verify_bundle`.
    """
    content = located(path).read_bytes()
    name = located(path).name
    if WITHHELD not in unpacked(content, name):
        return verify_bundle(path)
    return verify_in_part(content, name)


def verify_in_part(content: bytes, file: str) -> VerifiedInPart:
    """Check the seal, and every part that is there against its hash.

    Raises
    ------
    NotABundle, PartMissing, PartChanged : something in it was changed, or is neither there nor
        said to be withheld.
    """
    parts = unpacked(content, file)
    try:
        manifest = json.loads(parts[MANIFEST])
        withheld = json.loads(parts.pop(WITHHELD))
        sealed, files = is_sealed(manifest), dict(manifest["files"])
        said = {str(name) for name in withheld}
        model, year = str(manifest["model"]), int(manifest["year"])
    except KeyError as error:
        raise PartMissing(file=file, part=MANIFEST) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise PartChanged(file=file, part=WITHHELD) from error
    if not sealed:
        raise PartChanged(file=file, part=MANIFEST)
    _check_names(parts, files, said, file)
    whole = {name: facts for name, facts in files.items() if name not in said}
    checked_parts(content, file, only=whole)
    return VerifiedInPart(manifest["seal"], model, year, tuple(whole), tuple(sorted(said)))


def _check_names(
    parts: Collection[str], files: Collection[str], said: Collection[str], file: str
) -> None:
    for name in sorted({*files, *parts, *said} - {MANIFEST}):
        there = name in parts
        if name not in files or there == (name in said):
            raise PartMissing(file=file, part=name)
