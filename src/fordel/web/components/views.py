"""Pages about the application itself: the gallery, and what to say when it stops."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template import loader

from fordel.web.components.gallery import samples
from fordel.web.components.language import language_of


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component there is, for those who build pages."""
    return render(request, "components/gallery.html", samples(language_of()))


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, came from elsewhere, or was sent twice."""
    del reason
    return render(request, "components/form_too_old.html", status=403)


def too_much(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent is too large or no request at all; nothing of it is looked at again."""
    del request, exception
    page = loader.get_template("components/too_much.html")
    return HttpResponseBadRequest(page.render())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or not one for this person: which of them is not told."""
    del exception
    return render(request, "404.html", status=404)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page is for others."""
    del exception
    return render(request, "403.html", status=403)
