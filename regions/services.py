"""Writes to the hierarchy: merging what a table says, and placing what nobody has surveyed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from regions import boundaries, codes, geo
from regions.enums import Level, LocationQuality
from regions.models import Region

_BATCH = 500
_FIELDS = ["parent", "level", "name", "urban_rural", "lat", "lon", "location_quality", "source"]
# How far from the middle of its township an unsurveyed community is put: a township of the hills is 4–5 km
# across.
_CLUSTER_RADIUS_M = 3_000.0


@dataclass(frozen=True)
class RegionRecord:
    """What a table says about one region; None and '' mean that it does not know."""

    code: str
    level: Level
    name: str
    urban_rural: str
    point: geo.Point | None
    location_quality: LocationQuality
    source: str


@transaction.atomic
def merge_regions(*, records: Sequence[RegionRecord]) -> tuple[int, int, int]:
    """Store the records by code, in one transaction; returns how many were created, updated and left unchanged.

    What a record does not know (no point, no class, no source) leaves what is stored alone, so that a second,
    poorer table never erases a survey; nor does its source replace the one that vouches for what was kept.
    Every parent must be stored already or be among the records.
    """
    stored = {region.code: region for region in Region.objects.select_for_update().order_by("code")}
    created, changed = [], []
    for record in sorted(records, key=lambda record: record.code):
        known = stored.get(record.code)
        region = known or Region(code=record.code, parent_id=codes.parent_code_of(record.code))
        before = _state(region)
        _apply(record, region)
        if known is None:
            created.append(region)
        elif _state(region) != before:
            changed.append(region)
    _store([*created, *changed])
    return len(created), len(changed), len(records) - len(created) - len(changed)


def _state(region: Region) -> tuple[object, ...]:
    return tuple(getattr(region, name) for name in _FIELDS if name != "parent")


def _apply(record: RegionRecord, region: Region) -> None:
    keeps_point = record.point is None and region.location_quality == LocationQuality.EXACT
    keeps_class = bool(region.urban_rural) and not record.urban_rural
    if record.source and not (region.source and (keeps_point or keeps_class)):
        region.source = record.source
    region.level = record.level
    region.name = record.name
    region.urban_rural = record.urban_rural or region.urban_rural
    if record.point is not None:
        region.lat, region.lon = record.point
        region.location_quality = record.location_quality


def _store(regions: Sequence[Region]) -> None:
    Region.objects.bulk_create(
        regions, batch_size=_BATCH, update_conflicts=True, unique_fields=["code"], update_fields=_FIELDS
    )


@transaction.atomic
def place_approximately() -> int:
    """Give townships and communities without a point one inside their county; returns how many.

    Townships are spread over the county, communities lie around their township. Each point is drawn from the
    region's own code, so it is the same on every machine and in every order of loading. All are marked
    approximate; a point that is there, surveyed or not, is never touched. Regions whose county has no outline
    stay without a point.
    """
    unplaced = Region.objects.select_for_update().filter(lat__isnull=True).order_by("code")
    placed = [*_placed(unplaced.level(Level.TOWNSHIP), {})]
    middles = {region.code: region.point for region in Region.objects.level(Level.TOWNSHIP).with_point()}
    middles.update((region.code, region.point) for region in placed)
    placed += _placed(unplaced.level(Level.COMMUNITY), middles)
    _store(placed)
    return len(placed)


def _placed(regions: Iterable[Region], middles: dict[str, geo.Point | None]) -> list[Region]:
    placed = []
    for region in regions:
        county = codes.county_code_of(region.code)
        outline = boundaries.boundary(county) if county else None
        if outline is None:
            continue
        rng = random.Random(region.code)
        middle = middles.get(region.parent_id or "")
        point = (
            outline.random_point_near(*middle, _CLUSTER_RADIUS_M, rng)
            if middle
            else outline.random_point(rng)
        )
        region.lat, region.lon = round(point.lat, 6), round(point.lon, 6)
        region.location_quality = LocationQuality.APPROXIMATE
        placed.append(region)
    return placed
