"""Who may have made a visit that a worker enters: those asked for it, those near, those found by name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.web import key_in
from elderly_visits.visits.models.visit import Visit
from elderly_visits.wording import spoken_distance
from people.logins.models import User
from regions.models import nearest
from volunteers.registration.models.volunteer import Volunteer

_NEAR = 6
_FOUND = 8
_REACH_M = 10_000.0


def find_volunteers(
    visit: Visit, user: User, *, name: str = "", chosen: str = ""
) -> list[tuple[Volunteer, str]]:
    """Volunteers with a line about each. `chosen` (a primary key) stays among them whatever is looked up.

    Only those whom `user` may see, never the user themself nor the elder.
    """
    pool = (
        Volunteer.objects.visible_to(user)
        .approved()
        .exclude(person__user=user)
        .exclude(person=visit.elder.person_id)
        .select_related("person", "region")
    )
    found: dict[int, tuple[Volunteer, str]] = {}
    for assignment in visit.task.assignments.active().select_related(
        "volunteer__person", "volunteer__region"
    ):
        if assignment.volunteer.person.user_id != user.pk:
            label = f"{assignment.volunteer.person.name} · {assignment.get_state_display()}"
            found[assignment.volunteer_id] = (assignment.volunteer, label)
    if key := key_in(chosen):
        for volunteer in pool.filter(pk=key):
            found.setdefault(volunteer.pk, (volunteer, _line(volunteer)))
    if name:
        for volunteer in pool.filter(person__name__icontains=name).order_by("person__name", "pk")[:_FOUND]:
            found.setdefault(volunteer.pk, (volunteer, _line(volunteer)))
    elif (point := visit.task.point) is not None:
        for volunteer in nearest(pool, *point, _NEAR, start_radius_m=1_000.0, max_radius_m=_REACH_M):
            label = f"{_line(volunteer)} · {spoken_distance(round(volunteer.distance_m))}"
            found.setdefault(volunteer.pk, (volunteer, label))
    return list(found.values())


def _line(volunteer: Volunteer) -> str:
    return _("%(name)s, %(place)s") % {"name": volunteer.person.name, "place": volunteer.region.short_name}
