"""Work for the tests of background work: it waits in the middle until it is let through."""

from __future__ import annotations

import os
import time
from pathlib import Path

from fordel.domain.language import Words
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.jobs import job


@job("slow", Words(da="Langsomt arbejde", en="Slow work"))
def slow(payload, report):
    folder = Path(payload["folder"])
    report.step(Words(da="Tæller", en="Counting"), 2)
    (folder / f"began-{report.job.attempts}").touch()
    while not (folder / "go").exists():
        time.sleep(0.02)
    report.count(1)
    with report.concluding():
        write(report.standing(), "year.opened", kind="year", key="slow")


if __name__ == "__main__":
    from fordel.web.budgets.jobs.working import work

    work(until_empty="UNTIL_EMPTY" in os.environ)
