from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

from benchmarks import peers, questions
from benchmarks.__main__ import LARGE, QUESTIONS
from benchmarks.apart import Task, measure, timed
from benchmarks.report import PAGE, TOLD, Answered, load, page, with_line
from benchmarks.section import Row, Section, Target, span, times
from tests.shared import ROOT


def test_the_page_is_what_was_measured():
    assert PAGE.read_text("utf-8") == page(load()), "run `make bench`"


@pytest.mark.parametrize("readme", TOLD)
def test_the_readmes_tell_what_was_measured(readme):
    text = (ROOT / readme).read_text("utf-8")
    assert text == with_line(text, readme, load()), "run `make bench`"
    assert "docs/benchmarks.md" in text


def answered(row, *, load=0.1, **headlines):
    section = Section("A question", "", [row], headlines=headlines)
    return Answered(section, "a machine", {"Python": "3.11"}, "2027-01-01", load)


def test_the_line_is_put_between_its_marks_with_figures_as_each_language_has_them():
    known = {
        "variants": answered(
            Row("", 0.0425), pandas=98.8, Polars=1234.4, **{"OpenFisca-core": 7.06}
        ),
        "spreadsheet": answered(Row("", 1.0), **{"LibreOffice, a large city": 31.5}),
    }
    empty = "Before.\n\n<!-- benchmarks -->\nOld.\n<!-- /benchmarks -->\n\nAfter."
    english = with_line(empty, "README.md", known)
    assert english.startswith("Before.\n\n<!-- benchmarks -->\nMeasured on one machine")
    assert english.endswith("spreadsheet.\n<!-- /benchmarks -->\n\nAfter.")
    for figure in ("42.5 µs", "98.8 ×", "1,234 ×", "7.06 ×", "31.5 ×", "a batch of 1,000"):
        assert figure in english
    busy = {
        **known,
        "variants": answered(Row("", 0.0425), load=3.0, **known["variants"].section.headlines),
    }
    assert "Preliminary, the machine was busy with other work. Measured on" in with_line(
        empty, "README.md", busy
    )
    danish = with_line(empty, "README.da.md", known)
    for figure in ("42,5 µs", "98,8 ×", "1.234 ×", "7,06 ×", "31,5 ×", "et bundt på 1.000"):
        assert figure in danish


def test_a_page_has_a_row_per_contender_and_says_what_was_reached():
    row = Row("**Fordel**", 2800.0, 1261.8, "0.81 × by hand", "under 2 GB", "reached")
    text = page({"one": answered(row)})
    assert "| 2027-01-01 | a machine | Python 3.11 | one |" in text
    assert "| **Fordel** | 2.80 s | 1,262 MiB | 0.81 × by hand | under 2 GB | reached |" in text
    assert "Preliminary" not in text
    busy = page({"one": answered(row, load=3.0), "two": answered(row)})
    assert "busy with other work when these were measured: one." in busy


def test_every_question_is_asked_and_every_peer_is_measured():
    named = {module.name for module in pkgutil.iter_modules(questions.__path__)}
    assert named == {*QUESTIONS, *LARGE}
    texts = "".join(path.read_text("utf-8") for path in Path(questions.__path__[0]).glob("*.py"))
    for module in pkgutil.iter_modules(peers.__path__):
        used = f"peers.{module.name}" in texts
        assert used or module.name == "sharing", module.name
    for name in named:
        assert importlib.import_module(f"benchmarks.questions.{name}").answer.__doc__


def test_a_target_says_whether_and_why_not():
    slow = Target("under 1 ms", 1.0, because="it waits")
    assert slow.outcome(0.9) == "reached"
    assert slow.outcome(1.1) == "missed, because it waits"
    many = Target("300 ×", 300, at_least=True)
    assert many.outcome(300.0) == "reached"
    assert many.outcome(299.0) == "missed"


def test_figures_are_read_with_three_digits():
    shown = [span(ms) for ms in (0.0191, 0.65, 7.53, 48.1, 999.0, 2801.2, 61_000.0)]
    assert shown == ["19.1 µs", "650 µs", "7.53 ms", "48.1 ms", "999 ms", "2.80 s", "61.0 s"]
    assert [times(x) for x in (0.4, 26.1, 531.4)] == ["0.40 ×", "26.1 ×", "531 ×"]


def test_the_first_run_warms_up_and_is_not_timed():
    calls = []
    took, last = timed(Task(lambda: calls.append(1) or len(calls), times=4, each=2))
    assert last == 5
    assert took >= 0
    assert timed(Task(lambda: calls.append(1) or len(calls), times=1))[1] == 6


def test_a_contender_runs_in_a_process_of_its_own():
    found = measure(
        "peers.numpy_product:variants", name="shares", children=300, units=4, chosen=[0]
    )
    assert found.answer["money"].shape == (1, 4)
    assert found.milliseconds > 0
    assert 10 < found.peak_mib < 4000
    assert found.times == 3


def test_a_contender_that_fails_says_why():
    with pytest.raises(RuntimeError, match="KeyError: 'nowhere'"):
        measure("ours.municipality:piece", name="nowhere")
