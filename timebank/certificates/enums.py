from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.badges import Badge, register_badges


class CertificateState(models.TextChoices):
    """Whether a certificate can be relied on."""

    VALID = "valid", pgettext_lazy("certificate", "Valid")
    SUPERSEDED = "superseded", pgettext_lazy("certificate", "Superseded")
    REVOKED = "revoked", pgettext_lazy("certificate", "Revoked")


register_badges(
    "certificate",
    {CertificateState.VALID: Badge.OK, CertificateState.SUPERSEDED: Badge.WARN},
    default=Badge.BAD,
)


class RevocationReason(models.TextChoices):
    """Why a certificate ended, as far as the public is told."""

    CORRECTED = "corrected", _("A service on it was corrected")
    ISSUED_IN_ERROR = "issued_in_error", _("Issued by mistake")
    UNTRUE = "untrue", _("Its content is untrue")
    HOLDER_ASKED = "holder_asked", _("Requested by the holder")
