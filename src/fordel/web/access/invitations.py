"""Links by which a person chooses a password: each works once, and for a few days."""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from fordel.web.access.models import Person
from fordel.web.access.policies.standing import Standing


class _Links(PasswordResetTokenGenerator):
    """A password chosen, a log-in or a switch-off make every older link worthless."""

    key_salt = "fordel.web.access.invitations"

    def _make_hash_value(self, user: Person, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}"


_links = _Links()


def link_for(person: Person) -> str:
    """The path of a fresh link."""
    key = f"{person.pk}-{_links.make_token(person)}"
    return reverse("account_choose_password", kwargs={"key": key})


def person_by(key: str) -> Person | None:
    """Whom a link is for; None where it is used, too old or made up."""
    number, _dash, token = key.partition("-")
    person = Person.objects.filter(pk=int(number)).first() if number.isdecimal() else None
    if person is None or not person.is_active or not _links.check_token(person, token):
        return None
    return person


def send_link(request: HttpRequest, standing: Standing, person: Person) -> None:
    """Tell them they have a role here, and, without a password yet or anew, where to choose one."""
    said = {
        "person": person,
        "municipality": standing.municipality_name,
        "link": request.build_absolute_uri(link_for(person)),
        "home": request.build_absolute_uri(reverse("home")),
    }
    texts = []
    for language in ("da", "en"):
        with translation.override(language):
            texts.append(render_to_string("access/invitation_mail.html", said))
    with translation.override("da"):
        subject = _("Your log-in to Fordel in %(municipality)s") % said
    text = "\n\n---\n\n".join(texts)
    transaction.on_commit(lambda: send_mail(subject, text, None, [person.email]))
