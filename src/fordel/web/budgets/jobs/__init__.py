"""Background work: started by an action, done by a worker, seen on a page.

``@job("kind")`` in a module of :mod:`fordel.web.budgets.jobs.kinds` registers what does the work;
``start_job`` starts it. See docs/web.md.
"""

from __future__ import annotations

from fordel.web.budgets.jobs.registry import job
from fordel.web.budgets.jobs.report import Report
from fordel.web.budgets.jobs.starting import start_job

__all__ = ["Report", "job", "start_job"]
