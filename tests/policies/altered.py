"""Another value for any parameter, one that its check lets through: what a test proposes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from policies.registry import DECLARATIONS, Declaration

_OWN: dict[str, Any] = {
    "visits.extra": [{"name": "重阳节", "first": "2099-10-01", "last": "2099-10-07", "tiers": ["high"]}],
    "timebank.points.holidays": {"coefficient": 2.0, "days": "holidays"},
}


def altered(key: str) -> Any:
    """Another value than the declared one. Raises AssertionError where none is found."""
    declaration = DECLARATIONS[key]
    for value in (_OWN.get(key), *_others(declaration, declaration.initial)):
        if value is None or value == declaration.initial:
            continue
        try:
            declaration.check(value)
        except ValidationError:
            continue
        return value
    raise AssertionError(f"No other value was found for {key}.")


def _others(declaration: Declaration, value: Any, name: str = "") -> list[Any]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | float):
        return [
            value * 2,
            value * 4,
            value + 1,
            value / 2 if isinstance(value, float) else value // 2,
            value - 1,
        ]
    if isinstance(value, dict):
        return [
            value | {key: other}
            for key, inner in value.items()
            for other in _others(declaration, inner, str(key))
        ]
    if isinstance(value, list):
        longer = [[*value[:-1], other] for other in (_others(declaration, value[-1], name) if value else [])]
        return [value[:-1], value[1:], *longer]
    return [*declaration.choices.get(name, declaration.choices.get("", {})), f"{value}x"]
