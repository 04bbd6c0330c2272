"""Notices sent once, and tried again where the mail server did not take them.

An app above this one that has notices of its own says so with :func:`also_sending`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.utils import timezone, translation

AFTER = tuple(timedelta(minutes=minutes) for minutes in (0, 1, 10, 60, 360))
"""How old a notice is when it is tried the first time, the second, and so on; then no more."""
log = logging.getLogger("fordel.web")


@dataclass(frozen=True)
class Mail:
    """What a notice says, in the language that is asked for."""

    subject: str
    lines: tuple[str, ...]


Compose = Callable[[Any], Mail]
_SENDERS: list[Callable[[], int]] = []


def also_sending(sender: Callable[[], int]) -> None:
    """Let the worker call this, too, for as long as it runs."""
    _SENDERS.append(sender)


def send_everything() -> int:
    """Send every notice that waits and is due; how many were sent."""
    return sum(sender() for sender in _SENDERS)


def send_due(notices: QuerySet[Any], compose: Compose, numbers: Sequence[int] | None = None) -> int:
    """Send those of some notices that wait and are due; how many were sent.

    What fails waits longer each time.

    Parameters
    ----------
    notices : of a model with ``person``, ``made_at``, ``sent_at`` and ``tries``.
    numbers : which of them; None for all.
    """
    now = timezone.now()
    due = Q()
    for tries, age in enumerate(AFTER):
        due |= Q(tries=tries, made_at__lte=now - age)
    waiting = notices.filter(due, sent_at=None)
    if numbers is not None:
        waiting = waiting.filter(pk__in=numbers)
    return sum(_sent(notice, compose) for notice in waiting.select_related("person"))


def _sent(notice: Any, compose: Compose) -> bool:
    """Send one. It is counted as tried first: of two who come at once, only one sends it."""
    mine = type(notice).objects.filter(pk=notice.pk, sent_at=None, tries=notice.tries)
    if not mine.update(tries=notice.tries + 1):
        return False
    subject, text = _in_both_languages(notice, compose)
    try:
        send_mail(subject, text, None, [notice.person.email])
    except OSError:  # the mail server's errors are these, too
        log.warning("notice not sent", extra={"view": type(notice).__name__})
        return False
    mine = type(notice).objects.filter(pk=notice.pk)
    mine.update(sent_at=timezone.now())
    return True


def _in_both_languages(notice: Any, compose: Compose) -> tuple[str, str]:
    """Danish first, English below: which one somebody reads is not known to a letter box."""
    said = []
    for language in ("da", "en"):
        with translation.override(language):
            said.append(compose(notice))
    text = "\n\n".join("\n".join(mail.lines) for mail in said) + "\n"
    return " / ".join(mail.subject for mail in said), text
