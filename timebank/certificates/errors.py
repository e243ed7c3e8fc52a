from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from timebank.errors import TimebankError


class CertificateError(TimebankError):
    """A certificate cannot be issued or revoked as asked."""


class NothingToCertify(CertificateError):
    message = _("There is no certified service in this period, so no certificate can be issued.")


class PeriodInvalid(CertificateError):
    message = _("The first day must not be after the last.")


class TooManyCertificates(CertificateError):
    message = _(
        "You have requested too many certificates today. Please use one of them, or come back tomorrow."
    )


class CertificateUnavailable(CertificateError):
    """The paper could not be made; why stands in the installation's log."""

    message = _(
        "The certificate cannot be created at the moment. Please try again later, or ask your community."
    )


class NameUnprintable(CertificateError):
    message = _(
        "Your name or an activity contains a character that cannot be printed here. Please ask "
        "your community for help."
    )


class AlreadyRevoked(CertificateError):
    message = _("This certificate has already been revoked.")
