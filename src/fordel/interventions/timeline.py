"""A programme's time line as a chart: phases project by project, gaps, and what happened around."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from fordel.charts.result import ChartWithTable
from fordel.charts.theme import (
    FAINT,
    GREEN,
    INK,
    NAME_AXIS,
    PALE_GREEN,
    PAPER,
    QUIET,
    ROW_HEIGHT,
    TAIL,
    WIDTH,
    Told,
    finish,
)
from fordel.domain.language import Language, Words, day
from fordel.interventions.periods import PHASE_WORDS, ContextEvent, DataPeriod, Phase
from fordel.interventions.programme import Programme, Project

_TITLE = Words(da="Hvor er projekterne hvornår?", en="Where are the projects when?")
_SUBTITLE = Words(
    da="Hvid: der blev ikke indsamlet. Grå streg øverst: {events}",
    en="White: nothing was collected. Grey line at the top: {events}",
)
_SUBTITLE_PLAIN = Words(da="Hvid: der blev ikke indsamlet", en="White: nothing was collected")
_DESCRIPTION = Words(
    da="Tidslinje over {projects} projekter i {periods} perioder fra {first} til {last}. I den "
    "sidste periode er {effect} i virkningsfasen.",
    en="Time line of {projects} projects in {periods} periods from {first} to {last}. In the last "
    "period {effect} are in the effect phase.",
)
_PROJECT = Words(da="Projekt", en="Project")
_PERIOD = Words(da="Periode {no}", en="Period {no}")
_GAP = Words(da="{phase}, ikke indsamlet", en="{phase}, not collected")
_UNKNOWN = Words(da="ikke sat", en="not set")
_AROUND = Words(da="Omkring", en="Around")
_LETTERS: Final = {
    "da": {Phase.SHAPING: "K", Phase.SPREAD: "U", Phase.EFFECT: "V", Phase.ENDED: "A"},
    "en": {Phase.SHAPING: "S", Phase.SPREAD: "Sp", Phase.EFFECT: "E", Phase.ENDED: "X"},
}
"""In each bar, so that no colour is alone in saying it."""
_FILL: Final = {
    Phase.SHAPING: FAINT,
    Phase.SPREAD: PALE_GREEN,
    Phase.EFFECT: GREEN,
    Phase.ENDED: TAIL,
}
_PADDING: Final = {"left": 40, "top": 12, "right": 12, "bottom": 12}
"""Names of projects are long, and may be set wider than they were measured."""
_WRITTEN: Final = {Phase.EFFECT: PAPER}
_MONTHS: Final[dict[str, Any]] = {
    "format": "%m-%Y",
    "labelAngle": 0,
    "tickCount": 8,
    "labelOverlap": "greedy",
    "labelSeparation": 8,
}


def timeline(programme: Programme, language: Language) -> ChartWithTable:
    """Draw a programme's projects along its periods, each by its phase; gaps are left white.

    Context events stand in a row of their own above the projects. Periods without a phase are
    left out of the picture and say so in the table.

    Raises
    ------
    ValueError : the programme has no projects.
    """
    if not programme.projects:
        raise ValueError("a time line needs at least one project")
    periods = programme.periods
    last = periods[-1].no
    effect = sum(one.phases.get(last) is Phase.EFFECT for one in programme.projects)
    events = ", ".join(event.name for event in programme.events)
    subtitle = _SUBTITLE.to(language).format(events=events) if events else None
    told = Told(
        title=_TITLE.to(language),
        subtitle=subtitle or _SUBTITLE_PLAIN.to(language),
        description=_DESCRIPTION.to(language).format(
            projects=len(programme.projects),
            periods=len(periods),
            first=day(periods[0].first, language),
            last=day(periods[-1].last, language),
            effect=effect,
        ),
        table=_table(programme, language),
    )
    return finish(_layers(programme, language), told, language)


def _table(programme: Programme, language: Language) -> tuple[Any, Any]:
    headers = (
        _PROJECT.to(language),
        *(_PERIOD.to(language).format(no=period.no) for period in programme.periods),
    )
    rows = tuple(
        (
            name,
            *(_said(project, period, language) for period in programme.periods),
        )
        for name, project in zip(names(programme), programme.projects, strict=True)
    )
    return headers, rows


def _said(project: Project, period: DataPeriod, language: Language) -> str:
    phase = project.phases.get(period.no)
    if phase is None:
        return _UNKNOWN.to(language)
    word = PHASE_WORDS[phase].to(language)
    return word if period.collected else _GAP.to(language).format(phase=word)


def names(programme: Programme) -> list[str]:
    """What each project is called where they stand together: by place where names would meet."""
    called = [project.name for project in programme.projects]
    return [
        f"{project.name} ({project.place or project.id})"
        if called.count(project.name) > 1
        else project.name
        for project in programme.projects
    ]


def _layers(programme: Programme, language: Language) -> Any:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    around = _AROUND.to(language)
    called = names(programme)
    order = [*([around] if programme.events else []), *called]
    values = [
        _bar(name, project.phases[period.no], period, language)
        for name, project in zip(called, programme.projects, strict=True)
        for period in programme.periods
        if period.no in project.phases
    ]
    end = programme.periods[-1].last
    happened = [_event(around, event, end) for event in programme.events]
    y = alt.Y("project:N", sort=order, title=None, axis=alt.Axis(**NAME_AXIS))
    x = alt.X("from:T", title=None, axis=alt.Axis(**_MONTHS))
    bars = alt.Chart(alt.InlineData(values=values)).encode(
        x=x, x2="to:T", y=y, tooltip=alt.Tooltip("tip:N", title=_PROJECT.to(language))
    )
    drawn = [
        bars.mark_bar(height=ROW_HEIGHT - 6, strokeWidth=1).encode(
            color=alt.Color("fill:N", scale=None), stroke=alt.Stroke("edge:N", scale=None)
        ),
        bars.mark_text(align="left", dx=4).encode(
            text="letter:N", color=alt.Color("written:N", scale=None)
        ),
    ]
    if happened:
        row = alt.Chart(alt.InlineData(values=happened)).encode(x=x, x2="to:T", y=y)
        drawn.append(row.mark_bar(height=6, color=QUIET).encode(tooltip="tip:N"))
    size = {"width": WIDTH, "height": ROW_HEIGHT * len(order)}
    return alt.layer(*drawn).properties(**size, padding=_PADDING)


def _bar(name: str, phase: Phase, period: DataPeriod, language: Language) -> dict[str, str]:
    word = PHASE_WORDS[phase].to(language)
    return {
        "project": name,
        "from": period.first.isoformat(),
        "to": (period.last + timedelta(days=1)).isoformat(),
        "fill": _FILL[phase] if period.collected else PAPER,
        "edge": PAPER if period.collected else TAIL,
        "written": _WRITTEN.get(phase, INK) if period.collected else QUIET,
        "letter": _LETTERS[language][phase],
        "tip": f"{name} · {_PERIOD.to(language).format(no=period.no)} · {word}",
    }


def _event(row: str, event: ContextEvent, end: date) -> dict[str, str]:
    return {
        "project": row,
        "from": event.first.isoformat(),
        "to": ((event.last or end) + timedelta(days=1)).isoformat(),
        "tip": event.name,
    }
