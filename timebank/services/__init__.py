"""What changes the time bank. Each function is one transaction; a failure writes nothing."""

from timebank.services.accounts import Owner, close_account, issuing, open_accounts, personal, pool_of
from timebank.services.corrections import correct_record
from timebank.services.crediting import Credit, Service, record_service, record_services
from timebank.services.ledger import (
    Draft,
    expire_reservations,
    post,
    reserve,
    transfer,
    transfer_linked,
    undo,
    void,
)
from timebank.services.objections import decide_objection, object_to_star
from timebank.services.stars import withdraw_star

__all__ = [
    "Credit",
    "Draft",
    "Owner",
    "Service",
    "close_account",
    "correct_record",
    "decide_objection",
    "expire_reservations",
    "issuing",
    "object_to_star",
    "open_accounts",
    "personal",
    "pool_of",
    "post",
    "record_service",
    "record_services",
    "reserve",
    "transfer",
    "transfer_linked",
    "undo",
    "void",
    "withdraw_star",
]
