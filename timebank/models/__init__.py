"""Models of the time bank: the ledger, the facts it stands on, and what points buy."""

from timebank.models.certificate import Certificate, CertificateEnding, CertificateFile, CertifiedRecord
from timebank.models.giving import Earmark, Nominee, StandingInstruction
from timebank.models.holds import CreditHold
from timebank.models.ledger import Account, AccountSlot, Transfer
from timebank.models.offers import Offer, Voucher
from timebank.models.partners import Partner, PartnerStaff
from timebank.models.pool import PoolGrant
from timebank.models.records import ServiceRecord
from timebank.models.samples import PhoneCall, PhoneCallAttempt, PhoneSample
from timebank.models.settlement import ExpiryNotice, Settlement
from timebank.models.stars import StarAward, StarObjection
from timebank.models.suspicions import AnomalyRun, Suspicion, SuspicionEvent
from timebank.models.turnover import Turnover, TurnoverRun

__all__ = [
    "Account",
    "AccountSlot",
    "AnomalyRun",
    "Certificate",
    "CertificateEnding",
    "CertificateFile",
    "CertifiedRecord",
    "CreditHold",
    "Earmark",
    "ExpiryNotice",
    "Nominee",
    "Offer",
    "Partner",
    "PartnerStaff",
    "PhoneCall",
    "PhoneCallAttempt",
    "PhoneSample",
    "PoolGrant",
    "ServiceRecord",
    "Settlement",
    "StandingInstruction",
    "StarAward",
    "StarObjection",
    "Suspicion",
    "SuspicionEvent",
    "Transfer",
    "Turnover",
    "TurnoverRun",
    "Voucher",
]
