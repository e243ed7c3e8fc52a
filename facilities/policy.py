"""What a city can decide otherwise about care points: how people walk, how far is near, what counts as checked."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.enums import Untried
from policies.models import SourceKind
from policies.registry import declare, declare_group, same_form, untried


def _more_than_nothing(value: Any) -> None:
    same_form(1.0)(value)
    if value == 0:
        raise ValidationError(_("Must be more than zero."))


def _detour(value: Any) -> None:
    same_form(1.0)(value)
    if value < 1:
        raise ValidationError(_("A route is never shorter than the straight line: at least 1."))


def _share(value: Any) -> None:
    same_form(1.0)(value)
    if value > 1:
        raise ValidationError(_("A share must be between 0 and 1."))


declare_group(_("Care points"), "facilities", order=150)

WALKING_SPEED = declare(
    "facilities.walking_speed_m_s",
    title=_("Walking speed of elders"),
    initial=1.0,
    unit=_("metres per second"),
    source=_("Usual unhurried walking speed of people over 70"),
    check=_more_than_nothing,
)
WALKING_DETOUR = declare(
    "facilities.walking_detour",
    title=_("Route length relative to the straight line"),
    initial=1.3,
    unit=_("times the straight line"),
    source=_("Common factor for town streets; a routing engine can replace it"),
    check=_detour,
)
CIRCLE_MINUTES = declare(
    "facilities.circle_minutes",
    title=_("Radius of the elder care circle"),
    initial=15,
    unit=_("minutes on foot"),
    source_kind=SourceKind.PROGRAMME,
    source=_("Programme item 13: elder care within a 15-minute circle"),
    check=_more_than_nothing,
)
COVERAGE_TARGET = declare(
    "facilities.coverage_target",
    title=_("Target: share of communities with elder care"),
    initial=0.9,
    unit=_("of all communities"),
    source_kind=SourceKind.PROGRAMME,
    source=_("Programme item 13: at least 90 % by 2025"),
    check=_share,
)
AREA_TARGET = declare(
    "facilities.service_centre_area_m2",
    title=_("Target: mean area of a community service centre"),
    initial=300,
    unit=_("m²"),
    source_kind=SourceKind.PROGRAMME,
    source=_("Programme item 15: 300 m² on average"),
    check=_more_than_nothing,
)
RENOVATED_TARGET = declare(
    "facilities.renovated_target",
    title=_("Target: share of service centres renovated as people-friendly centres"),
    initial=1.0,
    unit=_("of the main city's service centres"),
    source_kind=SourceKind.PROGRAMME,
    source=_("Programme item 15: all in the main city"),
    check=_share,
)
VERIFIED_DAYS = declare(
    "facilities.verified_days",
    title=_("How long a check remains valid"),
    initial=180,
    unit=_("days"),
    source=_("Half a year; hours and phone are what residents need most"),
    check=_more_than_nothing,
)
LONGEST_CLOSURE = declare(
    "facilities.longest_closure_days",
    title=_("How long a care point can be closed for a while, at most"),
    initial=180,
    unit=_("days"),
    source=_("Half a year of repairs; what is closed longer is closed, and opened again later"),
    check=_more_than_nothing,
)
REPORTS_AN_HOUR = declare(
    "facilities.correction_reports_an_hour",
    title=_("Error reports allowed per hour from one address"),
    initial=10,
    unit=_("reports"),
    source=_("One person reports one or two; a village sharing one address a few more"),
    check=_more_than_nothing,
)

untried(Untried.ATTEMPTS, REPORTS_AN_HOUR)
untried(Untried.FROM_THEN_ON, LONGEST_CLOSURE)
