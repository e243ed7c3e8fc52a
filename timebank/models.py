"""Loads the models of every room for Django, which looks for them here. Import a model from its own room."""

from timebank.certificates import models as certificates
from timebank.earning import models as earning
from timebank.giving.models import arrangements, earmarks, expiry_notices, pool_grants
from timebank.ledger.models import accounts, records, settlements, transfers
from timebank.oversight.models import holds, samples, suspicions, turnover
from timebank.rewards.models import offers, partners

__all__ = [
    "accounts",
    "arrangements",
    "certificates",
    "earmarks",
    "earning",
    "expiry_notices",
    "holds",
    "offers",
]
__all__ += [
    "partners",
    "pool_grants",
    "records",
    "samples",
    "settlements",
    "suspicions",
    "transfers",
    "turnover",
]
