"""Every credit in plain words, from the figures that were written down when it was made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policies.selectors import value
from timebank.earning import policy
from timebank.earning.models import StarAward
from timebank.ledger.enums import AccountKind, Reason
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.wording import joined, spoken_minutes, spoken_points


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
    if record.corrects_id is None and record.late:
        if deadline_days is None:
            deadline_days = value(policy.RECORD_DEADLINE, on=record.served_on, region=record.region_id)
        lines.append(
            _("Recorded on %(day)s, after the limit of %(count)d working days for entering a record.")
            % {"day": _day(timezone.localdate(record.recorded_at)), "count": deadline_days}
        )
    transfers = sorted(record.transfers.all(), key=lambda row: row.sequence)
    # What the person served paid into the escrow is told by what came out of it.
    credits = [row for row in transfers if row.undoes_id is None and row.reason != Reason.SPENT]
    lines += [_credit(row) for row in credits]
    if refusals := {row.details["no_points_for"] for row in credits if "no_points_for" in row.details}:
        lines.append(_no_points(refusals.pop(), record))
    lines += [_star(award) for award in sorted(record.star_awards.all(), key=lambda award: award.level)]
    if any(row.undoes_id is not None for row in transfers):
        lines.append(_("Reversed because the record was corrected."))
    return lines


def _no_points(cause: str, record: ServiceRecord) -> str:
    sentences = {
        "evidence": _("No service points: the evidence is of grade %(grade)s."),
        "lateness": _("No service points: the record was entered too late."),
        "group": _("No service points: the service was in a team's name."),
    }
    said = sentences.get(cause, _("This kind of service earns no service points."))
    return said % {"grade": record.evidence_grade}


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
    if row.reason == Reason.EARNED_IN_GROUP:
        return _in_group(row, minutes)
    if row.reason == Reason.POINTS:
        return _points(row)
    figures = {
        "minutes": minutes,
        "where": _("honours") if row.credit_account.kind == AccountKind.HONOURS else _("public pool"),
        "cap": spoken_minutes(row.details.get("cap_minutes", 0)),
    }
    went = {
        Reason.OVER_DAY_CAP: _(
            "%(minutes)s went to the county's %(where)s: a person can earn at most %(cap)s per day."
        ),
        Reason.OVER_MONTH_CAP: _(
            "%(minutes)s went to the county's %(where)s: a person can earn at most %(cap)s per month."
        ),
        Reason.OVER_STORED_CAP: _(
            "%(minutes)s went to the county's %(where)s: a person can hold at most %(cap)s."
        ),
        Reason.AFTER_SETTLING: _(
            "%(minutes)s went to the county's %(where)s: the account had already been settled."
        ),
    }
    if row.reason in went:
        return went[Reason(row.reason)] % figures
    return f"{row.get_reason_display()}: {minutes}"


def _paid(row: Transfer) -> str:
    """From the one who was served; more than was set aside is certified, and not paid."""
    served, reserved = row.details.get("served_minutes", 0), row.details.get("reserved_minutes", 0)
    said = _("%(minutes)s of time coins from the person who requested the service.") % {
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


def _in_group(row: Transfer, minutes: str) -> str:
    if row.credit_account.kind == AccountKind.POOL:
        return _("%(minutes)s went to the county's public pool: the service was in a team's name.") % {
            "minutes": minutes
        }
    return _(
        "%(minutes)s of time coins in your group service account: the service was in a team's "
        "name, so they can only be donated."
    ) % {"minutes": minutes}


def _points(row: Transfer) -> str:
    """The points and each figure that led to them. Records from before there were others have one coefficient."""
    details = row.details
    figures = {
        "points": spoken_points(row.amount),
        "minutes": details.get("minutes", 0),
        "coefficient": _times(details.get("coefficient", "1")),
    }
    extras = []
    if night := details.get("night_minutes"):
        extras.append(
            _("%(minutes)s of it at night × %(coefficient)s")
            % {"minutes": spoken_minutes(night), "coefficient": _times(details["night_coefficient"])}
        )
    if holiday := details.get("holiday_minutes"):
        extras.append(
            _("%(minutes)s of it on a holiday × %(coefficient)s")
            % {"minutes": spoken_minutes(holiday), "coefficient": _times(details["holiday_coefficient"])}
        )
    if both := details.get("night_holiday_minutes"):
        extras.append(_("both of these for %(minutes)s") % {"minutes": spoken_minutes(both)})
    if not extras:
        return _("%(points)s: %(minutes)d minutes × %(coefficient)s for this kind of service.") % figures
    figures["extras"] = _("; ").join(extras)
    figures["category"] = row.service_record.get_category_display() if row.service_record else ""
    return _("%(points)s: %(minutes)d minutes × %(coefficient)s (%(category)s); %(extras)s.") % figures


def _times(coefficient: str) -> str:
    """ "1.0" and "10" read as 1 and 10, not as 1E+1."""
    return f"{Decimal(coefficient).normalize():f}"


def _star(award: StarAward) -> str:
    reached = ngettext(
        "With this you reached %(count)d star.", "With this you reached %(count)d stars.", award.level
    ) % {"count": award.level}
    if award.withdrawn_at is not None:
        return joined([reached, _("It was later withdrawn.")])
    if award.notice_until is None:
        return reached
    if award.contested:
        return joined(
            [reached, _("An objection is being investigated; the star takes effect if it is dismissed.")]
        )
    notice = _("On public notice until %(until)s, in force from %(from)s.") % {
        "until": _day(award.notice_until),
        "from": _day(award.effective_on),
    }
    return joined([reached, notice])


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
