"""Keeping risk tiers in line with the files, the birthdays and the rules in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from elderly_visits.register.enums import STORED_FLAGS, RiskTier
from elderly_visits.register.models import Elder
from elderly_visits.register.risk import TierRules, age_on
from people.actors import Actor
from policies.selectors import PolicyBook, book
from regions.codes import in_subtree

_SEALED = ("address", "door", "door_code")
_BATCH = 1000


def tier_of(elder: Elder, rules: PolicyBook, day: date | None = None) -> RiskTier:
    """The risk tier by the rules in force, from what the file says on `day` (default today)."""
    return TierRules.of(rules, elder.region_id).tier(
        age=age_on(elder.person.birth_date, day or timezone.localdate()),
        flags=[flag for flag in STORED_FLAGS if getattr(elder, flag)],
        life_threatening=elder.life_threatening,
        assistance=elder.assistance,
        ability_level=elder.ability_level,
        in_institution=elder.in_institution,
    )


def save_as(elder: Elder, actor: Actor, reason: str = "", **kwargs: Any) -> None:
    """Save with the actor, and the reason if any, in the history."""
    # Names that simple-history looks for on the row it records.
    if actor is not None:
        setattr(elder, "_history_user", actor)  # noqa: B010 - no field of the model
    setattr(elder, "_change_reason", reason or None)  # noqa: B010 - no field of the model
    elder.save(**kwargs)


def refresh_tiers(*, region: Any = None) -> int:
    """Reassess everybody on the register in a region (default everywhere): birthdays and new rules move tiers too.

    Writes only what changes, in batches, each with its history; returns how many changed.
    """
    today = timezone.localdate()
    elders = Elder.objects.filter(left_on=None)
    if region is not None:
        elders = elders.filter(in_subtree("region", getattr(region, "pk", region)))
    stale = _stale(elders, today)
    for start in range(0, len(stale), _BATCH):
        _write(dict(stale[start : start + _BATCH]))
    return len(stale)


def _stale(elders: Any, today: date) -> list[tuple[int, RiskTier]]:
    """(primary key, tier as it should be) of elders whose stored tier differs."""
    return [
        (pk, right) for pk, _region, stored, right in tiers_by(elders, book(today), today) if right != stored
    ]


def tiers_by(elders: Any, rules: PolicyBook, day: date) -> Iterator[tuple[int, str, str, RiskTier]]:
    """(primary key, region, stored tier, tier by `rules` on `day`) of elders: one query."""
    by_region: dict[str, TierRules] = {}
    plain = (
        "pk", "region_id", "person__birth_date", "risk_tier", "life_threatening", "assistance", "ability_level",
        "in_institution",
    )  # fmt: skip
    rows = elders.order_by("pk").values_list(*plain, *STORED_FLAGS).iterator(chunk_size=5000)
    for pk, region, born, tier, threatened, assistance, ability, institution, *flags in rows:
        if region not in by_region:
            by_region[region] = TierRules.of(rules, region)
        right = by_region[region].tier(
            age=age_on(born, day),
            flags=[flag for flag, there in zip(STORED_FLAGS, flags, strict=True) if there],
            life_threatening=threatened,
            assistance=assistance,
            ability_level=ability,
            in_institution=institution,
        )
        yield pk, region, tier, right


@transaction.atomic
def _write(tiers: dict[int, RiskTier]) -> None:
    changed = list(Elder.objects.select_for_update(no_key=True).defer(*_SEALED).filter(pk__in=list(tiers)))
    for elder in changed:
        elder.risk_tier = tiers[elder.pk]
    bulk_update_with_history(
        changed, Elder, ["risk_tier"], batch_size=_BATCH, default_change_reason=_("Reassessed")
    )
