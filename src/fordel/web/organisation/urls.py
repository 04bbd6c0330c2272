"""Addresses of the organisation."""

from __future__ import annotations

from django.urls import path

from fordel.web.organisation.views import organisation

app_name = "organisation"
urlpatterns = [
    path("", organisation.overview, name="overview"),
    path("kommune/", organisation.municipality, name="municipality"),
    path("omraader/", organisation.places, name="places"),
    path("fra-fil/", organisation.units_from_file, name="units_from_file"),
    path("haendelse/", organisation.happening, name="happening"),
    path("enheder/<str:unit>/", organisation.unit, name="unit"),
]
