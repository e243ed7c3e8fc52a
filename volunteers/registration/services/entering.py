"""A worker enters a volunteer, or changes what one offers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common.locking import locked
from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.services import give_consent
from people.logins.models import User
from people.persons.models import Dialect, Person
from people.persons.services import create_person, fill_missing, find_person
from regions.geo import Point
from regions.models import LocationQuality, Region
from volunteers.errors import TaskError
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.volunteer import Skill, Volunteer
from volunteers.registration.permissions import can_review_volunteer
from volunteers.registration.services.registration import register_volunteer, set_skills
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers


@transaction.atomic
def enter_volunteer(
    *,
    actor: User,
    name: str,
    id_number: str,
    phone: str,
    region: Region,
    availability: int,
    monthly_cap_minutes: int,
    max_distance_m: int,
    person: Person | None = None,
    visits_elders: bool = True,
    insured_until: date | None = None,
    introduction: str = "",
    note: str = "",
    skills: Iterable[Skill] = (),
    dialects: Iterable[Dialect] = (),
    point: Point | None = None,
) -> Volunteer:
    """A worker enters who signed on paper; a colleague reviews it. `person` is a file that is known already.

    Without a `point` the volunteer starts from the community's. Raises ValidationError outside the worker's area, for
    the worker's own person, for somebody who is a volunteer already, and as `register_volunteer` and `create_person`.
    """
    if not covers(actor, region, WORKER_ROLES):
        raise ValidationError({"region": _("This is outside your area.")}, code="not_yours")
    person = person or find_person(name=name, phone=phone, id_number=id_number)
    if person is None:
        person = create_person(name=name, phone=phone, id_number=id_number, region=region, dialects=dialects)
    else:
        fill_missing(person=person, phone=phone, id_number=id_number)
    if person.user_id == actor.pk:
        raise ValidationError({"name": _("That is you. Please register on the portal.")}, code="yourself")
    at_work = (VolunteerState.PENDING, VolunteerState.APPROVED, VolunteerState.SUSPENDED)
    if Volunteer.objects.filter(person=person, state__in=at_work).exists():
        raise ValidationError(
            {"name": _("%(name)s is on the register already.") % {"name": person.name}}, code="twice"
        )
    volunteer = register_volunteer(
        person=person,
        region=region,
        max_distance_m=max_distance_m,
        monthly_cap_minutes=monthly_cap_minutes,
        availability=availability,
        skills=skills,
        introduction=introduction,
    )
    volunteer.entered_by = actor
    volunteer.visits_elders, volunteer.insured_until, volunteer.note = visits_elders, insured_until, note
    _place(volunteer, point)
    volunteer.save()
    give_consent(
        person=person,
        purpose=ConsentPurpose.PERSONAL_DATA,
        method=ConsentMethod.WRITTEN,
        recorded_by=actor,
    )
    return volunteer


@transaction.atomic
def change_offer(
    *,
    volunteer: Volunteer,
    actor: User,
    region: Region,
    availability: int,
    monthly_cap_minutes: int,
    max_distance_m: int,
    visits_elders: bool,
    insured_until: date | None,
    introduction: str,
    note: str,
    skills: Iterable[Skill],
    dialects: Iterable[Dialect],
    point: Point | None,
) -> Volunteer:
    """A worker writes down what a volunteer offers. Raises TaskError for oneself and outside one's region."""
    volunteer = locked(volunteer, "person", key_stays=True)
    if not can_review_volunteer(actor, volunteer) or not covers(actor, region, WORKER_ROLES):
        raise TaskError(_("You cannot do this for this volunteer."), code="not_yours")
    moved = volunteer.region_id != region.pk
    volunteer.region, volunteer.availability = region, availability
    volunteer.monthly_cap_minutes, volunteer.max_distance_m = monthly_cap_minutes, max_distance_m
    volunteer.visits_elders, volunteer.insured_until = visits_elders, insured_until
    volunteer.introduction, volunteer.note = introduction, note
    if point is not None or moved or volunteer.location_quality == LocationQuality.EXACT:
        # A rough position that a list brought is better than the middle of the community.
        _place(volunteer, point)
    volunteer.save()
    set_skills(volunteer=volunteer, skills=skills)
    volunteer.person.dialects.set(dialects)
    return volunteer


def _place(volunteer: Volunteer, point: Point | None) -> None:
    if point is None:
        volunteer.place_at(volunteer.region)
    else:
        volunteer.lat, volunteer.lon = point
        volunteer.location_quality = LocationQuality.EXACT
