"""The pages of the demonstration's own project, and what an answer says in words."""

from __future__ import annotations

from django.urls import reverse

from fordel.web.programmes.demonstration.loading import OWN_PROGRAMME, OWN_PROJECT
from fordel.web.programmes.models import Project


def page(name, **named):
    return reverse(f"programmes:{name}", kwargs={"code": "999", **named})


def of(name, **named):
    return page(name, programme=OWN_PROGRAMME, **named)


def text(answer):
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def the_project():
    return Project.objects.get(programme__municipality__code="999", key=OWN_PROJECT)
