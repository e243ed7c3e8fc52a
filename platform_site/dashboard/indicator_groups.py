"""Indicators of organizations, teams, volunteers and social workers."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organizations.models import SocialOrganization
from organizations.policy import RURAL_TARGET, URBAN_TARGET
from people.actors import AnyUser
from people.roles.models import RoleGrant
from platform_site.dashboard.indicator_source import Line, RowList, Source, Tally, counted
from platform_site.dashboard.indicators import (
    Context,
    approved_organizations,
    approved_teams,
    approved_volunteers,
    communities_of,
    social_worker_grants,
)
from platform_site.policy import TEAMS_PER_COMMUNITY_TARGET
from regions.enums import Level, UrbanRural
from regions.models import Region
from volunteers.registration.models.team import Team
from volunteers.registration.models.volunteer import Volunteer
from workbench.roles import OVERSIGHT_ROLES, has_role

_COMMUNITY_DIGITS = Level.COMMUNITY.digits


class _PerCommunity(Source):
    """How many of something a community has: those that have too few, and the things themselves."""

    target_key = ""
    key = ""

    @abstractmethod
    def communities(self, context: Context) -> Iterable[str]: ...

    @abstractmethod
    def things(self, context: Context) -> QuerySet[Any]: ...

    def _numbers(self, context: Context) -> dict[str, int]:
        return dict(counted(self.things(context), _COMMUNITY_DIGITS, number=Count("pk")))

    def _short(self, context: Context, numbers: Mapping[str, int]) -> list[str]:
        target = context.rules.value(self.target_key, context.region)
        return [code for code in sorted(self.communities(context)) if numbers.get(code, 0) < target]

    def tallies(self, context: Context, digits: int) -> dict[str, Tally]:
        numbers = self._numbers(context)
        found: defaultdict[str, Tally] = defaultdict(Tally)
        for code, number in numbers.items():
            found[code[:digits]] += Tally(number)
        for code in self.communities(context):
            found[code[:digits]] += Tally(0, 1)
        for code in self._short(context, numbers):
            found[code[:digits]] += Tally(0, 0, 1)
        return found

    def rows(self, context: Context, user: AnyUser, which: str) -> Any:
        if which == "rows":
            return self.things(context).order_by("region_id", "pk")
        numbers = self._numbers(context)
        return _CommunitiesWith([(code, numbers.get(code, 0)) for code in self._short(context, numbers)])

    def line(self, row: Any, user: AnyUser) -> Line:
        if isinstance(row, tuple):
            region, number = row
            return Line(region.name, region.code, self._of_community(region.code), self.said(number))
        return self.thing(row)

    def _of_community(self, code: str) -> str:
        return f"{reverse('dashboard:indicator_rows', args=[self.key])}?region={code}&list=rows"

    def said(self, number: int) -> str:
        raise NotImplementedError

    def thing(self, row: Any) -> Line:
        raise NotImplementedError


class _CommunitiesWith:
    """Communities with a number each, fetched a slice at a time."""

    def __init__(self, numbers: list[tuple[str, int]]) -> None:
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, wanted: slice) -> list[tuple[Region, int]]:
        cut = self._numbers[wanted]
        regions = Region.objects.in_bulk([code for code, _number in cut])
        return [(regions[code], number) for code, number in cut]


class OrganizationsPerCommunity(_PerCommunity):
    meaning = gettext_lazy(
        "The approved social organizations of such communities, divided by the number of these communities. Those "
        "whose urban or rural class is unknown are left out."
    )
    lists = (
        RowList("short", gettext_lazy("Communities below the target"), "below"),
        RowList("rows", gettext_lazy("Organizations"), "numerator"),
    )

    def __init__(self, *, urban: bool) -> None:
        self._kinds = [kind for kind in UrbanRural if kind.is_urban is urban]
        self.target_key = URBAN_TARGET if urban else RURAL_TARGET
        self.key = "organizations_urban" if urban else "organizations_rural"

    def communities(self, context: Context) -> Iterable[str]:
        return [code for code, kind in communities_of(context).items() if kind in self._kinds]

    def things(self, context: Context) -> QuerySet[SocialOrganization]:
        rows = approved_organizations(context)
        return rows.filter(region__level=Level.COMMUNITY, region__urban_rural__in=self._kinds)

    def said(self, number: int) -> str:
        return ngettext("%(number)d organization", "%(number)d organizations", number) % {"number": number}

    def thing(self, row: SocialOrganization) -> Line:
        url = reverse("organizations_socialorganization:inspect", args=[row.pk])
        return Line(row.name, row.region_id, url, row.get_kind_display())


class TeamsPerCommunity(_PerCommunity):
    meaning = gettext_lazy(
        "The approved volunteer teams divided by the number of communities. A mean hides communities without one: "
        "these are listed."
    )
    lists = (
        RowList("short", gettext_lazy("Communities below the target"), "below"),
        RowList("rows", gettext_lazy("Teams"), "numerator"),
    )
    target_key = TEAMS_PER_COMMUNITY_TARGET
    key = "teams_per_community"

    def communities(self, context: Context) -> Iterable[str]:
        return communities_of(context)

    def things(self, context: Context) -> QuerySet[Team]:
        return approved_teams(context)

    def said(self, number: int) -> str:
        return ngettext("%(number)d team", "%(number)d teams", number) % {"number": number}

    def thing(self, row: Team) -> Line:
        return _team_line(row)


def _team_line(team: Team) -> Line:
    return Line(team.name, team.region_id, reverse("volunteers_team:inspect", args=[team.pk]), "")


class _Total(Source):
    """A number of rows; the target is the whole city's."""

    whole_city = True
    is_ratio = False
    counted_by: Any = Count("pk")

    def selected(self, context: Context) -> QuerySet[Any]:
        raise NotImplementedError

    def tallies(self, context: Context, digits: int) -> dict[str, Tally]:
        found = counted(self.selected(context), digits, number=self.counted_by)
        return {part: Tally(number, 1) for part, number in found}

    def rows(self, context: Context, user: AnyUser, which: str) -> QuerySet[Any]:
        return self.selected(context).order_by("region_id", "pk")


class Volunteers(_Total):
    meaning = gettext_lazy("The approved volunteers who were registered by the end of the month.")
    lists = (RowList("rows", gettext_lazy("Volunteers"), "numerator", people=True),)

    def selected(self, context: Context) -> QuerySet[Volunteer]:
        return approved_volunteers(context)

    def rows(self, context: Context, user: AnyUser, which: str) -> QuerySet[Volunteer]:
        return super().rows(context, user, which).select_related("person")

    def line(self, row: Volunteer, user: AnyUser) -> Line:
        what = _("registered on %(day)s") % {"day": row.registered_on.isoformat()}
        url = reverse("volunteers_volunteer:inspect", args=[row.pk])
        return Line(row.person.name, row.region_id, url, what)


class Teams(_Total):
    meaning = gettext_lazy("The approved volunteer teams.")
    lists = (RowList("rows", gettext_lazy("Teams"), "numerator"),)

    def selected(self, context: Context) -> QuerySet[Team]:
        return approved_teams(context)

    def line(self, row: Team, user: AnyUser) -> Line:
        return _team_line(row)


class SocialWorkers(_Total):
    meaning = gettext_lazy(
        "Everybody who holds the role of a social worker on the last day that counts, each once however many regions "
        "the role covers."
    )
    lists = (RowList("rows", gettext_lazy("Social workers"), "numerator", people=True),)
    counted_by = Count("user", distinct=True)
    # Somebody may have the role in two regions.
    adds_up = False

    def selected(self, context: Context) -> QuerySet[RoleGrant]:
        return social_worker_grants(context)

    def rows(self, context: Context, user: AnyUser, which: str) -> QuerySet[RoleGrant]:
        grants = self.selected(context)
        first = grants.order_by().values("user").annotate(first=Min("pk")).values("first")
        rows = RoleGrant.objects.filter(pk__in=first).select_related("user__person")
        return rows.order_by("region_id", "pk")

    def line(self, row: RoleGrant, user: AnyUser) -> Line:
        seen = has_role(user, OVERSIGHT_ROLES)
        url = reverse("people_rolegrant:inspect", args=[row.pk]) if seen else ""
        what = _("since %(day)s") % {"day": row.valid_from.isoformat()}
        return Line(row.user.display_name, row.region_id, url, what)
