"""Elders in special difficulty: register, risk tier, the month's visits, reports and concerns."""
