"""The manager's pages: the monthly visit rate by region, the names behind the gap, what waits, the indicators."""
