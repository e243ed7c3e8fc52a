"""Every credit in plain words, from the figures that were written down when it was made."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policies.selectors import value
from timebank import policy
from timebank.enums import AccountKind, Reason
from timebank.models import ServiceRecord, StarAward, Transfer
from timebank.wording import joined, spoken_minutes, spoken_points
from timebank.workdays import add_working_days


def explain(record: ServiceRecord, *, deadline_days: int | None = None) -> list[str]:
    """What a service brought and why, a sentence a line, in the language of the moment.

    Reads the record's transfers (with their credit accounts), stars and correction; prefetch them for lists, and give
    `deadline_days` (the policy in force), so that a line costs no query.
    """
    lines = [_service(record)]
    if record.corrects_id is not None:
        lines.append(
            _("This record replaces an earlier one. Reason: %(reason)s")
            % {"reason": record.correction_reason}
        )
    if deadline_days is None:
        deadline_days = value(policy.RECORD_DEADLINE, on=record.served_on, region=record.region_id)
    if record.corrects_id is None and is_late(record, deadline_days):
        lines.append(
            _(
                "Recorded on %(day)s, later than the %(count)d working days in which a record has to be written."
            )
            % {"day": _day(timezone.localdate(record.recorded_at)), "count": deadline_days}
        )
    transfers = sorted(record.transfers.all(), key=lambda row: row.sequence)
    # What the person served paid into the escrow is told by what came out of it.
    credits = [row for row in transfers if row.undoes_id is None and row.reason != Reason.SPENT]
    lines += [_credit(row) for row in credits]
    if refusals := {row.details["no_points_for"] for row in credits if "no_points_for" in row.details}:
        lines.append(
            _("No service points: the evidence is of grade %(grade)s.") % {"grade": record.evidence_grade}
            if "evidence" in refusals
            else _("This kind of service earns no service points.")
        )
    lines += [_star(award) for award in sorted(record.star_awards.all(), key=lambda award: award.level)]
    if any(row.undoes_id is not None for row in transfers):
        lines.append(_("Taken back, because the record was corrected."))
    return lines


def is_late(record: ServiceRecord, deadline_days: int) -> bool:
    """Whether it was written after the working days that Order 67 allows."""
    # Nearly all records are written within the same number of calendar days; the holidays need not be asked then.
    if timezone.localdate(record.recorded_at) - record.served_on <= timedelta(days=deadline_days):
        return False
    return timezone.localdate(record.recorded_at) > add_working_days(record.served_on, deadline_days)


def _service(record: ServiceRecord) -> str:
    return _("%(day)s, %(start)s–%(end)s, %(category)s: %(minutes)s of service certified.") % {
        "day": _day(record.served_on),
        "start": time_format(timezone.localtime(record.started_at), "H:i"),
        "end": time_format(timezone.localtime(record.ended_at), "H:i"),
        "category": record.get_category_display(),
        "minutes": spoken_minutes(record.minutes),
    }


def _credit(row: Transfer) -> str:
    minutes = spoken_minutes(row.amount)
    if row.reason == Reason.EARNED:
        return _("%(minutes)s of time coins on your account: a minute for each minute served.") % {
            "minutes": minutes
        }
    if row.reason == Reason.PAID:
        return _paid(row)
    if row.reason == Reason.POINTS:
        served = row.details.get("minutes", 0)
        return _("%(points)s: %(minutes)d minutes × %(coefficient)s for this kind of service.") % {
            "points": spoken_points(row.amount),
            "minutes": served,
            # "1.0" and "10" read as 1 and 10, not as 1E+1.
            "coefficient": f"{Decimal(row.details.get('coefficient', '1')).normalize():f}",
        }
    figures = {
        "minutes": minutes,
        "where": _("honours") if row.credit_account.kind == AccountKind.HONOURS else _("public pool"),
        "cap": spoken_minutes(row.details.get("cap_minutes", 0)),
    }
    if row.reason == Reason.OVER_DAY_CAP:
        return _("%(minutes)s went to the county's %(where)s: a person can earn %(cap)s in a day.") % figures
    if row.reason == Reason.OVER_MONTH_CAP:
        return (
            _("%(minutes)s went to the county's %(where)s: a person can earn %(cap)s in a month.") % figures
        )
    if row.reason == Reason.OVER_STORED_CAP:
        return _("%(minutes)s went to the county's %(where)s: a person can keep %(cap)s.") % figures
    return f"{row.get_reason_display()}: {minutes}"


def _paid(row: Transfer) -> str:
    """From the one who was served; more than was set aside is certified, and not paid."""
    served, reserved = row.details.get("served_minutes", 0), row.details.get("reserved_minutes", 0)
    said = _("%(minutes)s of time coins from the person who asked for the service.") % {
        "minutes": spoken_minutes(row.amount)
    }
    if served > reserved:
        return joined(
            [
                said,
                _("%(reserved)s had been agreed; all the %(served)s served are certified.")
                % {"reserved": spoken_minutes(reserved), "served": spoken_minutes(served)},
            ]
        )
    return said


def _star(award: StarAward) -> str:
    reached = ngettext(
        "With this you reached %(count)d star.", "With this you reached %(count)d stars.", award.level
    ) % {"count": award.level}
    if award.withdrawn_at is not None:
        return joined([reached, _("It was taken back later.")])
    if award.notice_until is None:
        return reached
    notice = _("On public notice until %(until)s, in force from %(from)s.") % {
        "until": _day(award.notice_until),
        "from": _day(award.effective_on),
    }
    return joined([reached, notice])


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
