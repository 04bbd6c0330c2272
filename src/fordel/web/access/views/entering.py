"""The doors a broker's answer comes through."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.saml import views as saml
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]

from fordel.web.access.federation.oidc import OidcAdapter
from fordel.web.access.federation.refusing import NotAccepted, refuse


class _Callback(OAuth2CallbackView):  # type: ignore[misc]
    """Hands the nonce that was sent to what checks it."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, answer = super()._get_state(request, provider)
        if state:
            self.adapter.expected_nonce = state.get("nonce")
        return state, answer


def oidc_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the broker."""
    return _through(OAuth2LoginView, request, provider_id)


def oidc_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the broker."""
    return _through(_Callback, request, provider_id)


def _through(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(OidcAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist as missing:
        raise Http404 from missing
    except NotAccepted as refused:
        return _page(refuse(request, provider_id, refused.reason))
    except OSError:  # the broker does not answer; requests' errors are among these
        return _page(refuse(request, provider_id, "no_answer"))
    except (KeyError, ValueError, ImproperlyConfigured):
        return _page(refuse(request, provider_id, "not_understood"))
    return answer


def saml_finish(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Back from the broker, in the person's own session again."""
    try:
        answer: HttpResponse = saml.finish_acs(request, organization_slug)
    except NotAccepted as refused:
        return _page(refuse(request, organization_slug, refused.reason))
    except PermissionDenied:  # an answer to a question that was not asked here, or is answered
        return _page(refuse(request, organization_slug, "wrong_state"))
    except ImmediateHttpResponse as refused:
        return _page(refused)
    except (XMLSyntaxError, ValueError, ImproperlyConfigured):
        return _page(refuse(request, organization_slug, "not_understood"))
    return answer


def saml_logged_out(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """A broker that wants somebody logged out: the page asks them, for anybody may send this."""
    del request, organization_slug
    return redirect("account_logout")


def _page(refused: ImmediateHttpResponse) -> HttpResponse:
    page: HttpResponse = refused.response
    return page
