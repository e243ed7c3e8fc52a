"""The time bank: service records, the ledger of time coins and service points, stars and certificates.

Two books are kept apart: certified service minutes are a fact about a person and never move; coins and points are
transferable value in a double-entry ledger. Who served whom, and whether it was verified, is decided above.
"""
