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
from timebank.services.stars import withdraw_star
from timebank.services.vouchers import cancel_voucher, order_voucher, redeem_voucher

__all__ = [
    "Credit",
    "Draft",
    "Owner",
    "Payment",
    "Service",
    "accept_invitation",
    "cancel_voucher",
    "close_account",
    "correct_record",
    "create_offer",
    "decide_objection",
    "end_staff",
    "expire_reservations",
    "invite_staff",
    "issue_certificate",
    "issuing",
    "join_honour_roll",
    "leave_honour_roll",
    "object_to_star",
    "open_accounts",
    "order_voucher",
    "personal",
    "pool_of",
    "post",
    "publish_offer",
    "record_service",
    "record_services",
    "redeem_voucher",
    "register_partner",
    "reinstate_partner",
    "reserve",
    "review_partner",
    "revoke_certificate",
    "supersede_certificates",
    "suspend_partner",
    "transfer",
    "transfer_linked",
    "undo",
    "update_offer",
    "update_partner",
    "void",
    "withdraw_offer",
    "withdraw_star",
]
