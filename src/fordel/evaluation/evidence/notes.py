"""Notes of closing group interviews: by role, with their source; coding comes later."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fordel.domain.language import Words
from fordel.evaluation.refusals import PersonalNote, PersonalText
from fordel.registers.personal import CPR_ANYWHERE

_CPR = re.compile(CPR_ANYWHERE)
_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_PHONE = re.compile(r"(?<!\d)(?:(?:\d{2}\s){3}\d{2}|\d{8})(?!\d)")


class RoleGroup(StrEnum):
    """Who was interviewed, as a group."""

    MANAGEMENT = "management"
    UNIT_LEADERS = "unit_leaders"
    STAFF = "staff"
    PARTNERS = "partners"
    PARENTS = "parents"


ROLE_WORDS = {
    RoleGroup.MANAGEMENT: Words(da="projektledelse og forvaltning", en="project management"),
    RoleGroup.UNIT_LEADERS: Words(da="ledere af daginstitutioner", en="unit leaders"),
    RoleGroup.STAFF: Words(da="pædagogisk personale", en="staff"),
    RoleGroup.PARTNERS: Words(da="samarbejdsparter", en="partners"),
    RoleGroup.PARENTS: Words(da="forældre", en="parents"),
}


@dataclass(frozen=True)
class Note:
    """A note of a group interview.

    Parameters
    ----------
    id : what verdicts cite it by; unlike every other note's and answer's.
    source : where it is from: which interview, and where its recording or summary is kept.
    role : who was interviewed; never a person's name.
    text : what was said, in the note-taker's words.
    activities : ids of the activities it is about; the whole project without.

    Raises
    ------
    PersonalNote : the text or source seems to hold a personal number, an e-mail address or a
        phone number. Names cannot be found by rule; whoever writes leaves them out.
    """

    id: str
    project: str
    source: str
    role: RoleGroup
    on: date
    text: str
    activities: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_impersonal(self.id, self.text, self.source)


def check_impersonal(cited: str, *texts: str) -> None:
    """Check that texts hold nothing that looks like it points at one person.

    Parameters
    ----------
    cited : what the note or answer is cited by.

    Raises
    ------
    PersonalNote : a personal number, an e-mail address or a phone number seems to be there.
    """
    if _is_personal(texts):
        raise PersonalNote(note=cited)


def check_impersonal_text(subject: str, *texts: str) -> None:
    """Check the same of what somebody writes of an activity, a result, a project or a period.

    Parameters
    ----------
    subject : what it is written of, as the reader calls it.

    Raises
    ------
    PersonalText : a personal number, an e-mail address or a phone number seems to be there.
    """
    if _is_personal(texts):
        raise PersonalText(subject=subject)


def _is_personal(texts: Iterable[str]) -> bool:
    return any(shape.search(text) for text in texts for shape in (_CPR, _E_MAIL, _PHONE))
