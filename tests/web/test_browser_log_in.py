"""Log-in in a real browser: passkeys, the app's code, a municipality's own log-in, people."""

from __future__ import annotations

import re

import pytest

from tests.web import identity_providers as idp
from tests.web.browsing import fits, needs_chromium, picture, serious
from tests.web.test_log_in import totp

pytestmark = needs_chromium


@pytest.fixture
def enter(browser, site):
    """A fresh browser at ``localhost``, the only name passkeys take without HTTPS."""
    contexts = []

    def fresh(language="da", host="localhost"):
        address = site[0].replace("127.0.0.1", host)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        contexts.append(context)
        context.add_cookies([{"name": "language", "value": language, "url": address}])
        page = context.new_page()
        page.goto(address + "/konto/log-ind/")
        return page

    yield fresh
    for context in contexts:
        context.close()


def log_in(page, login):
    page.fill("#id_login", login["email"])
    page.fill("#id_password", login["password"])
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/konto/log-ind/" not in url)


def with_key(page):
    """A key that knows its owner, plugged into this page."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def show_it_is_me(page, login):
    if "/konto/bekraeft/" in page.url:
        assert serious(page) == []
        page.fill("input[type=password]", login["password"])
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/konto/bekraeft/" not in url)


def test_a_passkey_is_added_and_then_lets_in_alone_and_as_a_second_step(enter, site):
    login = site[1]["head"]
    page = enter()
    with_key(page)
    log_in(page, login)
    page.click("footer a:last-child")
    assert serious(page) == []
    picture(page, "your-log-in")
    page.click("a[href$='webauthn/add/']")
    show_it_is_me(page, login)
    assert serious(page) == []
    picture(page, "passkey-add")
    page.fill("#id_name", "Min nøgle")
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(re.compile(r"to-trin/(?!webauthn/add)"))
    assert serious(page) == []
    page.goto(page.url.split("/konto/")[0] + "/konto/to-trin/webauthn/")
    assert "Min nøgle" in page.inner_text("main")
    picture(page, "passkeys")
    page.click("header form[action*='log-ud'] button")
    page.wait_for_url("**/konto/log-ind/")
    page.click("#passkey_login")
    page.wait_for_url("**/kommuner/**")
    page.click("header form[action*='log-ud'] button")
    page.wait_for_url("**/konto/log-ind/")
    log_in(page, login)
    page.wait_for_url("**/authenticate/")
    assert serious(page) == []
    picture(page, "second-step")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/kommuner/**")


@pytest.mark.parametrize(("language", "role"), [("da", "politician"), ("en", "area_leader")])
def test_the_app_is_set_up_and_asked_for(language, role, enter, site):
    login = site[1].get(role) or site[1]["auditor"]
    page = enter(language)
    log_in(page, login)
    page.goto(page.url.split("/kommuner/")[0] + "/konto/to-trin/totp/activate/")
    show_it_is_me(page, login)
    assert serious(page) == []
    picture(page, f"app-{language}")
    assert page.locator(".code-picture").evaluate("image => image.naturalWidth") > 0
    page.fill("#id_code", totp(page.inner_text("#key")))
    page.keyboard.press("Enter")
    page.wait_for_url("**/recovery-codes/")
    assert page.locator(".codes li").count() == 10
    assert serious(page) == []
    picture(page, f"codes-{language}")
    code = page.inner_text(".codes li:first-child")
    page.click("header form[action*='log-ud'] button")
    page.wait_for_url("**/konto/log-ind/")
    log_in(page, login)
    page.wait_for_url("**/authenticate/")
    page.fill("#id_code", code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/kommuner/**")


@pytest.mark.enable_socket
def test_an_administrator_sets_up_the_municipalitys_log_in_and_people_come_in(visit, enter):
    admin = visit("administrator")
    start = admin.url.rstrip("/")
    with idp.Provider() as provider:
        admin.goto(f"{start}/adgang/log-ind/")
        assert serious(admin) == []
        picture(admin, "brokers")
        admin.fill("#id_saml-name", "Demokommune")
        admin.fill("#id_saml-key", "saml")
        described = {
            "name": "idp.xml",
            "mimeType": "text/xml",
            "buffer": idp.metadata(provider.sso),
        }
        admin.set_input_files("#id_saml-metadata", described)
        admin.click("form[enctype] button")
        admin.wait_for_url("**/log-ind/*-saml/")
        add_line(admin, "role", "budget", "analyst")
        assert serious(admin) == []
        picture(admin, "broker")
        admin.goto(f"{start}/adgang/log-ind/")
        admin.fill("#id_oidc-name", "OIDC")
        admin.fill("#id_oidc-key", "oidc")
        admin.fill("#id_oidc-issuer", provider.issuer)
        admin.fill("#id_oidc-client_id", "fordel")
        admin.fill("#id_oidc-secret", "hemmeligt")
        admin.click("form:has(#id_oidc-name) button")
        admin.wait_for_url("**/log-ind/*-oidc/")
        add_line(admin, "groups", "revision", "auditor")

        provider.attributes = {
            "urn:oid:0.9.2342.19200300.100.1.3": ["saml@demokommune.example"],
            "role": ["budget"],
        }
        # The broker is another site to the browser than the one its answer is sent to.
        page = enter(host="127.0.0.1")
        assert serious(page) == []
        picture(page, "log-in")
        page.click(".doors a >> text=Demokommune")
        page.click("#go")
        page.wait_for_url("**/kommuner/**")
        assert "saml" in page.inner_text(".who")

        provider.attributes["role"] = ["andet"]
        page = enter(host="127.0.0.1")
        page.click(".doors a >> text=Demokommune")
        page.click("#go")
        page.wait_for_url("**/faerdig/")
        picture(page, "no-role")
        assert "ingen rolle i Fordel" in page.inner_text("main")
        assert serious(page) == []

        provider.person = {"sub": "7", "email": "oidc@demokommune.example", "groups": ["revision"]}
        page = enter(host="127.0.0.1")
        page.click(".doors a >> text=OIDC")
        page.wait_for_url("**/kommuner/**")
        page.goto(page.url + "log/?action=person.logged_in")
        assert "oidc@demokommune.example" in page.inner_text("main")
        picture(page, "log")


def add_line(page, attribute, value, role):
    page.fill("#id_attribute", attribute)
    page.fill("#id_value", value)
    page.select_option("#id_role", role)
    page.click("form:has(#id_attribute) button")
    page.wait_for_selector(f"td >> text={value}")


@pytest.mark.parametrize("language", ["da", "en"])
def test_people_pages_keep_nobody_out(visit, language):
    page = visit("administrator", language)
    start = page.url.rstrip("/")
    for path in ("", "inviter/", "hvem-maa-hvad/", "hvad-er-gemt/", "log-ind/"):
        page.goto(f"{start}/adgang/{path}")
        assert serious(page) == [], path
        picture(page, f"people-{path.strip('/')}-{language}")
    page.goto(f"{start}/adgang/")
    page.click("main tbody a")
    assert serious(page) == []
    picture(page, f"person-{language}")


def test_people_pages_fit_a_narrow_screen(visit):
    page = visit("administrator", width=320)
    start = page.url.rstrip("/")
    for path in ("", "inviter/", "hvem-maa-hvad/", "hvad-er-gemt/", "log-ind/"):
        page.goto(f"{start}/adgang/{path}")
        assert fits(page), path
        picture(page, f"narrow-{path.strip('/')}")
    page.goto(f"{start}/adgang/")
    page.click("main tbody a")
    assert fits(page)
    picture(page, "narrow-person")
    page.goto(start.split("/kommuner/")[0] + "/konto/to-trin/")
    assert fits(page)
    page = visit(None, width=320)
    assert fits(page)
    picture(page, "narrow-log-in")
