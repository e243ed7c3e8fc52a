"""Reads of the time bank. None of these decides who may ask; `visible_to` on the querysets and the views do."""

from timebank.selectors.access import people_whose_account_opens
from timebank.selectors.balances import Balance, PoolBalance, Totals, balance, personal_accounts, pool, totals
from timebank.selectors.buys import Buys, buys_in_words, what_it_buys
from timebank.selectors.certificates import (
    FileCheck,
    FileVerdict,
    certificate_by_number,
    certificate_by_token,
    certificates_of,
    check_file,
    name_fits,
)
from timebank.selectors.copy import entries_of, stars_of
from timebank.selectors.explanation import explain
from timebank.selectors.honour import (
    Honour,
    Thanks,
    counties_of_the_roll,
    honour_roll,
    is_on_the_roll,
    thanks,
)
from timebank.selectors.national import columns, national_rows, own_records, records_to_export
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
from timebank.selectors.period import (
    AccountPeriod,
    Month,
    account_period,
    accounts_of,
    month_of,
    open_reservations,
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
    "AccountPeriod",
    "Balance",
    "Buys",
    "FileCheck",
    "FileVerdict",
    "Finding",
    "Honour",
    "Month",
    "MonthSum",
    "NextStar",
    "Notice",
    "PoolBalance",
    "StatementLine",
    "StatementPage",
    "Thanks",
    "Totals",
    "Verification",
    "account_period",
    "accounts_of",
    "balance",
    "buys_in_words",
    "certificate_by_number",
    "certificate_by_token",
    "certificates_of",
    "certified_minutes",
    "check_file",
    "columns",
    "counties_of_the_roll",
    "counties_with_offers",
    "entries_of",
    "explain",
    "home_of",
    "honour_roll",
    "is_on_the_roll",
    "month_of",
    "name_fits",
    "national_rows",
    "next_star",
    "offers_to_find",
    "open_reservations",
    "own_records",
    "partners_to_review",
    "people_whose_account_opens",
    "personal_accounts",
    "points_to_use",
    "pool",
    "records_to_export",
    "redeemed_at_partner",
    "star",
    "star_and_waiting",
    "stars_of",
    "stars_on_notice",
    "statement",
    "sums_by_month",
    "thanks",
    "totals",
    "verify",
    "vouchers_of",
    "what_it_buys",
]
