"""What changes the time bank. Each function is one transaction; a failure writes nothing."""

from timebank.services.accounts import Owner, close_account, issuing, open_accounts, personal, pool_of
from timebank.services.certificates import issue_certificate, revoke_certificate, supersede_certificates
from timebank.services.corrections import correct_record
from timebank.services.crediting import Credit, Service, record_service, record_services
from timebank.services.honour import join_honour_roll, leave_honour_roll
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
from timebank.services.stars import withdraw_star

__all__ = [
    "Credit",
    "Draft",
    "Owner",
    "Service",
    "close_account",
    "correct_record",
    "expire_reservations",
    "issue_certificate",
    "issuing",
    "join_honour_roll",
    "leave_honour_roll",
    "open_accounts",
    "personal",
    "pool_of",
    "post",
    "record_service",
    "record_services",
    "reserve",
    "revoke_certificate",
    "supersede_certificates",
    "transfer",
    "transfer_linked",
    "undo",
    "void",
    "withdraw_star",
]
