"""A worker enters a volunteer in a few fields, and changes what one offers."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from common.forms import SectionedForm
from people.consents.models import Consent
from people.roles.models import Role, RoleGrant
from regions.enums import CoordSystem
from regions.models import LocationQuality
from volunteers.errors import TaskError
from volunteers.registration.models.volunteer import Skill, Volunteer, VolunteerSkill
from volunteers.registration.selectors import volunteers_to_review
from volunteers.registration.services.entering import change_offer
from volunteers.registration.services.registration import review_volunteer
from volunteers.slots import ALL_SLOTS

pytestmark = pytest.mark.django_db

ADD = "/workbench/volunteers/volunteer/new/"
ID_NUMBER = "511702199005010121"


def sent(community: Any, **more: Any) -> dict[str, Any]:
    return {
        "name": "王小芳",
        "id_number": ID_NUMBER,
        "phone": "13900002222",
        "region": community.pk,
        "agreed": "on",
        "monthly_cap_minutes": "360",
        "max_distance_m": "3000",
        "visits_elders": "on",
        "coord_system": CoordSystem.WGS84.value,
    } | more


def edit_page(volunteer: Any) -> str:
    return reverse("volunteers_volunteer:edit", args=[volunteer.pk])


def test_nothing_special_takes_six_fields_and_the_rest_is_folded(log_in, worker, community):
    page = log_in(worker).get(ADD)
    assert page.content.decode().count('name="coord_system"') == 1
    form: SectionedForm = page.context["form"]
    assert len(form.usual_fields) <= 6
    assert not any(section.is_open for section in form.sections)
    assert form["region"].value() == community.pk


def test_who_enters_a_volunteer_does_not_approve_them(log_in, worker, officer, community):
    answer = log_in(worker).post(ADD, sent(community))
    assert answer.status_code == 302, answer.context["form"].errors
    volunteer = Volunteer.objects.get(person__name="王小芳")
    assert (volunteer.state, volunteer.entered_by, volunteer.availability) == ("pending", worker, ALL_SLOTS)
    assert (volunteer.person.birth_date.year, volunteer.person.region_id) == (1990, community.pk)
    assert volunteer.location_quality == LocationQuality.APPROXIMATE
    assert Consent.objects.get(person=volunteer.person).recorded_by == worker
    assert volunteer not in volunteers_to_review(worker)
    assert volunteer in volunteers_to_review(officer)
    with pytest.raises(TaskError) as refused:
        review_volunteer(volunteer=volunteer, actor=worker, approve=True)
    assert refused.value.code == "own"
    review_volunteer(volunteer=volunteer, actor=officer, approve=True)
    volunteer.refresh_from_db()
    assert volunteer.state == "approved"


def test_a_click_on_the_map_is_where_she_starts(log_in, worker, community):
    log_in(worker).post(ADD, sent(community, lat="31.213000", lon="107.501000"))
    volunteer = Volunteer.objects.get(person__name="王小芳")
    assert volunteer.point == pytest.approx((31.213, 107.501))
    assert volunteer.location_quality == LocationQuality.EXACT


def test_nobody_is_entered_twice_or_elsewhere_or_without_a_signature(
    log_in, worker, community, community_next_door
):
    client = log_in(worker)
    client.post(ADD, sent(community))
    for wrong in (
        sent(community),
        sent(community_next_door, name="别处", id_number="", phone="13900003333"),
        sent(community, name="没签", phone="13900004444", agreed=""),
    ):
        assert client.post(ADD, wrong).status_code == 200
    assert Volunteer.objects.count() == 1


def test_new_half_days_keep_qualifications_and_a_rough_position(log_in, worker, volunteer, auditor):
    skill = Skill.objects.create(code="cook-test", name="做饭")
    VolunteerSkill.objects.create(volunteer=volunteer, skill=skill, checked_by=worker)
    Volunteer.objects.filter(pk=volunteer.pk).update(location_quality=LocationQuality.APPROXIMATE)
    client = log_in(worker)
    page = client.get(edit_page(volunteer))
    assert page.context["form"]["availability"].value() == []
    offered = {
        "availability": ["1", "8"],
        "monthly_cap_minutes": "600",
        "max_distance_m": "3000",
        "visits_elders": "on",
        "region": volunteer.region_id,
        "skills": [skill.pk],
        "note": "周末带孩子",
    }
    answer = client.post(edit_page(volunteer), offered)
    assert answer.status_code == 302, answer.context["form"].errors
    volunteer.refresh_from_db()
    assert (volunteer.availability, volunteer.note) == (9, "周末带孩子")
    assert volunteer.point == pytest.approx((31.2147, 107.502))
    assert VolunteerSkill.objects.get().checked_by == worker
    assert log_in(auditor).post(edit_page(volunteer), offered).status_code == 403


def test_nobody_insures_themselves(log_in, volunteer, community):
    own = volunteer.person.user
    RoleGrant.objects.create(user=own, role=Role.COMMUNITY_WORKER, region=community)
    assert log_in(own).get(edit_page(volunteer)).status_code in {403, 404}
    with pytest.raises(ValidationError):
        change_offer(
            volunteer=volunteer, actor=own, region=community, availability=1, monthly_cap_minutes=600,
            max_distance_m=3000, visits_elders=True, insured_until=None, introduction="", note="", skills=[],
            dialects=[], point=None,
        )  # fmt: skip
