"""What waits for a second person about people: relatives, deaths, mandates, merges, changes of numbers.

What one has entered oneself waits for somebody else and is not listed.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.deaths.models import DeathNotice
from people.kinship.models import Kinship
from people.logins.models import PhoneChange
from people.mandates.models import Mandate
from people.merging.models import Merge
from people.persons.models import Person
from workbench import today
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope


class _SecondPerson(today.Waiting):
    """`list_view` is the name of the list's address."""

    button = gettext_lazy("Look at it")
    roles = WORKER_ROLES
    list_view = ""

    def address(self, region: str) -> str:
        return reverse(f"people_workbench:{self.list_view}")

    def about(self, person: Person, **more: Any) -> today.Line:
        """A line about somebody's file."""
        return today.Line(
            name=person.name,
            url=reverse("people_person:inspect", args=[person.pk]),
            place=person.region.short_name if person.region else "",
            region_id=person.region_id,
            **more,
        )


class RelativesToConfirm(_SecondPerson):
    key, order, list_view = "kinships", 60, "kinships"
    title = gettext_lazy("Relatives to confirm")
    region_path = "person__region_id"

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        rows = Kinship.objects.in_queue_of(user).filter(in_scope(user, "person__region_id", WORKER_ROLES))
        rows = rows.waiting().exclude(person__user=user).exclude(relative__user=user)
        return self.within(rows, region).select_related("person__region").order_by("proposed_at", "pk")

    def line(self, row: Kinship, user: Any) -> today.Line:
        return self.about(
            row.person,
            what=f"{row.get_relation_display()}: {row.named}",
            phone=row.person.phone,
            since=row.proposed_at,
            action=reverse("people_workbench:kinship", args=[row.pk]),
        )


class DeathsToConfirm(_SecondPerson):
    key, order, list_view = "deaths", 61, "deaths"
    title = gettext_lazy("Deaths to confirm")
    region_path = "person__region_id"

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        rows = DeathNotice.objects.filter(in_scope(user, "person__region_id", WORKER_ROLES))
        rows = rows.standing().filter(confirmed_at=None).exclude(entered_by=user)
        return self.within(rows, region).select_related("person__region").order_by("entered_at", "pk")

    def line(self, row: DeathNotice, user: Any) -> today.Line:
        return self.about(
            row.person,
            what=row.get_source_display(),
            since=row.entered_at,
            action=reverse("people_workbench:death", args=[row.person_id]),
        )


class MandatesToConfirm(_SecondPerson):
    key, order, list_view = "mandates", 62, "mandates_waiting"
    title = gettext_lazy("Mandates to confirm")
    region_path = "principal__region_id"

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        rows = Mandate.objects.waiting().filter(in_scope(user, "principal__region_id", WORKER_ROLES))
        rows = rows.exclude(recorded_by=user)
        return (
            self.within(rows, region)
            .select_related("principal__region", "agent")
            .order_by("recorded_at", "pk")
        )

    def line(self, row: Mandate, user: Any) -> today.Line:
        return self.about(
            row.principal,
            what=_("Would be acted for by %(name)s") % {"name": row.agent.name},
            phone=row.principal.phone,
            since=row.recorded_at,
            action=self.address(""),
        )


class MergesToConfirm(_SecondPerson):
    key, order, list_view = "merges", 63, "merges"
    title = gettext_lazy("Files to merge")
    region_path = "kept__region_id"

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        rows = Merge.objects.visible_to(user).waiting().exclude(proposed_by=user)
        return self.within(rows, region).select_related("kept__region", "gone").order_by("proposed_at", "pk")

    def line(self, row: Merge, user: Any) -> today.Line:
        return self.about(
            row.kept,
            what=row.reason,
            since=row.proposed_at,
            action=reverse("people_workbench:merge", args=[row.pk]),
        )


class NumbersToChange(_SecondPerson):
    key, order, list_view = "phone_changes", 64, "phone_changes"
    title = gettext_lazy("Changes of numbers")
    region_path = "person__region_id"

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        rows = PhoneChange.objects.in_queue_of(user).waiting()
        rows = rows.exclude(asked_by=user).exclude(person__user=user)
        return self.within(rows, region).select_related("person__region").order_by("asked_at", "pk")

    def line(self, row: PhoneChange, user: Any) -> today.Line:
        return self.about(
            row.person, since=row.asked_at, action=reverse("people_workbench:phone_change", args=[row.pk])
        )


def register() -> None:
    """Called once at start."""
    today.register(
        RelativesToConfirm(), DeathsToConfirm(), MandatesToConfirm(), MergesToConfirm(), NumbersToChange()
    )
