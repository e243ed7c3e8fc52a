from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timebank.certificates.models import Certificate
from timebank.certificates.sealing import seal_on
from timebank.documents.typesetting import qr_code, typeset
from timebank.ledger.enums import ServiceCategory
from timebank.ledger.wording import spoken_minutes


def public_address(certificate: Certificate) -> str:
    """Where anybody can check it."""
    return settings.BASE_URL.rstrip("/") + reverse("verify:certificate", args=[certificate.token])


def certificate_pdf(certificate: Certificate) -> bytes:
    """The file, PDF/A-2u, signed. Raises the errors of `timebank.documents.errors`."""
    pdf = typeset("certificate", words(certificate), made_at=certificate.issued_at)
    return seal_on(pdf, reason=_("Certificate of voluntary service"), place=certificate.region.name)


def words(certificate: Certificate) -> dict[str, Any]:
    """All that is printed."""
    content, address = certificate.content, public_address(certificate)
    by_month = any(len(line[0]) == 7 for line in content["lines"])
    short_period = {"since": certificate.since.isoformat(), "until": certificate.until.isoformat()}
    period = {"since": _day(certificate.since), "until": _day(certificate.until)}
    return {
        "title": _("Certificate of voluntary service"),
        "author": certificate.issuer,
        "keywords": [certificate.written_number],
        "number_words": _("No. %(number)s") % {"number": certificate.written_number},
        "statement": ngettext(
            "This is to certify that %(name)s took part in voluntary service %(count)d time between %(since)s and "
            "%(until)s, %(time)s in all.",
            "This is to certify that %(name)s took part in voluntary service %(count)d times between %(since)s and "
            "%(until)s, %(time)s in all.",
            certificate.services,
        )
        % {
            **period,
            "name": certificate.holder_name,
            "count": certificate.services,
            "time": spoken_minutes(certificate.minutes),
        },
        "figures": [
            [_("Period"), _("%(since)s – %(until)s") % short_period],
            [_("Times served"), str(certificate.services)],
            [_("Time served"), spoken_minutes(certificate.minutes)],
        ],
        "by_category": {
            "title": _("By kind of service"),
            "head": [_("Kind of service"), _("Times served"), _("Time served")],
            "rows": [
                [_category(category), str(services), spoken_minutes(minutes)]
                for category, services, minutes in content["categories"]
            ],
        },
        "issuer_words": _("Issued by"),
        "issuer": certificate.issuer,
        "issued_words": _day(timezone.localdate(certificate.issued_at)),
        "how_to_check": _(
            "Anyone can verify this certificate: scan the code, or enter its number at "
            "%(address)s. It is free of charge, signed electronically, and can be revoked."
        )
        % {"address": settings.BASE_URL.rstrip("/") + reverse("verify:start")},
        "url": address,
        "qr": qr_code(address),
        "qr_words": _("Scan to check"),
        "lines": {
            "title": _("Services month by month") if by_month else _("The services"),
            "head": [
                _("Month") if by_month else _("Day"),
                _("Activity"),
                _("Kind of service"),
                _("Organising unit"),
                _("Time served"),
            ],
            "rows": [
                [when, activity or "—", _category(category), organiser, spoken_minutes(minutes)]
                for when, activity, category, organiser, minutes in content["lines"]
            ],
            "note": "",
        },
        "foot": certificate.written_number,
    }


def _category(value: str) -> str:
    return str(dict(ServiceCategory.choices).get(value, value))


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
