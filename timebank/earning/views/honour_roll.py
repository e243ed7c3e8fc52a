from __future__ import annotations

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common.web import LoggedInRequest
from people.persons.models import Person
from regions.enums import Level
from regions.models import Region
from timebank.earning.selectors import honour_roll
from timebank.earning.services.honour_roll import join_honour_roll, leave_honour_roll
from timebank.pages import refusals_told

_PAGE = re.compile(r"[0-9]{1,6}")


@require_safe
@never_cache
def counties(request: HttpRequest) -> HttpResponse:
    """The counties and how many people each names; thanks to all for this month."""
    person = None
    if request.user.is_authenticated:
        person = Person.objects.filter(user=request.user).first()
    context = {
        "counties": honour_roll.counties_of_the_roll(),
        "thanks": honour_roll.thanks(None, timezone.localdate()),
        "person": person,
        "named": person is not None and honour_roll.is_on_the_roll(person),
    }
    return render(request, "timebank/earning/honour_roll.html", context)


@require_safe
@never_cache
def county(request: HttpRequest, code: str) -> HttpResponse:
    """The roll of one county."""
    if re.fullmatch(r"[0-9]{12}", code, re.ASCII) is None:
        raise Http404
    found = get_object_or_404(Region, pk=code, level=Level.COUNTY)
    asked = request.GET.get("page", "")
    context = {
        "county": found,
        "page_obj": honour_roll.honour_roll(found, asked if _PAGE.fullmatch(asked) else 1),
        "thanks": honour_roll.thanks(found, timezone.localdate()),
    }
    return render(request, "timebank/earning/honour_roll_county.html", context)


@require_POST
@login_required
def switch(request: LoggedInRequest) -> HttpResponse:
    """Agree to be named, or take it back; both count at once."""
    person = get_object_or_404(Person, user=request.user)
    with refusals_told(request):
        if request.POST.get("named") == "yes":
            join_honour_roll(person=person, actor=request.user)
            messages.success(request, _("Thank you. Your name may appear on the honour roll from now on."))
        else:
            leave_honour_roll(person=person, actor=request.user)
            messages.success(request, _("Your name has been taken off the honour roll."))
    return redirect("timebank:honour")
