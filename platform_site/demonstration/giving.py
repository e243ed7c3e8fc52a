"""Families, gifts and a month's grants for the demonstration: enough that each page of giving has something to show."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.phones import demo_phone
from elderly_visits.register.models import Elder
from people.kinship.models import Kinship
from people.kinship.services import propose_kinship, verify_kinship
from people.logins.models import User
from people.persons.models import Person
from people.roles.models import RoleGrant
from timebank.errors import TimebankError
from timebank.giving.enums import GiveTo
from timebank.giving.services.arrangements import set_instruction
from timebank.giving.services.gifts import Gift, areas_of, book_gift
from timebank.giving.services.pool_grants import grant_entitlements
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models.accounts import Account

# So many volunteers each give two hours to the pool: some key elders are reached this month, and some wait.
DONORS, DONATED = 30, 120
KEPT_MINUTES = 200 * 60


def is_given() -> bool:
    return Kinship.objects.filter(person__is_demo=True).exists()


@transaction.atomic
def make_giving(today: date) -> None:
    """Once: whoever has a kinship already is left as they are."""
    worker = User.objects.filter(phone=demo_phone(1)).first()
    cast = {serial: Person.objects.filter(user__phone=demo_phone(serial)).first() for serial in (11, 14, 15)}
    volunteer, relative, resident = cast[11], cast[14], cast[15]
    if worker is None or volunteer is None or resident is None:
        return
    region = RoleGrant.objects.filter(user=worker).values_list("region_id", flat=True).first()
    elders = [
        row.person
        for row in Elder.objects.filter(region_id=region, left_on=None)
        .select_related("person")
        .order_by("pk")[:3]
    ]
    if relative is not None and elders:
        _related(relative, elders[0], "parent", worker)
    if len(elders) > 1:
        _related(volunteer, elders[1], "grandparent", worker)
    if len(elders) > 2:
        propose_kinship(person=resident, relation="grandparent", name=elders[2].name, phone=elders[2].phone)
    _give(volunteer)
    grant_entitlements(month=today, region=str(region)[:6] + "000000")


def _related(person: Person, relative: Person, relation: str, worker: User) -> None:
    kinship = propose_kinship(person=person, relation=relation, name=relative.name, phone=relative.phone)
    if kinship.relative_id:
        verify_kinship(kinship=kinship, actor=worker, document="household")


def _give(volunteer: Person) -> None:
    """The volunteer's own arrangements, and what the others gave."""
    set_instruction(person=volunteer, threshold_minutes=KEPT_MINUTES, actor=volunteer.user)
    gifts = [Gift(giver=volunteer, minutes=60, to=GiveTo.DIFFICULTY, region=areas_of(volunteer)[0])]
    rich = Account.objects.filter(
        kind=AccountKind.PERSONAL,
        unit=Unit.COIN_MINUTES,
        person__is_demo=True,
        person__region__isnull=False,
        posted_credits__gt=DONATED,
    ).exclude(person=volunteer)
    same_county = rich.filter(person__region__code__startswith=str(volunteer.region_id)[:6])
    for account in same_county.select_related("person").order_by("-posted_credits", "pk")[:DONORS]:
        assert account.person is not None
        gifts.append(Gift(giver=account.person, minutes=DONATED, to=GiveTo.POOL))
    for gift in gifts:
        try:
            with transaction.atomic():
                book_gift(gift, key=f"demo:gift:{gift.giver.uuid}:{gift.to}")
        except TimebankError:
            # A small demonstration may have nobody with enough.
            continue
