"""The first page of a new installation."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fordel.web.organisation.actions.starting import FirstPerson, begin, is_new, is_token
from fordel.web.organisation.forms import StartForm

_LET_IN = "start"
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def start(request: HttpRequest) -> HttpResponse:
    """Set up the first municipality; not there any more once somebody can log in."""
    if not is_new():
        raise Http404
    word = request.GET.get("noegle")
    if word is not None and is_token(word):
        request.session[_LET_IN] = True
        return redirect("start")  # the word does not stay in the address
    if not request.session.get(_LET_IN):
        return render(request, "organisation/closed_start.html", {"wrong": word is not None})
    form = StartForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "organisation/start.html", {"form": form}, status=status)
    given = form.cleaned_data
    person = begin(
        FirstPerson(given["person_name"], given["email"], given["password"], given["is_analyst"]),
        form.instance,
    )
    login(request, person, backend=_BACKEND)
    return redirect("budgets:getting_started", code=form.instance.code)
