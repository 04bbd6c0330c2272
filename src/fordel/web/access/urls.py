"""Addresses of people, roles and log-in."""

from __future__ import annotations

from django.urls import path

from fordel.web.access.views import brokers, people

app_name = "access"
urlpatterns = [
    path("", people.people, name="people"),
    path("inviter/", people.invitation, name="invite"),
    path("personer/<int:number>/", people.person, name="person"),
    path("hvem-maa-hvad/", people.who_may_what, name="table"),
    path("hvad-er-gemt/", people.what_is_stored, name="stored"),
    path("log-ind/", brokers.brokers, name="brokers"),
    path("log-ind/<slug:broker>/", brokers.broker, name="broker"),
]
