from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

from benchmarks import peers, questions
from benchmarks.__main__ import LARGE, QUESTIONS
from benchmarks.apart import Task, measure, timed
from benchmarks.report import PAGE, TOLD, load, page, with_line
from benchmarks.section import Target, span, times
from tests.shared import ROOT


def test_the_page_is_what_was_measured():
    assert PAGE.read_text("utf-8") == page(load()), "run `make bench`"


@pytest.mark.parametrize("readme", TOLD)
def test_the_readmes_tell_what_was_measured(readme):
    text = (ROOT / readme).read_text("utf-8")
    assert text == with_line(text, readme, load()), "run `make bench`"
    assert "docs/benchmarks.md" in text


def test_danish_figures_are_written_as_danes_write_them():
    text = (ROOT / "README.da.md").read_text("utf-8")
    [line] = [line for line in text.splitlines() if line.startswith("Målt på")]
    told = with_line(text, "README.md", load())
    [english] = [line for line in told.splitlines() if line.startswith("Measured on")]
    assert line.count(",") - 2 != english.count(",")


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
