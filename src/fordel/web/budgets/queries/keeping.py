"""Counted data as bytes, and back: the documents a bundle has, in one JSON object."""

from __future__ import annotations

import json

from fordel.allocation.bundles.records import (
    previous_from,
    previous_json,
    profile_csv,
    profile_from,
    profile_json,
    register_from,
    register_json,
)
from fordel.allocation.inputs import Inputs
from fordel.profiles.profile import Basis, Profile


def packed(inputs: Inputs) -> bytes:
    """What an allocation is computed from, besides the model: always the same bytes."""
    documents: dict[str, str] = {
        "register": register_json(inputs.register),
        "previous": previous_json(inputs),
    }
    for basis, profile in ((Basis.ENROLLED, inputs.enrolled), (Basis.RESIDENT, inputs.resident)):
        if profile is not None:
            documents[f"{basis.value}_about"] = profile_json(profile)
            documents[f"{basis.value}_table"] = profile_csv(profile)
    return json.dumps(documents, ensure_ascii=False, sort_keys=True).encode()


def unpacked(content: bytes) -> Inputs:
    """The inputs that :func:`packed` was given."""
    documents: dict[str, str] = json.loads(bytes(content))
    return Inputs(
        register=register_from(json.loads(documents["register"])),
        enrolled=_profile(documents, Basis.ENROLLED),
        resident=_profile(documents, Basis.RESIDENT),
        previous=previous_from(json.loads(documents["previous"])),
    )


def _profile(documents: dict[str, str], basis: Basis) -> Profile | None:
    about = documents.get(f"{basis.value}_about")
    if about is None:
        return None
    return profile_from(json.loads(about), documents[f"{basis.value}_table"], basis)
