"""Models of the time bank: the ledger, the facts it stands on, and what watches over both."""

from timebank.models.holds import CreditHold
from timebank.models.ledger import Account, Transfer
from timebank.models.records import ServiceRecord
from timebank.models.samples import PhoneCall, PhoneCallAttempt, PhoneSample
from timebank.models.stars import StarAward
from timebank.models.suspicions import AnomalyRun, Suspicion, SuspicionEvent
from timebank.models.turnover import Turnover, TurnoverRun

__all__ = [
    "Account",
    "AnomalyRun",
    "CreditHold",
    "PhoneCall",
    "PhoneCallAttempt",
    "PhoneSample",
    "ServiceRecord",
    "StarAward",
    "Suspicion",
    "SuspicionEvent",
    "Transfer",
    "Turnover",
    "TurnoverRun",
]
