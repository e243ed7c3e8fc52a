"""Relatives: named by one side, confirmed by the other or by a worker, ended by either."""
