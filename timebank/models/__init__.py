"""Models of the time bank: the ledger, and the facts it stands on."""

from timebank.models.giving import Earmark, Nominee, StandingInstruction
from timebank.models.ledger import Account, AccountSlot, Transfer
from timebank.models.pool import PoolGrant
from timebank.models.records import ServiceRecord
from timebank.models.settlement import ExpiryNotice, Settlement
from timebank.models.stars import StarAward

__all__ = [
    "Account",
    "Earmark",
    "ExpiryNotice",
    "Nominee",
    "PoolGrant",
    "ServiceRecord",
    "Settlement",
    "StandingInstruction",
    "StarAward",
    "Transfer",
]
__all__ = ["Account", "AccountSlot", "ServiceRecord", "StarAward", "Transfer"]
