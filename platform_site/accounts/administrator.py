"""The first login of an installation without demo people."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from common.phones import demo_phone, normalise_phone
from people.access_log.services import log_access
from people.logins.services import proven
from people.persons.models import Person
from people.roles.models import RoleGrant
from regions.models import Level, Region
from workbench.access_recording import AccessAction
from workbench.roles import Role


@transaction.atomic
def make_administrator(*, phone: str = "") -> dict[str, str]:
    """A login that may grant roles: superuser and city manager of every city loaded.

    Without a number of its own it gets the first of the range that reaches nobody, so that whoever holds the machine
    can read the code in the server's log and put in a real number. Raises ValidationError for a wrong number.
    """
    number = normalise_phone(phone, mobile=True) if phone else demo_phone(0)
    user = proven(phone=number, name="管理员", is_staff=True, is_superuser=True)
    user.save()
    person = Person.objects.create(user=user, name=user.last_name, phone=number)
    for city in Region.objects.filter(level=Level.CITY):
        RoleGrant.objects.create(user=user, role=Role.CITY_MANAGER, region=city)
        log_access(
            actor=None,
            action=AccessAction.GRANT,
            subject=person,
            region_id=city.pk,
            detail=f"{Role.CITY_MANAGER.value} {city.pk}, the first administrator",
        )
    return {"phone": number, "code": "console" if settings.SMS_BACKEND.endswith("ConsoleSMS") else ""}
