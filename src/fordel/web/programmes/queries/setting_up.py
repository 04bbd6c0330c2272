"""How far a project's set-up is, part by part."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.interventions import programme as library
from fordel.interventions.descriptions.completeness import completeness
from fordel.interventions.indicators import THEME_WORDS, Theme
from fordel.web.components.language import language_of
from fordel.web.programmes.models import DescriptionVersion
from fordel.web.programmes.queries.descriptions import description_of


@dataclass(frozen=True)
class SetUpPart:
    """A part of the set-up: what it is, how it stands, and the name of the page it is done on."""

    page: str
    what: str
    stands: str
    is_done: bool


def parts_of(
    programme: library.Programme,
    project: library.Project,
    newest: DescriptionVersion | None,
) -> list[SetUpPart]:
    """The parts in the order they are best done in."""
    asked = programme.still_needed(project)
    open_periods = [p for p in programme.periods if p.no not in project.phases]
    uncounted = [known for known in project.activities if not known.counted_by]
    lacking = _lacking(newest)
    return [
        SetUpPart(
            "project_about",
            _("Name, purpose and prerequisites"),
            project.target_group or _("The target group is not written yet."),
            bool(project.purpose and project.target_group and project.prerequisites),
        ),
        SetUpPart("project_units", _("Units"), _units(project), bool(project.units)),
        SetUpPart(
            "project_indicators",
            _("What units register"),
            _indicators(programme, project, asked),
            bool(project.indicators) and not asked,
        ),
        SetUpPart(
            "project_activities",
            _("Activities"),
            _activities(project, len(uncounted)),
            bool(project.activities),
        ),
        SetUpPart(
            "project_phases",
            _("Phases"),
            _("Every period has a phase.")
            if not open_periods
            else _("Not set for period %(periods)s.")
            % {"periods": ", ".join(str(period.no) for period in open_periods)},
            not open_periods,
        ),
        SetUpPart(
            "description",
            _("Intervention description"),
            _description(newest, lacking),
            newest is not None and not lacking,
        ),
        SetUpPart(
            "theory",
            _("Theory of change"),
            _("Drawn.") if has_theory(newest) else _("Not drawn yet."),
            has_theory(newest),
        ),
    ]


def has_theory(newest: DescriptionVersion | None) -> bool:
    """Whether something is drawn in the newest version of a description."""
    return newest is not None and bool((newest.document.get("theory") or {}).get("boxes"))


def needed_words(group: tuple[Theme, ...]) -> str:
    """A group of themes as a sentence's part: ``trivsel eller sprog``."""
    language = language_of()
    joined = {"da": " eller ", "en": " or "}[language]
    return joined.join(THEME_WORDS[theme].to(language) for theme in group)


def _lacking(newest: DescriptionVersion | None) -> int:
    """Parts of the description that are not written; the theory is a part of the set-up itself."""
    if newest is None:
        return 0
    findings = completeness(description_of(newest)).findings
    return sum(not one.where.startswith("theory") for one in findings)


def _description(newest: DescriptionVersion | None, lacking: int) -> str:
    if newest is None:
        return _("Not written yet.")
    said = _("Version %(number)s.") % {"number": newest.number}
    if not lacking:
        return said
    more = ngettext(
        "%(count)d part is not written yet.", "%(count)d parts are not written yet.", lacking
    )
    return f"{said} {more % {'count': lacking}}"


def _units(project: library.Project) -> str:
    count = len(project.units)
    if not count:
        return _("No unit takes part yet.")
    said = ngettext("%(count)d unit takes part.", "%(count)d units take part.", count)
    return said % {"count": count}


def _indicators(
    programme: library.Programme, project: library.Project, asked: tuple[tuple[Theme, ...], ...]
) -> str:
    if asked:
        return _("Still needed: %(themes)s.") % {
            "themes": "; ".join(needed_words(group) for group in asked)
        }
    cells = len(programme.fields_of(project))
    said = ngettext(
        "The sheet has %(count)d cell to fill in.",
        "The sheet has %(count)d cells to fill in.",
        cells,
    )
    return said % {"count": cells}


def _activities(project: library.Project, uncounted: int) -> str:
    count = len(project.activities)
    if not count:
        return _("None yet.")
    said = ngettext("%(count)d activity.", "%(count)d activities.", count) % {"count": count}
    if uncounted:
        more = ngettext(
            "%(count)d is seen in no count and cannot be assessed from the figures.",
            "%(count)d are seen in no count and cannot be assessed from the figures.",
            uncounted,
        )
        said = f"{said} {more % {'count': uncounted}}"
    return said
