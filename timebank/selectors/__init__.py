"""Reads of the time bank. None of these decides who may ask; `visible_to` on the querysets and the views do."""

from timebank.selectors.access import people_whose_account_opens
from timebank.selectors.balances import Balance, PoolBalance, Totals, balance, personal_accounts, pool, totals
from timebank.selectors.buys import Buys, buys_in_words, what_it_buys
from timebank.selectors.explanation import explain
from timebank.selectors.offers import (
    MonthSum,
    counties_with_offers,
    home_of,
    offers_to_find,
    partners_to_review,
    points_to_use,
    redeemed_at_partner,
    sums_by_month,
    vouchers_of,
)
from timebank.selectors.stars import (
    NextStar,
    Notice,
    certified_minutes,
    next_star,
    star,
    star_and_waiting,
    stars_on_notice,
)
from timebank.selectors.statement import StatementLine, StatementPage, statement
from timebank.selectors.verification import Finding, Verification, verify

__all__ = [
    "Balance",
    "Buys",
    "Finding",
    "MonthSum",
    "NextStar",
    "Notice",
    "PoolBalance",
    "StatementLine",
    "StatementPage",
    "Totals",
    "Verification",
    "balance",
    "buys_in_words",
    "certified_minutes",
    "counties_with_offers",
    "explain",
    "home_of",
    "next_star",
    "offers_to_find",
    "partners_to_review",
    "people_whose_account_opens",
    "personal_accounts",
    "points_to_use",
    "pool",
    "redeemed_at_partner",
    "star",
    "star_and_waiting",
    "stars_on_notice",
    "statement",
    "sums_by_month",
    "totals",
    "verify",
    "vouchers_of",
    "what_it_buys",
]
