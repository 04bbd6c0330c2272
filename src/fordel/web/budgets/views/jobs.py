"""Background work: how far it is, also for who closed the page and came back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.queries.jobs import UNFINISHED, jobs_seen_by, newest_jobs


def jobs(request: HttpRequest, code: str) -> HttpResponse:
    """The newest work; with ``?nr=`` one job, as the part of a page that asks for it again.

    When it is finished the page that shows it is loaded anew, since it says more then.
    """
    del code
    standing = standing_in(request)
    number = request.GET.get("nr", "")
    if not number.isdecimal():
        return render(request, "budgets/jobs/list.html", {"jobs": newest_jobs(standing)})
    job = get_object_or_404(jobs_seen_by(standing), pk=int(number))
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "budgets/jobs/list.html", {"jobs": [job]})
    answer = render(request, "budgets/jobs/progress.html", {"job": job})
    if job.state not in UNFINISHED:
        answer["HX-Refresh"] = "true"
    return answer
