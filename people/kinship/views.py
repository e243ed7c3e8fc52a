"""One's own relatives: naming one, answering who named oneself, ending it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from common.forms import taken
from common.web import LoggedInRequest, errors_to_messages
from people.kinship.forms import KinshipForm
from people.kinship.models import Kinship
from people.kinship.services import confirm_kinship, decline_kinship, end_kinship, propose_kinship
from people.persons.models import Person


def _own(request: LoggedInRequest) -> Person:
    person: Person | None = getattr(request.user, "person", None)
    if person is None:
        raise Http404
    return person


def _rows(person: Person) -> dict[str, Any]:
    """Each relative as the person may know them: of a proposal that waits no more than what they typed themself."""
    confirmed, mine, asked = [], [], []
    rows = Kinship.objects.of(person).filter(ended_at=None).select_related("person", "relative")
    for row in rows:
        if row.is_verified:
            confirmed.append(
                {"row": row, "name": row.other(person).name, "relation": row.relation_to(person).label}
            )
        elif row.person_id == person.pk:
            mine.append({"row": row, "name": row.named, "relation": row.get_relation_display()})
        elif row.declined_at is None:
            asked.append({"row": row, "name": row.person.name, "relation": row.relation_to(person).label})
    return {"confirmed": confirmed, "mine": mine, "asked": asked}


@login_required
def relatives(request: LoggedInRequest) -> HttpResponse:
    """My relatives, who asks me, and the form to name one. The answer never says whether the relative was found."""
    person = _own(request)
    form = KinshipForm(request.POST or None)
    if taken(form, lambda data: propose_kinship(person=person, **data)):
        messages.success(
            request,
            _(
                "Noted. If your relative uses this service, they will be asked to confirm. Or "
                "take your household register to the community worker."
            ),
        )
        return redirect("people:relatives")
    return render(request, "people/relatives.html", {"form": form, **_rows(person)})


@login_required
def answer(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """Say yes or no to who named oneself, or end what was confirmed. Asked once more before anything ends."""
    person = _own(request)
    rows = Kinship.objects.of(person).filter(ended_at=None).select_related("person", "relative")
    kinship = get_object_or_404(rows, uuid=uuid)
    was_named = kinship.relative_id == person.pk
    if was_named and kinship.declined_at is not None:
        raise Http404
    step = request.POST.get("step", "") if request.method == "POST" else ""
    try:
        if step == "yes" and was_named:
            confirm_kinship(kinship=kinship, actor=request.user)
            messages.success(request, _("Thank you. You are now recorded as relatives."))
            return redirect("people:relatives")
        if step == "no" and was_named and not kinship.is_verified:
            decline_kinship(kinship=kinship, actor=request.user)
            messages.success(request, _("You have answered no. The other person is not notified."))
            return redirect("people:relatives")
        if step == "end" and (kinship.is_verified or not was_named):
            end_kinship(kinship=kinship, actor=request.user)
            messages.success(request, _("It has ended."))
            return redirect("people:relatives")
    except ValidationError as error:
        errors_to_messages(request, error)
        return redirect("people:relatives")
    may_know = kinship.is_verified or was_named
    context = {
        "kinship": kinship,
        "name": kinship.other(person).name if may_know else kinship.named,
        "relation": kinship.relation_to(person).label,
        "asked": was_named and not kinship.is_verified,
    }
    return render(request, "people/relative.html", context)
