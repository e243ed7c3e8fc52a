from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from common.web import LoggedInRequest
from people.access_log.services import log_access
from people.logins.models import User
from people.mandates.models import Mandate
from people.persons.models import Person
from workbench.access_recording import AccessAction


@dataclass(frozen=True)
class AccountAccess:
    """`person` is None for a log-in without a file of its own. `others` are those one could act for."""

    person: Person | None
    acting: bool
    others: list[Person]

    @property
    def query(self) -> str:
        """What an address of the same person ends in."""
        return f"for={self.person.uuid}" if self.acting and self.person is not None else ""


def people_with_accessible_account(user: User) -> list[Person]:
    """The person behind a log-in, first, and those who gave that person a mandate that is in force. One query.

    A worker's region is no reason to read somebody's account here; the workbench shows the records, and logs it.
    """
    mandates = Mandate.objects.in_force().filter(agent__user=user)
    own_or_mandated = Q(user=user) | Q(pk__in=mandates.values("principal"))
    found = Person.objects.visible_to(user).filter(own_or_mandated).order_by("name", "pk")
    return sorted(found, key=lambda person: person.user_id != user.pk)


def account_access(
    request: LoggedInRequest, *, action: AccessAction = AccessAction.READ, detail: str = "timebank"
) -> AccountAccess:
    """Reading somebody else's account goes on record. Raises Http404 for who gave no mandate. One query."""
    people = people_with_accessible_account(request.user)
    own = next((person for person in people if person.user_id == request.user.pk), None)
    others = [person for person in people if person != own]
    person = own
    if asked := request.GET.get("for"):
        # Written as the link writes it; anything else is nobody's.
        person = next((person for person in people if str(person.uuid) == asked), None)
        if person is None:
            raise Http404
    acting = person is not None and person != own
    if acting:
        log_access(actor=request.user, action=action, subject=person, detail=detail, request=request)
    return AccountAccess(person, acting, others)
