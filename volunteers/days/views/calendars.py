"""The calendar to subscribe to, and single events of it."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.web import LoggedInRequest
from people.persons.models import Person
from volunteers.days.models.calendar_feed import CalendarFeed
from volunteers.days.selectors.calendars import (
    person_of_calendar,
    service_of,
    services_of_person,
    to_icalendar,
)
from volunteers.days.selectors.days import volunteer_pk
from volunteers.days.services.calendars import close_calendar, open_calendar, renew_calendar
from volunteers.tasks.selectors.agreed_times import AHEAD
from volunteers.tasks.views import own_assignment


def _person(request: HttpRequest) -> Person:
    person = Person.objects.filter(user=request.user.pk).first()
    if person is None:
        raise Http404
    return person


@login_required
def calendar(request: LoggedInRequest) -> HttpResponse:
    """The secret address of one's calendar; POST makes one, another one, or none."""
    person = _person(request)
    if request.method == "POST":
        if "close" in request.POST:
            close_calendar(person=person)
            messages.success(
                request, _("The address has been disabled; calendars that used it no longer show anything.")
            )
        elif "renew" in request.POST:
            renew_calendar(person=person)
            messages.success(request, _("There is a new address; the old one no longer works."))
        else:
            open_calendar(person=person)
        return redirect("volunteers:calendar")
    feed = CalendarFeed.objects.filter(person=person).first()
    address = ""
    if feed is not None:
        address = request.build_absolute_uri(reverse("volunteers:feed", args=[feed.secret]))
    # Phones open their calendar for this scheme, and subscribe instead of copying once.
    webcal = f"webcal:{address.partition(':')[2]}"
    is_volunteer = volunteer_pk(person) is not None
    context = {"feed": feed, "address": address, "webcal": webcal, "is_volunteer": is_volunteer}
    return render(request, "volunteers/calendar.html", context)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a secret address, for programs that log in nowhere; 404 for any other address."""
    person = person_of_calendar(secret)
    if person is None:
        raise Http404
    # Programs have no language of their own: the calendar speaks that of the city.
    with translation.override(settings.LANGUAGE_CODE):
        body = to_icalendar(services_of_person(person, first=timezone.localdate()))
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    known = parse_etags(request.headers.get("If-None-Match", ""))
    response: HttpResponse
    if etag in known or f"W/{etag}" in known:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    # Whose days these are stays in no cache on the way; the ETag still saves the programs a download.
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


@login_required
@require_safe
def event(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """One service of one's own as an event; 404 while it has no time or no longer takes place."""
    found = own_assignment(request, uuid)
    service = service_of(found)
    if service is None or found.state not in AHEAD:
        raise Http404
    response = HttpResponse(to_icalendar([service]), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{service.day:%Y-%m-%d}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
