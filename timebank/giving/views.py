from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common.forms import add_errors
from common.web import LoggedInRequest
from people.persons.models import Person
from regions.models import Region
from timebank.earning.selectors.stars import certified_minutes
from timebank.errors import TimebankError
from timebank.giving.enums import GiveTo
from timebank.giving.errors import GivingError, PlanChanged
from timebank.giving.forms import POOL, ConfirmForm, GiveForm, NomineeForm, StandingForm
from timebank.giving.models.arrangements import Nominee, StandingInstruction
from timebank.giving.selectors.relatives import relatives
from timebank.giving.services.arrangements import (
    end_instruction,
    end_nominee,
    name_nominee,
    set_instruction,
)
from timebank.giving.services.gifts import Gift, Plan, areas_of, give, plan
from timebank.ledger.enums import AccountKind
from timebank.ledger.errors import InsufficientBalance
from timebank.ledger.models.accounts import Account
from timebank.ledger.selectors.balances import balance


def _own(request: LoggedInRequest) -> Person | None:
    return getattr(request.user, "person", None)


def _areas(person: Person) -> list[Region]:
    try:
        codes = areas_of(person)
    except GivingError:
        return []
    found = Region.objects.in_bulk(codes)
    return [found[code] for code in codes if code in found]


def _group_minutes(person: Person) -> int:
    row = Account.objects.coins(AccountKind.DONATE_ONLY).filter(person=person, closed_at=None).first()
    return row.available if row is not None else 0


def _gift(person: Person, form: GiveForm) -> Gift:
    data = form.cleaned_data
    relative = form.relatives.get(data["to"])
    if relative is not None:
        to = GiveTo.RELATIVE
    else:
        to = GiveTo.POOL if data["to"] == POOL else GiveTo.DIFFICULTY
    return Gift(
        giver=person,
        minutes=form.amount,
        to=to,
        kinship=relative.kinship if relative is not None else None,
        region=data["to"] if to == GiveTo.DIFFICULTY else None,
        source=data.get("source") or AccountKind.PERSONAL,
    )


def _add_error(form: Any, error: TimebankError) -> None:
    """A refusal at the field it is about, which the form calls otherwise than the service does."""
    if isinstance(error, InsufficientBalance):
        form.add_error("hours", str(error))
    else:
        add_errors(form, error, {"kinship": "to", "region": "to", "minutes": "hours"})


@login_required
def give_page(request: LoggedInRequest) -> HttpResponse:
    """First to whom and how much, then a page that says what exactly will happen, then it happens, once."""
    person = _own(request)
    if person is None:
        # The home page says when an account opens.
        return redirect("timebank:home")
    family = relatives(person)
    group = _group_minutes(person)
    form = GiveForm(request.POST or None, relatives=family, areas=_areas(person), has_group_hours=group > 0)
    context = {
        "form": form,
        "balance": balance(person),
        "group_minutes": group,
        "refused": [one for one in family if not one.allowed],
    }
    # "Change it" on the confirm page brings the form back as it was.
    if request.method == "POST" and "back" not in request.POST and form.is_valid():
        gift = _gift(person, form)
        confirm = ConfirmForm(request.POST) if "agreed" in request.POST else None
        try:
            if confirm is not None and confirm.is_valid():
                try:
                    give(gift=gift, actor=request.user, **confirm.cleaned_data)
                    messages.success(request, _("Thank you. It is done; you find it in your statement."))
                    return redirect("timebank:give")
                except PlanChanged as error:
                    messages.warning(request, str(error))
            return _look(request, form, plan(gift))
        except TimebankError as error:
            _add_error(form, error)
    return render(request, "timebank/giving/give.html", context)


def _look(request: LoggedInRequest, form: GiveForm, planned: Plan) -> HttpResponse:
    confirm = ConfirmForm(initial={"form_key": uuid.uuid4(), "agreed": planned.mark})
    area = form.areas.get(form.cleaned_data["to"])
    context = {
        "plan": planned,
        "form": form,
        "confirm": confirm,
        "area": area,
        "certified_minutes": certified_minutes(planned.gift.giver),
        "group": planned.gift.source == AccountKind.DONATE_ONLY,
    }
    return render(request, "timebank/giving/give_confirm.html", context)


@login_required
def arrangements(request: LoggedInRequest) -> HttpResponse:
    """The standing instruction and the named successor: what is in force, and forms to change or end them."""
    person = _own(request)
    if person is None:
        # The home page says when an account opens.
        return redirect("timebank:home")
    givable, family = relatives(person), relatives(person, of_age=False)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    instruction = (
        StandingInstruction.objects.in_force().filter(person=person).select_related("relative").first()
    )
    nominee = Nominee.objects.in_force().filter(person=person).select_related("relative").first()
    standing_form = StandingForm(request.POST if step == "standing" else None, relatives=givable)
    nominee_form = NomineeForm(request.POST if step == "nominee" else None, relatives=family)
    try:
        done = _arrange(request, person, step, standing_form, nominee_form)
    except TimebankError as error:
        failed: Any = standing_form if step == "standing" else nominee_form
        if failed.is_bound:
            add_errors(failed, error, {"kinship": "to" if step == "standing" else "relative"})
        else:
            messages.error(request, str(error))
        done = ""
    if done:
        messages.success(request, done)
        return redirect("timebank:arrangements")
    context = {
        "instruction": instruction,
        "nominee": nominee,
        "standing_form": standing_form,
        "nominee_form": nominee_form,
        "can_name": any(one.allowed for one in family),
    }
    return render(request, "timebank/giving/arrangements.html", context)


def _arrange(
    request: LoggedInRequest, person: Person, step: str, standing: StandingForm, nominee: NomineeForm
) -> str:
    """Do what the pressed button says; the sentence to show, "" when nothing was done."""
    if step == "standing" and standing.is_valid():
        relative = standing.relatives.get(standing.cleaned_data["to"])
        set_instruction(
            person=person,
            threshold_minutes=standing.cleaned_data["threshold"] * 60,
            actor=request.user,
            kinship=relative.kinship if relative is not None else None,
        )
        return _("Noted. It is carried out once a day, and you are notified each time.")
    if step == "nominee" and nominee.is_valid():
        chosen = nominee.relatives[nominee.cleaned_data["relative"]]
        name_nominee(person=person, kinship=chosen.kinship, actor=request.user)
        return _("Noted. You can name somebody else at any time.")
    if step == "end_standing":
        end_instruction(person=person, actor=request.user)
        return _("The standing instruction has ended.")
    if step == "end_nominee":
        end_nominee(person=person, actor=request.user)
        return _("Nobody is named now. If nobody is named, the coins will one day go to the public pool.")
    return ""
