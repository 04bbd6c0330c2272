"""Logs as lines of JSON, without anything personal."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

_LONGEST_EVENT = 80
_KEPT = ("job", "view", "status", "milliseconds")


class JsonLines(logging.Formatter):
    """One line per event: when, how bad, where in the code, what.

    The text of an exception is left out, since it may repeat what a person typed; its kind and
    place are enough to find it. So are request paths, users and addresses: those who need them
    look in the audit log.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": _event(record),
        }
        line |= {name: getattr(record, name) for name in _KEPT if hasattr(record, name)}
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            line["trace"] = _places(record)
        return json.dumps(line, ensure_ascii=False)


def _event(record: logging.LogRecord) -> str:
    """What happened, before anything was filled in.

    Others' texts that came without anything to fill in may be filled in already (Django's own
    word about a wrong host is one); their logger and level say enough.
    """
    if record.name.startswith("fordel") or record.args:
        return str(record.msg)[:_LONGEST_EVENT]
    return record.name


def _places(record: logging.LogRecord) -> list[str]:
    """Files, lines and functions of a traceback, without values."""
    places: list[str] = []
    trace = record.exc_info[2] if record.exc_info else None
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-12:]
