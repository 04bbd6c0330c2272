"""Golden cases, as a caseworker reads them."""

from __future__ import annotations

from pathlib import Path

import yaml


def cases(name):
    return yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text("utf-8"))
