"""Keeping an elder's file true: details that change, and whom to call."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from common.locking import locked
from elderly_visits.register.errors import ElderError
from elderly_visits.register.models import Elder, EmergencyContact
from elderly_visits.register.services.elders import ElderDetails, check_admissible, check_community, fill_in
from elderly_visits.register.services.tiers import save_as
from people.actors import Actor
from people.persons.services import update_person
from policies.selectors import book


@transaction.atomic
def update_elder(*, elder: Elder, details: ElderDetails, actor: Actor) -> Elder:
    """Bring a file up to date and reassess the risk tier; the month's visits follow with the next plan.

    An ID number left empty stays. Raises ValidationError by field as `register_elder` does, and ElderError for an
    elder who has left the register.
    """
    current = locked(elder, "person")
    if current.left_on is not None:
        raise ElderError(
            _("Records of elders who have left the register can no longer be changed."), code="left"
        )
    check_community(details.region)
    rules, who = book(), details.person
    current.person = update_person(
        person=current.person, actor=actor, region=details.region, name=who.name, id_number=who.id_number,
        sex=who.sex, birth_date=who.birth_date, phone=who.phone,
    )  # fmt: skip
    current.person.dialects.set(who.dialects)
    check_admissible(current.person.birth_date, details, rules)
    fill_in(current, details, rules)
    save_as(current, actor)
    return current


@transaction.atomic
def remove_contact(*, contact: EmergencyContact) -> None:
    """Take away somebody who is no longer to be called. Taking away twice is once."""
    EmergencyContact.objects.filter(pk=contact.pk).delete()
