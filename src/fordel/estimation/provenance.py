"""The parameter file that leaves: exact coefficients, and all that is known of how they came."""

from __future__ import annotations

import json
import platform
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from math import isfinite
from typing import Any

import yaml

from fordel import __version__
from fordel.domain.language import Words, rounded
from fordel.estimation.estimating import Estimated
from fordel.estimation.fitting import Coefficient

DIGITS = 6
"""Digits of figures that only inform: errors, covariances, measures."""
LIBRARIES = ("numpy", "scipy", "statsmodels")
_USE = Words(
    da="Sådan bruges den: læg filen ved siden af modellen, og skriv i modellen",
    en="How to use it: put the file beside the model, and write in the model",
)
_BELOW = Words(
    da="Herunder alt om, hvordan tallene er blevet til. Ingen række om et barn eller en enhed.",
    en="Below is all about how the figures came to be. No row about a child or a unit.",
)


def provenance(estimated: Estimated, on: date) -> dict[str, Any]:
    """All that is known of an estimate, as plain values; figures are exact decimals as text."""
    spec, basis, tested = estimated.spec, estimated.basis, estimated.tested
    return {
        "index": spec.estimate,
        "version": spec.version,
        "made_on": on.isoformat(),
        "made_with": {
            "fordel": __version__,
            "python": platform.python_version(),
            **{name: version(name) for name in LIBRARIES},
        },
        "purpose": {"da": spec.purpose.da, "en": spec.purpose.en},
        "responsible": spec.responsible,
        "data": {
            "described": spec.data,
            "file": basis.source.name,
            "sha256": basis.source.sha256,
            "rows": basis.source.rows,
            "rows_used": basis.rows_used,
            "rows_lacking": {one.column: one.rows for one in basis.left_out},
            "units": basis.units,
            "children": basis.children,
            "children_meeting": dict(basis.criteria),
        },
        "spec_sha256": basis.spec_sha256,
        "spec": json.loads(spec.model_dump_json(by_alias=True)),
        "exported": {
            "link": estimated.exported.link,
            "intercept": str(estimated.exported.intercept),
            "coefficients": {name: str(value) for name, value in estimated.exported.coefficients},
            "lowest": str(estimated.exported.lowest),
        },
        "estimated": {
            "method": METHODS[spec.outcome.kind],
            "direction": "more is more need",
            "errors": f"clustered by unit (CR1), t with {estimated.found.degrees} degrees",
            "parameters": [
                _parameter(one) for one in (*estimated.found.coefficients, *estimated.found.edges)
            ],
            "covariance": [[_figure(cell) for cell in row] for row in estimated.found.covariance],
            "log_likelihood": _figure(estimated.found.index.fit.log_likelihood),
        },
        "tested": {
            "folds": tested.folds,
            "measures": {
                name: {model: _figure(value) for model, value in of.items()}
                for name, of in tested.measures.items()
            },
            "index_against_count": _difference(estimated),
            "calibration": {
                "slope": _figure(tested.calibration.slope),
                "intercept": _figure(tested.calibration.intercept),
                "groups": [
                    {
                        "children": one.children,
                        "predicted": _figure(one.predicted),
                        "observed": _figure(one.observed),
                    }
                    for one in tested.calibration.bins
                ],
            },
            "unit_ranks": {
                "typical_correlation": _figure(tested.ranks.typical),
                "low_correlation": _figure(tested.ranks.low),
                "top_quarter_kept": _figure(tested.ranks.top_quarter_kept),
            },
        },
    }


METHODS = {
    "yes_no": "logistic regression",
    "number": "linear regression",
    "ordered": "ordered logistic regression (proportional odds)",
}


def _figure(value: float | None) -> str | None:
    """Rounded, exact; None where there is none, as for the likelihood of a perfect fit."""
    return None if value is None or not isfinite(value) else str(rounded(float(value), DIGITS))


def _parameter(one: Coefficient) -> dict[str, Any]:
    return {
        "name": one.name,
        "estimate": _figure(one.estimate),
        "standard_error": _figure(one.standard_error),
        "low": _figure(one.low),
        "high": _figure(one.high),
    }


def _difference(estimated: Estimated) -> dict[str, Any] | None:
    found = estimated.tested.difference
    if found is None:
        return None
    return {
        "loss": found.loss,
        "gain": _figure(found.gain),
        "low": _figure(found.low),
        "high": _figure(found.high),
    }


def parameter_file(estimated: Estimated, on: date) -> str:
    """A file that a model can include: a table of coefficients and the intercept, with sources.

    Its head, as comments, says how to use it and holds the whole provenance as YAML.
    """
    spec, exported = estimated.spec, estimated.exported
    name = spec.estimate
    known = provenance(estimated, on)
    source = (
        f"Fordel {__version__}, {on.isoformat()}; "
        f"data SHA-256 {estimated.basis.source.sha256}; "
        f"spec SHA-256 {estimated.basis.spec_sha256}"
    )
    unit = "log odds" if exported.link == "logistic" else "points"
    labels = {"da": spec.title.da, "en": spec.title.en}
    holds = spec.export.holds_from
    document = {
        "parameters": {
            f"{name}_intercept": {
                "label": {key: f"{text}: {word}" for (key, text), word in zip(
                    labels.items(), ("grundtal", "intercept"), strict=True)},
                "unit": unit,
                "values": [{"from": holds, "value": exported.intercept, "source": source}],
            }
        },
        "tables": {
            name: {
                "label": labels,
                "unit": unit,
                "versions": [
                    {
                        "from": holds,
                        "source": source,
                        "rows": [
                            {"criterion": criterion, "value": value}
                            for criterion, value in exported.coefficients
                        ],
                    }
                ],
            }
        },
    }  # fmt: skip
    return _head(estimated, known) + _yaml(document)


def _head(estimated: Estimated, known: dict[str, Any]) -> str:
    spec = estimated.spec
    count = (
        f"{{method: index, coefficients: {spec.estimate}, "
        f"intercept: {{parameter: {spec.estimate}_intercept}}, link: {estimated.exported.link}}}"
    )
    lines = [f"{spec.title.da} / {spec.title.en}", "", f"{_USE.da} / {_USE.en}:"]
    lines += [f"  include: [{spec.estimate}.yaml]", "  criteria:"]
    for name, label in spec.terms:
        text = {"id": name, "label": {"da": label.da, "en": label.en}}
        lines.append(f"    - {_flow(text)}")
    lines += [f"  count: {count}", "", f"{_BELOW.da} / {_BELOW.en}", PROVENANCE]
    lines += _yaml(known).splitlines()
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


PROVENANCE = "--- provenance"
"""The line of the head that the provenance begins after."""


class _Plain(yaml.SafeDumper):
    """Decimals are written as they are, and nothing is an alias of anything."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the dumper's own signature
        return True


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:f}")


_Plain.add_representer(Decimal, _decimal)


def _yaml(document: Any) -> str:
    return yaml.dump(document, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=96)


def _flow(document: Any) -> str:
    text = yaml.dump(
        document, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=10_000,
        default_flow_style=True,
    )  # fmt: skip
    return text.strip()
