"""Loads the models of every room for Django, which looks for them here. Import a model from its own room."""

from timebank.certificates.models import Certificate, CertificateEnding, CertificateFile, CertifiedRecord
from timebank.earning.models import StarAward, StarObjection
from timebank.giving.models.arrangements import Arrangement
from timebank.giving.models.departures import Departure
from timebank.giving.models.earmarks import Earmark
from timebank.giving.models.expiry_notices import ExpiryNotice
from timebank.giving.models.pool_grants import PoolGrant
from timebank.ledger.models.accounts import Sides
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.settlements import Settlement
from timebank.ledger.models.transfers import Transfer
from timebank.oversight.models.holds import CreditHold
from timebank.oversight.models.samples import PhoneCall, PhoneCallAttempt, PhoneSample
from timebank.oversight.models.suspicions import AnomalyRun, Suspicion, SuspicionEvent
from timebank.oversight.models.turnover import Turnover, TurnoverRun
from timebank.rewards.models.offers import Offer, Voucher
from timebank.rewards.models.partners import Partner, PartnerStaff, PartnerSuspension
