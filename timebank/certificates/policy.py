from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.enums import Untried
from policies.registry import declare, declare_group, untried
from timebank.ledger.policy import check_positive


def _issuer(value: Any) -> None:
    if not isinstance(value, str) or not value.strip() or len(value) > 100 or not value.isprintable():
        raise ValidationError(
            _("A name of at most 100 characters; {county} stands for the name of the county.")
        )
    rest = value.replace("{county}", "")
    if "{" in rest or "}" in rest:
        raise ValidationError(_("Only {county} may appear in braces."))


declare_group(_("Certificates"), "timebank.certificate", order=130)

CERTIFICATE_ISSUER = declare(
    "timebank.certificate.issuer",
    title=_("Unit that issues certificates of voluntary service"),
    initial="{county}民政局",
    source=_(
        "Order 67: certificates are issued by the keeper of the records; here the county's civil "
        "affairs bureau"
    ),
    check=_issuer,
    help=_("{county} stands for the name of the county. It is printed on the certificate."),
)
CERTIFICATES_A_DAY = declare(
    "timebank.certificate.a_day",
    title=_("Maximum certificates a person can request per day"),
    initial=20,
    unit=_("certificates"),
    source=_("Free of charge and kept permanently: enough for any genuine need"),
    check=check_positive,
)

untried(Untried.FROM_THEN_ON, CERTIFICATE_ISSUER)
untried(Untried.ATTEMPTS, CERTIFICATES_A_DAY)
