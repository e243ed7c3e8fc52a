"""What each indicator counts: added up by region, and by name. The figure, its table and its rows are one selection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from elderly_visits.register.models import Elder
from elderly_visits.visits.selectors.names import MISSING, names
from elderly_visits.visits.selectors.rate import rates_by
from facilities.models import Facility
from facilities.policy import AREA_TARGET
from facilities.selectors.coverage import (
    CommunityCoverage,
    communities_covered,
    service_centres,
    within_circle,
)
from organizations.models import SocialOrganization
from organizations.policy import RURAL_TARGET, URBAN_TARGET
from people.actors import AnyUser
from people.roles.models import RoleGrant
from platform_site.dashboard.indicators import (
    Context,
    approved_organizations,
    approved_teams,
    approved_volunteers,
    communities_of,
    elders_counted,
    social_worker_grants,
)
from platform_site.policy import TEAMS_PER_COMMUNITY_TARGET
from regions.codes import in_subtree, level_of
from regions.enums import Level, UrbanRural
from regions.models import Region
from volunteers.registration.models.team import Team
from volunteers.registration.models.volunteer import Volunteer
from workbench.roles import OVERSIGHT_ROLES, has_role

_COMMUNITY_DIGITS = Level.COMMUNITY.digits
_BELOW = {Level.CITY: Level.COUNTY, Level.COUNTY: Level.TOWNSHIP, Level.TOWNSHIP: Level.COMMUNITY}


@dataclass(frozen=True)
class Tally:
    """What a part of the city contributes. `below`: how many of what is looked at fall short."""

    numerator: float = 0
    denominator: float = 0
    below: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.numerator + other.numerator,
            self.denominator + other.denominator,
            self.below + other.below,
        )


@dataclass(frozen=True)
class RowList:
    """Rows that an indicator leads to; `figure`: the number of a Tally that says how many they are."""

    key: str
    label: str | Promise
    figure: str
    # Whether they are people: reads are logged, and a file asks for a reason.
    people: bool = False


@dataclass(frozen=True)
class Line:
    """One row as it is shown: who or what, where it leads, and what makes it count."""

    name: str
    code: str
    url: str
    what: str


class Source:
    """What an indicator rests on. `whole_city`: the target is the city's; a region has none of its own."""

    meaning: str | Promise = ""
    lists: tuple[RowList, ...] = ()
    has_past = True
    whole_city = False
    # What the number of a region is: numerator ÷ denominator, or the numerator alone.
    is_ratio = True
    # Whether the parts of a region add up to the region.
    adds_up = True

    def tallies(self, context: Context, digits: int) -> dict[str, Tally]:
        """By so many digits of the code, in a fixed number of queries."""
        raise NotImplementedError

    def rows(self, context: Context, user: AnyUser, which: str) -> Any:
        """The rows of a list, to be counted and sliced, in the order of their regions."""
        raise NotImplementedError

    def line(self, row: Any, user: AnyUser) -> Line:
        raise NotImplementedError

    def total(self, context: Context) -> Tally:
        return sum(self.tallies(context, Level.CITY.digits).values(), Tally())

    def value(self, tally: Tally) -> float | None:
        if not self.is_ratio:
            return tally.numerator
        return tally.numerator / tally.denominator if tally.denominator else None


def _counted(rows: QuerySet[Any], digits: int, **numbers: Any) -> Iterator[tuple[Any, ...]]:
    """The numbers of rows by so many digits of their region: one query."""
    named = rows.order_by().annotate(part=Substr("region_id", 1, digits)).values_list("part")
    yield from named.annotate(**numbers)


def _elder_line(elder: Elder) -> Line:
    url = reverse("elderly_visits_elder:inspect", args=[elder.pk])
    return Line(elder.person.name, elder.region_id, url, elder.get_risk_tier_display())


class VisitRate(Source):
    meaning = gettext_lazy(
        "Of the elders on the register in the month, how many were met at least once: at home, by telephone or as "
        "their tier asks. Each counts once. Who declines visits stays among all, and is never counted as visited."
    )
    lists = (
        RowList(MISSING, gettext_lazy("Not yet visited"), "below", people=True),
        RowList("all", gettext_lazy("Visited"), "numerator", people=True),
    )

    def tallies(self, context: Context, digits: int) -> dict[str, Tally]:
        found = rates_by(context.month, context.region, digits)
        return {part: Tally(rate.visited, rate.elders, rate.missing) for part, rate in found.items()}

    def rows(self, context: Context, user: AnyUser, which: str) -> Any:
        return names(user, context.month, context.region, which)

    def line(self, row: Elder, user: AnyUser) -> Line:
        return _elder_line(row)


class CommunitiesCovered(Source):
    meaning = gettext_lazy(
        "A community is covered when it has an elder-care point of its own, or lies within the walking circle of one."
    )
    lists = (
        RowList("short", gettext_lazy("Communities not covered"), "below"),
        RowList("rows", gettext_lazy("Communities covered"), "numerator"),
    )

    def tallies(self, context: Context, digits: int) -> dict[str, Tally]:
        found: defaultdict[str, Tally] = defaultdict(Tally)
        for row in self._communities(context):
            found[row.code[:digits]] += Tally(int(row.covered), 1, int(not row.covered))
        return found

    def _communities(self, context: Context) -> list[CommunityCoverage]:
        return communities_covered(context.region, context.day, context.rules)

    def rows(self, context: Context, user: AnyUser, which: str) -> list[CommunityCoverage]:
        return [row for row in self._communities(context) if row.covered is (which == "rows")]

    def line(self, row: CommunityCoverage, user: AnyUser) -> Line:
        if row.has:
            what = _("has a care point of its own")
        elif row.distance_m is None:
            what = _("no position, or no care point anywhere")
        else:
            what = _("nearest care point %(km)s km away") % {"km": number_format(row.distance_m / 1000, 1)}
        return Line(row.name, row.code, _board(row.code), what)


def _board(code: str) -> str:
    return f"{reverse('dashboard:board')}?region={code}"


class _EldersAt:
    """Elders by their keys, fetched a slice at a time."""

    def __init__(self, keys: list[int]) -> None:
        self._keys = keys

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, wanted: slice) -> list[Elder]:
        rows = Elder.objects.filter(pk__in=self._keys[wanted]).select_related("person")
        return list(rows.order_by("region_id", "pk"))


class EldersCovered(Source):
    meaning = gettext_lazy(
        "Of the elders on the register, how many live within the walking circle of an elder-care point. Who has no "
        "position on the map counts as not within."
    )
    lists = (
        RowList("short", gettext_lazy("Elders farther away"), "below", people=True),
        RowList("rows", gettext_lazy("Elders within the circle"), "numerator", people=True),
    )
    # Where somebody lived in earlier months is not kept.
    has_past = False

    def _elders(self, context: Context) -> Iterator[tuple[int, str, bool]]:
        """Key, region, and whether within the circle."""
        found = elders_counted(context).order_by("region_id", "pk")
        elders = list(found.values_list("pk", "region_id", "lat", "lon"))
        points = [None if lat is None or lon is None else (lat, lon) for _pk, _region, lat, lon in elders]
        within = within_circle(points, context.region, context.day, context.rules)
        for (pk, region, _lat, _lon), inside in zip(elders, within, strict=True):
            yield pk, region, inside

    def tallies(self, context: Context, digits: int) -> dict[str, Tally]:
        numbers: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for _pk, region, inside in self._elders(context):
            numbers[region[:digits]][inside] += 1
        return {part: Tally(inside, outside + inside, outside) for part, (outside, inside) in numbers.items()}

    def rows(self, context: Context, user: AnyUser, which: str) -> _EldersAt:
        wanted = which == "rows"
        return _EldersAt([pk for pk, _region, inside in self._elders(context) if inside is wanted])

    def line(self, row: Elder, user: AnyUser) -> Line:
        return _elder_line(row)


class CentreArea(Source):
    meaning = gettext_lazy(
        "The area of all community service centres whose area is known, divided by their number. A mean hides small "
        "ones: these are listed."
    )
    lists = (
        RowList("short", gettext_lazy("Centres below the target"), "below"),
        RowList("rows", gettext_lazy("Centres whose area is known"), "denominator"),
    )

    def _centres(self, context: Context) -> QuerySet[Facility]:
        return service_centres(context.region, context.day).filter(area_m2__isnull=False)

    def _below(self, context: Context) -> Q:
        return Q(area_m2__lt=context.rules.value(AREA_TARGET, context.region))

    def tallies(self, context: Context, digits: int) -> dict[str, Tally]:
        numbers = {"area": Sum("area_m2"), "all": Count("pk")}
        counted = _counted(self._centres(context), digits, **numbers, below=Count("pk", self._below(context)))
        return {part: Tally(area, number, below) for part, area, number, below in counted}

    def rows(self, context: Context, user: AnyUser, which: str) -> QuerySet[Facility]:
        rows = self._centres(context)
        return (rows.filter(self._below(context)) if which == "short" else rows).order_by("region_id", "pk")

    def line(self, row: Facility, user: AnyUser) -> Line:
        url = reverse("facilities_facility:inspect", args=[row.pk])
        return Line(row.name, row.region_id, url, _("%(area)d m²") % {"area": row.area_m2 or 0})


class CentresRenovated(Source):
    meaning = gettext_lazy(
        "Of the community service centres that are open, how many are renovated to be close to the people."
    )
    lists = (
        RowList("short", gettext_lazy("Not renovated yet"), "below"),
        RowList("rows", gettext_lazy("Renovated centres"), "numerator"),
    )

    def tallies(self, context: Context, digits: int) -> dict[str, Tally]:
        rows = service_centres(context.region, context.day)
        counted = _counted(rows, digits, done=Count("pk", Q(renovated=True)), all=Count("pk"))
        return {part: Tally(done, number, number - done) for part, done, number in counted}

    def rows(self, context: Context, user: AnyUser, which: str) -> QuerySet[Facility]:
        rows = service_centres(context.region, context.day).filter(renovated=which == "rows")
        return rows.order_by("region_id", "pk")

    def line(self, row: Facility, user: AnyUser) -> Line:
        url = reverse("facilities_facility:inspect", args=[row.pk])
        return Line(row.name, row.region_id, url, _("renovated") if row.renovated else _("not renovated"))


class _PerCommunity(Source):
    """How many of something a community has: those that have too few, and the things themselves."""

    target_key = ""
    key = ""

    def communities(self, context: Context) -> Iterable[str]:
        raise NotImplementedError

    def things(self, context: Context) -> QuerySet[Any]:
        raise NotImplementedError

    def _numbers(self, context: Context) -> dict[str, int]:
        return dict(_counted(self.things(context), _COMMUNITY_DIGITS, number=Count("pk")))

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
        counted = _counted(self.selected(context), digits, number=self.counted_by)
        return {part: Tally(number, 1) for part, number in counted}

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


class NotRecorded(Source):
    """What this system has no facts about: the page says where they would come from."""

    has_past = False

    def __init__(self, meaning: str | Promise) -> None:
        self.meaning = meaning

    def tallies(self, context: Context, digits: int) -> dict[str, Tally]:
        return {}

    def value(self, tally: Tally) -> float | None:
        return None


SOURCES: Mapping[str, Source] = {
    "monthly_visit_rate": VisitRate(),
    "care_coverage": CommunitiesCovered(),
    "care_coverage_elders": EldersCovered(),
    "mean_service_centre_area": CentreArea(),
    "renovated_service_centres": CentresRenovated(),
    "organizations_urban": OrganizationsPerCommunity(urban=True),
    "organizations_rural": OrganizationsPerCommunity(urban=False),
    "purchase_share": NotRecorded(
        gettext_lazy(
            "Of the new public spending on services, the share procured from social organizations. The finance bureau "
            "keeps these amounts; they are not entered here."
        )
    ),
    "social_workers": SocialWorkers(),
    "volunteers": Volunteers(),
    "teams": Teams(),
    "teams_per_community": TeamsPerCommunity(),
    "rural_urban_dibao": NotRecorded(
        gettext_lazy(
            "The rural minimum living standard divided by the urban one. The civil affairs bureau of each county "
            "publishes both; they are not entered here."
        )
    ),
}


# The table of a region


@dataclass(frozen=True)
class RegionRow:
    """A region below, with what it contributes. Without a region: what is known of no place below more exactly."""

    region: Region | None
    tally: Tally
    value: float | None

    @property
    def name(self) -> str | Promise:
        return self.region.short_name if self.region else gettext_lazy("Without a more exact place")


def tallies_below(source: Source, context: Context) -> dict[str, Tally]:
    """What the regions directly below contribute; of a community, the community itself."""
    level = level_of(context.region)
    return source.tallies(context, _BELOW.get(level, level).digits)


def regions_of(
    source: Source, context: Context, tallies: Mapping[str, Tally] | None = None
) -> list[RegionRow]:
    """The regions directly below, by code: the table's rows add up to the figure. One query for the regions, and those
    of `tallies_below` where these are not at hand."""
    level = _BELOW.get(level_of(context.region))
    if level is None:
        return []
    found = dict(tallies_below(source, context) if tallies is None else tallies)
    below = Region.objects.filter(in_subtree("code", context.region), level=level).order_by("code")
    rows = [_row(source, region, found.pop(region.code[: level.digits], Tally())) for region in below]
    if rest := sum(found.values(), Tally()):
        rows.append(_row(source, None, rest))
    return [row for row in rows if row.tally != Tally()]


def _row(source: Source, region: Region | None, tally: Tally) -> RegionRow:
    return RegionRow(region, tally, source.value(tally))
