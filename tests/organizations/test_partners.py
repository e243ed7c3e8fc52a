"""An organization that gives something for service points."""

from __future__ import annotations

import pytest

from organizations.errors import OrganizationError
from organizations.models import OrganizationMember, SocialOrganization
from organizations.services import become_partner
from timebank.errors import TimebankError
from timebank.rewards.models.partners import Partner
from timebank.rewards.services.offers import create_offer


@pytest.fixture
def organization(resident, community):
    row = SocialOrganization.objects.create(
        name="邻里互助会", region=community, kind="mutual_aid", tier="community_guided", state="approved"
    )
    OrganizationMember.objects.create(organization=row, person=resident.person, role="manager")
    return row


def test_its_manager_makes_it_a_partner_once_and_writes_offers(organization, resident, community):
    first = become_partner(organization=organization, actor=resident, region=community, address="甲街 1 号")
    again = become_partner(organization=organization, actor=resident, region=community, address="别处")
    organization.refresh_from_db()
    assert first == again == organization.partner
    assert (first.kind, first.state, first.name) == ("organization", "pending", "邻里互助会")
    assert create_offer(partner=first, actor=resident, title="手机课", kind="service", price_points=20)


def test_neither_a_stranger_nor_a_mere_member_does_nor_one_that_waits_for_review(
    organization, make_user, resident, community
):
    member = make_user("成员")
    OrganizationMember.objects.create(organization=organization, person=member.person, role="member")
    for user in (member, make_user("外人")):
        with pytest.raises(OrganizationError):
            become_partner(organization=organization, actor=user, region=community, address="x")
    SocialOrganization.objects.update(state="pending")
    with pytest.raises(OrganizationError):
        become_partner(organization=organization, actor=resident, region=community, address="x")
    assert not Partner.objects.exists()


def test_another_manager_of_the_organization_is_not_yet_one_of_the_partner(
    organization, make_user, resident, community
):
    partner = become_partner(organization=organization, actor=resident, region=community, address="x")
    second = make_user("第二位")
    OrganizationMember.objects.create(organization=organization, person=second.person, role="manager")
    with pytest.raises(TimebankError):
        create_offer(partner=partner, actor=second, title="x", kind="goods", price_points=1)


def test_a_name_longer_than_a_partners_is_cut(organization, resident, community):
    SocialOrganization.objects.update(name="会" * 100)
    partner = become_partner(organization=organization, actor=resident, region=community, address="x")
    assert partner.name == "会" * 60


def test_the_page_keeps_what_was_typed_and_leads_to_the_partners_page(
    organization, resident, community, log_in, make_user
):
    client, address = log_in(resident), f"/organizations/{organization.pk}/partner/"
    assert address in client.get("/organizations/mine/").content.decode()
    wrong = client.post(address, {"region": community.code, "address": "", "opening_note": "每天上午"})
    assert wrong.status_code == 200 and "每天上午" in wrong.content.decode()
    for _click in range(2):
        done = client.post(address, {"region": community.code, "address": "甲街 1 号"})
        assert done.url == f"/timebank/partners/{Partner.objects.get().uuid}/"
    assert client.get(done.url).status_code == 200
    assert log_in(make_user("外人")).get(address).status_code == 404
