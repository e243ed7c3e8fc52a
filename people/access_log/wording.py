"""The access log in words. What is stored stays as it was written and signed; it is put into words when shown."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WORDS: dict[str, Promise] = {
    "change of number": _("change of a number"),
    "changes of numbers": _("changes of numbers"),
    "circulation": _("circulation of coins and points"),
    "corrections of a closed month": _("corrections of a closed month"),
    "deaths": _("deaths"),
    "not yet visited": _("not yet visited"),
    "dispatch": _("dispatch of a visit"),
    "dispatch board": _("dispatch board"),
    "find by number": _("found by number"),
    "hold": _("hold"),
    "holds": _("holds"),
    "ID number": _("ID number"),
    "late entries": _("late entries"),
    "likely duplicates": _("likely duplicates"),
    "mandate slip": _("slip of a mandate"),
    "mandates": _("mandates"),
    "merge of files": _("merge of two files"),
    "merges": _("merges of files"),
    "number of a representative": _("number of a representative"),
    "phone change asked": _("change of a number asked for"),
    "roster": _("roster"),
    "search": _("search"),
    "set up": _("set up"),
    "suspicion": _("suspicion"),
    "suspicions": _("suspicions"),
    "taken away": _("taken away"),
    "telephone check": _("telephone check"),
    "telephone checks": _("telephone checks"),
    "timebank statement": _("statement of the time bank"),
    "today": _("today's work"),
    "uses of mandates": _("uses of mandates"),
    "visited": _("visits of the month"),
    "visits by staff": _("visits by staff"),
    "volunteers": _("volunteers"),
    "volunteers to turn to": _("volunteers to turn to"),
    "what changed": _("what changed in the plan"),
    "wrong code": _("wrong code"),
}


def in_words(detail: str) -> str:
    """The detail of an entry as it is read: "roster: preview" by its first part, what has no words as it stands."""
    if detail in _WORDS:
        return str(_WORDS[detail])
    head, colon, rest = detail.partition(": ")
    return f"{_WORDS[head]}{colon}{rest}" if colon and head in _WORDS else detail
