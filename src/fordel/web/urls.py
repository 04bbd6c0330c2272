"""Every address. Who may open which stands in ``access/policies/table.yaml``."""

from __future__ import annotations

from allauth.account import views as account
from allauth.socialaccount.providers.saml import views as saml
from django.urls import include, path
from django.views.i18n import set_language

from fordel.web.access.views import entering, people
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
    path("konto/glemt/", account.password_reset, name="account_reset_password"),
    path("konto/glemt/sendt/", account.password_reset_done, name="account_reset_password_done"),
    path("konto/to-trin/", include("allauth.mfa.urls")),
    # the public page
    path("offentlig/<slug:town>/", sharing.public, name="public"),
    path("offentlig/<slug:town>/<int:year>/", sharing.public, name="public_year"),
    # Log-in through a municipality's broker, and links to choose a password
    path("konto/vaelg-adgangskode/<str:key>/", people.choose, name="account_choose_password"),
    path("konto/oidc/<str:provider_id>/", entering.oidc_login, name="openid_connect_login"),
    path(
        "konto/oidc/<str:provider_id>/svar/", entering.oidc_callback, name="openid_connect_callback"
    ),
    path("konto/saml/<str:organization_slug>/", saml.login, name="saml_login"),
    path("konto/saml/<str:organization_slug>/svar/", saml.acs, name="saml_acs"),
    path(
        "konto/saml/<str:organization_slug>/faerdig/", entering.saml_finish, name="saml_finish_acs"
    ),
    path("konto/saml/<str:organization_slug>/metadata/", saml.metadata, name="saml_metadata"),
    path("konto/saml/<str:organization_slug>/log-ud/", entering.saml_logged_out, name="saml_sls"),
    path("kommuner/<slug:code>/", include("fordel.web.budgets.urls")),
    path("kommuner/<slug:code>/indsatser/", include("fordel.web.programmes.urls")),
    path("kommuner/<slug:code>/organisation/", include("fordel.web.organisation.urls")),
    path("kommuner/<slug:code>/log/", include("fordel.web.audit.urls")),
    path("kommuner/<slug:code>/adgang/", include("fordel.web.access.urls")),
]

handler400 = "fordel.web.components.views.too_much"
handler403 = "fordel.web.components.views.not_allowed"
handler404 = "fordel.web.components.views.not_found"
