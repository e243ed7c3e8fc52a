"""Models of the time bank: the ledger, and the facts it stands on."""

from timebank.models.ledger import Account, AccountSlot, Transfer
from timebank.models.records import ServiceRecord
from timebank.models.stars import StarAward

__all__ = ["Account", "AccountSlot", "ServiceRecord", "StarAward", "Transfer"]
