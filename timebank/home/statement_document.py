"""The words of a printed statement, for the page and for the file alike, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.persons.models import Person
from timebank.documents.typesetting import typeset
from timebank.home.selectors.period import AccountPeriod
from timebank.ledger.enums import AccountKind
from timebank.ledger.wording import spoken_amount


def statement_pdf(
    person: Person, periods: Sequence[AccountPeriod], since: date, until: date, made_at: datetime
) -> bytes:
    """The file. Raises the errors of `timebank.documents.errors`."""
    return typeset("statement", statement_words(person, periods, since, until, made_at), made_at=made_at)


def statement_words(
    person: Person, periods: Sequence[AccountPeriod], since: date, until: date, made_at: datetime
) -> dict[str, Any]:
    """All that a statement says: books with their figures and rows, amounts as people say them."""
    as_of = date_format(timezone.localtime(made_at), "DATETIME_FORMAT")
    return {
        "title": _("Time account statement"),
        "author": settings.WAGTAIL_SITE_NAME,
        "holder": _("Account of %(name)s") % {"name": person.name},
        "period": _("%(since)s – %(until)s, as of %(as_of)s")
        % {"since": date_format(since), "until": date_format(until), "as_of": as_of},
        "foot": _("%(name)s, time account statement, as of %(as_of)s")
        % {"name": person.name, "as_of": as_of},
        "books": [_book(period, since) for period in periods],
    }


def _book(period: AccountPeriod, since: date) -> dict[str, Any]:
    unit, account = period.unit, period.account
    title = account.get_unit_display() if account.kind == AccountKind.PERSONAL else account.get_kind_display()
    note = ""
    if period.cut:
        note = _(
            "There are too many entries for one statement: this one ends on %(day)s. "
            "Choose a shorter period for the rest."
        ) % {"day": date_format(period.until)}
    return {
        "title": str(title),
        "figures": [
            [
                _("Opening balance, %(day)s") % {"day": f"{since:%Y-%m-%d}"},
                spoken_amount(period.opening, unit),
            ],
            [_("Total in"), spoken_amount(period.paid_in, unit)],
            [_("Total out"), spoken_amount(period.paid_out, unit)],
            [
                _("Closing balance, %(day)s") % {"day": f"{period.until:%Y-%m-%d}"},
                spoken_amount(period.closing, unit),
            ],
        ],
        "head": [_("Day"), _("Entry"), _("Amount"), _("Balance")],
        "rows": [
            [
                f"{timezone.localtime(line.at):%Y-%m-%d}",
                line.title,
                ("+" if line.amount > 0 else "−") + spoken_amount(line.amount, unit),
                spoken_amount(line.balance, unit),
            ]
            for line in period.lines
        ],
        "nothing": _("No entries in this period."),
        "note": note,
    }
