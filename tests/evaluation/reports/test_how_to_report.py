"""What the guides show is what happens."""

from __future__ import annotations

import re

import yaml

from fordel.costing.answers import answers_of
from fordel.costing.computing import Range
from fordel.costing.document import package_of
from fordel.costing.pay import shipped_pay
from fordel.evaluation.reports.said import read_said
from fordel.evaluation.rules import shipped_rules
from fordel.interventions.loading import programme_yaml
from fordel.interventions.sheets.tidy import tidy_csv
from tests.evaluation.reports.small import PROGRAMME, registrations
from tests.shared import ROOT


def blocks(page, kind):
    text = (ROOT / "docs" / "how-to" / page).read_text("utf-8")
    return re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


def test_the_example_in_python_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "programme.yaml").write_text(programme_yaml(PROGRAMME), encoding="utf-8")
    table = tidy_csv([registrations()]).replace("contact,given,9", "contact,given,5")
    (tmp_path / "tidy.csv").write_text(table, encoding="utf-8")
    (tmp_path / "reports").mkdir()
    (example,) = blocks("reports.md", "python")
    names = {}
    exec(example, names)
    assert names["fragment"].startswith('<article class="report" lang="da">')
    made = sorted(path.name for path in (tmp_path / "reports").iterdir())
    assert made == ["datarapport.pdf", "datarapport.xlsx"]


def test_what_people_said_is_read_as_the_guide_shows_it(tmp_path):
    (example,) = blocks("reports.md", "yaml")
    (tmp_path / "said.yaml").write_text(example, encoding="utf-8")
    said = read_said(tmp_path / "said.yaml", registrations(), shipped_rules())
    assert len(said.judgements) == 2
    assert said.moved.children == 48


def test_the_guide_to_costs_shows_a_whole_package():
    example = next(text for text in blocks("cost-an-intervention.md", "yaml") if "package:" in text)
    answers = answers_of(package_of(yaml.safe_load(example), "guide").made(), shipped_pay())
    assert not answers.cost.left_out
    assert isinstance(answers.per_child, Range)
    names = {}
    exec(blocks("cost-an-intervention.md", "python")[0], names)
    assert names["answer"].amount == 20_000
