"""What changes the time bank. Each function is one transaction; a failure writes nothing."""

from timebank.services.accounts import Owner, close_account, issuing, open_accounts, personal, pool_of
from timebank.services.arrangements import (
    apply_instruction,
    apply_instructions,
    end_instruction,
    end_nominee,
    name_nominee,
    set_instruction,
)
from timebank.services.corrections import correct_record
from timebank.services.crediting import Credit, Service, record_service, record_services
from timebank.services.earmarks import assign_earmark, release_earmark, release_overdue
from timebank.services.expiry import sweep_expiry
from timebank.services.giving import Gift, Given, give
from timebank.services.grants import grant_entitlements
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
from timebank.services.settling import plan_settlement, settle, undo_settlement
from timebank.services.stars import withdraw_star

__all__ = [
    "Credit",
    "Draft",
    "Gift",
    "Given",
    "Owner",
    "Service",
    "apply_instruction",
    "apply_instructions",
    "assign_earmark",
    "close_account",
    "correct_record",
    "end_instruction",
    "end_nominee",
    "expire_reservations",
    "give",
    "grant_entitlements",
    "issuing",
    "name_nominee",
    "open_accounts",
    "personal",
    "plan_settlement",
    "pool_of",
    "post",
    "record_service",
    "record_services",
    "release_earmark",
    "release_overdue",
    "reserve",
    "set_instruction",
    "settle",
    "sweep_expiry",
    "transfer",
    "transfer_linked",
    "undo",
    "undo_settlement",
    "void",
    "withdraw_star",
]
