"""Notices that a mail server did not take: the worker tries again, longer and longer apart."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from fordel.web.access.models import Role
from fordel.web.budgets.actions import mailing
from fordel.web.budgets.actions.mailing import AFTER, Mail, send_everything
from fordel.web.budgets.actions.noticing import send_waiting
from fordel.web.budgets.jobs import working
from fordel.web.budgets.jobs.absence import Absence
from fordel.web.budgets.models import BudgetYear, Notice
from fordel.web.programmes.models import Participation, SheetNotice


class FailsThenWorks(BaseEmailBackend):
    """A mail server that is away, and comes back."""

    away = 0

    def send_messages(self, messages):
        if FailsThenWorks.away:
            FailsThenWorks.away -= 1
            raise ConnectionRefusedError
        return EmailBackend().send_messages(messages)


@pytest.fixture
def notice(town, settings):
    settings.EMAIL_BACKEND = f"{__name__}.FailsThenWorks"
    FailsThenWorks.away = 0
    mail.outbox = []
    year = BudgetYear.objects.get(year=2027, municipality__code=town.code)
    return Notice.objects.create(
        person=town.people[Role.UNIT_LEADER], budget_year=year, kind=Notice.Kind.LETTER
    )


def older(notice, by):
    Notice.objects.filter(pk=notice.pk).update(made_at=timezone.now() - by)
    notice.refresh_from_db()


def test_it_is_tried_again_when_its_time_has_come_and_then_arrives(notice):
    FailsThenWorks.away = 2
    assert send_waiting() == 0
    assert send_waiting() == 0, "not yet"
    notice.refresh_from_db()
    assert notice.tries == 1
    older(notice, AFTER[1])
    assert send_waiting() == 0
    older(notice, AFTER[2])
    assert send_waiting() == 1
    assert len(mail.outbox) == 1
    assert (notice.sent_at, send_waiting()) != (None, 1), "and it is not sent twice"
    notice.refresh_from_db()
    assert (notice.tries, notice.sent_at is not None) == (3, True)


def test_the_worker_sends_notices_of_every_app(notice, town):
    part = Participation.objects.exclude(unit=None).first()
    SheetNotice.objects.create(
        person=town.people[Role.UNIT_LEADER],
        participation=part,
        period=part.project.programme.periods.first(),
        kind=SheetNotice.Kind.REMINDER,
    )
    assert send_everything() == 2
    assert send_everything() == 0
    assert len(mail.outbox) == 2


def test_after_the_last_try_it_rests(notice):
    FailsThenWorks.away = 100
    older(notice, timedelta(days=2))
    assert [send_waiting() for _ in range(len(AFTER) + 2)] == [0] * (len(AFTER) + 2)
    notice.refresh_from_db()
    assert notice.tries == len(AFTER)


def test_of_two_who_come_at_once_one_sends(notice):
    mine = Notice.objects.get(pk=notice.pk)
    theirs = Notice.objects.get(pk=notice.pk)
    assert mailing._sent(mine, lambda _: Mail("Emne", ("Tekst",)))
    assert not mailing._sent(theirs, lambda _: Mail("Emne", ("Tekst",)))
    assert len(mail.outbox) == 1


def test_the_worker_looks_from_time_to_time_and_outlives_a_database_that_is_busy(
    monkeypatch, settings
):
    from django.db import DatabaseError

    settings.JOB_BEAT_S = 0.001
    stopped, calls = threading.Event(), []

    def waiting():
        calls.append(1)
        if len(calls) == 1:
            raise DatabaseError
        stopped.set()

    monkeypatch.setattr(working, "send_everything", waiting)
    monkeypatch.setattr(working, "close_old_connections", lambda: None)
    monkeypatch.setattr(working, "connection", type("Closed", (), {"close": lambda *_: None})())
    working._send_mails(stopped, Absence())
    assert len(calls) == 2
