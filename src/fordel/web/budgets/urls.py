"""Addresses of the budget year."""

from __future__ import annotations

from django.urls import path

from fordel.web.budgets.views import explaining, home, jobs, letters, years

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
    # background work
    path("arbejde/", jobs.jobs, name="jobs"),
]
