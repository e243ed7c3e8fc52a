"""What a city can decide otherwise about the time bank: parameters with their first values and where those come from.

A module for each subject; whoever reads a parameter names it as `policy.NAME`.
"""

from timebank.policy.earning import (
    AUTOMATIC_GRADES,
    CAP_PER_DAY,
    CAP_PER_MONTH,
    CAP_STORED,
    EXCESS_TO,
    MINUTES_PER_COIN,
    POINT_COEFFICIENTS,
    POINT_GRADES,
    RECORD_DEADLINE,
    STAR_HOURS,
    STAR_NOTICE_DAYS,
    STAR_NOTICE_FROM_LEVEL,
)
from timebank.policy.oversight import (
    BULK_MINUTES,
    BULK_RECORDS,
    DAY_MINUTES,
    LOOK_BACK_DAYS,
    OVERLAP_MINUTES,
    PAIR_MINUTES,
    PAIR_SHARE,
    SAMPLE_ATTEMPTS,
    SAMPLE_DAY,
    SAMPLE_LEAST,
    SAMPLE_SHARE,
    TRAVEL_KMH,
    TRAVEL_LEAST_M,
    VERIFIER_RECORDS,
    VERIFIER_SHARE,
)
from timebank.policy.redemption import REDEMPTION_AGE

__all__ = [
    "AUTOMATIC_GRADES",
    "BULK_MINUTES",
    "BULK_RECORDS",
    "CAP_PER_DAY",
    "CAP_PER_MONTH",
    "CAP_STORED",
    "DAY_MINUTES",
    "EXCESS_TO",
    "LOOK_BACK_DAYS",
    "MINUTES_PER_COIN",
    "OVERLAP_MINUTES",
    "PAIR_MINUTES",
    "PAIR_SHARE",
    "POINT_COEFFICIENTS",
    "POINT_GRADES",
    "RECORD_DEADLINE",
    "REDEMPTION_AGE",
    "SAMPLE_ATTEMPTS",
    "SAMPLE_DAY",
    "SAMPLE_LEAST",
    "SAMPLE_SHARE",
    "STAR_HOURS",
    "STAR_NOTICE_DAYS",
    "STAR_NOTICE_FROM_LEVEL",
    "TRAVEL_KMH",
    "TRAVEL_LEAST_M",
    "VERIFIER_RECORDS",
    "VERIFIER_SHARE",
]
