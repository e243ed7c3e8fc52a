"""Why visits have nobody: by reason and region, down to the community, and whom to turn to."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.months import first_day
from common.tabular.responses import csv_response
from people.actors import AnyUser
from regions.codes import in_subtree, is_code
from regions.enums import Level
from regions.models import Region
from visit_planning import reasons
from visit_planning.dispatch.selectors import Filters
from visit_planning.dispatch.workbench.board import to_dispatch
from visit_planning.gaps.forms import GapsForm
from visit_planning.gaps.selectors import ReasonGap, gaps, neighbourhoods, places_of, volunteers_to_contact
from visit_planning.reasons import actions_for, reason_label
from workbench.guards import WorkbenchView
from workbench.roles import STAFF_ROLES
from workbench.scopes import common_region, covers, role_regions

PER_PAGE = 50
# What the workbench calls an action; the first is a page of its own.
ACTIONS = {
    reasons.RECRUIT: gettext_lazy("Where to recruit"),
    reasons.REACH: gettext_lazy("Volunteers who might travel farther"),
    reasons.HOURS: gettext_lazy("Volunteers with no time left this month"),
    reasons.INSURANCE: gettext_lazy("Volunteers without insurance"),
    reasons.GUARDIAN: gettext_lazy("Minors without a guardian's consent"),
    reasons.BIRTH_DATE: gettext_lazy("Volunteers without a birth date"),
    reasons.DIALECTS: gettext_lazy("Volunteers without a dialect on record"),
    reasons.SKILLS: gettext_lazy("Qualifications to check"),
}


def region_of(user: AnyUser, chosen: Region | None) -> Region:
    """The region that a page shows: the one asked for, as far as it is the user's; without one, all of theirs.

    Who asks for a region around their own sees their own. A region of others is not found: Http404.
    """
    if chosen is None:
        return Region.objects.with_full_names().get(pk=common_region(user, STAFF_ROLES))
    if covers(user, chosen, STAFF_ROLES):
        return chosen
    own = Region.objects.filter(in_subtree("code", chosen.pk), pk__in=role_regions(user, STAFF_ROLES))
    if not own.exists():
        raise Http404
    return chosen


class GapsView(WorkbenchView):
    """What both pages share: the month and the region."""

    def asked(self) -> tuple[GapsForm, date, Region]:
        """The form, the first day of the month, and the region."""
        user, this = self.request.user, first_day(timezone.localdate())
        asked = {"month": f"{this:%Y-%m}"} | self.request.GET.dict()
        # An address names its region by code: one of others is not found, where a name typed in is corrected.
        code = asked.get("region", "")
        named = Region.objects.with_full_names().filter(pk=code).first() if is_code(code) else None
        if named is not None and region_of(user, named) and not covers(user, named, STAFF_ROLES):
            del asked["region"]
        form = GapsForm(asked, user=user)
        data = form.cleaned_data if form.is_valid() else {}
        return form, data.get("month") or this, region_of(user, named or data.get("region"))

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*WorkbenchView.breadcrumbs_items, to_dispatch()]


class TableView(GapsView):
    """One that can be had as a table for a spreadsheet too."""

    # The stubs foresee no streamed answer of a `TemplateView`.
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        if request.GET.get("format") != "csv":
            return super().get(request, *args, **kwargs)
        _form, month, region = self.asked()
        return self.as_csv(month, region)

    @abstractmethod
    def as_csv(self, month: date, region: Region) -> HttpResponseBase:
        """The table."""


def link(name: str, **query: str) -> str:
    """An address of these pages with its query."""
    return f"{reverse(f'visit_planning_workbench:{name}')}?{urlencode(query)}"


def counted_places(places: Sequence[Any]) -> str:
    """“3 townships” for regions of one level."""
    count = len(places)
    level = places[0].region.level
    if level == Level.COUNTY:
        text = ngettext("%(count)d county", "%(count)d counties", count)
    elif level == Level.TOWNSHIP:
        text = ngettext("%(count)d township", "%(count)d townships", count)
    else:
        text = ngettext("%(count)d community", "%(count)d communities", count)
    return text % {"count": count}


def sentence(gap: ReasonGap, region: Region) -> str:
    """“214 elders in 3 townships of 万源市: No volunteer lives near enough”."""
    words = {"elders": gap.elders, "region": region.full_name, "reason": reason_label(gap.code)}
    if region.level == Level.COMMUNITY:
        text = ngettext(
            "%(elders)d elder in %(region)s: %(reason)s",
            "%(elders)d elders in %(region)s: %(reason)s",
            gap.elders,
        )
        return text % words
    text = ngettext(
        "%(elders)d elder in %(places)s of %(region)s: %(reason)s",
        "%(elders)d elders in %(places)s of %(region)s: %(reason)s",
        gap.elders,
    )
    return text % {**words, "places": counted_places(gap.places)}


class GapReasons(TableView):
    """The reasons in a region, each with where, and what can be done; as a table for a spreadsheet too."""

    page_title = gettext_lazy("Why no one can come")
    header_icon = "help"
    template_name = "visit_planning/workbench/gaps.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        form, month, region = self.asked()
        filters = Filters(month, region=region.pk)
        found = gaps(user, filters, region.pk)
        where = {"month": f"{month:%Y-%m}", "region": region.pk}
        return super().get_context_data(**kwargs) | {
            "form": form,
            "month": month,
            "region": region,
            "above": region.parent
            if region.parent_id and covers(user, region.parent_id, STAFF_ROLES)
            else None,
            "reasons": [
                (
                    gap,
                    sentence(gap, region),
                    _actions(gap.code, where),
                    link("dispatch", **_board(gap.code, where)),
                )
                for gap in found
            ],
            "places": places_of(found),
            "drill": region.level != Level.COMMUNITY,
            "visits": sum(gap.visits for gap in found),
            "neighbourhoods": neighbourhoods(user, month, region.pk),
        }

    def as_csv(self, month: date, region: Region) -> HttpResponseBase:
        columns = {
            "code": _("Region code"), "name": _("Region"), "reason": _("Why no volunteer yet"), "elders": _("Elders"),
            "visits": _("Visits"),
        }  # fmt: skip
        rows = [
            {
                "code": place.region.pk, "name": place.region.short_name, "reason": reason_label(gap.code),
                "elders": place.elders, "visits": place.visits,
            }
            for gap in gaps(self.request.user, Filters(month), region.pk)
            for place in gap.places
        ]  # fmt: skip
        return csv_response(f"why-nobody-{month:%Y-%m}-{region.pk}", columns, rows)


def _board(code: str, where: Mapping[str, str]) -> dict[str, str]:
    """What the dispatch board is asked for; reasons that no task carries are not a filter there."""
    own = code in (reasons.WINDOW_PASSED, reasons.NOT_TRIED)
    return {**where, "tab": "open", **({} if own else {"reason": code})}


def _actions(code: str, where: Mapping[str, str]) -> list[tuple[Any, str]]:
    return [
        (
            ACTIONS[action],
            link("recruiting", **where)
            if action == reasons.RECRUIT
            else link("gaps_volunteers", need=action, **where),
        )
        for action in actions_for(code)
    ]


class VolunteersToContact(GapsView):
    """Volunteers of a region who could do more if one thing were mended."""

    header_icon = "group"
    template_name = "visit_planning/workbench/gaps_volunteers.html"

    def get_page_title(self) -> str:
        return str(ACTIONS[self._need()])

    def _need(self) -> str:
        need = self.request.GET.get("need", "")
        if need not in ACTIONS or need == reasons.RECRUIT:
            raise Http404
        return need

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, need = self.request.user, self._need()
        _form, month, region = self.asked()
        rows = volunteers_to_contact(user, need, region.pk, month)
        page = self.listed(rows, PER_PAGE, detail=f"volunteers to turn to: {need}")
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "volunteers": list(page),
            "region": region,
            "need": need,
        }
