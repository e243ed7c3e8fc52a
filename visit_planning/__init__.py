"""Planning the visits to elders: the month's plan and its gaps, repairs between two plans, stand-ins.

Whom a visit is due to, and what became of it, is known one floor below in `elderly_visits`; here lives who was
found for it, how well, and what was done when that failed.
"""
