"""What a death stops in the time bank: standing instructions and successors. The coins wait for their settlement."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.actors import Actor
from people.deaths.registry import Consequence, DeathEffect
from people.persons.models import Person
from timebank.giving.services.arrangements import arrangements_of, restore_after_death, stop_for_death
from timebank.ledger.enums import Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.settlements import Settlement
from timebank.ledger.wording import spoken_minutes, spoken_points


class ArrangementsEnd(DeathEffect):
    key = "arrangements"

    def count(self, person: Person) -> list[Consequence]:
        lines = [
            Consequence(_("Standing instructions and successors that end"), len(arrangements_of(person)))
        ]
        accounts = list(Account.objects.filter(person=person, closed_at=None))
        for unit, spoken in ((Unit.COIN_MINUTES, spoken_minutes), (Unit.POINTS, spoken_points)):
            held = sum(row.balance for row in accounts if row.unit == unit)
            if held:
                lines.append(Consequence(_("In the account, to be settled later"), spoken(held)))
        return lines

    def stop(self, person: Person, actor: Actor) -> Any:
        return stop_for_death(person)

    def holds(self, person: Person) -> str:
        if Settlement.objects.standing().filter(person=person).exists():
            return _("The account is settled. Please reverse the settlement first.")
        return ""

    def restore(self, person: Person, stopped: Any, actor: Actor) -> list[str]:
        if lost := restore_after_death(stopped):
            return [
                ngettext(
                    "%(count)d arrangement for time coins stays ended: there is a newer one.",
                    "%(count)d arrangements for time coins stay ended: there are newer ones.",
                    lost,
                )
                % {"count": lost}
            ]
        return []
