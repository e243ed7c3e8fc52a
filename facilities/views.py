"""The portal's pages of care points: finder, entry, report of an error, and the map's data. All public."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, cache_page
from django.views.decorators.http import require_http_methods, require_safe

from common.forms import errors_added
from common.web import visitor_network
from facilities.enums import FacilityType
from facilities.forms import MOST_SHOWN, PAGE, CorrectionForm, FinderForm, position_text
from facilities.hours.evaluating import coming_days
from facilities.hours.wording import describe as wording_describe
from facilities.models import Facility
from facilities.selectors.finder import FinderQuery, describe, find_facilities, types_in_use
from facilities.selectors.map import in_box
from facilities.services import report_correction
from regions import geo
from regions.boundaries import BoundariesError, boundaries
from regions.enums import CoordSystem

_MAP_SECONDS = 300
_OUTLINE_SECONDS = 3600
# A whole prefecture fits; a box over half of China does not.
_WIDEST_BOX_DEGREES = 8.0


@require_safe
@cache_control(private=True)
def finder(request: HttpRequest) -> HttpResponse:
    """The care points nearest to a place. What is wrong with one part of the question never loses the rest."""
    # Without a question the form is not bound, so that nothing is complained about.
    form = FinderForm(request.GET or None)
    asked: dict[str, Any] = {}
    if form.is_bound:
        form.is_valid()
        asked = form.cleaned_data
    near = asked.get("near")
    if near is not None and request.GET["near"] != position_text(near):
        # A finer position than we use must not live on in the address, in links and in the browser's history.
        query = request.GET.copy()
        query["near"] = position_text(near)
        return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")
    question = FinderQuery(
        near=near,
        region=asked.get("region"),
        text=asked.get("q", ""),
        types=asked.get("type", []),
        open_now=asked.get("open", False),
        limit=asked.get("show", PAGE),
    )
    answer = find_facilities(question)
    context = {
        "form": form,
        "question": question,
        "answer": answer,
        "types": types_in_use(),
        "named_count": len(answer.named),
        "near_text": position_text(near) if near else "",
        "next_show": question.limit + PAGE if answer.more and question.limit < MOST_SHOWN else None,
    }
    return render(request, "facilities/finder.html", context)


def _facility(pk: int) -> Facility:
    """Closed care points keep their page, which says so: links and notes lead there for years."""
    return get_object_or_404(
        Facility.objects.with_closures().select_related("region__parent__parent", "operator"), pk=pk
    )


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one care point."""
    return _entry(request, _facility(pk), CorrectionForm())


def _entry(request: HttpRequest, facility: Facility, form: CorrectionForm, status: int = 200) -> HttpResponse:
    context = {
        "found": describe(facility),
        "facility": facility,
        "days": [] if facility.closed_until else coming_days(facility.opening_hours),
        "rule": wording_describe(facility.opening_hours),
        "form": form,
    }
    return render(request, "facilities/detail.html", context, status=status)


@require_http_methods(["POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a report of an error; what cannot be taken comes back with everything that was written."""
    facility = _facility(pk)
    form = CorrectionForm(request.POST)
    if form.is_valid():
        with errors_added(form):
            report_correction(facility=facility, sender=visitor_network(request), **form.cleaned_data)
            messages.success(request, _("Thank you. The workers of this community will check it."))
            return HttpResponseRedirect(facility.get_absolute_url())
    return _entry(request, facility, form, status=422)


@require_safe
@cache_page(_MAP_SECONDS, cache="pages")
@cache_control(public=True, max_age=_MAP_SECONDS)
def points(request: HttpRequest) -> HttpResponse:
    """Care points in `?box=west,south,east,north` as GeoJSON, at most 500.

    `crs` (WGS-84, GCJ-02, BD-09) is the system of the box and of the answer; `type` (repeatable) and `open=1` narrow
    as in the finder. 400 for a box that is none or too wide.
    """
    box = _read_box(request.GET.get("box", ""))
    try:
        system = CoordSystem(request.GET.get("crs", CoordSystem.WGS84))
    except ValueError:
        return JsonResponse({"error": _("Known coordinate systems: WGS-84, GCJ-02, BD-09.")}, status=400)
    if box is None:
        return JsonResponse(
            {
                "error": _(
                    "The box must be west,south,east,north in degrees, with each side at most 8 degrees."
                )
            },
            status=400,
        )
    types = [kind for kind in request.GET.getlist("type") if kind in FacilityType.values]
    found = in_box(box, types=types, open_now=request.GET.get("open") in {"1", "on"}, system=system)
    return JsonResponse(found, content_type="application/geo+json")


def _read_box(text: str) -> geo.BoundingBox | None:
    parts = text.split(",")
    if len(parts) != 4:
        return None
    west, south, east, north = parts
    try:
        low, high = geo.parse_coordinate(south, west), geo.parse_coordinate(north, east)
    except geo.CoordinateError:
        return None
    if low is None or high is None or low.lat > high.lat or low.lon > high.lon:
        return None
    if max(high.lat - low.lat, high.lon - low.lon) > _WIDEST_BOX_DEGREES:
        return None
    return geo.BoundingBox(low.lat, high.lat, low.lon, high.lon)


@require_safe
@cache_page(_OUTLINE_SECONDS, cache="pages")
@cache_control(public=True, max_age=_OUTLINE_SECONDS)
def outlines(request: HttpRequest) -> HttpResponse:
    """Outlines of the counties as GeoJSON in WGS-84: the ground of the map where no tiles are configured."""
    try:
        known = list(boundaries().values())
    except BoundariesError:
        # The map then shows points on plain ground; `manage.py check` and the log tell whoever runs the site.
        known = []
    features = [
        {
            "type": "Feature",
            "geometry": {
                "type": "MultiLineString",
                "coordinates": [ring.round(5).tolist() for ring in outline.rings],
            },
            "properties": {
                "code": outline.code,
                "name": outline.name,
                "is_city": outline.code.endswith("00000000"),
                "label": [round(outline.label_point.lat, 5), round(outline.label_point.lon, 5)],
            },
        }
        for outline in known
    ]
    return JsonResponse(
        {"type": "FeatureCollection", "features": features}, content_type="application/geo+json"
    )
