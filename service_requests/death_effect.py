"""What a death stops here: requests that nobody has begun to serve."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.actors import Actor
from people.deaths.registry import Consequence, DeathEffect
from people.persons.models import Person
from service_requests.models import ServiceRequest
from service_requests.services.ending import cancel_open_requests, open_requests
from service_requests.services.leaving import ask_again


class RequestsCalledOff(DeathEffect):
    key = "requests"

    def count(self, person: Person) -> list[Consequence]:
        return [Consequence(_("Service requests that are called off"), open_requests(person).count())]

    def stop(self, person: Person, actor: Actor) -> Any:
        waiting = list(open_requests(person).values_list("pk", flat=True))
        cancel_open_requests(person=person, actor=actor, reason=gettext_lazy("It is no longer needed."))
        # One whose service had begun at that moment goes on, and is not asked for again.
        return [
            *ServiceRequest.objects.filter(pk__in=waiting, state="cancelled").values_list("pk", flat=True)
        ]

    def restore(self, person: Person, stopped: Any, actor: Actor) -> list[str]:
        rows = ServiceRequest.objects.filter(pk__in=stopped).order_by("pk")
        lost = []
        for row in rows.select_related(
            "beneficiary", "region", "mandate", "reservation__debit_account__person"
        ):
            if ask_again(request=row, actor=actor) is None:
                lost.append(
                    _("The request “%(service)s” until %(day)s was called off and has to be made again.")
                    % {"service": row.get_category_display(), "day": row.last_day.isoformat()}
                )
        return lost
