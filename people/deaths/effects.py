"""What a death stops among people themselves: the log-in, and mandates on both sides."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.utils.translation import gettext as _

from people.actors import Actor
from people.deaths.registry import Consequence, DeathEffect
from people.logins.models import User
from people.mandates.models import Mandate
from people.mandates.services import restore_mandate, revoke_mandate
from people.persons.models import Person


class LoginEnds(DeathEffect):
    key = "login"

    def count(self, person: Person) -> list[Consequence]:
        return [Consequence(_("Log-in that ends"), int(self._user(person) is not None))]

    def stop(self, person: Person, actor: Actor) -> Any:
        user = self._user(person)
        if user is None:
            return None
        User.objects.filter(pk=user.pk).update(is_active=False)
        for session in UserSession.objects.filter(user=user):
            session.end()
        return user.pk

    def restore(self, person: Person, stopped: Any, actor: Actor) -> list[str]:
        User.objects.filter(pk=stopped, person=person).update(is_active=True)
        return []

    def _user(self, person: Person) -> User | None:
        return User.objects.filter(person=person, is_active=True).first()


class MandatesEnd(DeathEffect):
    key = "mandates"

    def count(self, person: Person) -> list[Consequence]:
        return [Consequence(_("Mandates that end"), self._rows(person).count())]

    def stop(self, person: Person, actor: Actor) -> Any:
        return [revoke_mandate(mandate=row, actor=actor).pk for row in self._rows(person)]

    def restore(self, person: Person, stopped: Any, actor: Actor) -> list[str]:
        lost = []
        for row in Mandate.objects.filter(pk__in=stopped).select_related("principal", "agent").order_by("pk"):
            other = row.agent if row.principal_id == person.pk else row.principal
            newer = Mandate.objects.filter(principal=row.principal, agent=row.agent, revoked_at=None)
            if other.died_on is not None or newer.exists():
                lost.append(_("The mandate with %(name)s did not come back.") % {"name": other.name})
            else:
                restore_mandate(mandate=row, actor=actor)
        return lost

    def _rows(self, person: Person) -> Any:
        rows = Mandate.objects.filter(Q(principal=person) | Q(agent=person), revoked_at=None)
        return rows.order_by("pk")
