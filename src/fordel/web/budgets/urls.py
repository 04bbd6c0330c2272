"""Addresses of the budget year."""

from __future__ import annotations

from django.urls import path

from fordel.web.budgets.views import data, explaining, home, jobs, letters, setting_up, years

app_name = "budgets"
urlpatterns = [
    path("", home.municipality, name="municipality"),
    path("<int:year>/", years.year, name="year"),
    path("<int:year>/breve/", letters.letters, name="letters"),
    path("<int:year>/laesninger/", letters.readings, name="readings"),
    path("<int:year>/enheder/<str:unit>/brev/", letters.letter, name="letter"),
    path("<int:year>/enheder/<str:unit>/brev/budgetbrev.pdf", letters.pdf, name="letter_pdf"),
    path("<int:year>/enheder/<str:unit>/brev/laest/", letters.confirm, name="letter_confirm"),
    path("<int:year>/enheder/<str:unit>/forklaring/", explaining.explanation, name="explanation"),
    # set-up
    path("kom-i-gang/", setting_up.getting_started, name="getting_started"),
    path("aabn-aar/", setting_up.open_year, name="open_year"),
    # import
    path("<int:year>/data/", data.data, name="data"),
    path("<int:year>/data/kolonner/", data.columns, name="data_columns"),
    path("<int:year>/data/opgiv/", data.stop, name="data_stop"),
    # background work
    path("arbejde/", jobs.jobs, name="jobs"),
]
