"""Rules in words: `Mo-Fr 08:30-17:30; PH closed` is 'Mon to Fri 8:30–17:30; public holidays closed'."""

from __future__ import annotations

import re

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

_MONTH_CODES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)"
_RULE = re.compile(
    rf"(?:(?P<months>{'|'.join(_MONTH_CODES)})(?:-(?P<months_to>{'|'.join(_MONTH_CODES)}))? ?)?"
    rf"(?P<days>{_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*)? ?"
    r"(?P<what>closed|unknown|(?:\d\d:\d\d-\d\d:\d\d)(?:,\d\d:\d\d-\d\d:\d\d)*)?"
)


def _day_words() -> dict[str, str]:
    return {
        "Mo": pgettext("weekday", "Mon"),
        "Tu": pgettext("weekday", "Tue"),
        "We": pgettext("weekday", "Wed"),
        "Th": pgettext("weekday", "Thu"),
        "Fr": pgettext("weekday", "Fri"),
        "Sa": pgettext("weekday", "Sat"),
        "Su": pgettext("weekday", "Sun"),
        "PH": _("public holidays"),
        "Sa-Su": pgettext("weekday", "weekends"),
    }


def describe(text: str) -> str:
    """A rule in the reader's language; the text itself where it says more than months, days and times."""
    if text == "24/7":
        return _("day and night, every day")
    if text == "24/7 closed":
        return pgettext("opening hours", "closed")
    rules = [_RULE.fullmatch(part) for part in text.split("; ")]
    if not text or any(rule is None or not rule[0] for rule in rules):
        return text
    return pgettext("between rules of opening hours", "; ").join(_words(rule) for rule in rules if rule)


def _words(rule: re.Match[str]) -> str:
    parts = []
    if rule["months"]:
        parts.append(_range(_month(rule["months"]), _month(rule["months_to"] or "")))
    if rule["days"] == "Mo-Su" or (not rule["days"] and not rule["months"]):
        parts.append(pgettext("opening hours", "every day"))
    elif rule["days"]:
        words = _day_words()
        named = (words.get(days) or _days(days, words) for days in rule["days"].split(","))
        parts.append(pgettext("between days", ", ").join(named))
    parts.append(_hours(rule["what"] or ""))
    return " ".join(parts)


def _days(days: str, words: dict[str, str]) -> str:
    first, _dash, last = days.partition("-")
    return _range(words[first], words[last])


def _month(code: str) -> str:
    return str(MONTHS[_MONTH_CODES.index(code) + 1]) if code else ""


def _range(first: str, last: str) -> str:
    return _("%(first)s to %(last)s") % {"first": first, "last": last} if last else first


def _hours(what: str) -> str:
    if what == "closed":
        return pgettext("opening hours", "closed")
    if what == "unknown":
        return _("opening hours unknown")
    if what in {"", "00:00-24:00"}:
        return pgettext("opening hours", "all day")
    spans = re.sub(r"\b0(?=\d:)", "", what).replace("-", "–").split(",")
    return pgettext("between the hours of morning and afternoon", ", ").join(spans)
