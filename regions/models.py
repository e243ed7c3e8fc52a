"""Regions of the city and the zones that overlay them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from regions.codes import ancestor_codes, in_subtree, prefix_of, short_name, subtree_range
from regions.enums import Level, LocationQuality, UrbanRural
from regions.located import Located, LocatedQuerySet, nearest

__all__ = [
    "Level",
    "Located",
    "LocatedQuerySet",
    "LocationQuality",
    "Region",
    "RegionQuerySet",
    "UrbanRural",
    "Zone",
    "in_area",
    "in_subtree",
    "nearest",
    "subtree_range",
]


def _parent_is(digits: int) -> Concat:
    """The code with everything behind its first `digits` digits zeroed, as an expression."""
    return Concat(Substr("code", 1, digits), Value("0" * (12 - digits)))


class RegionQuerySet(LocatedQuerySet["Region"]):
    """Chainable questions about regions. Regions are public: there is no `visible_to` here."""

    def within(self, area: Region | Zone | str) -> Self:
        """The area itself (when it is a region) and everything below it. Takes a region, a zone or a code."""
        return self.filter(in_area("code", area))

    def level(self, *levels: Level | str) -> Self:
        """Regions of the given levels."""
        return self.filter(level__in=levels)

    def with_full_names(self) -> Self:
        """Fetch what `full_name` reads, so that it costs no query for each row."""
        return self.select_related("parent__parent")


class Region(Located):
    """An administrative division: city, county, township or community, keyed by its 12-digit code.

    The code is the primary key, so every foreign key to a region carries it and 'in this county' is a range
    test without a join (`in_subtree`). That the parent agrees with the code is a constraint of the database:
    the tree of parents and the ranges of codes can never disagree.
    """

    code = models.CharField(
        _("region code"),
        max_length=12,
        primary_key=True,
        validators=[RegexValidator(r"^[0-9]{12}\Z", _("A region code has 12 digits."))],
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    level = models.CharField(_("administrative level"), max_length=10, choices=Level.choices)
    name = models.CharField(_("name of the region"), max_length=60)
    urban_rural = models.CharField(
        _("urban/rural class"), max_length=3, choices=UrbanRural.choices, blank=True, default=""
    )
    source = models.TextField(_("source of the data"), blank=True, default="")

    objects: ClassVar[models.Manager[Region]] = RegionQuerySet.as_manager()

    if TYPE_CHECKING:
        parent_id: str | None
        children: models.Manager[Region]

    class Meta(Located.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        indexes = [
            *Located.Meta.indexes,
            models.Index(fields=["level", "code"], name="region_level_code"),
            models.Index(fields=["name"], name="region_name"),
        ]
        constraints = [
            *Located.Meta.constraints,
            models.CheckConstraint(
                condition=Q(level=Level.CITY, code__regex=r"^[0-9]{2}(?!00)[0-9]{2}00000000\Z")
                | Q(level=Level.COUNTY, code__regex=r"^[0-9]{4}(?!00)[0-9]{2}000000\Z")
                | Q(level=Level.TOWNSHIP, code__regex=r"^[0-9]{6}(?!000)[0-9]{3}000\Z")
                | Q(level=Level.COMMUNITY, code__regex=r"^[0-9]{9}(?!000)[0-9]{3}\Z"),
                name="regions_region_code_agrees_with_level",
                violation_error_message=_("The trailing zeros of the code do not match the level."),
            ),
            models.CheckConstraint(
                # NULL compared with anything is not false to a constraint, hence the explicit "is not null".
                condition=Q(level=Level.CITY, parent__isnull=True)
                | Q(parent__isnull=False)
                & (
                    Q(level=Level.COUNTY, parent=_parent_is(4))
                    | Q(level=Level.TOWNSHIP, parent=_parent_is(6))
                    | Q(level=Level.COMMUNITY, parent=_parent_is(9))
                ),
                name="regions_region_parent_agrees_with_code",
                violation_error_message=_("The parent is not the region the code belongs to."),
            ),
            models.CheckConstraint(
                condition=Q(urban_rural__in=["", *UrbanRural.values]),
                name="regions_region_urban_rural_known",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="regions_region_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        """The significant digits of the code: 4, 6, 9 or 12 of them."""
        return prefix_of(self.code)

    @property
    def ancestor_codes(self) -> list[str]:
        """Codes of the regions around this one, the city first; costs no query."""
        return ancestor_codes(self.code)

    @property
    def short_name(self) -> str:
        """The name as people say it; see `regions.codes.short_name`."""
        return short_name(self.name)

    @property
    def full_name(self) -> str:
        """Names from the county down as people say them, such as '通川区 东城街道 …'; a city is its own name.

        Costs no query when `parent__parent` is selected.
        """
        names, region = [self.short_name], self
        for _step in range(len(self.ancestor_codes) - 1):
            if region.parent is None:
                break
            region = region.parent
            names.append(region.short_name)
        return " ".join(reversed(names))


class Zone(models.Model):
    """An area without a code of its own that answers like a county: it overlays whole townships.

    A high-tech or development zone is run like a county, but its townships carry the codes of the counties
    they were taken from. Statistics by zone therefore overlap those by county and are never added to them.
    """

    code = models.SlugField(_("zone code"), max_length=40, unique=True)
    name = models.CharField(_("name of the zone"), max_length=60, unique=True)
    townships = models.ManyToManyField(
        Region,
        verbose_name=_("townships"),
        related_name="zones",
        limit_choices_to={"level": Level.TOWNSHIP},
    )
    source = models.TextField(_("source of the data"), blank=True, default="")

    class Meta:
        verbose_name = _("zone")
        verbose_name_plural = _("zones")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def township_codes(self) -> list[str]:
        """Codes of its townships, sorted."""
        return sorted(township.pk for township in self.townships.all())


def in_area(field: str, area: Region | Zone | str) -> Q:
    """Condition 'the region that `field` points at lies in the area'; like `in_subtree`, and takes zones too.

    A zone costs one query for its townships; a zone without townships holds nothing.
    """
    if isinstance(area, Region):
        return in_subtree(field, area.code)
    if isinstance(area, str):
        return in_subtree(field, area)
    condition = Q(pk__in=[])
    for code in area.township_codes():
        condition |= in_subtree(field, code)
    return condition
