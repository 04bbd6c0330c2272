"""People, their roles, and who may do what."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from fordel.web.access.actions import people as actions
from fordel.web.access.invitations import person_by, send_link
from fordel.web.access.models import Person, Role
from fordel.web.access.policies.standing import Standing, standing_of
from fordel.web.access.queries.people import grants_of, login_of, people_of, person_of
from fordel.web.access.queries.requests import standing_in
from fordel.web.access.queries.telling import kinds_told, told
from fordel.web.access.views.forms import Find, GiveRole, Invite
from fordel.web.components.language import language_of

_PER_PAGE = 50
_INVALID = 422


def people(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody who is or was something here."""
    del code
    standing, form = standing_in(request), Find(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    found = people_of(standing, asked.get("words", ""), asked.get("role", ""))
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    said = {"form": form, "page": page, "may": _may(standing)}
    return render(request, "access/people.html", said)


def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """A new person, their first role, and a link by e-mail."""
    standing = standing_in(request)
    form = Invite(standing, request.POST or None, initial={"role": Role.UNIT_LEADER})
    if request.method == "POST":
        form = Invite(standing, request.POST)
        if form.is_valid():
            given = form.cleaned_data
            with transaction.atomic():
                person = actions.invite(standing, given["email"], given["name"])
                _give(standing, person, form)
                send_link(request, standing, person)
            messages.success(request, _("%(name)s is sent a link.") % {"name": person.name})
            return redirect("access:person", code=code, number=person.pk)
    status = _INVALID if form.errors else 200
    return render(request, "access/invite.html", {"form": form}, status=status)


def person(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One person: roles, how they log in, what they may see; and each step that changes it."""
    standing = standing_in(request)
    somebody = person_of(standing, number)
    sent = request.POST if request.POST.get("step") == "give" else None
    form = GiveRole(standing, sent, initial={"role": Role.UNIT_LEADER})
    if request.method == "POST":
        if form.is_bound and form.is_valid():
            _give(standing, somebody, form)
            messages.success(request, _("The role is given."))
            return redirect("access:person", code=code, number=number)
        step = _STEPS.get(request.POST.get("step", ""))
        if step is not None:
            messages.success(request, step(request, standing, somebody))
            return redirect("access:person", code=code, number=number)
    there = standing_of(somebody, standing.code)
    said = {
        "person": somebody,
        "grants": grants_of(standing).filter(person=somebody),
        "form": form,
        "login": login_of(somebody),
        "pages": told(language_of(), there.roles) if there else [],
        "may": _may(standing),
    }
    status = _INVALID if request.method == "POST" else 200
    return render(request, "access/person.html", said, status=status)


def who_may_what(request: HttpRequest, code: str) -> HttpResponse:
    """The access table in words."""
    del code
    rows = [
        (page, [(role in page.reads, role in page.changes) for role in Role])
        for page in told(language_of())
    ]
    return render(request, "access/table.html", {"rows": rows, "roles": Role.choices})


def what_is_stored(request: HttpRequest, code: str) -> HttpResponse:
    """The classes of what is stored, the most delicate first."""
    del code
    return render(request, "access/stored.html", {"classes": kinds_told(language_of())})


def choose(request: HttpRequest, key: str) -> HttpResponse:
    """By a link: choose a password. The link is used up by it."""
    somebody = person_by(key)
    if somebody is None:
        return render(request, "access/link_over.html", status=410)
    form = SetPasswordForm(somebody, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.choose_password(somebody, form.cleaned_data["new_password1"])
        messages.success(request, _("Your password is kept. Log in with it."))
        return redirect("account_login")
    said = {"form": form, "person": somebody}
    return render(request, "access/choose.html", said, status=_INVALID if form.errors else 200)


def _give(standing: Standing, somebody: Person, form: GiveRole) -> None:
    given = form.cleaned_data
    actions.give_role(
        standing,
        somebody,
        Role(given["role"]),
        standing.municipality_id,
        area_id=given["area"],
        unit_id=given["unit"],
        valid_from=given["valid_from"],
        valid_to=given["valid_to"],
    )


def _end(request: HttpRequest, standing: Standing, somebody: Person) -> str:
    number = request.POST.get("grant", "")
    held = grants_of(standing).filter(person=somebody)
    grant = get_object_or_404(held, pk=int(number) if number.isdecimal() else 0)
    actions.end_role(standing, grant)
    return _("The role has ended.")


def _link(request: HttpRequest, standing: Standing, somebody: Person) -> str:
    with transaction.atomic():
        actions.invite(standing, somebody.email, somebody.name)
        send_link(request, standing, somebody)
    return _("A new link is sent.")


def _off(_request: HttpRequest, standing: Standing, somebody: Person) -> str:
    actions.switch_off(standing, somebody)
    return _("The person is nothing here any more. What they did stands in the log.")


def _on(_request: HttpRequest, standing: Standing, somebody: Person) -> str:
    actions.switch_on(standing, somebody)
    return _("The person can log in again. Give them a role.")


def _forget(_request: HttpRequest, standing: Standing, somebody: Person) -> str:
    actions.forget_second_factor(standing, somebody)
    return _("The second step is forgotten.")


_STEPS: dict[str, Callable[[HttpRequest, Standing, Person], str]] = {
    "end": _end,
    "link": _link,
    "off": _off,
    "on": _on,
    "forget": _forget,
}


def _may(standing: Standing) -> bool:
    """Whether the reader changes things here, or only reads."""
    return standing.is_any(Role.ADMINISTRATOR)
