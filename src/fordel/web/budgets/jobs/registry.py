"""Which function does which kind of work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from fordel.domain.language import Words
from fordel.web.budgets.jobs import kinds
from fordel.web.budgets.jobs.report import Report

Work = Callable[[Mapping[str, Any], Report], None]

_REGISTERED: dict[str, Work] = {}
_CALLED: dict[str, Words] = {}


def job(kind: str, title: Words | None = None) -> Callable[[Work], Work]:
    """Register the function that does a kind of work.

    It is given the payload and a :class:`Report`. It may be called again after its worker died, so
    it computes first and keeps its effect inside ``with report.concluding():``, all of it or
    nothing. A :class:`~fordel.domain.errors.UserError` ends the job as refused, in both languages.
    ``title`` is what the work is called in the list of work.
    """

    def register(work: Work) -> Work:
        if kind in _REGISTERED:
            raise ValueError(f"two functions for the work {kind!r}")
        _REGISTERED[kind] = work
        if title is not None:
            _CALLED[kind] = title
        return work

    return register


def work_of(kind: str) -> Work:
    """The function of a kind; a KeyError where there is none."""
    _import_kinds()
    return _REGISTERED[kind]


def called(kind: str) -> Words | None:
    """What a kind of work is called."""
    _import_kinds()
    return _CALLED.get(kind)


def _import_kinds() -> None:
    for module in iter_modules(kinds.__path__):
        import_module(f"{kinds.__name__}.{module.name}")
