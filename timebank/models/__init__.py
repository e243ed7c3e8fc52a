"""Models of the time bank: the ledger, the facts it stands on, and what points buy."""

from timebank.models.certificate import Certificate, CertificateEnding, CertificateFile, CertifiedRecord
from timebank.models.ledger import Account, AccountSlot, Transfer
from timebank.models.offers import Offer, Voucher
from timebank.models.partners import Partner, PartnerStaff
from timebank.models.records import ServiceRecord
from timebank.models.stars import StarAward, StarObjection

__all__ = [
    "Account",
    "AccountSlot",
    "Certificate",
    "CertificateEnding",
    "CertificateFile",
    "CertifiedRecord",
    "Offer",
    "Partner",
    "PartnerStaff",
    "ServiceRecord",
    "StarAward",
    "StarObjection",
    "Transfer",
    "Voucher",
]
