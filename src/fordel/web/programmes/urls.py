"""Addresses of interventions."""

from __future__ import annotations

from django.urls import path

from fordel.web.programmes.views import (
    catalogue,
    costs,
    descriptions,
    evaluation,
    evidence,
    following,
    indicators,
    maturity,
    packages,
    programmes,
    projects,
    reports,
    results,
    rounds,
    sheets,
)

app_name = "programmes"
_PROGRAMME = "program/<slug:programme>/"
_INDICATOR = f"{_PROGRAMME}spoergsmaal/<slug:indicator>/"
_PROJECT = f"{_PROGRAMME}projekt/<slug:project>/"
_SHEETS = f"{_PROJECT}registrering/"
_PERIOD = f"{_SHEETS}<int:no>/"
_SHEET = f"{_PERIOD}enhed/<str:part>/"
_EVALUATION = f"{_PROJECT}evaluering/"
_REPORT = f"{_EVALUATION}rapport/<int:period>/"
_FINAL = f"{_EVALUATION}slutrapport/"
urlpatterns = [
    path("", programmes.overview, name="overview"),
    path("nyt-program/", programmes.start, name="start"),
    path("katalog/", catalogue.catalogue, name="catalogue"),
    path("katalog/<int:number>/", catalogue.element, name="element"),
    path("vejviser/", catalogue.guide, name="guide"),
    path(_PROGRAMME, programmes.programme, name="programme"),
    path(f"{_PROGRAMME}ret/", programmes.about, name="programme_about"),
    path(f"{_PROGRAMME}perioder/", programmes.periods, name="periods"),
    path(f"{_PROGRAMME}haendelser/", programmes.events, name="events"),
    path(f"{_PROGRAMME}spoergsmaal/", indicators.indicators, name="indicators"),
    path(f"{_PROGRAMME}spoergsmaal/nyt/", indicators.new, name="indicator_new"),
    path(f"{_INDICATOR}ret/", indicators.indicator, name="indicator"),
    path(f"{_INDICATOR}ny-udgave/", indicators.version, name="indicator_version"),
    path(f"{_PROGRAMME}nyt-projekt/", projects.new, name="new_project"),
    # set-up of a project
    path(_PROJECT, projects.project, name="project"),
    path(f"{_PROJECT}om/", projects.about, name="project_about"),
    path(f"{_PROJECT}fjern/", projects.remove, name="project_remove"),
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
    path(f"{_PROJECT}forandringsteori/billede.svg", descriptions.picture, name="theory_picture"),
    path(f"{_PROJECT}forandringsteori/tekst.txt", descriptions.told, name="theory_told"),
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
    # evidence, the loop, costs, maturity
    path("loen/", costs.pay, name="pay"),
    path("pakker/", packages.packages, name="packages"),
    path("pakker/ny/", packages.new, name="package_new"),
    path("pakker/ved-siden-af/", packages.compared, name="packages_compared"),
    path("pakker/pakke/<slug:package>/", packages.package, name="package"),
    path("pakker/pakke/<slug:package>/ret/", packages.edit, name="package_edit"),
    path("pakker/pakke/<slug:package>/slet/", packages.delete, name="package_delete"),
    path(f"{_PROJECT}belaeg/", evidence.evidence, name="evidence"),
    path(f"{_PROJECT}belaeg/interview/", evidence.note, name="evidence_note"),
    path(f"{_PROJECT}belaeg/faktor/", evidence.factor, name="evidence_factor"),
    path(f"{_PROJECT}runden/", rounds.rounds, name="rounds"),
    path(f"{_PROJECT}runden/<int:no>/", rounds.round_, name="round"),
    path(f"{_PROJECT}runden/<int:no>/laest/", rounds.read, name="round_read"),
    path(f"{_PROJECT}omkostninger/", costs.costs, name="costs"),
    path(f"{_PROJECT}omkostninger/aktivitet/<slug:activity>/", costs.activity, name="cost"),
    path(f"{_PROJECT}omkostninger/etablering/", costs.establishment, name="establishment"),
    path(f"{_PROGRAMME}modning/", maturity.programme, name="maturity_programme"),
    path(f"{_PROJECT}modning/", maturity.project, name="maturity"),
    path(f"{_PROJECT}modning/vurder/", maturity.judge, name="judge"),
    # evaluation
    path(_EVALUATION, evaluation.overview, name="evaluation"),
    path(f"{_EVALUATION}gennemfoerelse/", evaluation.implementation, name="implementation"),
    path(f"{_EVALUATION}gennemfoerelse/<slug:activity>/", evaluation.verdict, name="verdict"),
    path(f"{_EVALUATION}resultater/", evaluation.results, name="results"),
    path(f"{_EVALUATION}resultater/boern/", following.panel, name="panel"),
    path(f"{_EVALUATION}virkning/", evaluation.effects, name="effects"),
    path(f"{_EVALUATION}virkning/plan/", results.plan, name="effect_plan"),
    path(f"{_EVALUATION}afgoerelser/", results.verdicts, name="result_verdicts"),
    path(f"{_EVALUATION}afgoerelser/<slug:indicator>/", results.verdict, name="result_verdict"),
    path(_REPORT, reports.data, name="data_report"),
    path(f"{_REPORT}rapport.pdf", reports.data_file, {"form": "pdf"}, name="data_report_pdf"),
    path(f"{_REPORT}rapport.xlsx", reports.data_file, {"form": "xlsx"}, name="data_report_xlsx"),
    path(_FINAL, reports.final, name="final_report"),
    path(f"{_FINAL}rapport.pdf", reports.final_file, {"form": "pdf"}, name="final_report_pdf"),
    path(f"{_FINAL}rapport.xlsx", reports.final_file, {"form": "xlsx"}, name="final_report_xlsx"),
    path(f"{_FINAL}offentliggoer/", reports.publish, name="final_report_publish"),
    path(f"{_FINAL}offentlig/", reports.public, name="public_report"),
    path("offentlige-rapporter/", reports.published, name="published_reports"),
    path(f"{_PROGRAMME}paa-tvaers/", evaluation.across, name="across"),
]
