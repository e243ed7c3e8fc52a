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
from timebank.services.certificates import issue_certificate, revoke_certificate, supersede_certificates
from timebank.services.corrections import correct_record
from timebank.services.crediting import Credit, Service, record_service, record_services
from timebank.services.earmarks import assign_earmark, release_earmark, release_overdue
from timebank.services.expiry import sweep_expiry
from timebank.services.giving import Gift, Given, give
from timebank.services.grants import grant_entitlements
from timebank.services.honour import join_honour_roll, leave_honour_roll
from timebank.services.ledger import expire_reservations, post, reserve, transfer, transfer_linked, undo, void
from timebank.services.objections import decide_objection, object_to_star
from timebank.services.offers import create_offer, publish_offer, update_offer, withdraw_offer
from timebank.services.partners import (
    accept_invitation,
    end_staff,
    invite_staff,
    register_partner,
    reinstate_partner,
    review_partner,
    suspend_partner,
    update_partner,
)
from timebank.services.paying import Payment
from timebank.services.posting import Draft
from timebank.services.settling import plan_settlement, settle, undo_settlement
from timebank.services.stars import withdraw_star
from timebank.services.vouchers import cancel_voucher, order_voucher, redeem_voucher

__all__ = [
    "Credit",
    "Draft",
    "Gift",
    "Given",
    "Owner",
    "Payment",
    "Service",
    "accept_invitation",
    "apply_instruction",
    "apply_instructions",
    "assign_earmark",
    "cancel_voucher",
    "close_account",
    "correct_record",
    "create_offer",
    "decide_objection",
    "end_instruction",
    "end_nominee",
    "end_staff",
    "expire_reservations",
    "give",
    "grant_entitlements",
    "invite_staff",
    "issue_certificate",
    "issuing",
    "join_honour_roll",
    "leave_honour_roll",
    "name_nominee",
    "object_to_star",
    "open_accounts",
    "order_voucher",
    "personal",
    "plan_settlement",
    "pool_of",
    "post",
    "publish_offer",
    "record_service",
    "record_services",
    "redeem_voucher",
    "register_partner",
    "reinstate_partner",
    "release_earmark",
    "release_overdue",
    "reserve",
    "review_partner",
    "revoke_certificate",
    "set_instruction",
    "settle",
    "supersede_certificates",
    "suspend_partner",
    "sweep_expiry",
    "transfer",
    "transfer_linked",
    "undo",
    "undo_settlement",
    "update_offer",
    "update_partner",
    "void",
    "withdraw_offer",
    "withdraw_star",
]
