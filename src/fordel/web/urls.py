"""Every address. Who may open which stands in ``access/policies/table.yaml``."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path
from django.views.i18n import set_language

from fordel.web.budgets.views import sharing
from fordel.web.budgets.views.home import home
from fordel.web.components import views as components
from fordel.web.operations.health import health
from fordel.web.organisation.views.start import start

urlpatterns = [
    path("", home, name="home"),
    path("start/", start, name="start"),
    path("sundhed/", health, name="health"),
    path("sprog/", set_language, name="set_language"),
    path("komponenter/", components.gallery, name="gallery"),
    path("konto/log-ind/", account.login, name="account_login"),
    path("konto/log-ud/", account.logout, name="account_logout"),
    path("konto/lukket/", account.account_inactive, name="account_inactive"),
    path("konto/bekraeft/", account.reauthenticate, name="account_reauthenticate"),
    path("konto/adgangskode/", account.password_change, name="account_change_password"),
    path("konto/to-trin/", include("allauth.mfa.urls")),
    # the public page
    path("offentlig/<slug:town>/", sharing.public, name="public"),
    path("offentlig/<slug:town>/<int:year>/", sharing.public, name="public_year"),
    path("kommuner/<slug:code>/", include("fordel.web.budgets.urls")),
    path("kommuner/<slug:code>/organisation/", include("fordel.web.organisation.urls")),
    path("kommuner/<slug:code>/log/", include("fordel.web.audit.urls")),
]

handler400 = "fordel.web.components.views.too_much"
handler403 = "fordel.web.components.views.not_allowed"
handler404 = "fordel.web.components.views.not_found"
