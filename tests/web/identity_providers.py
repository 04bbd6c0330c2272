"""Two identity providers on this machine, for tests: SAML 2.0 and OpenID Connect.

They do what a municipality's broker does and nothing else; every answer can be spoilt on purpose.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils

ENTITY = "https://broker.example/saml"
_SAML = "urn:oasis:names:tc:SAML:2.0"


def _key_and_certificate():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "broker.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return key, certificate.public_bytes(serialization.Encoding.PEM).decode()


KEY, CERTIFICATE = _key_and_certificate()
OTHER_KEY, OTHER_CERTIFICATE = _key_and_certificate()
"""Somebody else's: what it signs is not the broker's."""


def _pem(key) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def metadata(sso_url: str) -> bytes:
    """What the provider tells of itself."""
    body = "".join(CERTIFICATE.strip().splitlines()[1:-1])
    return f"""<md:EntityDescriptor xmlns:md="{_SAML}:metadata" entityID="{ENTITY}">
<md:IDPSSODescriptor protocolSupportEnumeration="{_SAML}:protocol"><md:KeyDescriptor use="signing">
<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
<ds:X509Certificate>{body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
<md:SingleSignOnService Binding="{_SAML}:bindings:HTTP-Redirect" Location="{sso_url}"/>
</md:IDPSSODescriptor></md:EntityDescriptor>""".encode()


def asked(location: str) -> etree._Element:
    """The question in a redirect to the provider."""
    sent = parse_qs(urlsplit(location).query)["SAMLRequest"][0]
    return etree.fromstring(zlib.decompress(base64.b64decode(sent), -15))


def saml_answer(  # noqa: PLR0913 - each is something that can be wrong
    question: etree._Element,
    attributes: dict[str, list[str]],
    *,
    uid: str = "ab12",
    issuer: str = ENTITY,
    audience: str | None = "",
    valid_for: int = 300,
    in_response_to: str = "",
    signed: bool = True,
    key=KEY,
    certificate: str = CERTIFICATE,
) -> str:
    """An answer in base64, as it is posted back. ``audience`` is who asked, unless told."""
    acs = question.get("AssertionConsumerServiceURL")
    who = question.findtext(f"{{{_SAML}:assertion}}Issuer") if audience == "" else audience
    now = datetime.now(UTC)
    at, until = (f"{t:%Y-%m-%dT%H:%M:%SZ}" for t in (now, now + timedelta(seconds=valid_for)))
    before = f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"
    reply = in_response_to or question.get("ID")
    said = "".join(
        f'<saml:Attribute Name="{escape(name)}">'
        + "".join(f"<saml:AttributeValue>{escape(v)}</saml:AttributeValue>" for v in values)
        + "</saml:Attribute>"
        for name, values in attributes.items()
    )
    audience_said = (
        f"<saml:AudienceRestriction><saml:Audience>{who}</saml:Audience></saml:AudienceRestriction>"
        if who
        else ""
    )
    assertion = f"""<saml:Assertion xmlns:saml="{_SAML}:assertion" ID="_{secrets.token_hex(8)}"
 Version="2.0" IssueInstant="{at}"><saml:Issuer>{issuer}</saml:Issuer><saml:Subject>
<saml:NameID Format="{_SAML}:nameid-format:persistent">{uid}</saml:NameID>
<saml:SubjectConfirmation Method="{_SAML}:cm:bearer"><saml:SubjectConfirmationData
 NotOnOrAfter="{until}" Recipient="{acs}" InResponseTo="{reply}"/></saml:SubjectConfirmation>
</saml:Subject><saml:Conditions NotBefore="{before}" NotOnOrAfter="{until}">{audience_said}
</saml:Conditions><saml:AuthnStatement AuthnInstant="{at}"><saml:AuthnContext>
<saml:AuthnContextClassRef>{_SAML}:ac:classes:X509</saml:AuthnContextClassRef></saml:AuthnContext>
</saml:AuthnStatement><saml:AttributeStatement>{said}</saml:AttributeStatement></saml:Assertion>"""
    if signed:
        assertion = OneLogin_Saml2_Utils.add_sign(assertion, _pem(key), certificate).decode()
    response = f"""<samlp:Response xmlns:samlp="{_SAML}:protocol" ID="_{secrets.token_hex(8)}"
 Version="2.0" IssueInstant="{at}" Destination="{acs}" InResponseTo="{reply}">
<saml:Issuer xmlns:saml="{_SAML}:assertion">{issuer}</saml:Issuer><samlp:Status>
<samlp:StatusCode Value="{_SAML}:status:Success"/></samlp:Status>{assertion}</samlp:Response>"""
    return base64.b64encode(response.encode()).decode()


class Provider(ThreadingHTTPServer):
    """Both protocols on one port. ``person`` is who logs in; ``spoil`` changes an ID token."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Pages)
        self.issuer = f"http://localhost:{self.server_port}/oidc"
        self.sso = f"http://localhost:{self.server_port}/saml"
        self.person: dict[str, object] = {}
        self.attributes: dict[str, list[str]] = {}
        self.spoil: dict[str, object] = {}
        self.signing = ("RS256", KEY)
        self.codes: dict[str, dict[str, str]] = {}

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def token(self, question: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": question["client_id"],
            "iat": now,
            "exp": now + 300,
            "nonce": question.get("nonce"),
            **self.person,
            **self.spoil,
        }
        algorithm, key = self.signing
        return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": "k"})


class _Pages(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *_: object) -> None:
        return

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        sent = {name: values[0] for name, values in parse_qs(address.query).items()}
        base = self.server.issuer
        if address.path.endswith("/openid-configuration"):
            self._json(
                {
                    "issuer": base,
                    "authorization_endpoint": f"{base}/authorize",
                    "token_endpoint": f"{base}/token",
                    "jwks_uri": f"{base}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif address.path == "/oidc/authorize":
            code = secrets.token_hex(8)
            self.server.codes[code] = sent
            back = urlencode({"code": code, "state": sent["state"]})
            self._redirect(f"{sent['redirect_uri']}?{back}")
        elif address.path == "/oidc/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            self._json({"keys": [{**public, "kid": "k", "alg": "RS256", "use": "sig"}]})
        elif address.path == "/saml":
            question = asked(self.path)
            answer = saml_answer(question, self.server.attributes)
            acs = escape(question.get("AssertionConsumerServiceURL"))
            self._page(
                f'<form method="post" action="{acs}"><input name="SAMLResponse" value="{answer}">'
                '<button id="go">Go</button></form>'
            )

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        question = self.server.codes.pop(sent["code"][0])
        verifier = sent["code_verifier"][0].encode()
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=")
        assert digest.decode() == question["code_challenge"], "PKCE"
        assert sent["client_secret"] == ["hemmeligt"]
        self._json(
            {"access_token": "a", "token_type": "Bearer", "id_token": self.server.token(question)}
        )

    def _json(self, said: object) -> None:
        self._send(200, "application/json", json.dumps(said))

    def _page(self, body: str) -> None:
        self._send(200, "text/html", f"<!doctype html><title>Broker</title>{body}")

    def _redirect(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def _send(self, status: int, kind: str, body: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())
