"""What waits in the time bank: suspicions, people to call, objections, accounts to settle, partners to review."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.persons.models import Person
from timebank.earning.models import StarObjection
from timebank.ledger.models.accounts import Account
from timebank.oversight.enums import CallState
from timebank.oversight.models.samples import PhoneCall
from timebank.oversight.models.suspicions import Suspicion
from timebank.oversight.selectors.suspicions import kind_label, reason, suspicions
from timebank.rewards.models.partners import Partner
from timebank.rewards.selectors.partners import partners_to_review
from workbench import today
from workbench.roles import MANAGER_ROLES, OVERSIGHT_ROLES, WORKER_ROLES
from workbench.scopes import in_scope


class Suspicions(today.Waiting):
    key, order = "suspicions", 68
    title = gettext_lazy("Suspicions to check")
    button = gettext_lazy("Look at it")
    roles = act_roles = OVERSIGHT_ROLES

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        return self.within(suspicions(user, "open"), region).order_by("found_at", "pk")

    def line(self, row: Suspicion, user: Any) -> today.Line:
        people = "、".join(person.name for person in row.persons.all()[:3])
        return today.Line(
            name=people or kind_label(row),
            place=row.region.short_name,
            what=f"{kind_label(row)}: {reason(row)}",
            since=row.found_at,
            action=row.get_absolute_url(),
            region_id=row.region_id,
        )

    def address(self, region: str) -> str:
        return reverse("timebank_oversight:suspicions")


class PeopleToCall(today.Waiting):
    key, order = "phone_calls", 71
    title = gettext_lazy("People to call about services")
    button = gettext_lazy("Call and note the answer")
    roles = OVERSIGHT_ROLES
    act_roles = MANAGER_ROLES
    region_path = "record__region_id"

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        rows = PhoneCall.objects.visible_to(user).filter(state=CallState.TO_CALL)
        return self.within(rows, region).select_related("served", "record__region").order_by("attempts", "pk")

    def line(self, row: PhoneCall, user: Any) -> today.Line:
        return today.Line(
            # Who was served may live elsewhere: name and number are shown on the page of the call, on record.
            name=row.served.masked_name,
            place=row.record.region.short_name if row.record.region else "",
            action=reverse("timebank_oversight:call", args=[row.uuid]),
            region_id=row.record.region_id,
        )

    def address(self, region: str) -> str:
        return reverse("timebank_oversight:samples")


class Objections(today.Waiting):
    key, order = "objections", 66
    title = gettext_lazy("Objections to stars")
    button = gettext_lazy("Look at it")
    roles = WORKER_ROLES
    region_path = "award__region_id"

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        rows = StarObjection.objects.visible_to(user).unanswered().exclude(award__person__user=user)
        return self.within(rows, region).select_related("award__person", "award__region").order_by("pk")

    def line(self, row: StarObjection, user: Any) -> today.Line:
        return today.Line(
            name=row.award.person.name,
            place=row.award.region.short_name,
            what=f"{row.award.level}★ · {row.text}",
            action=reverse("timebank_objections:one", args=[row.pk]),
            region_id=row.award.region_id,
        )

    def address(self, region: str) -> str:
        return reverse("timebank_objections:list")


class AccountsToSettle(today.Waiting):
    key, order = "settlements", 67
    title = gettext_lazy("Accounts to settle")
    button = gettext_lazy("Settle")
    roles = WORKER_ROLES

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        open_account = Account.objects.filter(person=OuterRef("pk"), closed_at=None)
        rows = Person.objects.filter(in_scope(user, "region_id", WORKER_ROLES), Exists(open_account))
        rows = rows.exclude(died_on=None)
        return self.within(rows, region).select_related("region").order_by("died_on", "pk")

    def line(self, row: Person, user: Any) -> today.Line:
        return today.Line(
            name=row.name,
            url=reverse("people_person:inspect", args=[row.pk]),
            place=row.region.short_name if row.region else "",
            what=_("Died on %(day)s") % {"day": f"{row.died_on:%Y-%m-%d}"},
            action=reverse("timebank_workbench:settle", args=[row.pk]),
            region_id=row.region_id,
        )

    def address(self, region: str) -> str:
        return reverse("timebank_workbench:settlements")


class PartnersToReview(today.Waiting):
    key, order = "partners", 54
    title = gettext_lazy("Partners to review")
    button = gettext_lazy("Review")
    roles = act_roles = MANAGER_ROLES
    names_people = False

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        return self.within(partners_to_review(user), region)

    def line(self, row: Partner, user: Any) -> today.Line:
        return today.Line(
            name=row.name,
            place=row.region.short_name,
            phone=row.phone,
            since=row.created_at,
            action=self.address(""),
            region_id=row.region_id,
        )

    def address(self, region: str) -> str:
        return reverse("timebank_partners:review")


def register() -> None:
    """Called once at start."""
    today.register(Suspicions(), PeopleToCall(), Objections(), AccountsToSettle(), PartnersToReview())
