"""Log-in through a municipality's broker, against identity providers started here."""

from __future__ import annotations

import base64
import json
import logging
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp

from fordel.web.access.actions import brokers
from fordel.web.access.models import Person, Role, RoleGrant
from fordel.web.access.policies.assertions import Mapped, Right, flat, rights, statements
from fordel.web.access.policies.standing import standing_of, standings_of
from fordel.web.access.refusals import BrokerNotOverHttps, MetadataNotUnderstood
from fordel.web.audit.models import Entry
from fordel.web.components.logs import JsonLines
from tests.web import identity_providers as idp

HOST = "fordel.example.dk"
SSO = "https://broker.example/sso"
MAIL = "urn:oid:0.9.2342.19200300.100.1.3"
CVR = "12345678"


@pytest.fixture(autouse=True)
def host(settings):
    settings.ALLOWED_HOSTS = [HOST]


@pytest.fixture
def saml(town):
    admin = town.standing(Role.ADMINISTRATOR)
    broker = brokers.add_saml(admin, "saml", "Kommunen", idp.metadata(SSO), CVR)
    brokers.add_mapping(admin, broker, "role", "budget", Role.ANALYST, "")
    brokers.add_mapping(admin, broker, "role", "leder", Role.UNIT_LEADER, "unit")
    return broker


def client_of(town):
    client = town.client(None)
    client.defaults["HTTP_HOST"] = HOST
    return client


def question(client, broker):
    answer = client.get(f"/konto/saml/{broker.client_id}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(SSO)
    return idp.asked(answer["Location"])


def hand_in(client, broker, answer):
    posted = client.post(f"/konto/saml/{broker.client_id}/svar/", {"SAMLResponse": answer})
    assert posted.status_code == 302
    return client.get(posted["Location"])


def saml_login(client, broker, attributes, **spoilt):
    answer = idp.saml_answer(question(client, broker), attributes, **spoilt)
    return hand_in(client, broker, answer)


def said(mail="ny@demokommune.example", **attributes):
    return {MAIL: [mail], **attributes}


def held(person):
    return {(g.role, g.unit_id) for g in RoleGrant.objects.in_force().filter(person=person)}


def test_who_the_broker_vouches_for_gets_the_roles_that_follow(saml, town):
    client = client_of(town)
    answer = saml_login(
        client, saml, said(role=["budget", "leder", "andet"], unit=[town.own_unit.key, "nowhere"])
    )
    assert answer.status_code == 302
    person = Person.objects.get(email="ny@demokommune.example")
    assert held(person) == {("analyst", None), ("unit_leader", town.own_unit.pk)}
    assert not person.has_usable_password()
    assert client.get(f"/kommuner/{town.code}/").status_code == 200
    assert Entry.objects.filter(action="person.logged_in", person_number=person.pk).exists()


def test_what_the_broker_says_is_not_kept(saml, town):
    saml_login(client_of(town), saml, said(role=["budget"], cpr=["0101010101"]))
    account = SocialAccount.objects.get(provider=saml.provider_id)
    assert account.extra_data == {}


def test_rights_that_are_gone_are_withdrawn_at_the_next_log_in(saml, town):
    saml_login(client_of(town), saml, said(role=["budget", "leder"], unit=[town.own_unit.key]))
    person = Person.objects.get(email="ny@demokommune.example")
    saml_login(client_of(town), saml, said(role=["budget"]))
    assert held(person) == {("analyst", None)}
    refused = saml_login(client_of(town), saml, said(role=["andet"]))
    assert refused.status_code == 403
    assert held(person) == set()
    assert Entry.objects.filter(action="role.ended", object_key=str(person.pk)).count() == 2


def test_what_an_administrator_gave_stays(saml, town):
    person = town.people[Role.HEAD]
    answer = saml_login(client_of(town), saml, said(person.email, role=["budget"]))
    assert answer.status_code == 302
    assert held(person) == {("head", None), ("analyst", None)}


def test_a_stranger_gets_a_page_that_helps_and_no_account(saml, town):
    client = client_of(town)
    answer = saml_login(client, saml, said(role=["andet"]))
    assert answer.status_code == 403
    assert "du har ingen rolle i Fordel" in answer.content.decode()
    assert not Person.objects.filter(email="ny@demokommune.example").exists()
    assert client.get("/").status_code == 302


def test_a_broker_cannot_vouch_for_another_municipalitys_people(saml, town, neighbour):
    victim = neighbour.people[Role.ADMINISTRATOR]
    client = client_of(town)
    answer = saml_login(client, saml, said(victim.email, role=["budget"]))
    assert answer.status_code == 403
    assert "ikke kan stå inde for" in answer.content.decode()
    assert client.get("/").status_code == 302
    assert ("analyst", None) not in held(victim)


def test_a_session_through_a_broker_reaches_its_own_municipality_only(saml, town, neighbour):
    client = client_of(town)
    saml_login(client, saml, said(role=["budget"]))
    person = Person.objects.get(email="ny@demokommune.example")
    other = neighbour.standing(Role.ANALYST).municipality_id
    RoleGrant.objects.create(person=person, role=Role.ANALYST, municipality_id=other)
    assert client.get(f"/kommuner/{neighbour.code}/").status_code == 404
    assert client.get("/").status_code == 302
    assert client.get("/konto/to-trin/").status_code == 403
    person.limited_to = town.code
    assert standing_of(person, neighbour.code) is None
    assert [standing.code for standing in standings_of(person)] == [town.code]


def test_a_person_who_is_switched_off_stays_out(saml, town):
    saml_login(client_of(town), saml, said(role=["budget"]))
    Person.objects.filter(email="ny@demokommune.example").update(is_active=False)
    answer = saml_login(client_of(town), saml, said(role=["budget"]))
    assert answer.status_code == 403
    assert "stoppet af en administrator" in answer.content.decode()


@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        ({"signed": False}, "unsigned"),
        ({"key": idp.OTHER_KEY, "certificate": idp.OTHER_CERTIFICATE}, "wrong_signature"),
        ({"audience": "https://another.example"}, "wrong_audience"),
        ({"audience": None}, "wrong_audience"),
        ({"issuer": "https://another.example"}, "wrong_issuer"),
        ({"valid_for": -3000}, "expired"),
        ({"in_response_to": "_never-asked"}, "wrong_state"),
    ],
)
def test_an_answer_that_does_not_hold_is_refused(spoilt, reason, saml, town, caplog):
    client = client_of(town)
    caplog.set_level(logging.INFO)
    answer = saml_login(
        client, saml, said("hemmelig@demokommune.example", role=["budget"]), **spoilt
    )
    assert answer.status_code == 403
    assert "Du blev ikke logget ind" in answer.content.decode()
    assert client.get("/").status_code == 302
    line = Entry.objects.filter(action="broker.refused").first()
    assert (line.municipality, line.details) == (town.code, {"reason": reason})
    told = [JsonLines().format(r) for r in caplog.records if r.name == "fordel.web"]
    assert any(json.loads(one).get("view") == reason for one in told)
    assert "hemmelig" not in "".join(told)
    assert not Person.objects.filter(email="hemmelig@demokommune.example").exists()


def test_an_answer_works_once(saml, town):
    client = client_of(town)
    answer = idp.saml_answer(question(client, saml), said(role=["budget"]))
    assert hand_in(client, saml, answer).status_code == 302
    assert hand_in(client, saml, answer).status_code == 403
    assert Entry.objects.filter(action="broker.refused").first().details == {"reason": "replayed"}


def test_an_answer_to_somebody_elses_question_is_refused(saml, town):
    answer = idp.saml_answer(question(client_of(town), saml), said(role=["budget"]))
    victim = client_of(town)
    assert hand_in(victim, saml, answer).status_code == 403
    assert victim.get("/").status_code == 302


def test_rubbish_is_refused(saml, town):
    assert hand_in(client_of(town), saml, "%%%").status_code == 403
    assert hand_in(client_of(town), saml, base64.b64encode(b"<a/>").decode()).status_code == 403


def test_metadata_that_is_none_is_refused_in_words(town):
    admin = town.standing(Role.ADMINISTRATOR)
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    for sent in (b"", b"not xml", b"<a/>", bomb):
        with pytest.raises(MetadataNotUnderstood) as refused:
            brokers.add_saml(admin, "x", "X", sent, "")
    assert "ikke metadata fra en SAML-udbyder" in refused.value.message("da")


def test_our_own_metadata_are_there(saml, town):
    answer = client_of(town).get(f"/konto/saml/{saml.client_id}/metadata/")
    assert f"http://{HOST}/konto/saml/{saml.client_id}/svar/" in answer.content.decode()
    assert client_of(town).get("/konto/saml/999-nothing/").status_code == 404


# The Danish way: privileges in groups, each for one authority and limited by constraints.

ROLE = "http://fordel.example/roles/usersystemrole/{}/1"
UNIT = "http://fordel.example/constraints/institution/1"


def privileges(*groups):
    body = "".join(
        f'<PrivilegeGroup Scope="urn:dk:gov:saml:cvrNumberIdentifier:{cvr}">'
        + (f'<Constraint Name="{UNIT}">{unit}</Constraint>' if unit else "")
        + f"<Privilege>{ROLE.format(role)}</Privilege></PrivilegeGroup>"
        for cvr, role, unit in groups
    )
    space = "http://itst.dk/oiosaml/basic_privilege_profile"
    text = f'<bpp:PrivilegeList xmlns:bpp="{space}">{body}</bpp:PrivilegeList>'
    return base64.b64encode(text.encode()).decode()


BPP = "dk:gov:saml:attribute:Privileges_intermediate"


def test_a_privilege_lists_limits_bind_its_own_privileges(saml, town):
    admin = town.standing(Role.ADMINISTRATOR)
    brokers.add_mapping(admin, saml, "privilege", ROLE.format("leder"), Role.UNIT_LEADER, UNIT)
    brokers.add_mapping(admin, saml, "privilege", ROLE.format("chef"), Role.HEAD, "")
    sent = privileges(
        (CVR, "leder", town.own_unit.key),
        ("87654321", "chef", ""),  # for another authority: gives nothing here
        (CVR, "andet", town.other_unit.key),  # its unit is not the leader's
    )
    saml_login(client_of(town), saml, said(**{BPP: [sent]}))
    person = Person.objects.get(email="ny@demokommune.example")
    assert held(person) == {("unit_leader", town.own_unit.pk)}


@pytest.mark.parametrize("sent", ["%%%", base64.b64encode(b"<a").decode(), "A" * 300_000])
def test_a_privilege_list_that_cannot_be_read_gives_nothing(sent):
    mapping = [Mapped("privilege", "x", Role.HEAD)]
    assert rights(statements({BPP: (sent,)}, CVR), mapping) == frozenset()


def test_a_privilege_list_is_not_read_where_the_authority_is_unknown():
    sent = {BPP: (privileges((CVR, "chef", "")),)}
    mapping = [Mapped("privilege", ROLE.format("chef"), Role.HEAD)]
    assert rights(statements(sent, CVR), mapping) == {Right(Role.HEAD)}
    assert rights(statements(sent), mapping) == frozenset()


def test_claims_within_claims_go_by_their_path():
    told = flat({"realm_access": {"roles": ["a", "b"]}, "n": 1, "none": None, "deep": [{"x": 1}]})
    assert told == {"realm_access.roles": ("a", "b"), "n": ("1",), "deep": ()}


def test_a_leaders_role_without_a_place_gives_nothing():
    mapping = [Mapped("role", "leder", Role.UNIT_LEADER, "unit")]
    assert rights([{"role": ("leder",)}], mapping) == frozenset()


# OpenID Connect, over real connections on this machine.

loopback = pytest.mark.enable_socket


@pytest.fixture
def provider():
    with idp.Provider() as started:
        started.person = {"sub": "u1", "email": "ny@demokommune.example", "name": "Ny"}
        yield started


@pytest.fixture
def oidc(town, provider):
    admin = town.standing(Role.ADMINISTRATOR)
    broker = brokers.add_oidc(admin, "oidc", "Kommunen", provider.issuer, "fordel", "hemmeligt")
    brokers.add_mapping(admin, broker, "groups", "budget", Role.ANALYST, "")
    return broker


def go_there(client, broker, **more):
    from urllib.request import HTTPRedirectHandler, build_opener

    class Stay(HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    there = client.get(f"/konto/oidc/{broker.provider_id}/", more)["Location"]
    opener = build_opener(Stay)
    try:
        opener.open(there)
    except OSError as answer:
        back = answer.headers["Location"]
        answer.close()
    return there, urlsplit(back)


def oidc_login(client, broker):
    _there, back = go_there(client, broker)
    return client.get(f"{back.path}?{back.query}")


@loopback
def test_openid_connect_lets_in_with_pkce_state_and_nonce(oidc, provider, town):
    provider.person["groups"] = ["budget"]
    client = client_of(town)
    there, back = go_there(
        client, oidc, scope="admin", auth_params="prompt=none", process="connect"
    )
    sent = parse_qs(urlsplit(there).query)
    assert sent["code_challenge_method"] == ["S256"]
    assert len(sent["nonce"][0]) > 20
    assert set(sent["scope"][0].split()) == {"openid", "profile", "email"}
    assert "prompt" not in sent
    assert client.get(f"{back.path}?{back.query}").status_code == 302
    assert held(Person.objects.get(email="ny@demokommune.example")) == {("analyst", None)}
    again = client.get(f"{back.path}?{back.query}")
    assert again.status_code == 403


@loopback
@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        ({"nonce": "another"}, "wrong_nonce"),
        ({"nonce": None}, "wrong_nonce"),
        ({"aud": "another"}, "wrong_audience"),
        ({"aud": ["fordel", "another"], "azp": "another"}, "wrong_audience"),
        ({"iss": "https://another.example"}, "wrong_issuer"),
        ({"exp": 1_000_000_000}, "expired"),
    ],
)
def test_a_token_that_does_not_hold_is_refused(spoilt, reason, oidc, provider, town):
    provider.person["groups"], provider.spoil = ["budget"], spoilt
    client = client_of(town)
    answer = oidc_login(client, oidc)
    assert answer.status_code == 403
    assert Entry.objects.filter(action="broker.refused").first().details == {"reason": reason}
    assert client.get("/").status_code == 302


@loopback
@pytest.mark.parametrize(
    ("signing", "reason"),
    [
        (("RS256", idp.OTHER_KEY), "wrong_signature"),
        (("HS256", "hemmeligt" * 5), "unsigned"),
        (("none", None), "unsigned"),
    ],
)
def test_a_token_the_broker_did_not_sign_is_refused(signing, reason, oidc, provider, town):
    provider.person["groups"], provider.signing = ["budget"], signing
    assert oidc_login(client_of(town), oidc).status_code == 403
    assert Entry.objects.filter(action="broker.refused").first().details == {"reason": reason}


@loopback
def test_a_wrong_state_and_a_broker_that_is_away_get_pages(oidc, provider, town):
    client = client_of(town)
    wrong = client.get(f"/konto/oidc/{oidc.provider_id}/svar/", {"code": "x", "state": "y"})
    assert wrong.status_code == 403
    assert "Begynd forfra" in wrong.content.decode()
    cancelled = go_there(client, oidc)[1]
    state = parse_qs(cancelled.query)["state"][0]
    stopped = client.get(cancelled.path, {"error": "access_denied", "state": state})
    assert "stoppet, før det var færdigt" in stopped.content.decode()
    SocialApp.objects.filter(pk=oidc.pk).update(
        settings={**oidc.settings, "server_url": "http://127.0.0.1:9/"}
    )
    away = client.get(f"/konto/oidc/{oidc.provider_id}/")
    assert away.status_code == 403
    assert "svarer ikke" in away.content.decode()


def test_the_secret_is_sealed_and_plain_http_is_refused(town, settings):
    admin = town.standing(Role.ADMINISTRATOR)
    broker = brokers.add_oidc(admin, "o", "O", "https://b.example", "c", "hemmeligt")
    assert broker.secret == ""
    assert "hemmeligt" not in json.dumps(broker.settings)
    settings.HTTPS = True
    with pytest.raises(BrokerNotOverHttps) as refused:
        brokers.add_oidc(admin, "p", "P", "http://b.example", "c", "")
    assert "https://" in refused.value.message("da")
