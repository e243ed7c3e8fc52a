"""Numbers of the rules about people, who stand below and cannot declare them (`people.numbers`)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from people import numbers
from policies.enums import SourceKind, Untried
from policies.registry import declare, declare_group, untried, whole_number

declare_group(_("Persons"), "people", order=170)


def _declare(key: str, *, title: object, source: object, least: int, most: int, unit: object) -> str:
    return declare(
        key,
        title=title,
        initial=numbers.INITIAL[key],
        unit=unit,
        source_kind=SourceKind.CHOICE,
        source=source,
        check=whole_number(least, most),
    )


DEATH_WAIT_DAYS = _declare(
    numbers.DEATH_WAIT_DAYS,
    title=_("Days between the report of a death and the settlement of the time account"),
    source=_("A mistaken report is usually noticed within a week, while the coins are still there"),
    least=0,
    most=365,
    unit=_("days"),
)
DEATH_BACK_DAYS = _declare(
    numbers.DEATH_BACK_DAYS,
    title=_(
        "Days within which a mistaken report of a death, or a removal from the register, can be taken back"
    ),
    source=_("A quarter: whoever is alive is visited or comes to a counter in that time"),
    least=1,
    most=3660,
    unit=_("days"),
)
MERGE_BACK_DAYS = _declare(
    numbers.MERGE_BACK_DAYS,
    title=_("Days within which the merging of two files can be taken back"),
    source=_("A month of visits and statements, in which a mistake shows"),
    least=1,
    most=3660,
    unit=_("days"),
)
MANDATE_MONTHS = _declare(
    numbers.MANDATE_MONTHS,
    title=_("Months for which somebody may act for another before both are asked again"),
    source=_("Once a year the elder is asked whether it is still wanted"),
    least=1,
    most=120,
    unit=_("months"),
)
MANDATE_REMINDER_DAYS = _declare(
    numbers.MANDATE_REMINDER_DAYS,
    title=_("Days before its end at which both sides of a mandate are reminded"),
    source=_("Time for one monthly visit at which it can be renewed"),
    least=1,
    most=365,
    unit=_("days"),
)

untried(Untried.TERM, "people.")
