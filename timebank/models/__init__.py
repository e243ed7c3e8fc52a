"""Models of the time bank: the ledger, and the facts it stands on."""

from timebank.models.ledger import Account, Transfer
from timebank.models.records import ServiceRecord
from timebank.models.stars import StarAward, StarObjection

__all__ = ["Account", "ServiceRecord", "StarAward", "StarObjection", "Transfer"]
