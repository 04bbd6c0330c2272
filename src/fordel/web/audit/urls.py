"""The log's address."""

from __future__ import annotations

from django.urls import path

from fordel.web.audit.views.log import export, log

app_name = "audit"
urlpatterns = [
    path("", log, name="log"),
    path("log.csv", export, name="export"),
]
