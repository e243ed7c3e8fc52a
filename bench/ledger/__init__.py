"""Measuring the ledger on PostgreSQL: `manage.py bench ledger`.

Clients are processes of their own that book for a while and say how often. The ledger's own (`client`), the bound
(`bound`: the same locks, inserts and balance updates in hand-written SQL) and the peer (`peer`: django-hordak's
`transfer_to`, in an environment of its own) take turns in the same run, so that a busy machine is busy for all of them.
"""
