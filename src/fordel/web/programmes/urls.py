"""Addresses of interventions."""

from __future__ import annotations

from django.urls import path

from fordel.web.programmes.views import catalogue, descriptions, programmes, projects, sheets

app_name = "programmes"
_PROGRAMME = "program/<slug:programme>/"
_PROJECT = f"{_PROGRAMME}projekt/<slug:project>/"
_SHEETS = f"{_PROJECT}registrering/"
_PERIOD = f"{_SHEETS}<int:no>/"
_SHEET = f"{_PERIOD}enhed/<str:part>/"
urlpatterns = [
    path("", programmes.overview, name="overview"),
    path("nyt-program/", programmes.start, name="start"),
    path("katalog/", catalogue.catalogue, name="catalogue"),
    path("katalog/<int:number>/", catalogue.element, name="element"),
    path("vejviser/", catalogue.guide, name="guide"),
    path(_PROGRAMME, programmes.programme, name="programme"),
    path(f"{_PROGRAMME}perioder/", programmes.periods, name="periods"),
    path(f"{_PROGRAMME}nyt-projekt/", projects.new, name="new_project"),
    # set-up of a project
    path(_PROJECT, projects.project, name="project"),
    path(f"{_PROJECT}om/", projects.about, name="project_about"),
    path(f"{_PROJECT}projektleder/", projects.manager, name="project_manager"),
    path(f"{_PROJECT}enheder/", projects.units, name="project_units"),
    path(f"{_PROJECT}indikatorer/", projects.indicators, name="project_indicators"),
    path(f"{_PROJECT}aktiviteter/", projects.activities, name="project_activities"),
    path(f"{_PROJECT}faser/", projects.phases, name="project_phases"),
    # the intervention description
    path(f"{_PROJECT}beskrivelse/", descriptions.description, name="description"),
    path(f"{_PROJECT}beskrivelse/ret/", descriptions.edit, name="description_edit"),
    path(f"{_PROJECT}beskrivelse/forskelle/", descriptions.differences, name="differences"),
    path(f"{_PROJECT}forandringsteori/", descriptions.theory, name="theory"),
    # registration
    path(_SHEETS, sheets.sheets, name="sheets"),
    path(_PERIOD, sheets.period, name="sheets_period"),
    path(f"{_PERIOD}paamind/", sheets.remind_units, name="sheets_remind"),
    path(f"{_PERIOD}skemaer.xlsx", sheets.workbook, name="sheets_workbook"),
    path(f"{_PERIOD}hent-ind/", sheets.upload, name="sheets_upload"),
    path(_SHEET, sheets.sheet, name="sheet"),
    path(f"{_SHEET}tjek/", sheets.check, name="sheet_check"),
    path(f"{_SHEET}modtag/", sheets.take, name="sheet_take"),
    path(f"{_SHEET}skema.xlsx", sheets.workbook, name="sheet_workbook"),
    path(f"{_SHEET}hent-ind/", sheets.upload, name="sheet_upload"),
]
