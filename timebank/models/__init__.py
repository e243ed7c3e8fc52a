"""Models of the time bank: the ledger, and the facts it stands on."""

from timebank.models.certificate import Certificate, CertificateEnding, CertificateFile, CertifiedRecord
from timebank.models.ledger import Account, Transfer
from timebank.models.records import ServiceRecord
from timebank.models.stars import StarAward

__all__ = [
    "Account",
    "Certificate",
    "CertificateEnding",
    "CertificateFile",
    "CertifiedRecord",
    "ServiceRecord",
    "StarAward",
    "Transfer",
]
