"""What happens when a broker's word does not hold: a line in the log, a page that helps."""

from __future__ import annotations

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest
from django.shortcuts import render

from fordel.web.access.middleware import came_from
from fordel.web.audit.actions.writing import FROM, System, write

log = logging.getLogger("fordel.web")
CODE_LENGTH = 3
"""A broker's key begins with the number of its municipality."""


class NotAccepted(Exception):
    """A broker's answer that does not hold; ``reason`` is a word of ours, nothing it said."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def keep_nothing(login: Any) -> Any:
    """Put aside what was said: it may hold a CPR number, and only this log-in needs it."""
    login.said, login.account.extra_data = login.account.extra_data, {}
    return login


def refuse(request: HttpRequest, broker: str, reason: str) -> ImmediateHttpResponse:
    """Write it down without anything personal, and make the page; the caller raises it."""
    log.warning("broker answer refused", extra={"view": reason, "status": 403})
    token = FROM.set(came_from(request))
    write(
        System(code=broker[:CODE_LENGTH]),
        "broker.refused",
        kind="broker",
        key=broker,
        details={"reason": reason},
    )
    FROM.reset(token)
    return ImmediateHttpResponse(
        render(request, "access/broker_refused.html", {"reason": reason}, status=403)
    )
