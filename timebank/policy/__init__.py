"""What a city can decide otherwise about the time bank: parameters with their first values and where those come from.

A module for each subject; whoever reads a parameter names it as `policy.NAME`.
"""

from timebank.policy.earning import (
    AUTOMATIC_GRADES,
    CAP_PER_DAY,
    CAP_PER_MONTH,
    CAP_STORED,
    EXCESS_TO,
    GROUP_COINS_TO,
    GROUP_POINTS,
    LATE_RECORDS,
    MINUTES_PER_COIN,
    OBJECTIONS_AN_HOUR,
    POINT_COEFFICIENTS,
    POINT_GRADES,
    POINTS_AT_NIGHT,
    POINTS_ON_HOLIDAYS,
    RECORD_DEADLINE,
    STAR_HOURS,
    STAR_NOTICE_DAYS,
    STAR_NOTICE_FROM_LEVEL,
)
from timebank.policy.points import (
    OFFER_REFUSED_WORDS,
    POINTS_LEAST_AGE,
    POINTS_MONTH_LIMIT,
    STAFF_INVITATION_DAYS,
    VOUCHER_DAYS,
)
from timebank.policy.proof import CERTIFICATE_ISSUER, CERTIFICATES_A_DAY
from timebank.policy.requests import TYPICAL_MINUTES

__all__ = [
    "AUTOMATIC_GRADES",
    "CAP_PER_DAY",
    "CAP_PER_MONTH",
    "CAP_STORED",
    "CERTIFICATES_A_DAY",
    "CERTIFICATE_ISSUER",
    "EXCESS_TO",
    "GROUP_COINS_TO",
    "GROUP_POINTS",
    "LATE_RECORDS",
    "MINUTES_PER_COIN",
    "OBJECTIONS_AN_HOUR",
    "OFFER_REFUSED_WORDS",
    "POINTS_AT_NIGHT",
    "POINTS_LEAST_AGE",
    "POINTS_MONTH_LIMIT",
    "POINTS_ON_HOLIDAYS",
    "POINT_COEFFICIENTS",
    "POINT_GRADES",
    "RECORD_DEADLINE",
    "STAFF_INVITATION_DAYS",
    "STAR_HOURS",
    "STAR_NOTICE_DAYS",
    "STAR_NOTICE_FROM_LEVEL",
    "TYPICAL_MINUTES",
    "VOUCHER_DAYS",
]
