"""Checks that several parameters of this package share."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elderly_visits.register.enums import RiskTier
from policies.registry import same_form


def positive(value: Any) -> None:
    same_form(1)(value)
    if value == 0:
        raise ValidationError(_("Must be more than zero."))


def each_tier(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != set(RiskTier.values):
        raise ValidationError(_("One entry for each risk tier: high, key, general."))
    return value
