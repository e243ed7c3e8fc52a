"""What a death stops here: the elder leaves the register, and nobody comes any more."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from elderly_visits.register.enums import LeftReason
from elderly_visits.register.models import Elder
from elderly_visits.visits.services.stopping import come_back, open_visits, take_off
from people.actors import Actor
from people.deaths.registry import Consequence, DeathEffect
from people.persons.models import Person


class VisitsStop(DeathEffect):
    key = "visits"

    def count(self, person: Person) -> list[Consequence]:
        elder = self._elder(person)
        if elder is None:
            return []
        return [
            Consequence(_("Place on the register of elders that ends"), 1),
            Consequence(_("Visits that are called off"), len(open_visits(elder))),
        ]

    def stop(self, person: Person, actor: Actor) -> Any:
        elder = self._elder(person)
        if elder is None or person.died_on is None:
            return None
        on = max(person.died_on, elder.registered_on)
        stopped = take_off(elder=elder, on=on, reason=LeftReason.DIED, actor=actor)
        return {"elder": elder.pk, "visits": stopped}

    def restore(self, person: Person, stopped: Any, actor: Actor) -> list[str]:
        elder = Elder.objects.select_related("person").get(pk=stopped["elder"])
        if elder.left_reason != LeftReason.DIED:
            return [_("The place on the register was changed meanwhile and stays as it is.")]
        come_back(elder=elder, actor=actor)
        if stopped["visits"]:
            return [
                _("Visits called off: %(count)d. This month’s visits are being assigned anew.")
                % {"count": stopped["visits"]}
            ]
        return []

    def _elder(self, person: Person) -> Elder | None:
        return Elder.objects.filter(person=person, left_on=None).select_related("person").first()
