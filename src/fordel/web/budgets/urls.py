"""Addresses of the budget year."""

from __future__ import annotations

from django.urls import path

from fordel.web.budgets.views import (
    changing,
    data,
    explaining,
    files,
    home,
    jobs,
    letters,
    midyear,
    modelling,
    proposals,
    setting_up,
    sharing,
    trying,
    years,
)

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
    # in the middle of the year
    path("<int:year>/midtpaa/", midyear.overview, name="midyear"),
    path("<int:year>/midtpaa/ny/", changing.new, name="midyear_new"),
    path("<int:year>/midtpaa/aendringer/", changing.changes, name="midyear_changes"),
    path("<int:year>/enheder/<str:unit>/konto/", midyear.account, name="account"),
    # proposal to publication
    path("<int:year>/forslag/", proposals.proposals, name="proposals"),
    path("<int:year>/forslag/<int:number>/", proposals.proposal, name="proposal"),
    path("<int:year>/forslag/<int:number>/flyt/", proposals.move, name="proposal_move"),
    path("<int:year>/forslag/<int:number>/sig/", proposals.comment, name="proposal_comment"),
    path("<int:year>/forslag/<int:number>/pakke/", files.bundle, name="bundle"),
    path("<int:year>/forslag/<int:number>/hel-pakke/", files.whole_bundle, name="whole_bundle"),
    path("<int:year>/forslag/<int:number>/tal.csv", files.figures_csv, name="figures_csv"),
    path("<int:year>/breve/tekst/", letters.text, name="letter_text"),
    path("<int:year>/breve/paamind/", letters.remind, name="letters_remind"),
    path(
        "<int:year>/enheder/<str:unit>/brev/budgetbrev.xlsx", letters.workbook, name="letter_xlsx"
    ),
    path("<int:year>/enheder/<str:unit>/tal/", letters.figures, name="figures"),
    path("<int:year>/kommuner/", sharing.municipalities, name="beside"),
    path("aarene/", sharing.years, name="years"),
    path("deling/", sharing.sharing, name="sharing"),
    # set-up
    path("kom-i-gang/", setting_up.getting_started, name="getting_started"),
    path("aabn-aar/", setting_up.open_year, name="open_year"),
    # import
    path("<int:year>/data/", data.data, name="data"),
    path("<int:year>/data/kolonner/", data.columns, name="data_columns"),
    path("<int:year>/data/opgiv/", data.stop, name="data_stop"),
    # background work
    path("arbejde/", jobs.jobs, name="jobs"),
    # models and what if
    path("modeller/", modelling.models, name="models"),
    path("modeller/<slug:model>/<int:number>/", modelling.model, name="model"),
    path("modeller/<slug:model>/<int:number>/tekst/", modelling.model_text_page, name="model_text"),
    path(
        "modeller/<slug:model>/<int:number>/forskelle/",
        modelling.model_differences,
        name="model_differences",
    ),
    path("<int:year>/hvad-nu-hvis/", trying.what_if, name="what_if"),
    path("<int:year>/scenarier/", trying.scenarios, name="scenarios"),
]
