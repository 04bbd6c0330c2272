"""How a job tells how far it is, and how it keeps its effect once and only once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fordel.domain.errors import FordelError
from fordel.domain.language import Words
from fordel.web.access.policies.standing import Standing, standing_of
from fordel.web.budgets.jobs.refusals import StarterHasLeft
from fordel.web.budgets.models import Job

_BETWEEN_COUNTS_S = 0.3
"""Counts come often; a page asks once a second."""


class TakenOver(FordelError):
    """The job was given to another worker meanwhile: this one has to stop, and keeps nothing."""


class Report:
    """One attempt at a job.

    The number of the attempt is its right to write: a worker that was thought dead and comes back
    finds a higher number, and neither its progress nor its effect is kept.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.concluded = False
        self._told = 0.0

    def step(self, words: Words, total: int | None = None) -> None:
        """Say what is being done now, and out of how many where that is known."""
        self._write(step_da=words.to("da"), step_en=words.to("en"), done_count=0, total_count=total)

    def count(self, done: int) -> None:
        """Say how many are done; may be called for each."""
        now = time.monotonic()
        if now - self._told >= _BETWEEN_COUNTS_S:
            self._told = now
            self._write(done_count=done)

    def standing(self) -> Standing:
        """What the person who started it is in the municipality, today.

        Raises
        ------
        StarterHasLeft : they have no role there any more.
        """
        person = self.job.started_by
        found = standing_of(person, self.job.municipality.code) if person is not None else None
        if found is None:
            raise StarterHasLeft(municipality=self.job.municipality.name)
        return found

    @contextmanager
    def concluding(self) -> Iterator[None]:
        """Keep the job's effect and the word that it is done together: both, or neither."""
        with transaction.atomic():
            held = self._mine().select_for_update().first()
            if held is None:
                raise TakenOver(self.job.kind)
            yield
            self._mine().update(state=Job.State.DONE, finished_at=timezone.now())
        self.concluded = True

    def _write(self, **values: object) -> None:
        if not self._mine().update(**values):
            raise TakenOver(self.job.kind)

    def _mine(self) -> QuerySet[Job]:
        return Job.objects.filter(
            pk=self.job.pk, attempts=self.job.attempts, state=Job.State.RUNNING
        )
