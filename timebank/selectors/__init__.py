"""Reads of the time bank. None of these decides who may ask; `visible_to` on the querysets and the views do."""

from timebank.selectors.access import people_whose_account_opens
from timebank.selectors.balances import Balance, PoolBalance, Totals, balance, personal_accounts, pool, totals
from timebank.selectors.buys import Buys, buys_in_words, what_it_buys
from timebank.selectors.explanation import explain
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
    "explain",
    "next_star",
    "people_whose_account_opens",
    "personal_accounts",
    "pool",
    "star",
    "star_and_waiting",
    "stars_on_notice",
    "statement",
    "totals",
    "verify",
    "what_it_buys",
]
