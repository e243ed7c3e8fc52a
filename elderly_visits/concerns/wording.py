"""Ready-made texts with which a concern is closed: one tap, and words that stay open to change."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from elderly_visits.concerns.enums import Outcome, Referral


class Ready(NamedTuple):
    """A text with the outcome that it tells of."""

    text: str | Promise
    outcome: Outcome
    referral: Referral = Referral.NONE


READY = {
    "seen": Ready(_("I went there; it is settled."), Outcome.SOLVED),
    "mended": Ready(_("The hazard has been removed."), Outcome.SOLVED),
    "called": Ready(_("I called: the elder is well, nothing more is needed."), Outcome.NOT_NEEDED),
    "family": Ready(_("The family knows and looks after it."), Outcome.REFERRED, Referral.FAMILY),
    "doctor": Ready(_("The elder has been taken to a doctor."), Outcome.REFERRED, Referral.HEALTH),
    "declined": Ready(_("The elder does not want help for now and knows whom to call."), Outcome.DECLINED),
}
