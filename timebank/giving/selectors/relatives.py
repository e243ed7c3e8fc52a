from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from people.kinship.enums import KinRelation
from people.kinship.models import Kinship
from people.persons.models import Person
from policies.selectors import PolicyBook, book
from timebank.giving import policy


@dataclass(frozen=True)
class Relative:
    """A confirmed relative. `refusal` says why no coins can be given to them; empty when they can."""

    kinship: Kinship
    person: Person
    relation: KinRelation
    refusal: str

    @property
    def allowed(self) -> bool:
        return not self.refusal


def kinship_between(person: Person, relative: Person) -> Kinship | None:
    """The confirmed tie between two people, if there is one."""
    rows = Kinship.objects.of(person).of(relative).verified()
    return rows.select_related("person", "relative").first()


def refusal(giver: Person, kinship: Kinship, rules: PolicyBook, day: date, *, of_age: bool = True) -> str:
    """Why `giver` cannot give over this kinship on `day`; "" when they can. Which relations and ages is policy.

    `of_age=False` leaves the age aside: to be named as successor needs none.
    """
    region = giver.region_id
    relative, relation = kinship.other(giver), kinship.relation_to(giver)
    if not kinship.is_verified or giver.pk not in (kinship.person_id, kinship.relative_id):
        return _("You have not been confirmed as relatives.")
    if relative.died_on is not None:
        return _("This person has died.")
    if relation not in rules.value(policy.GIFT_RELATIONS, region):
        return _("Coins cannot be given to this type of relative.")
    if kinship.proof not in rules.value(policy.GIFT_PROOFS, region):
        return _("A community worker has to see a document of your family first.")
    if not of_age:
        return ""
    least, age = rules.value(policy.GIFT_LEAST_AGE, region), relative.age_on(day)
    if not least:
        return ""
    if age is None:
        return _("We do not know the age yet. The community worker can enter it from the ID card.")
    if age < least:
        return _("Coins can be given to relatives of %(age)d and older.") % {"age": least}
    return ""


def relatives(person: Person, *, rules: PolicyBook | None = None, of_age: bool = True) -> list[Relative]:
    """All confirmed relatives of a person, those one can give to first."""
    rules, today = rules or book(), timezone.localdate()
    rows = Kinship.objects.of(person).verified().select_related("person", "relative")
    found = [
        Relative(
            kinship=row,
            person=row.other(person),
            relation=row.relation_to(person),
            refusal=refusal(person, row, rules, today, of_age=of_age),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.allowed, one.person.name, one.person.pk))
