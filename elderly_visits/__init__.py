"""Elders in special difficulty: register, risk tier, the month's visits, reports and concerns.

Who walks to the door, when, and what it earns belongs to the visit's task in `volunteers`; here lives why the visit is
due, what was found, and what was done about it.
"""
