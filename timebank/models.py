"""Models of the time bank: the ledger, the facts it stands on, and what points buy."""
