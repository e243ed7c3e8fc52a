"""Registering an organization, reviewing it, and who may not."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from notifications.models import Message
from organizations.errors import OrganizationError
from organizations.models import SocialOrganization
from organizations.services import (
    register_organization,
    resubmit_organization,
    review_organization,
    update_organization,
)
from organizations.uscc import normalise_uscc
from platform_site.demonstration.fake_identities import uscc

GOOD = uscc(1)


def registered(resident, region, **fields):
    defaults = {"name": "邻里互助会", "kind": "mutual_aid", "tier": "community_guided"}
    return register_organization(person=resident.person, region=region, **(defaults | fields))


def test_who_registers_manages_it_and_sending_twice_registers_once(resident, community):
    first = registered(resident, community)
    assert registered(resident, community) == first
    assert list(SocialOrganization.objects.managed_by(resident)) == [first]
    assert first.state == "pending"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"tier": "registered"}, "uscc"),
        ({"tier": "registered", "uscc": GOOD[:-1] + ("0" if GOOD[-1] != "0" else "1")}, "uscc"),
        ({"tier": "registered", "uscc": "91510000MA6XXXXXXX"}, "uscc"),
        ({"uscc": GOOD}, "uscc"),
        ({"name": " "}, "name"),
        ({"kind": "party"}, "kind"),
        ({"contact_phone": "1" * 30}, "contact_phone"),
    ],
)
def test_each_mistake_is_said_at_its_field(resident, community, fields, field):
    with pytest.raises(ValidationError) as refused:
        registered(resident, community, **fields)
    assert field in refused.value.message_dict


def test_a_code_of_another_kind_of_body_is_refused():
    with pytest.raises(ValidationError) as refused:
        normalise_uscc("91350100M000100Y43")
    assert refused.value.code == "kind"


def test_a_code_is_understood_with_blanks_and_small_letters():
    assert normalise_uscc(f" {GOOD[:8].lower()} {GOOD[8:].lower()} ") == GOOD


def test_a_code_or_name_that_is_taken_is_refused(resident, make_user, community):
    registered(resident, community, tier="registered", uscc=GOOD)
    other = make_user("居民乙")
    with pytest.raises(ValidationError):
        registered(other, community, name="别的会", tier="registered", uscc=GOOD)
    with pytest.raises(ValidationError):
        registered(other, community)


def test_the_township_approves_and_the_manager_is_told_once(resident, community, officer):
    organization = registered(resident, community)
    review_organization(organization=organization, actor=officer, approve=True)
    review_organization(organization=organization, actor=officer, approve=True)
    organization.refresh_from_db()
    assert (organization.state, organization.reviewed_by) == ("approved", officer)
    assert Message.objects.filter(person=resident.person, kind="review").count() == 1


def test_neither_a_worker_nor_the_county_next_door_nor_its_own_manager_approves(
    resident, community, worker, manager_next_door, officer
):
    organization = registered(resident, community)
    own = registered(officer, community, name="经办自己的会")
    for actor, target in ((worker, organization), (manager_next_door, organization), (officer, own)):
        with pytest.raises(OrganizationError):
            review_organization(organization=target, actor=actor, approve=True)


def test_what_is_sent_back_carries_its_reason_and_can_be_sent_again(resident, community, officer):
    organization = registered(resident, community)
    with pytest.raises(OrganizationError):
        review_organization(organization=organization, actor=officer, approve=False, note=" ")
    review_organization(organization=organization, actor=officer, approve=False, note="请补充联系人")
    assert Message.objects.filter(person=resident.person, body__contains="请补充联系人").exists()
    again = resubmit_organization(organization=organization, actor=resident, contact_name="甲")
    assert again.state == "pending"


def test_a_stranger_changes_nothing(resident, make_user, community):
    organization = registered(resident, community)
    with pytest.raises(OrganizationError):
        update_organization(organization=organization, actor=make_user("外人"), contact_name="我")


def test_a_grade_lapses_after_five_years(resident, community):
    from datetime import date

    organization = registered(resident, community)
    organization.grade, organization.graded_on = "4A", date(2020, 2, 29)
    assert organization.grade_on(date(2025, 2, 28), 5) == "4A"
    assert organization.grade_on(date(2025, 3, 1), 5) == ""


def test_pages_answer_for_those_who_may_and_404_for_the_others(
    resident, make_user, community, log_in, client
):
    organization = registered(resident, community)
    assert client.get(f"/organizations/{organization.pk}/").status_code == 404
    assert log_in(make_user("外人")).get(f"/organizations/{organization.pk}/").status_code == 404
    mine = log_in(resident)
    assert mine.get(f"/organizations/{organization.pk}/").status_code == 200
    assert mine.get("/organizations/mine/").status_code == 200
    assert log_in(make_user("外人乙")).get(f"/organizations/{organization.pk}/change/").status_code == 404


def test_a_registration_with_mistakes_keeps_what_was_typed(resident, community, log_in):
    answer = log_in(resident).post(
        "/organizations/new/",
        {"name": "邻里互助会", "region": community.pk, "tier": "registered", "uscc": "123", "kind": "charity",
         "contact_name": "甲", "contact_phone": "13900000000"},
    )  # fmt: skip
    assert answer.status_code == 200
    assert "邻里互助会" in answer.content.decode()
    assert answer.context["form"].errors["uscc"]


def test_the_review_queue_shows_only_ones_own_region(resident, community, officer, manager_next_door, log_in):
    registered(resident, community)
    assert "邻里互助会" in log_in(officer).get("/workbench/organizations/review/").content.decode()
    assert (
        "邻里互助会" not in log_in(manager_next_door).get("/workbench/organizations/review/").content.decode()
    )
