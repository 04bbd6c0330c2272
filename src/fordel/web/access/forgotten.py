"""A new password by e-mail, for who has forgotten theirs.

The page answers the same whether or not somebody has the address, and does the same work: finding
the person and sending the mail are the worker's.
"""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urljoin

from allauth.account.forms import ResetPasswordForm
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from fordel.web.access.invitations import link_for
from fordel.web.access.models import Person, RoleGrant
from fordel.web.audit.actions.writing import System, write

log = logging.getLogger("fordel.web")


class Forgotten(ResetPasswordForm):  # type: ignore[misc]
    """Asks for an address. What is typed is looked up, never kept."""

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **_kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        person = Person.objects.filter(email__iexact=email).only("pk").first()
        home = request.build_absolute_uri(reverse("home"))
        send_forgotten.enqueue(0 if person is None else person.pk, home)
        return email


def may_have_a_new_one(person: Person) -> bool:
    """Whoever logs in with a password and is something here; a broker's people have none."""
    held = RoleGrant.objects.in_force().filter(person=person)
    return person.is_active and person.has_usable_password() and held.exists()


@task()
def send_forgotten(number: int, home: str) -> None:
    """Send the link, where there is somebody to send it to."""
    person = Person.objects.filter(pk=number).first()
    if person is None or not may_have_a_new_one(person):
        return
    said = {"person": person, "link": urljoin(home, link_for(person))}
    texts = []
    for language in ("da", "en"):
        with translation.override(language):
            texts.append(render_to_string("access/forgotten_mail.html", said))
    with translation.override("da"):
        subject = _("A new password to Fordel")
    for code in person.grants.values_list("municipality__code", flat=True).distinct():
        write(System(code=code), "password.forgotten", kind="person", key=str(person.pk))
    try:
        send_mail(subject, "\n\n---\n\n".join(texts), None, [person.email])
    except OSError:  # they may ask again
        log.warning("link not sent", extra={"view": "Forgotten"})
