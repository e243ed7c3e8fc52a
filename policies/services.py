"""Changing policies."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from people.access_log.services import log_access
from people.actors import Actor
from policies.models import BEGINNING, PolicyRow
from policies.registry import DECLARATIONS
from workbench.access_recording import AccessAction


@translation.override(settings.LANGUAGE_CODE)
def write_initial_rows() -> int:
    """Give each declared parameter that has no row its first one; returns how many were written. Safe to repeat."""
    present = set(PolicyRow.objects.filter(region=None).values_list("key", flat=True))
    rows = [
        PolicyRow(
            key=item.key,
            value=item.initial,
            valid_from=BEGINNING,
            source_kind=item.source_kind,
            source=str(item.source),
        )
        for item in DECLARATIONS.values()
        if item.key not in present
    ]
    PolicyRow.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def set_value(
    *,
    key: str,
    value: Any,
    valid_from: date,
    source_kind: str,
    source: str,
    author: Actor,
    region: Any = None,
    note: str = "",
) -> PolicyRow:
    """Add a dated row. The past is not rewritten: `valid_from` must lie after today.

    Saying the same twice is saying it once. Raises ValidationError for an unknown key, a value of the wrong form, a
    date that is not in the future, or another value for the same day and region.
    """
    if valid_from <= timezone.localdate():
        raise ValidationError(
            {"valid_from": _("A rule can only be changed from tomorrow; the past is not affected.")}
        )
    same_day = (
        PolicyRow.objects.select_for_update().filter(key=key, region=region, valid_from=valid_from).first()
    )
    if same_day is not None:
        if same_day.value == value:
            return same_day
        raise ValidationError(
            {"valid_from": _("Another value is already set for this day. Please choose another day.")}
        )
    row = PolicyRow(
        key=key,
        value=value,
        valid_from=valid_from,
        source_kind=source_kind,
        source=source,
        author=author,
        region=region,
        note=note,
    )
    row.full_clean()
    row.save()
    log_access(
        actor=author,
        action=AccessAction.POLICY,
        region_id=row.region_id,
        count=0,
        detail=f"{key} {valid_from}",
    )
    return row
