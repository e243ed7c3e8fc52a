"""Calendars in the form that phones subscribe to (iCalendar, RFC 5545).

Calendars are copied to clouds abroad and shown on locked screens, so that an event says what kind of service it is and
in which community, and nothing of the one served.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from common.encryption import blind_index
from people.persons.models import Person
from volunteers.days.models.calendar_feed import CalendarFeed
from volunteers.days.selectors.days import own_stops, volunteer_pk
from volunteers.task_types import TaskKind
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.selectors.agreed_times import Service, agreed_services, begins_at, ends_after


def person_of_calendar(secret: str) -> Person | None:
    """Whose calendar this secret opens; None for a wrong one, an old one, or a login that was closed."""
    feed = (
        CalendarFeed.objects.select_related("person__user").filter(secret_index=blind_index(secret)).first()
    )
    if feed is None:
        return None
    user = feed.person.user
    return feed.person if user is not None and user.is_active else None


def services_of_person(person: Person, *, first: date) -> list[Service]:
    """Everything a person is to do from `first` on that has a time: as a volunteer, and a worker's own visits."""
    key = volunteer_pk(person)
    mine = agreed_services([key], first=first).get(key, []) if key is not None else []
    return [*mine, *own_stops(person, first=first)]


def to_icalendar(services: Iterable[Service]) -> bytes:
    """The services as a calendar, in the language in force. The same services give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Shouwang//Rounds//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("My visits"))
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    zone = ZoneInfo(settings.TIME_ZONE)
    for service in services:
        event = Event()
        event.add("uid", _uid(service))
        # Of the row, not of the hour of reading: otherwise no answer would ever be the same.
        event.add("dtstamp", _since(service).astimezone(ZoneInfo("UTC")))
        event.add("dtstart", service.starts_at.astimezone(zone))
        event.add("dtend", service.ends_at.astimezone(zone))
        event.add("summary", _title(service.task))
        event.add("location", service.task.region.short_name)
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def service_of(assignment: Assignment) -> Service | None:
    """An assignment as a service with a time; None while it has none."""
    begins = begins_at(assignment)
    if begins is None:
        return None
    return Service(assignment.task, begins, ends_after(assignment.task, begins), assignment)


def _uid(service: Service) -> str:
    one = service.assignment.uuid if service.assignment is not None else service.task.uuid
    return f"{one}@shouwang"


def _since(service: Service) -> datetime:
    if service.assignment is not None:
        return service.assignment.accepted_at or service.assignment.offered_at
    return service.task.created_at


def _title(task: Task) -> str:
    """A shift is public and has its own title; of everything else only the kind is told, and the community."""
    if task.kind == TaskKind.SHIFT:
        return task.title
    return f"{task.get_kind_display()} · {task.region.short_name}"
