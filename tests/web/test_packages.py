"""Packages of activities on pages: kept by role, computed, beside each other, changed, deleted."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from fordel.costing.pay import shipped_pay
from fordel.costing.refusals import IndexYearMissing
from fordel.web.access.models import Role
from fordel.web.audit.models import Entry as LogEntry
from fordel.web.programmes.actions.packaging import change_package, delete_package, keep_package
from fordel.web.programmes.demonstration.loading import OWN_PROGRAMME, OWN_PROJECT
from fordel.web.programmes.models import Package, Programme
from fordel.web.programmes.queries.packages import Part, Wanted, offers_of, package_seen_by, priced
from fordel.web.programmes.refusals.packages import (
    PackageChangedMeanwhile,
    PackageIsEmpty,
    PackageIsThere,
    PackagesToCompare,
)

TALK = Part("frederikshavn", "transition_talk", 4)
TALKS, CAFE = "samtaler_om_overgange", "foraeldrecafe_og_faelles_opsporing"


def page(name, **named):
    return reverse(f"programmes:{name}", kwargs={"code": "999", **named})


def text(answer):
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


@pytest.fixture
def analyst(town):
    return town.client(Role.ANALYST)


def kept(town, name, *parts, children=None, programme=None):
    wanted = Wanted(name, parts, children)
    return keep_package(town.standing(Role.ANALYST), wanted, programme, shipped_pay())


def test_a_package_of_published_activities_costs_what_its_holdings_do(town, analyst):
    row = kept(town, "Overgange", TALK, children=8)
    standing = town.standing(Role.ANALYST)
    found = priced(row, offers_of(standing, None), shipped_pay())
    # one child in one group in each of four units, once a year, at 1,099 kroner a child
    assert found.answers.cost.total.amount == 4 * 1099
    assert found.answers.per_child.amount == 4 * 1099 / 8
    assert found.answers.one_unit_more.amount == 1099
    assert found.answers.half_as_often.amount == -2 * 1099
    shown = text(analyst.get(page("package", package=row.key)))
    for figure in ("4.396 kr.", "550 kr.", "+1.099", "−2.198"):
        assert figure in shown
    assert "Frederikshavn" in shown  # establishment is told beside, not summed


def test_a_package_is_put_together_on_its_page(town, analyst):
    choose = text(analyst.get(page("package_new")))
    assert "Hvor er aktiviteterne fra?" in choose
    where = page("package_new") + "?katalog=1"
    sent = {
        "name": "Sprog i fire enheder",
        "children": "40",
        "units_frederikshavn__transition_talk": "4",
        "groups_frederikshavn__transition_talk": "2,5",
    }
    answer = analyst.post(where, sent)
    assert answer["Location"] == page("package", package="sprog_i_fire_enheder")
    row = Package.objects.get(key="sprog_i_fire_enheder")
    assert row.made_by == town.people[Role.ANALYST]
    assert row.content == [
        {"project": "frederikshavn", "activity": "transition_talk", "units": 4, "groups": "2.5"}
    ]
    assert LogEntry.objects.filter(action="package.kept", object_key=row.key).exists()
    assert "10.990 kr." in text(analyst.get(answer["Location"]))
    again = analyst.post(where, sent)
    assert again.status_code == 422
    assert "allerede en pakke" in text(again)
    nothing = analyst.post(where, {"name": "Tom"})
    assert nothing.status_code == 422
    assert "ingen aktivitet i pakken" in text(nothing)


def test_what_somebody_thinks_of_at_the_costs_is_kept_as_a_package(town, analyst):
    project = {"programme": OWN_PROGRAMME, "project": OWN_PROJECT}
    manager = town.client(Role.PROJECT_MANAGER)
    cost = {
        "revision": Programme.objects.get(key=OWN_PROGRAMME).projects.get().revision,
        "per": "child",
        "divisor": "4",
        "holdings_per_year": "2",
        "groups_per_unit": "3",
        "role_0": "pedagogue",
        "part_0": "whole",
        "hours_0": "2",
    }
    named = page("cost", activity="sprogkuffert", **project)
    assert manager.post(named, cost).status_code == 302, text(manager.post(named, cost))
    asked = "?units_sprogkuffert=7&units_sparring=0&units_foraeldreaften=1&children=20"
    shown = analyst.get(page("costs", **project) + asked + "&do=package")["Location"]
    form = text(analyst.get(shown))
    assert 'name="units_sprog_hjemme_og_her__sprogkuffert" value="7"' in form
    assert 'name="children" value="20"' in form
    assert 'name="units_sprog_hjemme_og_her__sparring" value=' not in form
    units = {"units_sprog_hjemme_og_her__sprogkuffert": 7}
    made = analyst.post(shown, {"name": "Kun kufferter", **units}, follow=True)
    asked = "?units_sprogkuffert=7&units_sparring=0&units_foraeldreaften=0"
    alone = analyst.get(page("costs", **project) + asked).context["found"].answers.cost.total
    assert made.context["found"].answers.cost.total == alone
    assert alone.amount > 0


def test_an_activity_without_hours_makes_the_sum_too_low_and_is_named(town, analyst):
    own = Programme.objects.get(key=OWN_PROGRAMME)
    row = kept(town, "Uden timer", Part(OWN_PROJECT, "sparring", 2), programme=own)
    shown = text(analyst.get(page("package", package=row.key)))
    assert "Det er ikke det samme, som at den" in shown
    assert "Møde med sundhedsplejersken: ingen timer er skrevet" in shown
    own.projects.get().activities.get(key="sparring").delete()
    found = priced(row, offers_of(town.standing(Role.ANALYST), own), shipped_pay())
    assert found.gone == ("sprog_hjemme_og_her: sparring",)
    assert not found.is_whole


def test_packages_stand_beside_each_other_in_the_same_prices(town, analyst):
    shown = text(analyst.get(page("packages")))
    assert "Samtaler om overgange" in shown
    assert "Forældrecafé og fælles opsporing" in shown
    beside = text(analyst.get(page("packages_compared") + f"?pakke={TALKS}&pakke={CAFE}"))
    for words in ("I alt på et år", "Alt i én enhed mere", "Alt halvt så tit", "Forældrecafé"):
        assert words in beside
    for asked in (f"?pakke={TALKS}", f"?pakke={TALKS}&pakke={CAFE}&pakke=a&pakke=b"):
        alone = analyst.get(page("packages_compared") + asked)
        assert "mindst to" in text(alone)
    unknown = analyst.get(page("packages_compared") + f"?pakke={TALKS}&pakke=ukendt")
    assert unknown.status_code == 404


def test_a_package_is_changed_copied_and_deleted(town, analyst):
    where = page("package_edit", package=TALKS)
    units = {"units_frederikshavn__transition_talk": "1"}
    sent = {"revision": 0, "name": "Samtaler i en enhed", **units}
    assert analyst.post(where, sent).status_code == 302
    row = Package.objects.get(key=TALKS)
    assert row.name == "Samtaler i en enhed"
    assert len(row.content) == 1
    late = analyst.post(where, {**sent, "name": "For sent"})
    assert late.status_code == 422
    assert "mens siden var åben" in text(late)
    copy = text(analyst.get(page("package_new") + f"?kopi={TALKS}"))
    assert 'name="units_frederikshavn__transition_talk" value="1"' in copy
    delete = page("package_delete", package=TALKS)
    analyst.post(delete, {"revision": 0})
    assert Package.objects.filter(key=TALKS).exists()
    assert analyst.post(delete, {"revision": 1})["Location"] == page("packages")
    assert not Package.objects.filter(key=TALKS).exists()
    assert LogEntry.objects.filter(action="package.deleted", object_key=TALKS).exists()


def test_those_who_only_read_see_packages_and_no_way_to_change_them(town):
    auditor = town.client(Role.AUDITOR)
    shown = text(auditor.get(page("package", package=TALKS)))
    assert "Slet pakken" not in shown
    assert "Ret pakken" not in shown
    assert "Ny pakke" not in text(auditor.get(page("packages")))
    assert town.client(Role.UNIT_LEADER).get(page("packages")).status_code == 403


def test_a_package_of_another_municipality_is_not_there(town, neighbour):
    wanted = Wanted("Naboens", (TALK,))
    row = keep_package(neighbour.standing(Role.ANALYST), wanted, None, shipped_pay())
    analyst = town.client(Role.ANALYST)
    for name in ("package", "package_edit"):
        assert analyst.get(page(name, package=row.key)).status_code == 404
    assert analyst.post(page("package_delete", package=row.key)).status_code == 404
    assert "Naboens" not in text(analyst.get(page("packages")))


def test_what_stands_in_an_address_and_is_no_package_is_left_out(analyst):
    wrong = "&valgt=a.b.c.d&valgt=../..&valgt=frederikshavn.transition_talk.3.&children=mange"
    shown = text(analyst.get(page("package_new") + "?katalog=1" + wrong))
    assert 'name="units_frederikshavn__transition_talk" value="3"' in shown


def test_what_is_refused_says_why_and_what_next(town):
    standing = town.standing(Role.ANALYST)
    row = package_seen_by(standing, TALKS)
    wanted = Wanted(row.name, (TALK,))
    with pytest.raises(PackageIsThere) as there:
        keep_package(standing, wanted, None, shipped_pay())
    with pytest.raises(PackageIsEmpty) as empty:
        keep_package(standing, Wanted("Ny", ()), None, shipped_pay())
    with pytest.raises(PackageChangedMeanwhile) as changed:
        delete_package(standing, row.key, 7)
    with pytest.raises(IndexYearMissing):
        change_package(standing, row.key, 0, Wanted("Ny", (TALK,), None, 2031), shipped_pay())
    assert there.value.parts("da") == (
        "Der er allerede en pakke, der hedder «Samtaler om overgange».",
        "To pakker med samme navn ville blive forvekslet, når de står ved siden af hinanden.",
        "Kald den noget andet, eller åbn den, der er.",
    )
    assert there.value.parts("en") == (
        "There is a package called “Samtaler om overgange” already.",
        "Two packages of one name would be mistaken for each other side by side.",
        "Call it something else, or open the one that is there.",
    )
    assert empty.value.parts("da") == (
        "Der er ingen aktivitet i pakken.",
        "En pakke koster, hvad dens aktiviteter koster; uden nogen er der intet at regne på.",
        "Skriv mindst én enhed ved en aktivitet.",
    )
    assert empty.value.parts("en") == (
        "There is no activity in the package.",
        "A package costs what its activities cost; without any there is nothing to work out.",
        "Write at least one unit at an activity.",
    )
    assert changed.value.parts("da") == (
        "Nogen har ændret pakken «Samtaler om overgange», mens siden var åben.",
        "Deres ændring ville gå tabt, hvis din blev gemt oven i.",
        "Åbn pakken igen, se ændringen, og skriv din; eller gem din som en kopi.",
    )
    assert changed.value.parts("en") == (
        "Somebody changed the package “Samtaler om overgange” while the page was open.",
        "Their change would be lost if yours were kept on top of it.",
        "Open the package again, look at the change, and write yours; or keep yours as a copy.",
    )
    many = PackagesToCompare(count=4, most=3)
    assert many.parts("da") == (
        "Der er valgt 4 pakker.",
        "Ved siden af hinanden er der plads til mindst to og højst 3.",
        "Gå tilbage, og vælg to eller flere, højst 3.",
    )
    assert many.parts("en") == (
        "The number of packages chosen is 4.",
        "Side by side there is room for at least two and at most 3.",
        "Go back and choose two or more, 3 at most.",
    )


# from the guide


SITUATION = {"aims": ["language"], "children": 40, "units": 4, "youngest": 3, "oldest": 5}


def test_the_guide_hands_over_to_a_package(town, analyst):
    shown = analyst.get(page("guide"), SITUATION)
    assert "Sæt de valgte sammen til en pakke" in text(shown)
    choices = [choice for _, found in shown.context["suggestions"] for choice in found]
    first = [choice.part for choice in choices if choice.is_first]
    assert first
    asked = [("katalog", "1"), ("children", "40"), *(("valgt", p.in_address) for p in first)]
    form = text(analyst.get(f"{page('package_new')}?{urlencode(asked)}"))
    for part in first:
        assert f'name="units_{part.project}__{part.activity}" value="4"' in form
    assert 'name="children" value="40"' in form
    for choice in choices:  # as many groups as the children make, in all units together
        size = choice.cost.activity.source.divisor
        if size is not None:
            assert choice.part.groups * 4 >= 40 / size
    auditor = text(town.client(Role.AUDITOR).get(page("guide"), SITUATION))
    assert "Sæt de valgte" not in auditor


def test_the_guide_hands_over_to_a_new_project(town):
    manager = town.client(Role.PROJECT_MANAGER)
    shown = text(manager.get(page("guide"), SITUATION))
    assert "Eller begynd et projekt" in shown
    begun = manager.get(page("guide"), SITUATION).context["begun"]
    form = text(manager.get(f"{page('new_project', programme=OWN_PROGRAMME)}?{begun}"))
    assert "40 børn i 4 enheder, 3-5 år" in form
    assert "At flytte sprog." in form
    assert "Eller begynd" not in text(town.client(Role.ANALYST).get(page("guide"), SITUATION))
