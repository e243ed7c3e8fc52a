from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from timebank.certificates.enums import CertificateState
from timebank.certificates.models import Certificate, CertificateEnding
from timebank.telling import tell


def notify_of_certificate_end(*, certificate: Certificate, ending: CertificateEnding) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        figures = {"number": certificate.written_number, "reason": ending.get_reason_display()}
        if ending.state == CertificateState.SUPERSEDED:
            body = (
                _(
                    "A service on your certificate %(number)s was corrected, so the certificate is "
                    "no longer valid. You can get a new one in the time bank, free of charge."
                )
                % figures
            )
        else:
            body = _("Your certificate %(number)s was revoked. Reason: %(reason)s.") % figures
        subject, key = _("A certificate of yours is no longer valid"), f"{certificate.uuid}:{ending.state}"
        tell(certificate.person, "certificate_ended", subject, body, key, "timebank:certificates")
