"""Keeping an elder's file true: details that change, and whom to call."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from elderly_visits.register import policy
from elderly_visits.register.enums import STORED_FLAGS
from elderly_visits.register.errors import ElderError
from elderly_visits.register.models import Elder, EmergencyContact
from elderly_visits.register.services.elders import check_admissible
from elderly_visits.register.services.tiers import save_as, tier_of
from people.actors import Actor
from people.persons.models import Dialect
from people.persons.services import update_person
from policies.selectors import book
from regions.models import Level, LocationQuality, Region
from volunteers.tasks.addresses import split_address

_OF_PERSON = ("name", "id_number", "sex", "birth_date", "phone")
_OF_ELDER = (
    "life_threatening", "in_institution", "ability_level", "assessed_on", "assistance", "assistance_since",
    "prefers_sex", "needs_pair", "slots", "worker", "note",
)  # fmt: skip


@transaction.atomic
def update_elder(
    *,
    elder: Elder,
    region: Region,
    flags: Collection[str],
    address: str,
    lat: float | None,
    lon: float | None,
    dialects: Iterable[Dialect],
    actor: Actor,
    **changes: Any,
) -> Elder:
    """Bring a file up to date and reassess the risk tier; the month's visits follow with the next plan.

    `changes` are the other arguments of `register_elder`; what is not named stays. Without a position the community's
    point is used, marked approximate. Raises ValidationError by field as `register_elder` does, and ElderError for an
    elder who has left the register.
    """
    current = locked(elder, "person")
    if current.left_on is not None:
        raise ElderError(_("Who has left the register is not changed any more."), code="left")
    if region.level != Level.COMMUNITY:
        raise ElderError({"region": _("Please choose the community in which the elder lives.")}, code="level")
    rules = book()
    of_person = {name: changes[name] for name in _OF_PERSON if name in changes}
    current.person = update_person(person=current.person, actor=actor, region=region, **of_person)
    current.person.dialects.set(dialects)
    minimum = rules.value(policy.MINIMUM_AGE, region)
    check_admissible(
        birth_date=current.person.birth_date, flags=flags, minimum_age=minimum, day=timezone.localdate()
    )
    current.region = region
    if address != current.full_address:
        current.address, current.door = split_address(address)
    current.lat, current.lon, current.location_quality = lat, lon, LocationQuality.EXACT
    if lat is None or lon is None:
        current.lat, current.lon = region.lat, region.lon
        known = region.lat is not None
        current.location_quality = LocationQuality.APPROXIMATE if known else LocationQuality.UNKNOWN
    for flag in STORED_FLAGS:
        setattr(current, flag, flag in flags)
    for name in _OF_ELDER:
        if name in changes:
            setattr(current, name, changes[name])
    current.risk_tier = tier_of(current, rules)
    current.full_clean(exclude=["person", "region", "worker"])
    save_as(current, actor)
    return current


@transaction.atomic
def remove_contact(*, contact: EmergencyContact) -> None:
    """Take away somebody who is no longer to be called. Taking away twice is once."""
    EmergencyContact.objects.filter(pk=contact.pk).delete()
