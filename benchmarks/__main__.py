"""Measure, side by side in one run, and write docs/benchmarks.md."""

from __future__ import annotations

import argparse
import importlib
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.machine import machine, versions
from benchmarks.report import PAGE, ROOT, Answered, keep, load

QUESTIONS = (
    "variants", "alone", "redraws", "municipality", "country", "profile", "spreadsheet", "spark",
)  # fmt: skip
"""A question is a module in ``questions`` with ``answer(place) -> Section``; these in their order
on the page."""
LARGE = ("large",)


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("questions", nargs="*", help=f"some of {', '.join(QUESTIONS + LARGE)}")
    parser.add_argument("--page", action="store_true", help="measure nothing, write the page anew")
    told = parser.parse_args()
    if told.page:
        keep(load())
        return
    asked = told.questions or QUESTIONS
    if unknown := set(asked) - {*QUESTIONS, *LARGE}:
        parser.error(f"no such question: {', '.join(sorted(unknown))}")
    answers = load()
    here, using, load_before = machine(), versions(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="fordel-bench-") as place:
        for name in asked:
            begun = time.monotonic()
            question = importlib.import_module(f"benchmarks.questions.{name}")
            section = question.answer(Path(place))
            on = datetime.now(tz=UTC).date().isoformat()
            answers[name] = Answered(section, here, using, on, load_before)
            print(f"{section.title}: {time.monotonic() - begun:.0f} s", flush=True)
            for row in section.rows:
                print(f"  {row.what}: {row.milliseconds} ms {row.beside} {row.outcome}")
            keep({known: answers[known] for known in QUESTIONS + LARGE if known in answers})
    print(f"written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
