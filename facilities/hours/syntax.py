"""Which OpenStreetMap rules rest on days that the calendar here does not know."""

from __future__ import annotations

import re

# School holidays and Easter have no calendar here, and days counted from a holiday nobody here means.
_UNKNOWN_DAYS = re.compile(r"\b(SH|easter)\b|\bPH [+-]")


def names_unknown_days(rule: str) -> bool:
    """Whether a rule rests on days that this calendar does not know."""
    return _UNKNOWN_DAYS.search(re.sub(r'"[^"]*"', "", rule)) is not None
