"""A municipality's own allocation model: the packaged one with another way of giving by need."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml

from fordel.demonstration.country_facts import Form

_PACKAGED = files("fordel") / "definitions" / "models" / "demokommune.yaml"
_POOL = {"by": "pool", "pool": {"share": {"parameter": "need_share"}, "of": "decentral"}}
_BASE, _REST = "base", "remainder"


@dataclass(frozen=True)
class OwnModel:
    """What a municipality decided: the form, the share by need, a nursery child's weight, damping.

    ``frames_dkk`` has the frame of every budget year.
    """

    form: Form
    need_share: Decimal
    nursery_weight: Decimal
    damping: dict[str, Any] | None
    frames_dkk: dict[int, int]


def model_text(own: OwnModel, code: str, name: str) -> str:
    """The model as YAML, complete but for the parameters that ship with Fordel."""
    document = yaml.safe_load(_PACKAGED.read_text(encoding="utf-8"))
    document["model"] = f"{code.lower()}_{own.form.id}"
    document["title"] = {"da": f"{name}: {own.form.title.da}", "en": f"{name}: {own.form.title.en}"}
    document["description"] = {
        "da": f"{name} er opdigtet, og det er modellen også.",
        "en": f"{name} is invented, and so is its model.",
    }
    document["age_groups"][0]["weight"] = _figure(own.nursery_weight)
    document["parameters"] = _parameters(document["parameters"], own, name)
    document["steps"] = _steps(document["steps"], own)
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)


def _parameters(shipped: dict[str, Any], own: OwnModel, name: str) -> dict[str, Any]:
    parameters = deepcopy(shipped)
    parameters["frame"]["values"] = [
        {
            "from": date(year, 1, 1),
            "to": date(year + 1, 1, 1),
            "value": amount,
            "source": f"Opdigtet budget {year} for {name}",
        }
        for year, amount in own.frames_dkk.items()
    ]
    share = {
        "from": date(min(own.frames_dkk), 1, 1),
        "value": _figure(own.need_share),
        "source": f"Opdigtet vedtagelse i {name}",
    }
    parameters["need_share"]["values"] = [share]
    return parameters


def _steps(shipped: list[dict[str, Any]], own: OwnModel) -> list[dict[str, Any]]:
    """The packaged steps in their order, with the municipality's own need and damping."""
    step = {one["id"]: one for one in deepcopy(shipped)}
    need = _need(step["need"], own.form)
    step["positions"]["of"] = [one["id"] for one in need]
    if own.form.base is None:
        given = [*need, step["grants"], step["applications"], step[_BASE]]
    else:
        first = {**step[_BASE], "pool": {"share": own.form.base.first, "of": "decentral"}}
        rest = {**step[_BASE], "id": _REST, "label": {"da": "Resten efter børnetal",
                                                      "en": "The rest by children"}}  # fmt: skip
        given = [first, *need, step["grants"], step["applications"], rest]
    damping = [] if own.damping is None else [_damping(step["damping"], own.damping)]
    last = [step["payment"], step["positions"]]
    return [step["frame"], step["central"], *given, *damping, *last]


def _need(shipped: dict[str, Any], form: Form) -> list[dict[str, Any]]:
    plain = {name: shipped[name] for name in ("id", "use", "label")}
    steps = [{**plain, "money": deepcopy(_POOL), **deepcopy(own)} for own in form.need]
    for number, step in enumerate(steps[1:], start=2):
        step["id"] = f"{plain['id']}_{number}"
    return steps


def _damping(shipped: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    return {**{name: shipped[name] for name in ("id", "use", "label")}, **deepcopy(own)}


def _figure(value: Decimal) -> int | float:
    """A figure as YAML writes it; the digits stay the same."""
    return int(value) if value == value.to_integral_value() else float(value)
