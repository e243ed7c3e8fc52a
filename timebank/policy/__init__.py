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
from timebank.policy.giving import (
    EARMARK_DAYS,
    EXPIRY_MONTHS,
    EXPIRY_NOTICE_DAYS,
    EXPIRY_TO,
    GIFT_EXCESS,
    GIFT_LEAST_AGE,
    GIFT_PROOFS,
    GIFT_RELATIONS,
    POOL_AGES,
    POOL_GRANT,
    POOL_MOST_STORED,
    REDEEM_FOR,
    REDEEM_LEAST_AGE,
)

__all__ = [
    "AUTOMATIC_GRADES",
    "CAP_PER_DAY",
    "CAP_PER_MONTH",
    "CAP_STORED",
    "EARMARK_DAYS",
    "EXCESS_TO",
    "EXPIRY_MONTHS",
    "EXPIRY_NOTICE_DAYS",
    "EXPIRY_TO",
    "GIFT_EXCESS",
    "GIFT_LEAST_AGE",
    "GIFT_PROOFS",
    "GIFT_RELATIONS",
    "MINUTES_PER_COIN",
    "POINT_COEFFICIENTS",
    "POINT_GRADES",
    "POOL_AGES",
    "POOL_GRANT",
    "POOL_MOST_STORED",
    "RECORD_DEADLINE",
    "REDEEM_FOR",
    "REDEEM_LEAST_AGE",
    "STAR_HOURS",
    "STAR_NOTICE_DAYS",
    "STAR_NOTICE_FROM_LEVEL",
]
