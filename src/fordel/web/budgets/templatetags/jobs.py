"""Background work in the reader's words."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from fordel.web.budgets.jobs.registry import called
from fordel.web.budgets.models import Job
from fordel.web.budgets.queries.jobs import UNFINISHED
from fordel.web.components.language import language_of

register = template.Library()


@register.filter
def unfinished(job: Job) -> bool:
    """Whether it waits or runs."""
    return job.state in UNFINISHED


@register.filter
def step(job: Job) -> str:
    """What is being done now."""
    if job.state == Job.State.WAITING:
        return gettext("Waiting for its turn")
    return (job.step_en if language_of() == "en" else job.step_da) or gettext("Under way")


@register.filter
def refusal_lines(job: Job) -> list[str]:
    """Why it stopped: what, why and what next, or a line per problem."""
    return list((job.refusal or {}).get(language_of(), ()))


@register.filter
def job_title(job: Job) -> str:
    """What kind of work it is."""
    words = called(job.kind)
    return f"{words.to(language_of()) if words else job.kind} {job.key}".strip()
