from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from timebank.earning.enums import ObjectionDecision
from timebank.earning.models import StarAward
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.wording import joined, spoken_minutes, spoken_points
from timebank.telling import tell


def notify_of_credit(*, record: ServiceRecord, minutes: int, points: int, stars: Sequence[StarAward]) -> None:
    """'Credited: 2 hours', and the star it led to. In the installation's language: the reader's is not known here."""
    if record.person.died_on is not None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        said = (
            _(
                "Thank you for serving with “%(group)s” on %(day)s: the hours are certified to "
                "you, the time coins can only be donated."
            )
            if record.group
            else _("Thank you for “%(activity)s” on %(day)s: %(minutes)s of time coins.")
        )
        parts = [
            said
            % {
                "activity": record.activity,
                "group": record.group,
                "day": date_format(record.served_on, "MONTH_DAY_FORMAT"),
                "minutes": spoken_minutes(minutes),
            }
        ]
        if points:
            parts.append(_("And %(points)s.") % {"points": spoken_points(points)})
        if stars:
            parts.append(
                _("You have reached %(level)d stars.") % {"level": max(star.level for star in stars)}
            )
        tell(record.person, "credited", _("Your service has been credited"), joined(parts), record.uuid)


def notify_of_objection_decision(*, award: StarAward, decision: str, reason: str) -> None:
    """What came of an objection to one's star. Nothing of what was said or by whom."""
    with translation.override(settings.LANGUAGE_CODE):
        dismissed = decision == ObjectionDecision.DISMISSED
        said = (
            _("An objection to your star was investigated: the star is valid. Reason: %(reason)s")
            if dismissed
            else _("An objection to your star was investigated: the star was withdrawn. Reason: %(reason)s")
        )
        subject, key = _("Your star: an objection was decided"), f"{award.pk}:{timezone.now().isoformat()}"
        tell(award.person, "objection", subject, said % {"reason": reason}, key)


def notify_of_correction(*, record: ServiceRecord, before: int) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            record.person,
            "corrected",
            _("A service record of yours was corrected"),
            _("“%(activity)s” on %(day)s: corrected from %(before)s to %(after)s. Reason: %(reason)s")
            % {
                "activity": record.activity,
                "day": date_format(record.served_on, "MONTH_DAY_FORMAT"),
                "before": spoken_minutes(before),
                "after": spoken_minutes(record.minutes),
                "reason": record.correction_reason,
            },
            record.uuid,
        )
