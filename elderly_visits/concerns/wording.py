"""Words about concerns: ready-made texts with which one is closed, and what is looked for again in their histories."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.languages import in_house
from elderly_visits.concerns.enums import Outcome, Referral

_REMINDED = _("Reminder sent to the owner")


def reminded_words() -> str:
    """What stands in the history of a concern whose owner was reminded; nobody can type it there."""
    return in_house(_REMINDED)


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
